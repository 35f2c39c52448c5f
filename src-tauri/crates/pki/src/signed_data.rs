//! SignedData (RFC 5652 §5) read in place: signatures are verified over the bytes as they came.
//!
//! Nothing here is encoded again. Signed attributes keep their order and their bytes and only their tag
//! changes from `[0]` to SET OF (RFC 5652 §5.4). Certificates are kept as bytes, so that one broken
//! certificate does not hide the others. BER is rewritten first by [`crate::ber`].

use std::ops::Range;

use der::asn1::ObjectIdentifier;
use spki::AlgorithmIdentifierOwned;

use crate::ber;
use crate::tlv::{self, Cursor, tag};

mod attributes;
mod signer_info;

pub use attributes::{Attribute, Attributes};
pub use signer_info::{SignerIdentifier, SignerInfo};

/// `id-data`, content that is only bytes.
pub const ID_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
/// `id-signedData`.
pub const ID_SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// `id-contentType`, a signed attribute.
pub const ID_CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
/// `id-messageDigest`, a signed attribute.
pub const ID_MESSAGE_DIGEST: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
/// `id-signingTime`, a signed attribute.
pub const ID_SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
/// `id-aa-signingCertificate` (RFC 2634 §5.4), a signed attribute.
pub const ID_SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
/// `id-aa-signingCertificateV2` (RFC 5035 §3), a signed attribute.
pub const ID_SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// Certificates, CRLs, signers and attributes beyond this are refused.
const MAX_COUNT: usize = 10_000;

