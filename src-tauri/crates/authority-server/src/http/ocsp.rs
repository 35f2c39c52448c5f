//! OCSP over HTTP (RFC 6960 appendix A.1).

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tanba_authority::OCSP_INTERNAL_ERROR;
use tanba_protocol::authority as wire;

use super::Door;
use super::guard::require_type;
use super::problem::{Problem, answer};

#[utoipa::path(
    post,
    path = "/ocsp",
    tag = "ocsp",
    request_body(content = Vec<u8>, content_type = "application/ocsp-request"),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/ocsp-response"),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn by_post(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    require_type(&headers, "application/ocsp-request")?;
    Ok(respond(&door, &body?).await)
}

pub(super) async fn by_get(State(door): State<Door>, Path(request): Path<String>) -> Response {
    // What is not base64 is no request either, and OCSP has its own word for that.
    let request = STANDARD.decode(request).unwrap_or_default();
    respond(&door, &request).await
}

async fn respond(door: &Door, request: &[u8]) -> Response {
    let response = match door.authority.answer_ocsp(request, door.clock.now()).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!("OCSP: {error}");
            OCSP_INTERNAL_ERROR.to_vec()
        }
    };
    answer(StatusCode::OK, "application/ocsp-response", response)
}
