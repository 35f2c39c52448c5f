//! X.509 certificate validation for a signature or a time stamp (EN 319 102-1 §5.2.6).

use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::{self, Evidence, FailureKind, PathParameters, PathReport, RevocationStatus};
use tanba_pki::{Certificate, PublicKey};
use time::OffsetDateTime;

use super::{AlgorithmPolicy, Context, Strength};
use crate::report::Explanation;

/// Why something did not pass, and the words for it.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) indication: Indication,
    pub(super) sub_indication: SubIndication,
    pub(super) explanation: Explanation,
}

impl Failure {
    pub(super) fn indeterminate(sub: SubIndication, explanation: Explanation) -> Self {
        Self {
            indication: Indication::Indeterminate,
            sub_indication: sub,
            explanation,
        }
    }

    pub(super) fn failed(sub: SubIndication, explanation: Explanation) -> Self {
        Self {
            indication: Indication::TotalFailed,
            ..Self::indeterminate(sub, explanation)
        }
    }
}

/// Validates the path of `certificate` for the time `at`.
pub(super) fn validate(
    certificate: &Certificate,
    evidence: &Evidence,
    context: &Context<'_>,
    at: OffsetDateTime,
) -> PathReport {
    let parameters = PathParameters {
        at,
        ..context.path.clone()
    };
    path::validate(certificate, context.anchors, evidence, &parameters)
}

/// What the outcome for the certificate means for what it signed, while nothing more is known of when
/// that was than that it was before the time of the path.
pub(super) fn failure(report: &PathReport) -> Option<Failure> {
    use SubIndication as S;
    let found = report.failure.as_ref()?;
    let kind = &found.kind;
    let certificate = report.path.get(found.index)?;
    let is_leaf = found.index == 0;
    let (sub, explanation) = match kind {
        FailureKind::NoPath | FailureKind::Signature => {
            let certificate = report.path.last().unwrap_or(certificate).clone();
            let sub = S::NoCertificateChainFound;
            (sub, Explanation::IssuerNotTrusted { certificate })
        }
        FailureKind::UnsupportedAlgorithm => (
            S::CryptoConstraintsFailureNoPoe,
            Explanation::AlgorithmUnsupported(
                certificate.signature_algorithm_identifier().oid.to_string(),
            ),
        ),
        FailureKind::NotYetValid { not_before_at } if is_leaf => {
            let begins_at = *not_before_at;
            let explanation = Explanation::CertificateNotYetValid { begins_at };
            (S::OutOfBoundsNoPoe, explanation)
        }
        FailureKind::Expired { not_after_at } if is_leaf => {
            let expired_at = *not_after_at;
            let sub = match report.sub_indication {
                Some(S::OutOfBoundsNotRevoked) => S::OutOfBoundsNotRevoked,
                _ => S::OutOfBoundsNoPoe,
            };
            (sub, Explanation::CertificateExpired { expired_at })
        }
        FailureKind::NotYetValid { .. } | FailureKind::Expired { .. } => {
            let issuer = certificate.clone();
            let explanation = Explanation::IssuerOutOfBounds { issuer };
            (S::OutOfBoundsNoPoe, explanation)
        }
        FailureKind::Revoked { revoked_at, reason } => {
            let (revoked_at, reason) = (*revoked_at, *reason);
            if is_leaf {
                let explanation = Explanation::CertificateRevoked { revoked_at, reason };
                (S::RevokedNoPoe, explanation)
            } else {
                let explanation = Explanation::IssuerRevoked {
                    issuer: certificate.clone(),
                    revoked_at,
                    reason,
                };
                (S::RevokedCaNoPoe, explanation)
            }
        }
        FailureKind::RevocationUnknown(why) => {
            let explanation = Explanation::RevocationUnknown {
                certificate: certificate.clone(),
                why: *why,
            };
            (S::TryLater, explanation)
        }
        FailureKind::Malformed(_) | FailureKind::TooManyPaths => (
            S::CertificateChainGeneralFailure,
            Explanation::PathConstraintsBroken(kind.to_string()),
        ),
        _ => (
            S::ChainConstraintsFailure,
            Explanation::PathConstraintsBroken(kind.to_string()),
        ),
    };
    Some(Failure::indeterminate(sub, explanation))
}

/// The revocation of the leaf, also one that came after the time of the path.
pub(super) fn leaf_revocation(report: &PathReport) -> Option<RevocationStatus> {
    report.revocation.first().map(|found| found.status)
}

/// The first algorithm of a certificate's signature, from the leaf upwards, that is too weak.
pub(super) fn weakness(
    report: &PathReport,
    policy: &AlgorithmPolicy,
    at: OffsetDateTime,
) -> Option<Failure> {
    let keys = report.path.iter().skip(1).map(Certificate::public_key);
    let anchor = report.anchor.iter().map(|anchor| anchor.public_key());
    report
        .path
        .iter()
        .zip(keys.chain(anchor))
        .find_map(|(certificate, issuer)| {
            let algorithm = certificate.signature_algorithm().ok()?;
            weak(policy.weakness(&issuer.ok()?, algorithm, at))
        })
}

/// The weakness of one signature.
pub(super) fn weakness_of(
    key: &PublicKey,
    algorithm: tanba_pki::algorithm::SignatureAlgorithm,
    policy: &AlgorithmPolicy,
    at: OffsetDateTime,
) -> Option<Failure> {
    weak(policy.weakness(key, algorithm, at))
}

fn weak(found: Option<(String, Strength)>) -> Option<Failure> {
    let (name, strength) = found?;
    let sub = match strength {
        Strength::Never => SubIndication::CryptoConstraintsFailure,
        _ => SubIndication::CryptoConstraintsFailureNoPoe,
    };
    let explanation = Explanation::AlgorithmWeak(name);
    Some(Failure::indeterminate(sub, explanation))
}
