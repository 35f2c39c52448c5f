//! The queue, one application with everything checked, and decisions.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use tanba_authority::{
    ApplicationRecord, Applications as _, Decided, QueueSearch, REASONS, Ruling, Searches as _,
    Storage as _, despite, examine, kato_place, operator_by, reason_of, rule, words,
};
use tanba_protocol::authority as wire;
use tanba_protocol::authority::{
    ApplicationFile, ApplicationStage, Check, OperatorDecision, Queue, QueueEntry, QueueState,
    ReasonTemplate, RulingOrder, Template,
};
use tanba_protocol::{Moment, ProblemCode};

use super::super::Door;
use super::super::about::json;
use super::super::apply::parse_number;
use super::super::body::json_body;
use super::super::problem::Problem;
use super::Operator;
use super::certificates::found;
use super::checks;

/// The most applications that are listed at once.
const MOST: u32 = 50;

/// What is asked of the queue.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Which applications: `waiting`, `awaiting-head`, `approved`, `closed` or `all`.
    state: Option<QueueState>,
    /// Of which template.
    template: Option<Template>,
    /// A number, BIN, IIN or name, or a part of one.
    #[serde(default)]
    text: String,
    /// The number of the last application that is shown: those behind it.
    after: Option<String>,
}

#[utoipa::path(
    get,
    path = "/api/applications",
    tag = "applications",
    params(Wanted),
    responses(
        (status = 200, body = Queue),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn queue(
    State(door): State<Door>,
    _: Operator,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let Query(wanted) = wanted.map_err(|_| ProblemCode::BodyMalformed)?;
    let state = wanted.state.unwrap_or(QueueState::Waiting);
    let storage = door.authority.storage();
    let after = match &wanted.after {
        Some(number) => {
            let last = storage.application(&parse_number(number)?).await?;
            Some(last.ok_or(ProblemCode::ApplicationUnknown)?)
        }
        None => None,
    };
    let search = QueueSearch {
        state,
        template: wanted.template,
        text: &wanted.text,
        after: after.as_ref(),
    };
    let (records, more) = storage.find_applications(&search, MOST).await?;
    let entries = records.iter().map(entry).collect();
    json(StatusCode::OK, &Queue { entries, more })
}

fn entry(record: &ApplicationRecord) -> QueueEntry {
    QueueEntry {
        application: record.view(),
        applicant: record.identity.common_name.clone(),
        submitted_at: Moment(record.submitted_at.unix_timestamp()),
        renews: record.renews.is_some(),
    }
}

#[utoipa::path(
    get,
    path = "/api/applications/{number}",
    tag = "applications",
    params(("number" = String, Path, description = "Number of the application")),
    responses(
        (status = 200, body = ApplicationFile),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn file(
    State(door): State<Door>,
    _: Operator,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    json(StatusCode::OK, &read(&door, &number).await?)
}

async fn read(door: &Door, number: &str) -> Result<ApplicationFile, Problem> {
    let number = parse_number(number)?;
    let now = door.clock.now();
    let record = door.authority.application(&number, now).await?;
    let record = record.ok_or(ProblemCode::ApplicationUnknown)?;
    let storage = door.authority.storage();
    let keys = storage.application_keys(&number).await?;
    let requests: Vec<Vec<u8>> = keys.iter().map(|key| key.request.clone()).collect();
    let mut certificates = Vec::new();
    for (issuer, serial) in keys.into_iter().filter_map(|key| key.certificate) {
        let certificate = storage.certificate(&issuer, &serial).await?;
        certificates.extend(certificate.map(|record| found(&record, now)));
    }
    let identity = &record.identity;
    let same = storage
        .applications_of(identity.iin.as_deref(), None)
        .await?;
    let is_other = |one: &&ApplicationRecord| {
        one.is_open() && one.number != record.number && one.identity.bin == identity.bin
    };
    let others = same.iter().filter(is_other);
    let place = record.place.as_ref();
    let place = place.and_then(|(region, city)| kato_place(region, city));
    let open = record.is_open() && record.expires_at > now;
    Ok(ApplicationFile {
        application: record.view(),
        applicant: identity.common_name.clone(),
        checks: check(door, &record, &requests).await,
        email: record.email.clone(),
        language: record.language,
        place: place.map(Into::into),
        agreement: record.agreement.clone(),
        renews: record.renews.clone().map(|(_, serial)| serial),
        can_approve: open && record.stage() == ApplicationStage::Submitted,
        can_refuse: open,
        others: others.map(|one| one.number.to_string()).collect(),
        certificates,
    })
}

async fn check(door: &Door, record: &ApplicationRecord, requests: &[Vec<u8>]) -> Vec<Check> {
    let answers = checks::ask(door.registry(), &record.identity).await;
    examine(record, requests, &answers)
}

/// What an approval goes against, if the operator knows of all of it: checked anew, since registries change.
async fn against(
    door: &Door,
    record: &ApplicationRecord,
    order: &RulingOrder,
) -> Result<String, Problem> {
    if !record.is_open() {
        return Ok(String::new());
    }
    let keys = door.authority.storage().application_keys(&record.number);
    let requests: Vec<Vec<u8>> = keys.await?.into_iter().map(|key| key.request).collect();
    let checks = check(door, record, &requests).await;
    let despite = despite(&checks, &order.despite);
    despite.ok_or_else(|| ProblemCode::ChecksUnsettled.into())
}

#[utoipa::path(
    post,
    path = "/api/applications/{number}/decision",
    tag = "applications",
    params(("number" = String, Path, description = "Number of the application")),
    request_body = RulingOrder,
    responses(
        (status = 200, body = ApplicationFile),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn decide(
    State(door): State<Door>,
    operator: Operator,
    Path(number): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let order: RulingOrder = json_body(&headers, body)?;
    let parsed = parse_number(&number)?;
    let storage = door.authority.storage();
    let record = storage.application(&parsed).await?;
    let record = record.ok_or(ProblemCode::ApplicationUnknown)?;
    let reason = || reason_of(&record, &order).ok_or(ProblemCode::ReasonMissing);
    let ruling = match order.decision {
        OperatorDecision::Approve => Ruling::Approve {
            despite: against(&door, &record, &order).await?,
        },
        OperatorDecision::Refuse => Ruling::Refuse(reason()?),
        OperatorDecision::Return => Ruling::Return(reason()?),
    };
    let by = operator_by(&operator.record);
    let now = door.clock.now();
    match rule(storage, &parsed, &ruling, &by, None, now).await? {
        Decided::Now(_) => {}
        // Also when it was decided the same way: the reason that the applicant reads is another one.
        Decided::Before(_) | Decided::AwaitsHead | Decided::TooLate(_) => {
            return Err(ProblemCode::ApplicationStageWrong.into());
        }
        Decided::Unknown => return Err(ProblemCode::ApplicationUnknown.into()),
    }
    json(StatusCode::OK, &read(&door, &number).await?)
}

#[utoipa::path(
    get,
    path = "/api/reasons",
    tag = "applications",
    responses(
        (status = 200, body = Vec<ReasonTemplate>),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn reasons(_: Operator) -> Result<Response, Problem> {
    let all: Vec<ReasonTemplate> = REASONS
        .iter()
        // The head's own, in the personal account.
        .filter(|id| **id != "reason-head-refused")
        .map(|id| ReasonTemplate {
            id: (*id).to_owned(),
            words: words(id),
        })
        .collect();
    json(StatusCode::OK, &all)
}
