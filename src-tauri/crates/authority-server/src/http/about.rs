//! Who answers here.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use tanba_protocol::AuthorityHealth;
use tanba_protocol::authority as wire;
use tanba_protocol::authority::AuthorityDescription;

use super::Door;
use super::problem::{Problem, answer};

#[utoipa::path(
    get,
    path = "/health",
    tag = "authority",
    responses(
        (status = 200, body = AuthorityHealth),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn health(State(door): State<Door>) -> Result<Response, Problem> {
    json(
        StatusCode::OK,
        &AuthorityHealth {
            status: "ok".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            mode: match door.authority.site().title().is_practice() {
                true => "practice".to_owned(),
                false => "earnest".to_owned(),
            },
        },
    )
}

#[utoipa::path(
    get,
    path = "/authority",
    tag = "authority",
    responses(
        (status = 200, body = AuthorityDescription),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn authority(State(door): State<Door>) -> Result<Response, Problem> {
    json(StatusCode::OK, &door.authority.describe())
}

/// An answer in JSON.
pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(body).map_err(|error| Problem::internal(&error))?;
    Ok(answer(status, "application/json", body))
}
