//! Who answers, and a certificate for an invited person.

use serde::{Deserialize, Serialize};

/// The answer of `GET /health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorityHealth {
    /// `ok`; what is not well does not answer.
    pub status: String,
    /// The version of the program.
    pub version: String,
    /// `practice`, or `earnest`.
    pub mode: String,
}

/// The answer of `GET /authority`: who answers here, and what to trust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorityDescription {
    /// Whether its certificates are for practice, and bind nobody to anything.
    pub practice: bool,
    /// Its name for people.
    pub name: String,
    /// The root certificates, DER in base64.
    pub anchors: Vec<String>,
    /// The certificates of the issuing authorities below them, DER in base64.
    pub intermediates: Vec<String>,
    /// Names all the anchors at once: lower-case hex of the SHA-256 of their SHA-256 digests, one after
    /// another in the order of `anchors`.
    pub fingerprint: String,
    /// Where time stamps are made (RFC 3161).
    pub tsa_url: String,
    /// Where questions about revocation are answered (RFC 6960).
    pub ocsp_url: String,
}

/// The answer of `POST /certificates`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedCertificate {
    /// The certificate, DER in base64.
    pub certificate: String,
    /// The authorities above it, the issuer first and the root last, DER in base64.
    pub chain: Vec<String>,
}
