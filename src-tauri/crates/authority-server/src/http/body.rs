//! What calls carry: JSON, proofs of work, tokens; and who calls.

use std::net::IpAddr;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use tanba_authority::{Caller, operator_fingerprint, take_proof};
use tanba_protocol::ProblemCode;
use tanba_protocol::authority::{IDEMPOTENCY_HEADER, PROOF_HEADER};

use super::Door;
use super::guard::require_type;
use super::problem::Problem;

/// The address of whoever calls.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) IpAddr);

/// The fingerprint of the certificate that the caller showed in TLS.
#[derive(Clone, Debug)]
pub(super) struct ClientCertificate(pub(super) Option<String>);

impl ClientCertificate {
    pub(super) fn of(der: Option<&[u8]>) -> Self {
        Self(der.map(operator_fingerprint))
    }
}

/// The body as a value.
pub(super) fn json_body<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<T, Problem> {
    require_type(headers, "application/json")?;
    serde_json::from_slice(&body?)
        .map_err(|error| Problem::with_detail(ProblemCode::BodyMalformed, &error))
}

/// The token of `Authorization: Bearer` (RFC 6750 §2.1).
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// The idempotency key, a UUID (RFC 9562).
pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<&str, Problem> {
    let key = headers.get(IDEMPOTENCY_HEADER);
    let key = key.and_then(|key| key.to_str().ok()).map(str::trim);
    key.filter(|key| is_uuid(key))
        .ok_or_else(|| ProblemCode::IdempotencyKeyMissing.into())
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

impl Door {
    /// That the call is not one too many of its address, nor about its BIN, and that it comes with work done.
    pub(super) async fn admit(
        &self,
        headers: &HeaderMap,
        peer: Peer,
        bin: Option<&str>,
    ) -> Result<(), Problem> {
        self.limits.count(peer.0, bin, self.clock.now())?;
        let proof = headers.get(PROOF_HEADER);
        let proof = proof.and_then(|proof| proof.to_str().ok());
        let proof = proof.ok_or(ProblemCode::ProofMissing)?;
        let now = self.clock.now();
        match take_proof(self.authority.storage(), &self.pepper, proof.trim(), now).await? {
            true => Ok(()),
            false => Err(ProblemCode::ProofRefused.into()),
        }
    }

    /// Who calls, by the token of a session.
    pub(super) async fn caller(&self, headers: &HeaderMap) -> Result<Caller, Problem> {
        let token = bearer(headers).ok_or(ProblemCode::SessionMissing)?;
        Ok(self.authority.caller(token, self.clock.now()).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn idempotency_keys_are_uuids() {
        assert!(is_uuid("6f9619ff-8b86-d011-b42d-00cf4fc964ff"));
        for wrong in [
            "",
            "1",
            "6f9619ff8b86d011b42d00cf4fc964ff",
            "6f9619ff-8b86-d011-b42d-00cf4fc964fg",
        ] {
            assert!(!is_uuid(wrong), "{wrong}");
        }
    }
}
