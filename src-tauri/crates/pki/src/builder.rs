//! Making certificates, requests, CRLs and OCSP responses in two phases: prepare gives what is to be signed,
//! finish takes the value, so that the key may lie in a file, on a token or in an HSM.
//!
//! It is what a person needs for a request and a practice certificate, and an authority for the rest; it
//! decides nothing about who may have what.
//!
//! ```
//! use tanba_pki::builder::{CertificateTemplate, NameBuilder};
//! # use tanba_pki::{PublicKey, anchor};
//! # fn main() -> tanba_pki::Result<()> {
//! # let key = anchor::builtin(anchor::Environment::Test)[0].public_key()?;
//! # let at = time::OffsetDateTime::UNIX_EPOCH;
//! let name = NameBuilder::default().common_name("ТЕСТ").country("KZ").build()?;
//! let template = CertificateTemplate::new(&name, &name, &key, at, at + time::Duration::days(365))?;
//! let prepared = template.prepare(key.default_signature_algorithm())?;
//! let _bytes = prepared.to_be_signed().message;
//! # Ok(())
//! # }
//! ```

use std::marker::PhantomData;

use der::Encode;
use der::asn1::ObjectIdentifier;

use crate::algorithm::SignatureAlgorithm;
use crate::signing::{SignatureValue, ToBeSigned};
use crate::tlv::{encode, tag};
use crate::{Error, Result};

mod certificate;
mod crl;
pub mod extensions;
mod leaf;
mod name;
mod ocsp;
mod request;

pub use certificate::CertificateTemplate;
pub use crl::{CrlTemplate, RevokedCertificate};
pub use leaf::{Leaf, LeafUrls};
pub use name::NameBuilder;
pub use ocsp::{OcspAnswer, OcspTemplate, error_response};
pub use request::RequestTemplate;

/// A structure that only lacks its signature. `T` is what it becomes.
#[derive(Clone, Debug)]
pub struct Prepared<T> {
    tbs: Vec<u8>,
    algorithm: SignatureAlgorithm,
    becomes: PhantomData<fn() -> T>,
}

impl<T> Prepared<T> {
    fn new(tbs: Vec<u8>, algorithm: SignatureAlgorithm) -> Self {
        Self {
            tbs,
            algorithm,
            becomes: PhantomData,
        }
    }

    /// What the issuer, or the applicant, signs.
    #[must_use]
    pub fn to_be_signed(&self) -> ToBeSigned {
        ToBeSigned {
            algorithm: self.algorithm,
            message: self.tbs.clone(),
        }
    }

    /// SIGNED (X.509 §6.1): the structure, the algorithm, the value.
    fn assemble(&self, value: &SignatureValue, more: &[u8]) -> Result<Vec<u8>> {
        let algorithm = algorithm_der(self.algorithm)?;
        let bits = encode(tag::BIT_STRING, &[&[0], &value.0]);
        Ok(encode(tag::SEQUENCE, &[&self.tbs, &algorithm, &bits, more]))
    }
}

impl Prepared<crate::Certificate> {
    /// Takes up a TBSCertificate again that was prepared and stored before, to be signed with `algorithm`.
    ///
    /// ```
    /// # use tanba_pki::{Certificate, anchor, builder::{CertificateTemplate, NameBuilder, Prepared}};
    /// # let key = anchor::builtin(anchor::Environment::Test)[0].public_key()?;
    /// # let at = time::OffsetDateTime::UNIX_EPOCH;
    /// # let name = NameBuilder::default().common_name("ТЕСТ").build()?;
    /// # let template = CertificateTemplate::new(&name, &name, &key, at, at)?;
    /// let algorithm = key.default_signature_algorithm();
    /// let stored = template.prepare(algorithm)?.to_be_signed().message;
    /// let again = Prepared::<Certificate>::from_tbs(stored.clone(), algorithm);
    /// assert_eq!(again.to_be_signed().message, stored);
    /// # Ok::<(), tanba_pki::Error>(())
    /// ```
    #[must_use]
    pub fn from_tbs(tbs: Vec<u8>, algorithm: SignatureAlgorithm) -> Self {
        Self::new(tbs, algorithm)
    }

    /// The certificate.
    ///
    /// # Errors
    /// [`Error::Malformed`] when the template held nonsense.
    pub fn finish(&self, value: &SignatureValue) -> Result<crate::Certificate> {
        crate::Certificate::from_der(&self.assemble(value, &[])?)
    }
}

impl Prepared<crate::request::CertificationRequest> {
    /// The request, whose signature is verified here (RFC 2986 §4.2).
    ///
    /// # Errors
    /// [`Error::InvalidSignature`], [`Error::Malformed`].
    pub fn finish(&self, value: &SignatureValue) -> Result<crate::request::CertificationRequest> {
        let request = crate::request::CertificationRequest::from_der(&self.assemble(value, &[])?)?;
        request.verify()?;
        Ok(request)
    }
}

impl Prepared<crate::crl::Crl> {
    /// The CRL in DER.
    ///
    /// # Errors
    /// Only when the algorithm has no identifier.
    pub fn finish(&self, value: &SignatureValue) -> Result<Vec<u8>> {
        self.assemble(value, &[])
    }
}

fn algorithm_der(algorithm: SignatureAlgorithm) -> Result<Vec<u8>> {
    to_der(&algorithm.identifier()?)
}

fn to_der(value: &impl Encode) -> Result<Vec<u8>> {
    value
        .to_der()
        .map_err(|error| Error::malformed("DER", error))
}

fn oid_der(oid: ObjectIdentifier) -> Vec<u8> {
    encode(tag::OBJECT_IDENTIFIER, &[oid.as_bytes()])
}

/// INTEGER from contents octets that may lack the leading zero of a positive number.
fn positive_integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let significant = bytes.get(zeros..).unwrap_or_default();
    let pad: &[u8] = match significant.first() {
        None => &[0],
        Some(first) if first & 0x80 != 0 => &[0],
        _ => &[],
    };
    encode(tag::INTEGER, &[pad, significant])
}

/// `[tag] EXPLICIT SEQUENCE OF Extension`, or nothing when there are none.
fn extensions_der(number: u8, extensions: &[crate::extension::Extension]) -> Vec<u8> {
    if extensions.is_empty() {
        return Vec::new();
    }
    let list: Vec<u8> = extensions.iter().flat_map(extension_der).collect();
    let list = encode(tag::SEQUENCE, &[&list]);
    encode(tag::context_constructed(number), &[&list])
}

fn extension_der(extension: &crate::extension::Extension) -> Vec<u8> {
    let critical: &[u8] = if extension.critical {
        &[tag::BOOLEAN, 1, 0xff]
    } else {
        &[]
    };
    let value = encode(tag::OCTET_STRING, &[&extension.value]);
    encode(tag::SEQUENCE, &[&oid_der(extension.oid), critical, &value])
}

#[cfg(test)]
mod tests;