/// Why bytes are not a SignedData.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// Not BER, or nested too deeply or too large.
    #[error(transparent)]
    Ber(#[from] ber::Error),
    /// Not the structure of RFC 5652.
    #[error("not a CMS SignedData: {0}")]
    Structure(#[from] tlv::Error),
    /// The ContentInfo holds something else.
    #[error("the content is {0}, not SignedData")]
    NotSignedData(ObjectIdentifier),
    /// More certificates, CRLs, signers or attributes than are read.
    #[error("too many elements in SignedData")]
    TooMany,
    /// An attribute that may occur once occurs twice or has no single value (RFC 5652 §5.3).
    #[error("attribute {0} does not have exactly one value")]
    NotSingle(ObjectIdentifier),
}

/// A parsed SignedData that owns its bytes.
#[derive(Clone, Debug)]
pub struct SignedData {
    der: Vec<u8>,
    version: u64,
    digest_algorithms: Vec<AlgorithmIdentifierOwned>,
    content_type: ObjectIdentifier,
    content: Option<Range<usize>>,
    certificates: Vec<Range<usize>>,
    crls: Vec<Range<usize>>,
    other_revocation: Vec<(ObjectIdentifier, Range<usize>)>,
    signer_infos: Vec<SignerInfo>,
}

impl SignedData {
    /// Reads a ContentInfo with SignedData in it, in BER or DER; nothing may follow.
    ///
    /// ```
    /// use tanba_pki::signed_data::{Error, SignedData};
    /// assert!(matches!(SignedData::parse(b"not CMS"), Err(Error::Ber(_))));
    /// ```
    ///
    /// # Errors
    /// What [`Error`] lists.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        Self::from_content_info(ber::to_der(bytes, &ber::Limits::default())?.into_owned())
    }

    /// As [`Self::parse`], but bytes after the ContentInfo are left alone: `/Contents` of a PDF is filled
    /// up with zeros.
    ///
    /// # Errors
    /// What [`Error`] lists.
    pub fn parse_prefix(bytes: &[u8]) -> Result<Self, Error> {
        let (der, _) = ber::first_to_der(bytes, &ber::Limits::default())?;
        Self::from_content_info(der.into_owned())
    }

    fn from_content_info(der: Vec<u8>) -> Result<Self, Error> {
        let mut parsed = {
            let mut outer = Cursor::new(&der);
            let mut content_info = outer.sequence()?;
            let content_type = content_info.object_identifier()?;
            if content_type != ID_SIGNED_DATA {
                return Err(Error::NotSignedData(content_type));
            }
            let mut explicit = content_info
                .element(tag::context_constructed(0))?
                .children();
            content_info.finish()?;
            let signed_data = explicit.sequence()?;
            explicit.finish()?;
            outer.finish()?;
            Self::read(&der, signed_data)?
        };
        parsed.der = der;
        Ok(parsed)
    }

    fn read(der: &[u8], mut body: Cursor<'_>) -> Result<Self, Error> {
        let version = body.unsigned()?;
        let mut digest_algorithms = Vec::new();
        let mut algorithms = body.set()?;
        while !algorithms.is_empty() {
            check_count(digest_algorithms.len())?;
            digest_algorithms.push(algorithms.algorithm_identifier()?);
        }
        let mut encapsulated = body.sequence()?;
        let content_type = encapsulated.object_identifier()?;
        let mut content = None;
        if let Some(explicit) = encapsulated.optional(tag::context_constructed(0))? {
            let mut inside = explicit.children();
            // PKCS#7 1.5 allows any type here; what is signed are the contents octets all the same.
            content = Some(range(der, inside.any()?.contents));
            inside.finish()?;
        }
        encapsulated.finish()?;
        let mut certificates = Vec::new();
        if let Some(set) = body.optional(tag::context_constructed(0))? {
            let mut set = set.children();
            while !set.is_empty() {
                let choice = set.any()?;
                check_count(certificates.len())?;
                // Attribute and other certificates are [0] to [3]: skipped.
                if choice.tag == tag::SEQUENCE {
                    certificates.push(range(der, choice.raw));
                }
            }
        }
        let (mut crls, mut other_revocation) = (Vec::new(), Vec::new());
        if let Some(set) = body.optional(tag::context_constructed(1))? {
            let mut set = set.children();
            while !set.is_empty() {
                let choice = set.any()?;
                check_count(crls.len() + other_revocation.len())?;
                if choice.tag == tag::SEQUENCE {
                    crls.push(range(der, choice.raw));
                } else if choice.tag == tag::context_constructed(1) {
                    let mut other = choice.children();
                    let format = other.object_identifier()?;
                    other_revocation.push((format, range(der, other.any()?.raw)));
                }
            }
        }
        let mut signer_infos = Vec::new();
        let mut set = body.set()?;
        while !set.is_empty() {
            check_count(signer_infos.len())?;
            signer_infos.push(SignerInfo::read(&set.element(tag::SEQUENCE)?)?);
        }
        body.finish()?;
        Ok(Self {
            der: Vec::new(),
            version,
            digest_algorithms,
            content_type,
            content,
            certificates,
            crls,
            other_revocation,
            signer_infos,
        })
    }

    /// The whole ContentInfo in DER; the bytes as they came when they were DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The version field: 1, 3, 4 or 5. It has no consequence.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The announced digest algorithms.
    #[must_use]
    pub fn digest_algorithms(&self) -> &[AlgorithmIdentifierOwned] {
        &self.digest_algorithms
    }

    /// eContentType.
    #[must_use]
    pub const fn content_type(&self) -> ObjectIdentifier {
        self.content_type
    }

    /// The encapsulated content; `None` in a detached signature.
    #[must_use]
    pub fn content(&self) -> Option<&[u8]> {
        self.content.clone().map(|range| self.slice(range))
    }

    /// The X.509 certificates, each in DER, in their order. They are not parsed yet.
    pub fn certificates(&self) -> impl Iterator<Item = &[u8]> {
        self.certificates
            .iter()
            .map(|range| self.slice(range.clone()))
    }

    /// The CRLs, each in DER.
    pub fn crls(&self) -> impl Iterator<Item = &[u8]> {
        self.crls.iter().map(|range| self.slice(range.clone()))
    }

    /// Other revocation information: its format (such as `id-ri-ocsp-response`, RFC 5940) and value in DER.
    pub fn other_revocation(&self) -> impl Iterator<Item = (ObjectIdentifier, &[u8])> {
        self.other_revocation
            .iter()
            .map(|(format, range)| (*format, self.slice(range.clone())))
    }

    /// One entry for each signature.
    #[must_use]
    pub fn signer_infos(&self) -> &[SignerInfo] {
        &self.signer_infos
    }

    fn slice(&self, range: Range<usize>) -> &[u8] {
        self.der.get(range).unwrap_or_default()
    }
}

fn check_count(count: usize) -> Result<(), Error> {
    if count < MAX_COUNT {
        Ok(())
    } else {
        Err(Error::TooMany)
    }
}

/// Where `part`, a slice of `whole`, lies in it.
fn range(whole: &[u8], part: &[u8]) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    start..start.saturating_add(part.len())
}

#[cfg(test)]
mod tests;
