//! `CertID`, RFC 6960 §4.1.1: a certificate by its serial number and digests of its issuer.

use crate::Certificate;
use crate::crl::same_serial;
use crate::digest::DigestAlgorithm;
use crate::element::only;
use crate::tlv::{Element, Error as Malformed, encode, tag};
type Result<T> = core::result::Result<T, Malformed>;
use der::{Decode as _, Encode as _};
use spki::AlgorithmIdentifierOwned;

/// Names a certificate to a responder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateId {
    /// The DER of the AlgorithmIdentifier of the digest.
    pub(super) hash_algorithm_der: Vec<u8>,
    /// Digest of the DER of the issuer's name.
    pub issuer_name_hash: Vec<u8>,
    /// Digest of the bits of the issuer's key.
    pub issuer_key_hash: Vec<u8>,
    /// The contents of the INTEGER.
    pub serial_number: Vec<u8>,
}

impl CertificateId {
    /// Names `certificate`, issued with the key of `issuer_spki_der`. The NCA wants SHA-256,
    /// responders in the manner of RFC 5019 want SHA-1.
    ///
    /// # Errors
    /// [`crate::Error::Malformed`] for a key that is none.
    pub fn new(
        certificate: &Certificate,
        issuer_spki_der: &[u8],
        digest: DigestAlgorithm,
    ) -> crate::Result<Self> {
        let key = key_bits(issuer_spki_der).map_err(super::response::malformed)?;
        let hash_algorithm_der = digest
            .identifier()
            .to_der()
            .map_err(|error| crate::Error::malformed("AlgorithmIdentifier", error))?;
        Ok(Self {
            hash_algorithm_der,
            issuer_name_hash: digest.digest(certificate.issuer_der()),
            issuer_key_hash: digest.digest(key),
            serial_number: certificate.serial_number().to_vec(),
        })
    }

    /// The digest, when it is a known one.
    #[must_use]
    pub fn digest(&self) -> Option<DigestAlgorithm> {
        let identifier = AlgorithmIdentifierOwned::from_der(&self.hash_algorithm_der).ok()?;
        DigestAlgorithm::from_oid(identifier.oid)
    }

    /// Whether this names `certificate`, issued with the key of `issuer_spki_der`.
    #[must_use]
    pub fn is_about(&self, certificate: &Certificate, issuer_spki_der: &[u8]) -> bool {
        same_serial(&self.serial_number, certificate.serial_number())
            && self.digest().is_some_and(|digest| {
                self.issuer_name_hash == digest.digest(certificate.issuer_der())
                    && key_bits(issuer_spki_der)
                        .is_ok_and(|key| self.issuer_key_hash == digest.digest(key))
            })
    }

    pub(super) fn read(tlv: &Element<'_>) -> Result<Self> {
        let mut parts = tlv.children();
        let id = Self {
            hash_algorithm_der: parts.element(tag::SEQUENCE)?.raw.to_vec(),
            issuer_name_hash: parts.element(tag::OCTET_STRING)?.contents.to_vec(),
            issuer_key_hash: parts.element(tag::OCTET_STRING)?.contents.to_vec(),
            serial_number: parts.element(tag::INTEGER)?.contents.to_vec(),
        };
        parts.finish()?;
        if id.serial_number.is_empty() {
            return Err(Malformed::Refused("empty serial number"));
        }
        Ok(id)
    }

    pub(crate) fn to_der(&self) -> Vec<u8> {
        let mut out = self.hash_algorithm_der.clone();
        out.extend(encode(tag::OCTET_STRING, &[&self.issuer_name_hash]));
        out.extend(encode(tag::OCTET_STRING, &[&self.issuer_key_hash]));
        out.extend(encode(tag::INTEGER, &[&self.serial_number]));
        encode(tag::SEQUENCE, &[&out])
    }
}

/// The octets of subjectPublicKey in a SubjectPublicKeyInfo.
pub(super) fn key_bits(spki_der: &[u8]) -> Result<&[u8]> {
    let mut parts = only(spki_der, tag::SEQUENCE)?.children();
    parts.element(tag::SEQUENCE)?;
    let bits = parts.element(tag::BIT_STRING)?.bit_string_octets()?;
    parts.finish()?;
    Ok(bits)
}
