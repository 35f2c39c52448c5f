//! Certificate extensions (RFC 5280 §4.2), read when asked for.

use const_oid::{ObjectIdentifier, db};
use der::Decode;
use der::asn1::OctetStringRef;
use x509_cert::ext::pkix;

use crate::asn1;
use crate::certificate::Certificate;
use crate::tlv::{self, Cursor, tag};
use crate::{Error, Result};

/// Most extensions of one certificate that are read.
const MAX_EXTENSIONS: usize = 256;

/// One extension as it stands in the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// extnID.
    pub oid: ObjectIdentifier,
    /// critical; absent means false.
    pub critical: bool,
    /// The DER inside extnValue.
    pub value: Vec<u8>,
}

/// BasicConstraints (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the subject is a CA.
    pub ca: bool,
    /// Most non-self-issued intermediates below it.
    pub path_length: Option<u32>,
}

impl Certificate {
    /// Every extension, in order.
    pub fn extensions(&self) -> &[Extension] {
        &self.0.extensions
    }

    /// The extension `oid`, when it stands there.
    pub fn extension(&self, oid: ObjectIdentifier) -> Option<&Extension> {
        self.0.extensions.iter().find(|found| found.oid == oid)
    }

    /// The extension `oid` decoded as `T`; `None` when absent.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn decode_extension<'a, T: Decode<'a>>(
        &'a self,
        oid: ObjectIdentifier,
        what: &'static str,
    ) -> Result<Option<T>> {
        self.extension(oid)
            .map(|found| asn1::decode(&found.value, what))
            .transpose()
    }

    /// Key usage (RFC 5280 §4.2.1.3).
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn key_usage(&self) -> Result<Option<pkix::KeyUsage>> {
        self.decode_extension(db::rfc5280::ID_CE_KEY_USAGE, "KeyUsage")
    }

    /// Extended key usages; empty when the extension is absent (RFC 5280 §4.2.1.12).
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn extended_key_usage(&self) -> Result<Vec<ObjectIdentifier>> {
        Ok(self
            .decode_extension::<pkix::ExtendedKeyUsage>(
                db::rfc5280::ID_CE_EXT_KEY_USAGE,
                "ExtKeyUsageSyntax",
            )?
            .map(|usage| usage.0)
            .unwrap_or_default())
    }

    /// Basic constraints (RFC 5280 §4.2.1.9).
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn basic_constraints(&self) -> Result<Option<BasicConstraints>> {
        const WHAT: &str = "BasicConstraints";
        let Some(extension) = self.extension(db::rfc5280::ID_CE_BASIC_CONSTRAINTS) else {
            return Ok(None);
        };
        let malformed = |error: tlv::Error| Error::malformed(WHAT, error);
        let mut body = Cursor::new(&extension.value)
            .sequence()
            .map_err(malformed)?;
        let mut constraints = BasicConstraints::default();
        if let Some(ca) = body.optional(tag::BOOLEAN).map_err(malformed)? {
            constraints.ca = asn1::decode(ca.raw, WHAT)?;
        }
        if let Some(length) = body.optional(tag::INTEGER).map_err(malformed)? {
            constraints.path_length = Some(asn1::decode(length.raw, WHAT)?);
        }
        body.finish().map_err(malformed)?;
        Ok(Some(constraints))
    }

    /// Subject key identifier (RFC 5280 §4.2.1.2).
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        let value = &self
            .extension(db::rfc5280::ID_CE_SUBJECT_KEY_IDENTIFIER)?
            .value;
        OctetStringRef::from_der(value)
            .ok()
            .map(|octets| octets.as_bytes())
    }

    /// Authority key identifier (RFC 5280 §4.2.1.1).
    ///
    /// # Errors
    /// [`Error::Malformed`].
    pub fn authority_key_identifier(&self) -> Result<Option<pkix::AuthorityKeyIdentifier>> {
        self.decode_extension(
            db::rfc5280::ID_CE_AUTHORITY_KEY_IDENTIFIER,
            "AuthorityKeyIdentifier",
        )
    }

    /// URLs of an access method in AuthorityInfoAccess (RFC 5280 §4.2.2.1), http and https only.
    pub fn access_urls(&self, method: ObjectIdentifier) -> Vec<String> {
        let access: Option<pkix::AuthorityInfoAccessSyntax> = self
            .decode_extension(
                db::rfc5280::ID_PE_AUTHORITY_INFO_ACCESS,
                "AuthorityInfoAccess",
            )
            .unwrap_or_default();
        access
            .iter()
            .flat_map(|access| access.0.iter())
            .filter(|description| description.access_method == method)
            .filter_map(|description| url(&description.access_location))
            .collect()
    }
}

/// Reads Extensions (RFC 5280 §4.1.2.9); the same extension twice is refused.
pub(crate) fn read_extensions(explicit: &[u8]) -> Result<Vec<Extension>> {
    const WHAT: &str = "Extensions";
    let malformed = |error: tlv::Error| Error::malformed(WHAT, error);
    let mut list = Cursor::new(explicit).sequence().map_err(malformed)?;
    let mut extensions: Vec<Extension> = Vec::new();
    while !list.is_empty() {
        if extensions.len() == MAX_EXTENSIONS {
            return Err(Error::TooLarge(WHAT));
        }
        let mut parts = list.sequence().map_err(malformed)?;
        let oid = parts.object_identifier().map_err(malformed)?;
        let critical = match parts.optional(tag::BOOLEAN).map_err(malformed)? {
            Some(critical) => asn1::decode(critical.raw, "critical")?,
            None => false,
        };
        let value = parts.octet_string().map_err(malformed)?.to_vec();
        parts.finish().map_err(malformed)?;
        if extensions.iter().any(|found| found.oid == oid) {
            return Err(Error::malformed(WHAT, format!("{oid} twice")));
        }
        extensions.push(Extension {
            oid,
            critical,
            value,
        });
    }
    Ok(extensions)
}

fn url(name: &pkix::name::GeneralName) -> Option<String> {
    match name {
        pkix::name::GeneralName::UniformResourceIdentifier(uri) => Some(uri.as_str().to_owned())
            .filter(|uri| uri.starts_with("http://") || uri.starts_with("https://")),
        _ => None,
    }
}
