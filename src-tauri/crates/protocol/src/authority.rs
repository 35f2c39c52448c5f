//! What a certification authority of ours and its clients say to each other over HTTP.

use serde::{Deserialize, Serialize};

/// The answer of `GET /health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityHealth {
    /// `ok`; what is not well does not answer.
    pub status: String,
    /// The version of the program.
    pub version: String,
    /// `practice`.
    pub mode: String,
}

/// The answer of `GET /authority`: who answers here, and what to trust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct IssuedCertificate {
    /// The certificate, DER in base64.
    pub certificate: String,
    /// The authorities above it, the issuer first and the root last, DER in base64.
    pub chain: Vec<String>,
}

/// Why a request to the authority was refused: the body of such an answer (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `about:blank`: the code says more than an address would.
    #[serde(rename = "type")]
    pub kind: String,
    /// The words of the HTTP status.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Which problem it is.
    pub code: ProblemCode,
    /// What happened in this case, in English, for support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal;)*) => {
        /// Every problem that an authority names. A client goes by these and never by words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)*
        }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The HTTP status that it is sent with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }
        }
    };
}

problems! {
    /// The body is no CertificationRequest.
    RequestMalformed = "request-malformed", 400;
    /// The request is not signed with the key that it is for.
    RequestSignatureInvalid = "request-signature-invalid", 400;
    /// The authority does not certify keys of this kind or size.
    KeyUnsupported = "key-unsupported", 422;
    /// There is a certificate for this key already; a new one needs a new key.
    KeyAlreadyCertified = "key-already-certified", 409;
    /// The request came without a one-time token.
    TokenMissing = "token-missing", 401;
    /// The authority never gave this token to anybody.
    TokenUnknown = "token-unknown", 401;
    /// The token was valid and is no longer.
    TokenExpired = "token-expired", 403;
    /// The token was used for another request.
    TokenUsed = "token-used", 409;
    /// The authority's own check of the certificate, made before signing, found fault with it.
    CertificateRefused = "certificate-refused", 500;
    /// There is nothing at this address.
    NotFound = "not-found", 404;
    /// The address does not take this method.
    MethodNotAllowed = "method-not-allowed", 405;
    /// The body is of another type than the address takes.
    MediaTypeUnsupported = "media-type-unsupported", 415;
    /// The body is larger than any honest one.
    BodyTooLarge = "body-too-large", 413;
    /// The request took too long to arrive or to answer.
    TimedOut = "timed-out", 408;
    /// The request is for another host than this one.
    HostUnknown = "host-unknown", 421;
    /// The request was made by a page of the web.
    OriginForbidden = "origin-forbidden", 403;
    /// The authority failed; its log says why.
    Internal = "internal", 500;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_wire_are_as_told() {
        for code in ProblemCode::ALL {
            let json = serde_json::to_string(code).unwrap();
            assert_eq!(json, format!("\"{}\"", code.as_str()));
            assert!((400..600).contains(&code.status()));
        }
    }
}
