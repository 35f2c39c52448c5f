//! Requests, RFC 6960 §4.1 and RFC 9654: one certificate each, unsigned.

use super::{BasicOcspResponse, CertificateId, NONCE, SingleResponse};
use crate::tlv::{encode, tag};

/// The longest nonce that RFC 9654 has a responder accept, in bytes.
const LONGEST_NONCE: usize = 128;

/// A question about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OcspRequest {
    /// The certificate asked about.
    pub certificate_id: CertificateId,
    /// Random octets that the answer should repeat, 1 to 128 of them; 32 are usual.
    pub nonce: Option<Vec<u8>>,
}

impl OcspRequest {
    /// The DER of an `OCSPRequest`.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let request = encode(tag::SEQUENCE, &[&self.certificate_id.to_der()]);
        let list = encode(tag::SEQUENCE, &[&request]);
        let mut extensions = Vec::new();
        if let Some(nonce) = &self.nonce {
            let nonce = nonce.get(..LONGEST_NONCE).unwrap_or(nonce);
            let value = encode(tag::OCTET_STRING, &[nonce]);
            let extension = encode(
                tag::SEQUENCE,
                &[
                    &encode(tag::OBJECT_IDENTIFIER, &[NONCE]),
                    &encode(tag::OCTET_STRING, &[&value]),
                ],
            );
            let all = encode(tag::SEQUENCE, &[&extension]);
            extensions = encode(tag::context_constructed(2), &[&all]);
        }
        let tbs = encode(tag::SEQUENCE, &[&list, &extensions]);
        encode(tag::SEQUENCE, &[&tbs])
    }

    /// The answer to this question in a response; none when it speaks of other certificates, or
    /// repeats another nonce. A response without a nonce may have been made in advance
    /// (RFC 5019) and is accepted.
    #[must_use]
    pub fn answer<'r>(&self, response: &'r BasicOcspResponse) -> Option<&'r SingleResponse> {
        if let (Some(asked), Some(answered)) = (&self.nonce, &response.nonce)
            && asked != answered
        {
            return None;
        }
        response.responses.iter().find(|single| {
            let id = &single.certificate_id;
            id.digest().is_some()
                && id.digest() == self.certificate_id.digest()
                && id.issuer_name_hash == self.certificate_id.issuer_name_hash
                && id.issuer_key_hash == self.certificate_id.issuer_key_hash
                && crate::crl::same_serial(&id.serial_number, &self.certificate_id.serial_number)
        })
    }
}
