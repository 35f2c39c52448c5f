//! The audit log, so that its chain can be computed on the screen, its entries looked through, and what the
//! records say to it.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tanba_authority::audit::{Check, Entry, Fault};
use tanba_authority::{AuditSearch, Searches as _, Storage as _};
use tanba_protocol::authority as wire;
use tanba_protocol::authority::{AuditCheck, AuditEntry, AuditPage};
use tanba_protocol::{Moment, ProblemCode};

use super::super::Door;
use super::super::about::json;
use super::super::problem::Problem;
use super::Operator;

/// Entries that are read at once to compute the chain.
const PAGE: u32 = 1000;
/// Entries that are listed at once.
const MOST: u32 = 100;

/// Which entries.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Those after this number.
    #[serde(default)]
    after: i64,
}

#[utoipa::path(
    get,
    path = "/api/audit",
    tag = "audit",
    params(Wanted),
    responses(
        (status = 200, body = AuditPage),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn page(
    State(door): State<Door>,
    _: Operator,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(wanted) = wanted.map_err(|_| ProblemCode::BodyMalformed)?;
    let from = wanted.after.saturating_add(1);
    let entries = door.authority.storage().audit(from, PAGE).await?;
    let more = entries.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
    let entries = entries.into_iter().map(entry).collect();
    json(StatusCode::OK, &AuditPage { entries, more })
}

/// Which entries are looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Sought {
    /// Those before this number; without it, the newest.
    before: Option<i64>,
    /// Those of this kind; empty is any.
    #[serde(default)]
    kind: String,
    /// Those whose detail holds this.
    #[serde(default)]
    text: String,
}

#[utoipa::path(
    get,
    path = "/api/audit/entries",
    tag = "audit",
    params(Sought),
    responses(
        (status = 200, description = "The newest first", body = AuditPage),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn find(
    State(door): State<Door>,
    _: Operator,
    sought: Result<Query<Sought>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(sought) = sought.map_err(|_| ProblemCode::BodyMalformed)?;
    let search = AuditSearch {
        kind: &sought.kind,
        text: &sought.text,
        before: sought.before.unwrap_or(i64::MAX),
    };
    let (entries, more) = door.authority.storage().find_entries(&search, MOST).await?;
    let entries = entries.into_iter().map(entry).collect();
    json(StatusCode::OK, &AuditPage { entries, more })
}

fn entry(entry: Entry) -> AuditEntry {
    AuditEntry {
        sequence: entry.sequence,
        at: Moment(entry.at),
        kind: entry.kind,
        detail: entry.detail,
        previous_hash: entry.previous_hash,
        hash: entry.hash,
    }
}

#[utoipa::path(
    get,
    path = "/api/audit/check",
    tag = "audit",
    responses(
        (status = 200, body = AuditCheck),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn check(State(door): State<Door>, _: Operator) -> Result<Response, Problem> {
    let storage = door.authority.storage();
    // Read before the log: what happens meanwhile is told in the log alone, and that is no fault.
    let records = storage.certificates(None).await?;
    let mut check = Check::default();
    let mut next = i64::MIN;
    loop {
        let page = storage.audit(next, PAGE).await?;
        let Some(last) = page.last() else { break };
        next = last.sequence.saturating_add(1);
        page.iter().for_each(|entry| check.entry(entry));
    }
    check.records(&records);
    let (entries, faults) = check.finish();
    // What is wrong with the chain itself is found where it is shown.
    let untold = faults.into_iter().filter_map(|fault| match fault {
        Fault::Untold(serial) => Some(serial),
        Fault::Gap(_) | Fault::Unlinked(_) | Fault::Changed(_) => None,
    });
    let untold = untold.collect();
    json(StatusCode::OK, &AuditCheck { entries, untold })
}
