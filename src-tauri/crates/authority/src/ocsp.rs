//! The responder (RFC 6960): each issuing authority has its own, with a certificate of that authority.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tanba_pki::builder::{OcspAnswer, OcspTemplate, error_response};
use tanba_pki::crl::CrlReason;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::ocsp::{CertificateId, OcspStatus, ReceivedOcspRequest};
use time::{Duration, OffsetDateTime};

use crate::authority::Issuing;
use crate::officers::Officer;
use crate::storage::Storage;
use crate::{Authority, Error};

/// Until when an answer counts as the newest.
const LIFETIME: Duration = Duration::minutes(5);

/// The response that says "internal error" (RFC 6960 §4.2.1), for when there is no other.
pub const OCSP_INTERNAL_ERROR: [u8; 5] = [0x30, 3, 0x0a, 1, 2];

const MALFORMED_REQUEST: u8 = 1;
const UNAUTHORIZED: u8 = 6;

/// For how long a signed answer is given again: whoever gets it last still has time to use it.
const KEPT_FOR: Duration = Duration::minutes(2);
/// The longest request whose answer is kept, in bytes.
const LARGEST_KEPT: usize = 256;
/// How many answers are kept.
const MOST_KEPT: usize = 20_000;

/// Signed answers by the request that they answer.
#[derive(Debug, Default)]
pub(crate) struct KeptAnswers(Mutex<HashMap<Vec<u8>, Kept>>);

#[derive(Debug)]
struct Kept {
    signed_by: Arc<Officer>,
    statuses: Vec<OcspStatus>,
    signed_at: OffsetDateTime,
    response: Vec<u8>,
}

impl KeptAnswers {
    fn find(
        &self,
        der: &[u8],
        statuses: &[OcspStatus],
        responder: &Arc<Officer>,
        now: OffsetDateTime,
    ) -> Option<Vec<u8>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.get(der)?;
        let is_fresh = (kept.signed_at..kept.signed_at + KEPT_FOR).contains(&now)
            && Arc::ptr_eq(&kept.signed_by, responder);
        (is_fresh && kept.statuses == statuses).then(|| kept.response.clone())
    }

    fn keep(&self, der: &[u8], answer: Kept) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(der.to_vec(), answer);
    }
}

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
        // Without a nonce the answer to the same question is signed once for a while, as long as nothing has
        // changed: what is asked about often costs a look into the records.
        let statuses: Vec<OcspStatus> = answers.iter().map(|answer| answer.status).collect();
        let is_plain = request.nonce.is_none() && der.len() <= LARGEST_KEPT;
        let responder = issuing.responder()?.holder();
        let kept = self.kept_answers();
        if is_plain && let Some(kept) = kept.find(der, &statuses, &responder, now) {
            return Ok(kept);
        }
        let template = OcspTemplate {
            responder: responder.signer.key_identifier().clone(),
            produced_at: now,
            answers,
            nonce: request.nonce,
        };
        let prepared = template.prepare(responder.signer.default_algorithm())?;
        let value = responder.signer.sign(&prepared.to_be_signed())?;
        let response = prepared.finish(&value, std::slice::from_ref(&responder.certificate))?;
        if is_plain {
            let answer = Kept {
                signed_by: responder,
                statuses,
                signed_at: now,
                response: response.clone(),
            };
            kept.keep(der, answer);
        }
        Ok(response)
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
        let status = self.storage().status(&issuing.short_name, &serial).await?;
        let Some(status) = status else {
            return Ok(OcspStatus::Unknown);
        };
        Ok(match status.revoked {
            Some((revoked_at, reason)) => OcspStatus::Revoked {
                revoked_at,
                reason: CrlReason::from_number(reason)
                    .filter(|reason| *reason != CrlReason::Unspecified),
            },
            None if status.is_published => OcspStatus::Good,
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
