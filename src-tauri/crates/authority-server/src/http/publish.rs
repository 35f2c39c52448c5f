//! What anybody may fetch: the authorities' certificates and CRLs.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use tanba_protocol::ProblemCode;
use tanba_protocol::authority as wire;

use super::Door;
use super::problem::{Problem, answer};

/// `/certificates/ca_gost.cer`
#[utoipa::path(
    get,
    path = "/certificates/{file}",
    tag = "certificates",
    params(
        ("file" = String, Path, description = "ca_gost.cer"),
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/pkix-cert"),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
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
#[utoipa::path(
    get,
    path = "/crl/{file}",
    tag = "certificates",
    params(
        ("file" = String, Path, description = "ca_gost.crl"),
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/pkix-crl"),
        (status = "4XX", body = wire::Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn crl(
    State(door): State<Door>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let name = file.strip_suffix(".crl").ok_or(ProblemCode::NotFound)?;
    let crl = door.authority.crl(name, door.clock.now()).await?;
    let crl = crl.ok_or(ProblemCode::NotFound)?;
    Ok(answer(StatusCode::OK, "application/pkix-crl", crl.der))
}
