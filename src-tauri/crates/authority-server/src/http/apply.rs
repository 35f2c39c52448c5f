//! Applying for keys.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use rand_core::OsRng;
use tanba_authority::registry::{Individual, LegalEntity, kato};
use tanba_authority::{
    ApplicationNumber, ApplicationRecord, agreement, legal_entity, make_task, submit,
};
use tanba_protocol::ProblemCode;
use tanba_protocol::authority as wire;
use tanba_protocol::authority::{
    Agreement, ApplicationOrder, ApplicationView, HeadView, IssuedCertificate, LegalEntityView,
    ProofOfWork, Region,
};

use super::Door;
use super::about::json;
use super::body::{Peer, idempotency_key, json_body};
use super::enrol::issued;
use super::problem::Problem;

#[utoipa::path(
    get,
    path = "/agreement",
    tag = "applications",
    responses(
        (status = 200, body = Agreement),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn the_agreement(State(door): State<Door>) -> Result<Response, Problem> {
    json(StatusCode::OK, &agreement(door.authority.site().title()))
}

#[utoipa::path(
    get,
    path = "/regions",
    tag = "applications",
    responses(
        (status = 200, body = Vec<Region>),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn regions() -> Result<Response, Problem> {
    json(StatusCode::OK, &kato::regions())
}

#[utoipa::path(
    post,
    path = "/proof-of-work",
    tag = "applications",
    responses(
        (status = 200, body = ProofOfWork),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn proof_of_work(
    State(door): State<Door>,
    Extension(peer): Extension<Peer>,
) -> Result<Response, Problem> {
    let now = door.clock.now();
    door.limits.count(peer.0, None, now)?;
    json(StatusCode::OK, &make_task(&door.pepper, now, &mut OsRng))
}

#[utoipa::path(
    get,
    path = "/legal-entities/{bin}",
    tag = "applications",
    params(
        ("bin" = String, Path, description = "Twelve digits"),
        ("Proof-Of-Work" = String, Header, description = "CHALLENGE.NONCE"),
    ),
    responses(
        (status = 200, body = LegalEntityView),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn entity(
    State(door): State<Door>,
    Extension(peer): Extension<Peer>,
    Path(bin): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    door.admit(&headers, peer, Some(&bin)).await?;
    let (entity, head) = legal_entity(door.registry(), &bin).await?;
    json(StatusCode::OK, &entity_view(entity, &head))
}

fn entity_view(entity: LegalEntity, head: &Individual) -> LegalEntityView {
    LegalEntityView {
        bin: entity.bin,
        name: entity.name,
        head: HeadView {
            name: head.short_name(),
        },
    }
}

#[utoipa::path(
    post,
    path = "/applications",
    tag = "applications",
    params(
        ("Idempotency-Key" = String, Header, description = "A UUID of the client's"),
        ("Proof-Of-Work" = String, Header, description = "CHALLENGE.NONCE"),
    ),
    request_body = ApplicationOrder,
    responses(
        (status = 201, body = ApplicationView),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn apply(
    State(door): State<Door>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let key = idempotency_key(&headers)?;
    let order: ApplicationOrder = json_body(&headers, body)?;
    door.admit(&headers, peer, Some(&order.bin)).await?;
    let now = door.clock.now();
    let storage = door.authority.storage();
    let submitted = submit(storage, door.registry(), key, &order, now, &mut OsRng).await?;
    let record = match submitted.is_new {
        true => Some(submitted.record),
        false => {
            door.authority
                .application(&submitted.record.number, now)
                .await?
        }
    };
    let record = record.ok_or(ProblemCode::ApplicationUnknown)?;
    json(StatusCode::CREATED, &record.view())
}

#[utoipa::path(
    get,
    path = "/applications/{number}",
    tag = "applications",
    params(
        ("number" = String, Path, description = "Number of the application"),
    ),
    responses(
        (status = 200, body = ApplicationView),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn application(
    State(door): State<Door>,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let number = parse_number(&number)?;
    let record = door
        .authority
        .application(&number, door.clock.now())
        .await?;
    let record = record.ok_or(ProblemCode::ApplicationUnknown)?;
    json(StatusCode::OK, &record.view())
}

/// The application of this number, for who has its idempotency key.
pub(super) async fn own(
    door: &Door,
    number: &str,
    headers: &HeaderMap,
) -> Result<ApplicationRecord, Problem> {
    let key = idempotency_key(headers)?;
    let number = parse_number(number)?;
    let now = door.clock.now();
    let record = door.authority.own_application(&number, key, now).await?;
    record.ok_or_else(|| ProblemCode::ApplicationUnknown.into())
}

#[utoipa::path(
    get,
    path = "/applications/{number}/certificates",
    tag = "applications",
    params(
        ("number" = String, Path, description = "Number of the application"),
        ("Idempotency-Key" = String, Header, description = "A UUID of the client's"),
    ),
    responses(
        (status = 200, body = Vec<IssuedCertificate>),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn certificates(
    State(door): State<Door>,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let record = own(&door, &number, &headers).await?;
    let enrolled = door.authority.certificates_of(&record).await?;
    let issued: Vec<IssuedCertificate> = enrolled.iter().map(issued).collect();
    json(StatusCode::OK, &issued)
}

#[utoipa::path(
    post,
    path = "/applications/{number}/installed",
    tag = "applications",
    params(
        ("number" = String, Path, description = "Number of the application"),
        ("Idempotency-Key" = String, Header, description = "A UUID of the client's"),
    ),
    responses(
        (status = 200, body = ApplicationView),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn installed(
    State(door): State<Door>,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let record = own(&door, &number, &headers).await?;
    let now = door.clock.now();
    if !door.authority.note_installed(&record, now).await? {
        return Err(ProblemCode::ApplicationStageWrong.into());
    }
    let record = door.authority.application(&record.number, now).await?;
    let view: Option<ApplicationView> = record.map(|record| record.view());
    json(
        StatusCode::OK,
        &view.ok_or(ProblemCode::ApplicationUnknown)?,
    )
}

pub(super) fn parse_number(text: &str) -> Result<ApplicationNumber, Problem> {
    ApplicationNumber::parse(text).ok_or_else(|| ProblemCode::ApplicationUnknown.into())
}
