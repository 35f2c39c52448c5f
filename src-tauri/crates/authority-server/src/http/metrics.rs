//! `GET /metrics`: counts in the text format of OpenMetrics, without names or numbers of anybody.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use tanba_protocol::authority as wire;

use super::Door;
use super::problem::{Problem, answer};

#[utoipa::path(
    get,
    path = "/metrics",
    tag = "authority",
    responses(
        (status = 200, body = String, content_type = "application/openmetrics-text"),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn metrics(State(door): State<Door>) -> Result<Response, Problem> {
    let counts = door.authority.storage().counts().await?;
    let mut text = String::new();
    let mut family = "";
    for count in &counts {
        if count.family != family {
            family = count.family;
            text.push_str(&format!("# TYPE tanba_{family} gauge\n"));
        }
        text.push_str(&format!(
            "tanba_{family}{{state=\"{}\"}} {}\n",
            count.state, count.count
        ));
    }
    text.push_str("# EOF\n");
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(answer(StatusCode::OK, kind, text.into_bytes()))
}
