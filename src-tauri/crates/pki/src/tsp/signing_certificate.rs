//! signingCertificate and signingCertificateV2 (RFC 2634 §5.4, RFC 5035 §3): a signature says which
//! certificate it belongs to.

use crate::digest::DigestAlgorithm;
use crate::signed_data::{Attributes, ID_SIGNING_CERTIFICATE, ID_SIGNING_CERTIFICATE_V2};
use crate::tlv::{Cursor, encode, tag};
use crate::{Certificate, Error, signed_data};

/// What signed attributes say about a certificate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reference {
    /// They name no certificate.
    Absent,
    /// They name this one.
    Matches,
    /// They name another one, or in a way that cannot be checked.
    Differs,
}

/// Compares every reference in the attributes with `certificate`.
///
/// # Errors
/// [`signed_data::Error`] when a reference is malformed or given twice.
pub fn check(
    attributes: &Attributes,
    certificate: &Certificate,
) -> Result<Reference, signed_data::Error> {
    let mut found = Reference::Absent;
    for (kind, fallback) in [
        (ID_SIGNING_CERTIFICATE, DigestAlgorithm::Sha1),
        (ID_SIGNING_CERTIFICATE_V2, DigestAlgorithm::Sha256),
    ] {
        let Some(value) = attributes.single(kind)? else {
            continue;
        };
        // The first identifier is the signer's; others are of its chain.
        let mut identifier = Cursor::new(value).sequence()?.sequence()?.sequence()?;
        let mut algorithm = Some(fallback);
        if kind == ID_SIGNING_CERTIFICATE_V2 && identifier.peek() == Some(tag::SEQUENCE) {
            let named = identifier.algorithm_identifier()?;
            algorithm = DigestAlgorithm::from_oid(named.oid);
        }
        let hash = identifier.octet_string()?;
        let same_hash =
            algorithm.is_some_and(|algorithm| algorithm.digest(certificate.der()) == hash);
        if !same_hash || !same_issuer(identifier, certificate)? {
            return Ok(Reference::Differs);
        }
        found = Reference::Matches;
    }
    Ok(found)
}

/// Compares IssuerSerial where there is one. Only the serial number is looked at: the digest binds the name.
fn same_issuer(
    mut identifier: Cursor<'_>,
    certificate: &Certificate,
) -> Result<bool, signed_data::Error> {
    match identifier.optional(tag::SEQUENCE)? {
        None => Ok(true),
        Some(issuer_serial) => {
            let mut parts = issuer_serial.children();
            parts.sequence()?;
            Ok(parts.integer()? == certificate.serial_number())
        }
    }
}

/// The value of signingCertificateV2 that names `certificate`.
///
/// # Errors
/// Only when the encoder refuses the lengths.
pub fn encode_v2(certificate: &Certificate, digest: DigestAlgorithm) -> Result<Vec<u8>, Error> {
    let algorithm = match digest {
        // The DEFAULT, which DER leaves out.
        DigestAlgorithm::Sha256 => Vec::new(),
        other => der::Encode::to_der(&other.identifier())
            .map_err(|error| Error::malformed("AlgorithmIdentifier", error))?,
    };
    let hash = encode(tag::OCTET_STRING, &[&digest.digest(certificate.der())]);
    let directory_name = encode(tag::context_constructed(4), &[certificate.issuer_der()]);
    let names = encode(tag::SEQUENCE, &[&directory_name]);
    let serial = encode(tag::INTEGER, &[certificate.serial_number()]);
    let issuer_serial = encode(tag::SEQUENCE, &[&names, &serial]);
    let identifier = encode(tag::SEQUENCE, &[&algorithm, &hash, &issuer_serial]);
    let identifiers = encode(tag::SEQUENCE, &[&identifier]);
    Ok(encode(tag::SEQUENCE, &[&identifiers]))
}
