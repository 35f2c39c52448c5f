//! Validation of signatures of any form, by the processes of ETSI EN 319 102-1: basic (§5.3), time
//! stamps (§5.4) and signatures with time (§5.5).
//!
//! A form reads its signatures and checks their bytes ([`crate::cms::parse`] and its like); here
//! their certificates, times and algorithms are judged. The time that counts is the earliest one
//! that a valid time stamp proves, else the time of the validation. So a signature stays valid when
//! its certificate expires or is revoked after the time stamp. A time that the signer states proves
//! nothing: it is only told apart in the report.
//!
//! # Choices within the standard
//! | found | indication |
//! |---|---|
//! | revoked, nothing proves the signature older | INDETERMINATE, REVOKED_NO_POE |
//! | revoked, and a time stamp over the content proves the signature younger | TOTAL-FAILED, REVOKED |
//! | expired, nothing proves the signature older | INDETERMINATE, OUT_OF_BOUNDS_NO_POE |
//! | time stamped before the certificate began | TOTAL-FAILED, NOT_YET_VALID |
//! | an algorithm too weak at the proved time | INDETERMINATE, CRYPTO_CONSTRAINTS_FAILURE_NO_POE |
//! | a certificate for authentication only | INDETERMINATE, SIG_CONSTRAINTS_FAILURE |
//! | a signature that does not name its certificate | no obstacle: it is CMS or XML-DSig, level none |

mod chain;
mod defect;
mod policy;
mod signature;
mod time_stamp;

use std::sync::Arc;

use tanba_pki::anchor::TrustAnchor;
use tanba_pki::crl::Crl;
use tanba_pki::indication::Indication;
use tanba_pki::ocsp::OcspResponse;
use tanba_pki::path::{Evidence, PathParameters};
use time::OffsetDateTime;

pub use policy::{AlgorithmPolicy, Strength};

use crate::parsed::{Embedded, ParsedSignature};
use crate::report::ValidationReport;
use crate::{Error, Result};

/// What signatures are validated against.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The names and keys that are trusted.
    pub anchors: &'a [TrustAnchor],
    /// Certificates and revocation data at hand besides those in the document.
    pub evidence: &'a Evidence,
    /// The conditions on paths; `at` is the time of the validation.
    pub path: PathParameters,
    /// Until when algorithms are strong.
    pub algorithms: AlgorithmPolicy,
}

impl<'a> Context<'a> {
    /// Validation for the time `at`, under no further condition.
    pub fn new(anchors: &'a [TrustAnchor], evidence: &'a Evidence, at: OffsetDateTime) -> Self {
        Self {
            anchors,
            evidence,
            path: PathParameters::new(at),
            algorithms: AlgorithmPolicy::standard(),
        }
    }
}

/// Validates the signatures of one document.
///
/// # Errors
/// [`Error::NoSignature`] when there is none.
pub fn validate(signatures: &[ParsedSignature], context: &Context<'_>) -> Result<ValidationReport> {
    let mut missing = Vec::new();
    let reports: Vec<_> = signatures
        .iter()
        .map(|signature| signature::validate(signature, context, &mut missing))
        .collect();
    let worst = reports
        .iter()
        .max_by_key(|report| report.indication)
        .ok_or(Error::NoSignature)?;
    Ok(ValidationReport {
        indication: worst.indication,
        sub_indication: worst.sub_indication,
        validated_at: context.path.at,
        missing: match worst.indication {
            Indication::TotalPassed => Vec::new(),
            _ => missing,
        },
        signatures: reports,
    })
}

/// The evidence at hand and what the document brings along; what cannot be read there is left out.
fn joined(evidence: &Evidence, embedded: &Embedded) -> Evidence {
    let mut joined = evidence.clone();
    joined
        .certificates
        .extend(embedded.certificates.iter().cloned());
    let crls = embedded
        .crls
        .iter()
        .filter_map(|der| Crl::from_der(der).ok());
    joined.crls.extend(crls.map(Arc::new));
    let responses = &embedded.ocsp_responses;
    joined.ocsp.extend(
        responses
            .iter()
            .filter_map(|der| OcspResponse::from_der(der).ok()),
    );
    joined
}
