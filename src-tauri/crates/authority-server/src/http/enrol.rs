//! `POST /certificates`: a request and a token become a certificate.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tanba_authority::Enrolled;
use tanba_protocol::authority as wire;
use tanba_protocol::{IssuedCertificate, ProblemCode};

use super::Door;
use super::about::json;
use super::body::bearer;
use super::guard::require_type;
use super::problem::Problem;

#[utoipa::path(
    post,
    path = "/certificates",
    tag = "certificates",
    params(
        ("Authorization" = String, Header, description = "Bearer and the one-time token"),
    ),
    request_body(content = Vec<u8>, content_type = "application/pkcs10"),
    responses(
        (status = 201, body = IssuedCertificate),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn enrol(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let token = bearer(&headers).ok_or(ProblemCode::TokenMissing)?;
    require_type(&headers, "application/pkcs10")?;
    let enrolled = door
        .authority
        .enrol(token, &body?, door.clock.now())
        .await?;
    json(StatusCode::CREATED, &issued(&enrolled))
}

/// What an applicant gets.
pub(super) fn issued(enrolled: &Enrolled) -> IssuedCertificate {
    IssuedCertificate {
        certificate: STANDARD.encode(&enrolled.certificate),
        chain: enrolled
            .chain
            .iter()
            .map(|der| STANDARD.encode(der))
            .collect(),
    }
}
