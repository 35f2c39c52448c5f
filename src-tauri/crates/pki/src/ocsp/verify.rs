//! Who may sign a response, RFC 6960 §4.2.2.2: the issuer of the certificate asked about, or a
//! responder that this issuer delegated directly.

use super::certificate_id::key_bits;
use super::response::{BasicOcspResponse, ResponderId};
use crate::algorithm::SignatureAlgorithm;
use crate::key::PublicKey;
use crate::path::{CanonicalName, DIGITAL_SIGNATURE, Facts};
use crate::{Certificate, Error, Result};
use der::Decode as _;
use sha1::{Digest as _, Sha1};
use spki::AlgorithmIdentifierOwned;

/// The contents of id-kp-OCSPSigning, 1.3.6.1.5.5.7.3.9.
const OCSP_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 9];
/// Delegated responders that are tried in one response.
const MOST_RESPONDERS: usize = 16;

/// The issuer of the certificate asked about.
#[derive(Clone, Copy, Debug)]
pub struct ResponderKey<'a> {
    /// The DER of its name, as it stands in the certificate.
    pub name_der: &'a [u8],
    /// Its key.
    pub key: &'a PublicKey,
    /// The same as a SubjectPublicKeyInfo.
    pub spki_der: &'a [u8],
}

/// Who signed a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OcspSigner {
    /// The issuer itself.
    Issuer,
    /// A delegated responder. Its validity, and its revocation unless it says that this need not
    /// be looked at, are left to the caller.
    Delegated {
        /// Its certificate.
        certificate: Certificate,
        /// It bears id-pkix-ocsp-nocheck.
        no_check: bool,
    },
}

impl BasicOcspResponse {
    /// Verifies the signature, and that its signer may speak for this issuer.
    ///
    /// # Errors
    /// [`Error::InvalidSignature`] when neither the issuer nor a responder of its own signed;
    /// [`Error::UnsupportedAlgorithm`].
    pub fn verify_signed_for(&self, issuer: &ResponderKey<'_>) -> Result<OcspSigner> {
        let identifier = AlgorithmIdentifierOwned::from_der(&self.algorithm_der)
            .map_err(|error| Error::malformed("AlgorithmIdentifier", error))?;
        let algorithm = SignatureAlgorithm::from_identifier(&identifier)?;
        let digest = algorithm.digest().digest(&self.tbs_der);
        let signed = |key: &PublicKey| {
            key.verify_digest(algorithm, &digest, &self.signature)
                .is_ok()
        };

        let issuer_name = CanonicalName::from_der(issuer.name_der)
            .map_err(|error| Error::malformed("Name", error))?;
        if self.is_by(&issuer_name, issuer.spki_der) && signed(issuer.key) {
            return Ok(OcspSigner::Issuer);
        }
        for certificate in self.certificates.iter().take(MOST_RESPONDERS) {
            let Ok(facts) = Facts::read(certificate) else {
                continue;
            };
            let may = facts.issuer == issuer_name
                && facts.malformed.is_none()
                && facts.unknown_critical.is_none()
                && facts
                    .extended_key_usage
                    .iter()
                    .any(|usage| usage.as_bytes() == OCSP_SIGNING)
                && facts.may(DIGITAL_SIGNATURE);
            if !may || !self.is_by(&facts.subject, certificate.spki_der()) {
                continue;
            }
            let Ok(key) = certificate.public_key() else {
                continue;
            };
            if signed(&key) && certificate.verify_signed_by(issuer.key).is_ok() {
                let no_check = facts.ocsp_no_check;
                return Ok(OcspSigner::Delegated {
                    certificate: certificate.clone(),
                    no_check,
                });
            }
        }
        Err(Error::InvalidSignature)
    }

    fn is_by(&self, name: &CanonicalName, spki_der: &[u8]) -> bool {
        match &self.responder_id {
            ResponderId::ByName(der) => {
                CanonicalName::from_der(der).is_ok_and(|found| found == *name)
            }
            ResponderId::ByKey(hash) => key_bits(spki_der)
                .is_ok_and(|bits| Sha1::digest(bits).as_slice() == hash.as_slice()),
        }
    }
}
