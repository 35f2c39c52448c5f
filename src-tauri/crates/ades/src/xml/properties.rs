//! Signed properties as XAdES baseline B asks for them (ETSI EN 319 132-1 §6.3).

use tanba_pki::digest::DigestAlgorithm;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use super::canonical::{Canonicalization, Method, NodeSet, canonicalize};
use super::encoding;
use super::error::Error;
use super::identifier::Identifiers;
use super::signature::DSIG;
use super::tree::Document;
use super::xades::XADES;

pub(super) struct SignedProperties<'p> {
    /// Id of the signature; the others begin with it.
    pub(super) id: String,
    pub(super) signing_at: OffsetDateTime,
    /// In DER.
    pub(super) certificate: &'p [u8],
    pub(super) digest_algorithm: DigestAlgorithm,
    pub(super) digest_uri: &'p str,
}

/// An Id that the document does not have, the same for the same parts.
pub(super) fn derive_id(document: &Document<'_>, parts: &[&[u8]]) -> String {
    let identifiers = Identifiers::of(document);
    let mut digest = DigestAlgorithm::Sha256.digest(&parts.concat());
    loop {
        let id = format!(
            "signature-{}",
            hex::encode(digest.get(..8).unwrap_or_default())
        );
        let is_free = |suffix: &str| {
            matches!(
                identifiers.element(&format!("{id}{suffix}")),
                Err(Error::NoElement(_))
            )
        };
        if ["", REFERENCE, PROPERTIES].into_iter().all(is_free) {
            return id;
        }
        digest = DigestAlgorithm::Sha256.digest(&digest);
    }
}

const REFERENCE: &str = "-reference";
const PROPERTIES: &str = "-properties";

impl SignedProperties<'_> {
    pub(super) fn reference_id(&self) -> String {
        format!("{}{REFERENCE}", self.id)
    }

    /// The `ds:Object` that holds them; `n` ends lines.
    pub(super) fn object(&self, n: &str) -> Result<String, Error> {
        let Self { id, digest_uri, .. } = self;
        let at = self
            .signing_at
            .to_offset(UtcOffset::UTC)
            .replace_nanosecond(0);
        let at = at
            .ok()
            .and_then(|at| at.format(&Rfc3339).ok())
            .ok_or(Error::Signature("SigningTime"))?;
        let digest = encoding::to_base64(&self.digest_algorithm.digest(self.certificate));
        Ok(format!(
            "<ds:Object>{n}<xades:QualifyingProperties xmlns:xades=\"{XADES}\" Target=\"#{id}\">{n}\
             <xades:SignedProperties Id=\"{id}{PROPERTIES}\">{n}<xades:SignedSignatureProperties>{n}\
             <xades:SigningTime>{at}</xades:SigningTime>{n}<xades:SigningCertificateV2>{n}<xades:Cert>{n}\
             <xades:CertDigest>{n}<ds:DigestMethod Algorithm=\"{digest_uri}\"/>{n}\
             <ds:DigestValue>{digest}</ds:DigestValue>{n}</xades:CertDigest>{n}</xades:Cert>{n}\
             </xades:SigningCertificateV2>{n}</xades:SignedSignatureProperties>{n}\
             <xades:SignedDataObjectProperties>{n}<xades:DataObjectFormat ObjectReference=\"#{id}{REFERENCE}\">{n}\
             <xades:MimeType>text/xml</xades:MimeType>{n}</xades:DataObjectFormat>{n}\
             </xades:SignedDataObjectProperties>{n}</xades:SignedProperties>{n}</xades:QualifyingProperties>{n}\
             </ds:Object>{n}"
        ))
    }

    /// The `ds:Reference` that covers them.
    pub(super) fn reference(&self, n: &str) -> Result<String, Error> {
        let Self { id, digest_uri, .. } = self;
        let method = Canonicalization::new(Method::Exclusive, false);
        let digest = encoding::to_base64(&self.digest(n, &method)?);
        Ok(format!(
            "<ds:Reference Type=\"http://uri.etsi.org/01903#SignedProperties\" URI=\"#{id}{PROPERTIES}\">{n}\
             <ds:Transforms>{n}<ds:Transform Algorithm=\"{}\"/>{n}</ds:Transforms>{n}\
             <ds:DigestMethod Algorithm=\"{digest_uri}\"/>{n}<ds:DigestValue>{digest}</ds:DigestValue>{n}\
             </ds:Reference>{n}",
            method.uri()
        ))
    }

    /// The exclusive method makes the same of them here and in the document.
    fn digest(&self, n: &str, method: &Canonicalization) -> Result<Vec<u8>, Error> {
        let alone = format!(
            "<ds:Signature xmlns:ds=\"{DSIG}\">{}</ds:Signature>",
            self.object(n)?
        );
        let document = Document::read(alone.as_bytes())?;
        let element = document.find("//xades:SignedProperties")?;
        Ok(self.digest_algorithm.digest(&canonicalize(
            &document,
            &NodeSet::subtree(element),
            method,
        )?))
    }
}
