//! The console of the operators: its pages, and what they ask. Whoever comes here has shown a certificate in
//! TLS; a session is opened with it and good with no other.

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use rand_core::OsRng;
use tanba_authority::{
    OPERATOR_IDLE, OperatorRecord, operator_log_in, operator_log_out, operator_of_session,
};
use tanba_protocol::authority as wire;
use tanba_protocol::authority::OperatorSession;
use tanba_protocol::{Moment, ProblemCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::about::json;
use super::body::ClientCertificate;
use super::problem::{self, Problem, answer};
use super::{Door, LARGEST_BODY, guard, openapi};

mod applications;
mod audit;
mod certificates;
mod checks;
mod pages;

/// The cookie of a session. The prefix has browsers refuse it from anywhere but this host over TLS.
const COOKIE_NAME: &str = "__Host-operator";

/// The header of what a page asks by itself, while nobody may be there.
const UNATTENDED: &str = "unattended";

/// Everything there is, with its description at `/openapi.json`.
pub(super) fn router(door: Door) -> Router {
    let (router, api) = described().split_for_parts();
    router
        .route("/openapi.json", get(move || openapi::answer(api.clone())))
        .fallback(pages::page)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(from_fn_with_state(door.clone(), guard::console))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn(pages::harden))
        .layer(from_fn(guard::slow))
        .with_state(door)
}

/// The calls of the console, each with its description.
pub(super) fn described() -> OpenApiRouter<Door> {
    OpenApiRouter::with_openapi(openapi::about_console())
        .routes(routes!(session, log_in, log_out))
        .routes(routes!(applications::queue))
        .routes(routes!(applications::file))
        .routes(routes!(applications::decide))
        .routes(routes!(applications::reasons))
        .routes(routes!(certificates::find))
        .routes(routes!(certificates::revoke))
        .routes(routes!(audit::page))
        .routes(routes!(audit::find))
        .routes(routes!(audit::check))
}

/// Who calls, by the cookie and the certificate together.
pub(super) struct Operator {
    record: OperatorRecord,
    token: String,
}

impl FromRequestParts<Door> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Problem> {
        let fingerprint = shown(parts)?;
        let token = token(&parts.headers).ok_or(ProblemCode::SessionMissing)?;
        let storage = door.authority.storage();
        let now = door.clock.now();
        let attended = !parts.headers.contains_key(UNATTENDED);
        let record = operator_of_session(storage, token, &fingerprint, attended, now).await?;
        Ok(Self {
            record,
            token: token.to_owned(),
        })
    }
}

/// The certificate that was shown in TLS.
struct Shown(String);

impl FromRequestParts<Door> for Shown {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Door) -> Result<Self, Problem> {
        shown(parts).map(Self)
    }
}

fn shown(parts: &Parts) -> Result<String, Problem> {
    let certificate = parts.extensions.get::<ClientCertificate>();
    let fingerprint = certificate.and_then(|certificate| certificate.0.clone());
    fingerprint.ok_or_else(|| ProblemCode::OperatorUnknown.into())
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter();
    let mut pairs = cookies
        .filter_map(|cookie| cookie.to_str().ok())
        .flat_map(|cookie| cookie.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}

fn described_session(door: &Door, record: &OperatorRecord) -> OperatorSession {
    OperatorSession {
        name: record.name.clone(),
        expires_at: Moment(record.not_after_at.unix_timestamp()),
        idle_seconds: u32::try_from(OPERATOR_IDLE.whole_seconds()).unwrap_or(0),
        authority: door.authority.describe().name,
        practice: door.authority.site().title().is_practice(),
    }
}

fn with_cookie(mut response: Response, cookie: &str) -> Result<Response, Problem> {
    let value = HeaderValue::from_str(cookie).map_err(|error| Problem::internal(&error))?;
    response.headers_mut().insert(SET_COOKIE, value);
    Ok(response)
}

#[utoipa::path(
    get,
    path = "/api/session",
    tag = "session",
    responses(
        (status = 200, body = OperatorSession),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
async fn session(State(door): State<Door>, operator: Operator) -> Result<Response, Problem> {
    json(StatusCode::OK, &described_session(&door, &operator.record))
}

#[utoipa::path(
    post,
    path = "/api/session",
    tag = "session",
    responses(
        (status = 201, body = OperatorSession),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
async fn log_in(State(door): State<Door>, Shown(fingerprint): Shown) -> Result<Response, Problem> {
    let now = door.clock.now();
    let storage = door.authority.storage();
    let (token, record) = operator_log_in(storage, &fingerprint, now, &mut OsRng).await?;
    let response = json(StatusCode::CREATED, &described_session(&door, &record))?;
    let token = token.expose();
    let cookie = format!("{COOKIE_NAME}={token}; Path=/; Secure; HttpOnly; SameSite=Strict");
    with_cookie(response, &cookie)
}

#[utoipa::path(
    delete,
    path = "/api/session",
    tag = "session",
    responses(
        (status = 204),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
async fn log_out(State(door): State<Door>, operator: Operator) -> Result<Response, Problem> {
    let now = door.clock.now();
    let storage = door.authority.storage();
    operator_log_out(storage, &operator.token, &operator.record, now).await?;
    let response = answer(StatusCode::NO_CONTENT, "application/json", Vec::new());
    let gone = format!("{COOKIE_NAME}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    with_cookie(response, &gone)
}
