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
use tanba_protocol::authority::{
    AccountApplication, AccountCertificate, AccountSettings, CodeOrder, DecisionOrder,
    RenewalOrder, RenewalView, RevocationOrder, SessionOrder,
};
use tanba_protocol::{Moment, ProblemCode, RevocationReason};

use super::Door;
use super::about::json;
use super::apply::{issued, parse_number};
use super::body::{Peer, idempotency_key, json_body};
use super::problem::Problem;

type Body = Result<Bytes, BytesRejection>;

pub(super) async fn challenge(
    State(door): State<Door>,
    Extension(peer): Extension<Peer>,
) -> Result<Response, Problem> {
    let now = door.clock.now();
    door.limits.count(peer.0, None, now)?;
    let origin = door.authority.site().url();
    let challenge = make_challenge(&door.pepper, origin, now, &mut OsRng);
    json(StatusCode::CREATED, &challenge)
}

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

pub(super) async fn certificates(
    State(door): State<Door>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let all = door.authority.account_certificates(&caller).await?;
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

pub(super) async fn applications(
    State(door): State<Door>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let caller = door.caller(&headers).await?;
    let now = door.clock.now();
    let all = door.authority.account_applications(&caller, now).await?;
    let all: Vec<AccountApplication> = all.into_iter().map(application).collect();
    json(StatusCode::OK, &all)
}

fn application(one: StaffApplication) -> AccountApplication {
    AccountApplication {
        application: one.record.view(),
        applicant: one.record.identity.common_name,
        to_sign: one.to_sign,
    }
}

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
            certificates: issued(renewal.certificates),
        },
    )
}

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
        .revoke_in_account(&door.pepper, &caller, &order, now)
        .await?;
    json(StatusCode::CREATED, &certificate(revoked))
}

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
        .decide(&caller, &number, &order, signature.as_deref(), now)
        .await?;
    json(StatusCode::OK, &record.view())
}

fn decode(text: &str) -> Result<Vec<u8>, Problem> {
    STANDARD
        .decode(text)
        .map_err(|_| Problem::with_detail(ProblemCode::BodyMalformed, &"not base64"))
}
