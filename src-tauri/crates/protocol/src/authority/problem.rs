//! Why something was refused (RFC 9457).

use serde::{Deserialize, Serialize};

/// Why a request to the authority was refused: the body of such an answer (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    /// The body is not the JSON that the address takes.
    BodyMalformed = "body-malformed", 400;
    /// The call needs a proof of work and came without one.
    ProofMissing = "proof-missing", 401;
    /// The proof of work is of no challenge of this authority, too late, wrong, or used before.
    ProofRefused = "proof-refused", 403;
    /// Too many calls from this address or about this BIN; `Retry-After` says when to come again.
    RateLimited = "rate-limited", 429;
    /// Not twelve digits with their check digit.
    BinMalformed = "bin-malformed", 400;
    /// The registry knows no legal entity with this BIN.
    BinUnknown = "bin-unknown", 404;
    /// The registry knows the legal entity and no head of it.
    HeadUnknown = "head-unknown", 422;
    /// Not twelve digits with their check digit, or missing where the template needs it.
    IinMalformed = "iin-malformed", 400;
    /// The registry knows no individual with this IIN.
    IinUnknown = "iin-unknown", 404;
    /// The IIN is not that of the legal entity's head.
    HeadMismatch = "head-mismatch", 422;
    /// The agreement that was accepted is not the one in force.
    AgreementOutdated = "agreement-outdated", 409;
    /// No region or city of this code, or a city of another region.
    RegionUnknown = "region-unknown", 422;
    /// Not an e-mail address.
    EmailMalformed = "email-malformed", 422;
    /// The name of an information system is missing where the template needs it, or no certificate can
    /// carry it.
    SystemNameMalformed = "system-name-malformed", 422;
    /// The object identifier of an information system is malformed, missing where the template needs it, or there
    /// where it does not.
    SystemIdMalformed = "system-id-malformed", 422;
    /// The role in the Treasury's system is malformed, missing where the template needs it, or there where it does
    /// not.
    TreasuryRoleMalformed = "treasury-role-malformed", 422;
    /// The Treasury's code is malformed, missing where the template needs it, or there where it does not.
    TreasuryCodeMalformed = "treasury-code-malformed", 422;
    /// The requests are neither one GOST key nor the RSA pair.
    RequestsUnsuitable = "requests-unsuitable", 422;
    /// The call came without an `Idempotency-Key` that is a UUID.
    IdempotencyKeyMissing = "idempotency-key-missing", 400;
    /// The idempotency key was used with another body.
    IdempotencyKeyReused = "idempotency-key-reused", 422;
    /// No application has this number.
    ApplicationUnknown = "application-unknown", 404;
    /// The application is at a stage that does not allow this.
    ApplicationStageWrong = "application-stage-wrong", 409;
    /// The challenge is none of this authority, too late, or used before.
    ChallengeRefused = "challenge-refused", 403;
    /// The signature does not hold, or is over something else.
    SignatureInvalid = "signature-invalid", 403;
    /// The certificate that signed is not of this authority, revoked, or expired for too long.
    CertificateUnsuitable = "certificate-unsuitable", 403;
    /// The call needs a session.
    SessionMissing = "session-missing", 401;
    /// The session ended, or never was.
    SessionExpired = "session-expired", 401;
    /// Neither a phone number nor an e-mail address is known to send a code to.
    ContactUnknown = "contact-unknown", 422;
    /// Not the code that was sent.
    CodeWrong = "code-wrong", 403;
    /// The code is too old, was used, or tried too often: a new one is needed.
    CodeExpired = "code-expired", 403;
    /// The caller has no certificate with this serial number.
    CertificateUnknown = "certificate-unknown", 404;
    /// The certificate is revoked already.
    CertificateRevoked = "certificate-revoked", 409;
    /// Only the head of the legal entity may do this.
    HeadRequired = "head-required", 403;
    /// A check came to nothing good, or to nothing, and the approval does not say that it is known.
    ChecksUnsettled = "checks-unsettled", 409;
    /// A refusal needs a reason that the applicant can read.
    ReasonMissing = "reason-missing", 422;
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
    /// The certificate of the caller belongs to no operator, or to none any more.
    OperatorUnknown = "operator-unknown", 403;
    /// The session was opened with another certificate.
    SessionOfAnother = "session-of-another", 403;
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
