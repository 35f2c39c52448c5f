//! signingCertificate and signingCertificateV2 (RFC 2634 §5.4, RFC 5035 §3): the signature says
//! which certificate it belongs to.

use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::signed_data::{Attributes, ID_SIGNING_CERTIFICATE, ID_SIGNING_CERTIFICATE_V2};
use tanba_pki::tlv::{self, Cursor, tag};

use super::encode;
use crate::{Error, Result};

/// The value of signingCertificateV2 that names `certificate` by its digest.
pub(super) fn encode_v2(certificate: &Certificate, digest: DigestAlgorithm) -> Result<Vec<u8>> {
    let hash = tlv::encode(tag::OCTET_STRING, &[&digest.digest(certificate.der())]);
    let algorithm = match digest {
        // The DEFAULT, which DER leaves out.
        DigestAlgorithm::Sha256 => Vec::new(),
        digest => encode::algorithm(&digest.identifier())?,
    };
    let directory_name = tlv::encode(tag::context_constructed(4), &[certificate.issuer_der()]);
    let names = tlv::encode(tag::SEQUENCE, &[&directory_name]);
    let serial = tlv::encode(tag::INTEGER, &[certificate.serial_number()]);
    let issuer_serial = tlv::encode(tag::SEQUENCE, &[&names, &serial]);
    let identifier = tlv::encode(tag::SEQUENCE, &[&algorithm, &hash, &issuer_serial]);
    let certificates = tlv::encode(tag::SEQUENCE, &[&identifier]);
    Ok(tlv::encode(tag::SEQUENCE, &[&certificates]))
}

/// What the signature says about its certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// It names no certificate.
    Absent,
    /// It names this one.
    Matches,
    /// It names another one, or in a way that cannot be checked.
    Differs,
}

/// Compares the reference in the signed attributes, if there is one, with `certificate`.
pub(super) fn check(attributes: &Attributes, certificate: &Certificate) -> Result<Reference> {
    let mut found = Reference::Absent;
    for (kind, fallback) in [
        (ID_SIGNING_CERTIFICATE, DigestAlgorithm::Sha1),
        (ID_SIGNING_CERTIFICATE_V2, DigestAlgorithm::Sha256),
    ] {
        let Some(value) = attributes.single(kind)? else {
            continue;
        };
        // The first identifier is that of the signer; the others are its chain.
        let mut identifier = Cursor::new(value).sequence()?.sequence()?.sequence()?;
        let algorithm = match identifier.peek() {
            Some(tag::SEQUENCE) if kind == ID_SIGNING_CERTIFICATE_V2 => {
                DigestAlgorithm::from_identifier(&identifier.algorithm_identifier()?)
            }
            _ => Ok(fallback),
        };
        let hash = identifier.octet_string()?;
        match algorithm {
            Ok(algorithm) if algorithm.digest(certificate.der()) == hash => {
                found = Reference::Matches;
            }
            Ok(_) | Err(tanba_pki::Error::UnsupportedAlgorithm(_)) => {
                return Ok(Reference::Differs);
            }
            Err(error) => return Err(Error::from(error)),
        }
    }
    Ok(found)
}
