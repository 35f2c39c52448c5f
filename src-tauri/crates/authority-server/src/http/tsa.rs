//! Time stamps over HTTP (RFC 3161 §3.4).

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use rand_core::OsRng;
use tanba_protocol::authority as wire;

use super::Door;
use super::guard::require_type;
use super::problem::{Problem, answer};

#[utoipa::path(
    post,
    path = "/tsa",
    tag = "tsa",
    request_body(content = Vec<u8>, content_type = "application/timestamp-query"),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/timestamp-reply"),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn stamp(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    require_type(&headers, "application/timestamp-query")?;
    let response = door.authority.stamp(&body?, door.clock.now(), &mut OsRng);
    Ok(answer(
        StatusCode::OK,
        "application/timestamp-reply",
        response,
    ))
}
