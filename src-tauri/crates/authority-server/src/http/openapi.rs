//! `GET /openapi.json`: what this process answers, described from its code.

use axum::http::StatusCode;
use axum::response::Response;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};

use super::about::json;
use super::problem::Problem;

#[derive(OpenApi)]
#[openapi(info(
    title = "Tanba authority",
    description = "Bodies are JSON, instants are seconds since 1970, DER is in base64. Problems are those of \
                   RFC 9457; their `code` says which. What is asked in the formats of RFC 6960, 3161 and 2986 \
                   is answered in them.",
    license(name = "MIT OR Apache-2.0")
))]
struct Api;

/// What stands above the routes.
pub(super) fn about() -> utoipa::openapi::OpenApi {
    let mut api = Api::openapi();
    let session = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    api.components
        .get_or_insert_default()
        .add_security_scheme("session", session);
    api
}

#[derive(OpenApi)]
#[openapi(info(
    title = "Tanba operator console",
    description = "For the pages of the console alone: over mutual TLS with the certificate of an operator, in a \
                   session that is a cookie, and changes from the console's own origin only. Bodies are JSON, \
                   instants are seconds since 1970; problems are those of RFC 9457.",
    license(name = "MIT OR Apache-2.0")
))]
struct ConsoleApi;

/// What stands above the calls of the console.
pub(super) fn about_console() -> utoipa::openapi::OpenApi {
    let mut api = ConsoleApi::openapi();
    let cookie = ApiKey::Cookie(ApiKeyValue::new("__Host-operator"));
    api.components
        .get_or_insert_default()
        .add_security_scheme("operator", SecurityScheme::ApiKey(cookie));
    api
}

pub(super) async fn answer(api: utoipa::openapi::OpenApi) -> Result<Response, Problem> {
    json(StatusCode::OK, &api)
}
