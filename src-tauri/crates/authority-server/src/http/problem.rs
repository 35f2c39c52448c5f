//! Problems (RFC 9457): made here, at the door, and nowhere further in.

use axum::body::Body;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tanba_authority::{AccountRefusal, OperatorRefusal, Refusal, SubmitRefusal};
use tanba_protocol::ProblemCode;
use time::Duration;

/// A problem on its way out.
#[derive(Debug)]
pub(super) struct Problem {
    code: ProblemCode,
    detail: Option<String>,
    /// Seconds to wait before another try.
    retry_after: Option<i64>,
}

impl Problem {
    pub(super) fn new(code: ProblemCode) -> Self {
        Self {
            code,
            detail: None,
            retry_after: None,
        }
    }

    /// What went wrong inside: the log has it, the client does not.
    pub(super) fn internal(error: &dyn std::fmt::Display) -> Self {
        tracing::error!("{error}");
        Self::new(ProblemCode::Internal)
    }

    pub(super) fn with_detail(code: ProblemCode, detail: &dyn std::fmt::Display) -> Self {
        Self {
            detail: Some(detail.to_string()),
            ..Self::new(code)
        }
    }

    /// With the word when to come again (RFC 9110 §10.2.3).
    #[must_use]
    pub(super) fn after(self, wait: Duration) -> Self {
        Self {
            retry_after: Some(wait.whole_seconds().saturating_add(1)),
            ..self
        }
    }
}

impl From<ProblemCode> for Problem {
    fn from(code: ProblemCode) -> Self {
        Self::new(code)
    }
}

impl From<tanba_authority::Error> for Problem {
    fn from(error: tanba_authority::Error) -> Self {
        Self::internal(&error)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let code = match &refusal {
            Refusal::TokenUnknown => ProblemCode::TokenUnknown,
            Refusal::TokenExpired(_) => ProblemCode::TokenExpired,
            Refusal::TokenUsed => ProblemCode::TokenUsed,
            Refusal::RequestMalformed(_) => ProblemCode::RequestMalformed,
            Refusal::RequestSignature(_) => ProblemCode::RequestSignatureInvalid,
            Refusal::KeyUnsupported(_) => ProblemCode::KeyUnsupported,
            Refusal::KeyCertified => ProblemCode::KeyAlreadyCertified,
            Refusal::Linted => ProblemCode::CertificateRefused,
            other => return Self::internal(other),
        };
        tracing::info!(code = code.as_str(), "no certificate: {refusal}");
        Self::with_detail(code, &refusal)
    }
}

impl From<tanba_authority::StorageError> for Problem {
    fn from(error: tanba_authority::StorageError) -> Self {
        Self::internal(&error)
    }
}

impl From<SubmitRefusal> for Problem {
    fn from(refusal: SubmitRefusal) -> Self {
        let code = match refusal {
            SubmitRefusal::Request(refusal) => return refusal.into(),
            SubmitRefusal::BinMalformed => ProblemCode::BinMalformed,
            SubmitRefusal::BinUnknown => ProblemCode::BinUnknown,
            SubmitRefusal::HeadUnknown => ProblemCode::HeadUnknown,
            SubmitRefusal::IinMalformed => ProblemCode::IinMalformed,
            SubmitRefusal::IinUnknown => ProblemCode::IinUnknown,
            SubmitRefusal::HeadMismatch => ProblemCode::HeadMismatch,
            SubmitRefusal::AgreementOutdated => ProblemCode::AgreementOutdated,
            SubmitRefusal::PlaceUnknown => ProblemCode::RegionUnknown,
            SubmitRefusal::EmailMalformed => ProblemCode::EmailMalformed,
            SubmitRefusal::SystemName => ProblemCode::SystemNameMalformed,
            SubmitRefusal::SystemId => ProblemCode::SystemIdMalformed,
            SubmitRefusal::TreasuryRole => ProblemCode::TreasuryRoleMalformed,
            SubmitRefusal::TreasuryCode => ProblemCode::TreasuryCodeMalformed,
            SubmitRefusal::RequestsUnsuitable => ProblemCode::RequestsUnsuitable,
            SubmitRefusal::TemplateUnsuitable => ProblemCode::BodyMalformed,
            SubmitRefusal::KeyReused => ProblemCode::IdempotencyKeyReused,
            SubmitRefusal::CodeUsed => ProblemCode::CodeExpired,
            other => return Self::internal(&other),
        };
        Self::with_detail(code, &refusal)
    }
}

impl From<AccountRefusal> for Problem {
    fn from(refusal: AccountRefusal) -> Self {
        use AccountRefusal as R;
        let code = match refusal {
            R::Submit(refusal) => return refusal.into(),
            R::Failed(error) => return error.into(),
            R::TooManyCodes(wait) => return Self::new(ProblemCode::RateLimited).after(wait),
            R::ChallengeRefused => ProblemCode::ChallengeRefused,
            R::SignatureInvalid(_) => ProblemCode::SignatureInvalid,
            R::CertificateUnsuitable(_) => ProblemCode::CertificateUnsuitable,
            R::SessionExpired => ProblemCode::SessionExpired,
            R::ContactUnknown => ProblemCode::ContactUnknown,
            R::CodeWrong => ProblemCode::CodeWrong,
            R::CodeExpired => ProblemCode::CodeExpired,
            R::CertificateUnknown => ProblemCode::CertificateUnknown,
            R::CertificateRevoked => ProblemCode::CertificateRevoked,
            R::HeadRequired => ProblemCode::HeadRequired,
            R::ReasonMissing => ProblemCode::ReasonMissing,
            R::ApplicationUnknown => ProblemCode::ApplicationUnknown,
            R::StageWrong => ProblemCode::ApplicationStageWrong,
            other => return Self::internal(&other),
        };
        Self::with_detail(code, &refusal)
    }
}

impl From<OperatorRefusal> for Problem {
    fn from(refusal: OperatorRefusal) -> Self {
        let code = match refusal {
            OperatorRefusal::Unknown => ProblemCode::OperatorUnknown,
            OperatorRefusal::SessionExpired => ProblemCode::SessionExpired,
            OperatorRefusal::SessionOfAnother => ProblemCode::SessionOfAnother,
            other => return Self::internal(&other),
        };
        Self::new(code)
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::BodyTooLarge.into(),
            _ => Self::with_detail(ProblemCode::RequestMalformed, &rejection),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = tanba_protocol::Problem {
            kind: "about:blank".to_owned(),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            code: self.code,
            detail: self.detail,
        };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = answer(status, "application/problem+json", body);
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

/// An answer of this type, which nobody shall keep or guess at.
pub(super) fn answer(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let no_sniffing = HeaderValue::from_static("nosniff");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, no_sniffing);
    response
}

pub(super) async fn not_found() -> Problem {
    ProblemCode::NotFound.into()
}

pub(super) async fn method_not_allowed() -> Problem {
    ProblemCode::MethodNotAllowed.into()
}
