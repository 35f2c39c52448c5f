//! What anybody may fetch: the authorities' certificates and CRLs.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use tanba_protocol::ProblemCode;

use super::Door;
use super::problem::{Problem, answer};

/// `/certificates/ca_gost.cer`
pub(super) async fn certificate(
    State(door): State<Door>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let name = file.strip_suffix(".cer").ok_or(ProblemCode::NotFound)?;
    let der = door.authority.certificate_named(name);
    let der = der.ok_or(ProblemCode::NotFound)?.to_vec();
    Ok(answer(StatusCode::OK, "application/pkix-cert", der))
}

/// `/crl/ca_gost.crl`, `/crl/ca_d_gost.crl`, `/crl/root_gost.crl`
pub(super) async fn crl(
    State(door): State<Door>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let name = file.strip_suffix(".crl").ok_or(ProblemCode::NotFound)?;
    let crl = door.authority.crl(name, door.clock.now()).await?;
    let crl = crl.ok_or(ProblemCode::NotFound)?;
    Ok(answer(StatusCode::OK, "application/pkix-crl", crl.der))
}
