//! OCSPResponse (RFC 6960 §4.2.1).

use time::OffsetDateTime;

use super::crl::enumerated;
use super::{Prepared, extensions_der};
use crate::algorithm::SignatureAlgorithm;
use crate::extension::Extension;
use crate::ocsp::{BasicOcspResponse, CertificateId, OcspStatus};
use crate::signing::{KeyIdentifier, SignatureValue};
use crate::tlv::{encode, tag};
use crate::{Certificate, ObjectIdentifier, Result, instant};

/// What a responder says about one certificate.
#[derive(Clone, Debug)]
pub struct OcspAnswer {
    /// Which certificate.
    pub certificate_id: CertificateId,
    /// Its status.
    pub status: OcspStatus,
    /// When that was known to be right.
    pub this_update_at: OffsetDateTime,
    /// When something newer will be known at the latest.
    pub next_update_at: Option<OffsetDateTime>,
}

/// Everything in a successful response but the signature.
#[derive(Clone, Debug)]
pub struct OcspTemplate {
    /// The responder's key, which names it.
    pub responder: KeyIdentifier,
    /// When the response is made.
    pub produced_at: OffsetDateTime,
    /// The answers.
    pub answers: Vec<OcspAnswer>,
    /// The nonce of the request, as it was: the contents of its OCTET STRING.
    pub nonce: Option<Vec<u8>>,
}

impl OcspTemplate {
    /// Fixes the bytes that the responder signs with `algorithm`.
    ///
    /// # Errors
    /// None today.
    pub fn prepare(&self, algorithm: SignatureAlgorithm) -> Result<Prepared<BasicOcspResponse>> {
        let key = encode(tag::OCTET_STRING, &[&self.responder.0]);
        let answers: Vec<u8> = self.answers.iter().flat_map(answer).collect();
        let nonce: Vec<Extension> = self
            .nonce
            .iter()
            .map(|nonce| Extension {
                oid: ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.2"),
                critical: false,
                value: encode(tag::OCTET_STRING, &[nonce]),
            })
            .collect();
        let tbs = encode(
            tag::SEQUENCE,
            &[
                &encode(tag::context_constructed(2), &[&key]),
                &instant::generalized(whole_seconds(self.produced_at)),
                &encode(tag::SEQUENCE, &[&answers]),
                &extensions_der(1, &nonce),
            ],
        );
        Ok(Prepared::new(tbs, algorithm))
    }
}

impl Prepared<BasicOcspResponse> {
    /// The response in DER, with the certificates that a client needs to check it.
    ///
    /// # Errors
    /// Only when the algorithm has no identifier.
    pub fn finish(&self, value: &SignatureValue, certificates: &[Certificate]) -> Result<Vec<u8>> {
        let list: Vec<u8> = certificates
            .iter()
            .flat_map(|certificate| certificate.der().iter().copied())
            .collect();
        let list = if list.is_empty() {
            Vec::new()
        } else {
            let list = encode(tag::SEQUENCE, &[&list]);
            encode(tag::context_constructed(0), &[&list])
        };
        let basic = self.assemble(value, &list)?;
        let kind = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");
        let kind = encode(tag::OBJECT_IDENTIFIER, &[kind.as_bytes()]);
        let bytes = encode(tag::OCTET_STRING, &[&basic]);
        let bytes = encode(tag::SEQUENCE, &[&kind, &bytes]);
        let bytes = encode(tag::context_constructed(0), &[&bytes]);
        Ok(encode(tag::SEQUENCE, &[&[tag::ENUMERATED, 1, 0], &bytes]))
    }
}

/// An unsigned response that says why there is no answer: 1 malformed request, 2 internal error, 3 try later,
/// 5 signature required, 6 unauthorized.
#[must_use]
pub fn error_response(status: u8) -> Vec<u8> {
    encode(tag::SEQUENCE, &[&[tag::ENUMERATED, 1, status]])
}

fn answer(answer: &OcspAnswer) -> Vec<u8> {
    let status = match &answer.status {
        OcspStatus::Good => encode(tag::context(0), &[]),
        OcspStatus::Revoked { revoked_at, reason } => {
            let reason = reason.map_or_else(Vec::new, |reason| {
                let reason = enumerated(reason);
                encode(tag::context_constructed(0), &[&reason])
            });
            let at = instant::generalized(whole_seconds(*revoked_at));
            encode(tag::context_constructed(1), &[&at, &reason])
        }
        OcspStatus::Unknown => encode(tag::context(2), &[]),
    };
    let next = answer.next_update_at.map_or_else(Vec::new, |at| {
        encode(
            tag::context_constructed(0),
            &[&instant::generalized(whole_seconds(at))],
        )
    });
    encode(
        tag::SEQUENCE,
        &[
            &answer.certificate_id.to_der(),
            &status,
            &instant::generalized(whole_seconds(answer.this_update_at)),
            &next,
        ],
    )
}

/// RFC 6960 wants GeneralizedTime without fractions.
fn whole_seconds(at: OffsetDateTime) -> OffsetDateTime {
    at.replace_nanosecond(0).unwrap_or(at)
}
