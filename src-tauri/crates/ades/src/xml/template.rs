//! `ds:Signature` as it is written.

use super::canonical::Canonicalization;
use super::encoding;
use super::error::Error;
use super::prepare::{Layout, Reference};
use super::properties::SignedProperties;
use super::signature::{DSIG, ENVELOPED};

pub(super) struct Template<'t> {
    pub(super) layout: Layout,
    pub(super) signature_uri: &'t str,
    pub(super) digest_uri: &'t str,
    pub(super) digest: &'t str,
    pub(super) reference: &'t Reference,
    pub(super) certificates: Vec<&'t [u8]>,
    pub(super) properties: Option<&'t SignedProperties<'t>>,
}

impl Template<'_> {
    /// The signature up to its value and after it.
    pub(super) fn write(&self) -> Result<(String, String), Error> {
        let n = match self.layout {
            Layout::Lines => "\n",
            Layout::Compact => "",
        };
        let Self {
            signature_uri,
            digest_uri,
            digest,
            reference,
            ..
        } = self;
        let signed_info = Canonicalization::new(reference.canonicalization.method, false).uri();
        let uri = &reference.uri;
        let enveloped = match reference.is_enveloped {
            true => format!("<ds:Transform Algorithm=\"{ENVELOPED}\"/>{n}"),
            false => String::new(),
        };
        let transform = reference.canonicalization.uri();
        let (signature_id, reference_id, properties_reference, object) = match self.properties {
            Some(properties) => (
                format!(" Id=\"{}\"", properties.id),
                format!(" Id=\"{}\"", properties.reference_id()),
                properties.reference(n)?,
                properties.object(n)?,
            ),
            None => Default::default(),
        };
        let start = format!(
            "<ds:Signature xmlns:ds=\"{DSIG}\"{signature_id}>{n}<ds:SignedInfo>{n}\
             <ds:CanonicalizationMethod Algorithm=\"{signed_info}\"/>{n}\
             <ds:SignatureMethod Algorithm=\"{signature_uri}\"/>{n}\
             <ds:Reference{reference_id} URI=\"{uri}\">{n}<ds:Transforms>{n}\
             {enveloped}<ds:Transform Algorithm=\"{transform}\"/>{n}</ds:Transforms>{n}\
             <ds:DigestMethod Algorithm=\"{digest_uri}\"/>{n}<ds:DigestValue>{digest}</ds:DigestValue>{n}\
             </ds:Reference>{n}{properties_reference}</ds:SignedInfo>{n}<ds:SignatureValue>"
        );
        let mut end = format!("</ds:SignatureValue>{n}<ds:KeyInfo>{n}<ds:X509Data>{n}");
        for certificate in &self.certificates {
            let encoded = self.layout.base64(certificate);
            end += &format!("<ds:X509Certificate>{encoded}</ds:X509Certificate>{n}");
        }
        end += &format!("</ds:X509Data>{n}</ds:KeyInfo>{n}{object}</ds:Signature>");
        Ok((start, end))
    }
}

impl Layout {
    pub(super) fn base64(self, bytes: &[u8]) -> String {
        match self {
            Self::Lines => encoding::to_base64_lines(bytes),
            Self::Compact => encoding::to_base64(bytes),
        }
    }
}
