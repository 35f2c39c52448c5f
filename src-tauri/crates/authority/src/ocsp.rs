//! The responder (RFC 6960): each issuing authority has its own, with a certificate of that authority.

use tanba_keystore::Signer as _;
use tanba_pki::builder::{OcspAnswer, OcspTemplate, error_response};
use tanba_pki::crl::CrlReason;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::ocsp::{CertificateId, OcspStatus, ReceivedOcspRequest};
use time::{Duration, OffsetDateTime};

use crate::authority::Issuing;
use crate::storage::Storage;
use crate::{Authority, Error};

/// Until when an answer counts as the newest.
const LIFETIME: Duration = Duration::minutes(5);

/// The response that says "internal error" (RFC 6960 §4.2.1), for when there is no other.
pub const OCSP_INTERNAL_ERROR: [u8; 5] = [0x30, 3, 0x0a, 1, 2];

const MALFORMED_REQUEST: u8 = 1;
const UNAUTHORIZED: u8 = 6;

impl<S: Storage> Authority<S> {
    /// Answers an OCSPRequest in DER with an OCSPResponse. About certificates of other issuers it does not
    /// answer.
    ///
    /// # Errors
    /// Every [`Error`]: the client is to be told [`OCSP_INTERNAL_ERROR`].
    pub async fn answer_ocsp(&self, der: &[u8], now: OffsetDateTime) -> Result<Vec<u8>, Error> {
        let Ok(request) = ReceivedOcspRequest::from_der(der) else {
            return Ok(error_response(MALFORMED_REQUEST));
        };
        let issuing = request
            .certificate_ids
            .first()
            .and_then(|id| self.issuing().iter().find(|issuing| is_issuer(issuing, id)));
        let Some(issuing) = issuing else {
            return Ok(error_response(UNAUTHORIZED));
        };
        let mut answers = Vec::new();
        for id in request.certificate_ids {
            answers.push(OcspAnswer {
                status: self.status(issuing, &id).await?,
                certificate_id: id,
                this_update_at: now,
                next_update_at: Some(now + LIFETIME),
            });
        }
        let responder = &issuing.responder;
        let template = OcspTemplate {
            responder: responder.signer.key_identifier().clone(),
            produced_at: now,
            answers,
            nonce: request.nonce,
        };
        let prepared = template.prepare(responder.signer.default_algorithm())?;
        let value = responder.signer.sign(&prepared.to_be_signed())?;
        Ok(prepared.finish(&value, std::slice::from_ref(&responder.certificate))?)
    }

    async fn status(&self, issuing: &Issuing, id: &CertificateId) -> Result<OcspStatus, Error> {
        if !is_issuer(issuing, id) {
            return Ok(OcspStatus::Unknown);
        }
        // Leading zeros make no other number.
        let zeros = id
            .serial_number
            .iter()
            .take_while(|byte| **byte == 0)
            .count();
        let serial = hex::encode(id.serial_number.get(zeros..).unwrap_or_default());
        let record = self
            .storage()
            .certificate(&issuing.short_name, &serial)
            .await?;
        let Some(record) = record else {
            return Ok(OcspStatus::Unknown);
        };
        Ok(match record.revocation {
            Some(revocation) => OcspStatus::Revoked {
                revoked_at: revocation.revoked_at,
                reason: CrlReason::from_number(revocation.reason)
                    .filter(|reason| *reason != CrlReason::Unspecified),
            },
            None if record.published_at.is_some() => OcspStatus::Good,
            None => OcspStatus::Unknown,
        })
    }
}

/// Whether the question names this authority as the issuer.
fn is_issuer(issuing: &Issuing, id: &CertificateId) -> bool {
    id.digest().is_some_and(|digest: DigestAlgorithm| {
        id.issuer_name_hash == digest.digest(issuing.certificate.subject_der())
            && id.issuer_key_hash == digest.digest(issuing.certificate.key_bits())
    })
}
