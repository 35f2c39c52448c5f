//! Certificates that operators look for, and revoke.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use tanba_authority::{CertificateRecord, Office, Reason, Revoked, Searches as _, Storage as _};
use tanba_protocol::authority as wire;
use tanba_protocol::authority::{
    CertificateState, FoundCertificate, FoundCertificates, OperatorRevocation,
};
use tanba_protocol::{Moment, ProblemCode, RevocationReason};
use time::OffsetDateTime;

use super::super::Door;
use super::super::about::json;
use super::super::body::json_body;
use super::super::problem::Problem;
use super::Operator;

/// The most certificates that are listed at once.
const MOST: u32 = 50;

/// What is looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// A serial number, BIN, IIN or name, or a part of one.
    #[serde(default)]
    text: String,
    /// The serial number of the last certificate that is shown: those behind it.
    after: Option<String>,
}

#[utoipa::path(
    get,
    path = "/api/certificates",
    tag = "certificates",
    params(Wanted),
    responses(
        (status = 200, body = FoundCertificates),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn find(
    State(door): State<Door>,
    _: Operator,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(wanted) = wanted.map_err(|_| ProblemCode::BodyMalformed)?;
    let storage = door.authority.storage();
    let after = wanted.after.as_deref();
    let found_now = storage.find_certificates(&wanted.text, after, MOST);
    let (records, more) = found_now.await?;
    let now = door.clock.now();
    let certificates = records.iter().map(|record| found(record, now)).collect();
    json(StatusCode::OK, &FoundCertificates { certificates, more })
}

pub(super) fn found(record: &CertificateRecord, now: OffsetDateTime) -> FoundCertificate {
    let new = &record.prepared;
    let state = if record.revocation.is_some() {
        CertificateState::Revoked
    } else if record.published_at.is_none() {
        CertificateState::Unfinished
    } else if new.not_after_at < now {
        CertificateState::Expired
    } else {
        CertificateState::Valid
    };
    let revocation = record.revocation.as_ref();
    let at = |at: OffsetDateTime| Moment(at.unix_timestamp());
    FoundCertificate {
        serial_number: new.serial_number.clone(),
        issuer: new.issuer.clone(),
        office: new.office.as_str().to_owned(),
        subject: new.subject.clone(),
        state,
        issued_at: at(new.prepared_at),
        not_after_at: at(new.not_after_at),
        revoked_at: revocation.map(|revoked| at(revoked.revoked_at)),
        revocation_reason: revocation
            .map(|revoked| RevocationReason::from_number(revoked.reason.into())),
        can_revoke: can_revoke(record),
    }
}

/// Authorities and officers are for whoever keeps the server.
fn can_revoke(record: &CertificateRecord) -> bool {
    record.prepared.office == Office::Person
        && record.published_at.is_some()
        && record.revocation.is_none()
}

#[utoipa::path(
    post,
    path = "/api/certificates/{serial_number}/revocation",
    tag = "certificates",
    params(("serial_number" = String, Path, description = "Serial number in hexadecimal digits")),
    request_body = OperatorRevocation,
    responses(
        (status = 200, body = FoundCertificate),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
    security(("operator" = [])),
)]
pub(super) async fn revoke(
    State(door): State<Door>,
    operator: Operator,
    Path(serial): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let order: OperatorRevocation = json_body(&headers, body)?;
    let reason = Reason::of_person(order.reason).ok_or(ProblemCode::ReasonMissing)?;
    let storage = door.authority.storage();
    let all = storage.certificates_by_serial(&serial).await?;
    let record = all.first().ok_or(ProblemCode::CertificateUnknown)?;
    if record.revocation.is_some() {
        return Err(ProblemCode::CertificateRevoked.into());
    }
    if !can_revoke(record) {
        return Err(ProblemCode::CertificateUnsuitable.into());
    }
    let now = door.clock.now();
    let authority = &door.authority;
    match authority
        .revoke_by_operator(&serial, reason, &operator.record, now)
        .await?
    {
        Revoked::Now { .. } => {}
        Revoked::Before => return Err(ProblemCode::CertificateRevoked.into()),
        Revoked::Unknown | Revoked::Root => return Err(ProblemCode::CertificateUnknown.into()),
    }
    let after = storage.certificates_by_serial(&serial).await?;
    let record = after.first().ok_or(ProblemCode::CertificateUnknown)?;
    json(StatusCode::OK, &found(record, now))
}
