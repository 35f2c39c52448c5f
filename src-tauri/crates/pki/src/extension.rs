//! Certificate extensions (RFC 5280 §4.2), read when asked for.

use const_oid::{ObjectIdentifier, db};
use der::asn1::OctetStringRef;
use der::{Decode, Tag};
use x509_cert::ext::pkix;

use crate::asn1::{self, Element, Elements};
use crate::certificate::Certificate;
use crate::{Error, Result};

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
        let body = Element::only(&extension.value, WHAT)?.expect(Tag::Sequence, WHAT)?;
        let mut constraints = BasicConstraints::default();
        for element in Elements::new(body, WHAT)?.all()? {
            match element.tag {
                Tag::Boolean => constraints.ca = asn1::decode(element.raw, WHAT)?,
                Tag::Integer => {
                    constraints.path_length = Some(asn1::decode(element.raw, WHAT)?);
                }
                tag => return Err(Error::malformed(WHAT, tag)),
            }
        }
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

    /// URLs of the full CRL, or of the delta CRL with [`oid::FRESHEST_CRL`].
    pub fn crl_urls(&self, extension: ObjectIdentifier) -> Vec<String> {
        let points: Option<pkix::CrlDistributionPoints> = self
            .decode_extension(extension, "CRLDistributionPoints")
            .unwrap_or_default();
        points
            .iter()
            .flat_map(|points| points.0.iter())
            .filter_map(|point| match &point.distribution_point {
                Some(pkix::name::DistributionPointName::FullName(names)) => Some(names),
                _ => None,
            })
            .flatten()
            .filter_map(url)
            .collect()
    }
}

/// Reads Extensions (RFC 5280 §4.1.2.9); the same extension twice is refused.
pub(crate) fn read_extensions(explicit: &[u8]) -> Result<Vec<Extension>> {
    const WHAT: &str = "Extensions";
    let list = Element::only(explicit, WHAT)?.expect(Tag::Sequence, WHAT)?;
    let mut extensions: Vec<Extension> = Vec::new();
    for element in Elements::new(list, WHAT)?.all()? {
        let mut parts = Elements::new(element.expect(Tag::Sequence, WHAT)?, WHAT)?;
        let oid: ObjectIdentifier = asn1::decode(parts.required()?.raw, "extnID")?;
        let mut next = parts.required()?;
        let mut critical = false;
        if next.tag == Tag::Boolean {
            critical = asn1::decode(next.raw, "critical")?;
            next = parts.required()?;
        }
        let value = next.expect(Tag::OctetString, "extnValue")?.to_vec();
        parts.finish()?;
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
