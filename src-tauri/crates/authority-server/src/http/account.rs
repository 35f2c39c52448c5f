//! Personal accounts.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_core::OsRng;
use tanba_authority::{Decoded, OwnCertificate, StaffApplication, make_challenge, send_code};
use tanba_protocol::authority as wire;
use tanba_protocol::authority::{
    AccountApplication, AccountCertificate, AccountChallenge, AccountSession, AccountSettings,
    ApplicationView, CodeOrder, CodeSent, DecisionOrder, RenewalOrder, RenewalView,
    RevocationOrder, SessionOrder,
};
use tanba_protocol::{Moment, ProblemCode, RevocationReason};

use super::Door;
use super::about::json;
use super::apply::parse_number;
use super::body::{Peer, idempotency_key, json_body};
use super::enrol::issued;
use super::problem::Problem;

type Body = Result<Bytes, BytesRejection>;

#[utoipa::path(
    post,
    path = "/account/challenges",
    tag = "account",
    responses(
        (status = 201, body = AccountChallenge),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn challenge(
    State(door): State<Door>,
    Extension(peer): Extension<Peer>,
) -> Result<Response, Problem> {
    let now = door.clock.now();
    door.limits.count(peer.0, None, now)?;
    let origin = door.authority.site().front();
    let challenge = make_challenge(&door.pepper, origin, now, &mut OsRng);
    json(StatusCode::CREATED, &challenge)
}

#[utoipa::path(
    post,
    path = "/account/sessions",
    tag = "account",
    request_body = SessionOrder,
    responses(
        (status = 201, body = AccountSession),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn log_in(
    State(door): State<Door>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let order: SessionOrder = json_body(&headers, body)?;
    let now = door.clock.now();
    door.limits.count(peer.0, None, now)?;
    let signature = decode(&order.signature)?;
    let session = door
        .authority
        .log_in(&door.pepper, &signature, now, &mut OsRng)
        .await?;
    json(StatusCode::CREATED, &session)
}

#[utoipa::path(
    get,
    path = "/account/certificates",
    tag = "account",
    responses(
        (status = 200, body = Vec<AccountCertificate>),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub(super) async fn certificates(
    State(door): State<Door>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let all = door
        .authority
        .account_certificates(door.registry(), &caller)
        .await?;
    let all: Vec<AccountCertificate> = all.into_iter().map(certificate).collect();
    json(StatusCode::OK, &all)
}

fn certificate(own: OwnCertificate) -> AccountCertificate {
    let revocation = own.record.revocation.as_ref();
    AccountCertificate {
        serial_number: own.record.prepared.serial_number.clone(),
        certificate: STANDARD.encode(own.record.der.as_deref().unwrap_or_default()),
        chain: own.chain.iter().map(|der| STANDARD.encode(der)).collect(),
        is_own: own.is_own,
        revoked_at: revocation.map(|revoked| Moment(revoked.revoked_at.unix_timestamp())),
        revocation_reason: revocation
            .map(|revoked| RevocationReason::from_number(revoked.reason.into())),
    }
}

#[utoipa::path(
    get,
    path = "/account/applications",
    tag = "account",
    responses(
        (status = 200, body = Vec<AccountApplication>),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub(super) async fn applications(
    State(door): State<Door>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let now = door.clock.now();
    let all = door
        .authority
        .account_applications(door.registry(), &caller, now)
        .await?;
    let all: Vec<AccountApplication> = all.into_iter().map(application).collect();
    json(StatusCode::OK, &all)
}

fn application(one: StaffApplication) -> AccountApplication {
    let identity = one.record.identity.clone();
    AccountApplication {
        treasury_role: identity.treasury_role,
        treasury_code: identity.treasury_code,
        system_id: identity.system_id,
        application: one.record.view(),
        applicant: one.record.identity.common_name,
        to_sign: one.to_sign,
    }
}

#[utoipa::path(
    post,
    path = "/account/codes",
    tag = "account",
    request_body = CodeOrder,
    responses(
        (status = 201, body = CodeSent),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub(super) async fn code(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let order: CodeOrder = json_body(&headers, body)?;
    let sent = send_code(
        door.authority.storage(),
        door.registry(),
        &door.pepper,
        &caller,
        order.purpose,
        door.clock.now(),
        &mut OsRng,
    )
    .await?;
    json(StatusCode::CREATED, &sent)
}

#[utoipa::path(
    post,
    path = "/account/renewals",
    tag = "account",
    params(
        ("Idempotency-Key" = String, Header, description = "A UUID of the client's"),
    ),
    request_body = RenewalOrder,
    responses(
        (status = 201, body = RenewalView),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub(super) async fn renew(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let key = idempotency_key(&headers)?;
    let order: RenewalOrder = json_body(&headers, body)?;
    let requests: Result<Vec<Vec<u8>>, Problem> =
        order.requests.iter().map(|text| decode(text)).collect();
    let (requests, signature) = (requests?, decode(&order.signature)?);
    let decoded = Decoded {
        requests: &requests,
        signature: &signature,
    };
    let now = door.clock.now();
    let renewal = door
        .authority
        .renew(
            door.registry(),
            &door.pepper,
            &caller,
            key,
            &order,
            decoded,
            now,
            &mut OsRng,
        )
        .await?;
    json(
        StatusCode::CREATED,
        &RenewalView {
            application: renewal.record.view(),
            certificates: renewal.certificates.iter().map(issued).collect(),
        },
    )
}

#[utoipa::path(
    post,
    path = "/account/revocations",
    tag = "account",
    request_body = RevocationOrder,
    responses(
        (status = 201, body = AccountCertificate),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub(super) async fn revoke(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let order: RevocationOrder = json_body(&headers, body)?;
    let now = door.clock.now();
    let revoked = door
        .authority
        .revoke_in_account(door.registry(), &door.pepper, &caller, &order, now)
        .await?;
    json(StatusCode::CREATED, &certificate(revoked))
}

#[utoipa::path(
    get,
    path = "/account/settings",
    tag = "account",
    responses(
        (status = 200, body = AccountSettings),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub(super) async fn settings(
    State(door): State<Door>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    json(
        StatusCode::OK,
        &door.authority.account_settings(&caller).await?,
    )
}

#[utoipa::path(
    put,
    path = "/account/settings",
    tag = "account",
    request_body = AccountSettings,
    responses(
        (status = 200, body = AccountSettings),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub(super) async fn keep_settings(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let settings: AccountSettings = json_body(&headers, body)?;
    let now = door.clock.now();
    door.authority
        .keep_account_settings(&caller, &settings, now)
        .await?;
    json(StatusCode::OK, &settings)
}

#[utoipa::path(
    post,
    path = "/account/applications/{number}/decision",
    tag = "account",
    params(
        ("number" = String, Path, description = "Number of the application"),
    ),
    request_body = DecisionOrder,
    responses(
        (status = 200, body = ApplicationView),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("session" = [])),
)]
pub(super) async fn decide(
    State(door): State<Door>,
    Path(number): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let order: DecisionOrder = json_body(&headers, body)?;
    let number = parse_number(&number)?;
    let signature = order.signature.as_deref().map(decode).transpose()?;
    let now = door.clock.now();
    let record = door
        .authority
        .decide(
            door.registry(),
            &caller,
            &number,
            &order,
            signature.as_deref(),
            now,
        )
        .await?;
    json(StatusCode::OK, &record.view())
}

fn decode(text: &str) -> Result<Vec<u8>, Problem> {
    STANDARD
        .decode(text)
        .map_err(|_| Problem::with_detail(ProblemCode::BodyMalformed, &"not base64"))
}
