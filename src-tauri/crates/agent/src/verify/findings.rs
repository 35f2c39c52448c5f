//! A report in findings: what people are told, in the order in which it matters to them.

use tanba_ades::report::{Explanation, Proof, SignatureReport};
use tanba_pki::crl::CrlReason;
use tanba_pki::path::{FailureKind, PathReport, UnknownRevocation};
use tanba_pki::{Certificate, name};
use tanba_protocol::{Finding, Moment, RevocationReason};
use time::OffsetDateTime;

use crate::practice::{PRACTICE, is_practice};
use crate::trust::{Trust, is_test};

/// The findings of one signature.
pub(super) fn findings(report: &SignatureReport, trust: &Trust) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    if trust.environment.as_deref() != Some(PRACTICE)
        && report.certificate.as_ref().is_some_and(is_practice)
    {
        findings.push(Finding::PracticeCertificateElsewhere {});
    }
    for explanation in &report.explanations {
        let finding = finding(explanation, trust);
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    if report.certificate.as_ref().is_some_and(is_test) {
        findings.push(Finding::TestCertificate {});
    }
    if trust.environment.as_deref() == Some(PRACTICE) && report.anchor.is_some() {
        findings.push(Finding::PracticeCertificate {});
    }
    findings
}

fn finding(explanation: &Explanation, trust: &Trust) -> Finding {
    use Explanation as E;
    match explanation {
        E::Valid => Finding::Valid {},
        E::ValidWhenSigned { expired_at, proof } => match proof {
            Proof::TimeStamp => Finding::ValidWhenSigned {
                expired_at: moment(*expired_at),
            },
            _ => Finding::CertificateExpired {
                expired_at: moment(*expired_at),
            },
        },
        E::ValidBeforeRevocation {
            revoked_at,
            reason,
            proof,
        } => {
            let (revoked_at, reason) = (moment(*revoked_at), revocation_reason(*reason));
            match proof {
                Proof::TimeStamp => Finding::ValidBeforeRevocation { revoked_at, reason },
                _ => Finding::CertificateRevoked { revoked_at, reason },
            }
        }
        E::TimeStamped { at, authority } => Finding::TimeStamped {
            at: moment(*at),
            authority: common_name(authority),
        },
        E::SigningTimeClaimed { at } => Finding::SigningTimeClaimed { at: moment(*at) },
        E::ContentChanged => Finding::ContentChanged {},
        E::SignatureBroken => Finding::SignatureBroken {},
        E::ContentMissing => Finding::ContentMissing {},
        E::ContentAppended => Finding::ContentAppended {},
        E::CoversPart(part) => Finding::CoversPart { part: part.clone() },
        E::SignatureWrapped => Finding::SignatureWrapped {},
        E::StructureBroken(_) => Finding::StructureBroken {},
        E::AlgorithmWeak(algorithm) => Finding::AlgorithmWeak {
            algorithm: algorithm.clone(),
        },
        E::AlgorithmUnsupported(algorithm) => Finding::AlgorithmUnsupported {
            algorithm: algorithm.clone(),
        },
        E::SignerCertificateMissing => Finding::SignerCertificateMissing {},
        E::SignerCertificateMismatch => Finding::SignerCertificateMismatch {},
        E::SignerCertificateUnbound => Finding::SignerCertificateUnbound {},
        E::CertificateExpired { expired_at } => Finding::CertificateExpired {
            expired_at: moment(*expired_at),
        },
        E::CertificateNotYetValid { begins_at } => Finding::CertificateNotYetValid {
            begins_at: moment(*begins_at),
        },
        E::CertificateRevoked { revoked_at, reason } => Finding::CertificateRevoked {
            revoked_at: moment(*revoked_at),
            reason: revocation_reason(*reason),
        },
        E::IssuerRevoked {
            issuer,
            revoked_at,
            reason,
        } => Finding::IssuerRevoked {
            issuer: common_name(issuer),
            revoked_at: moment(*revoked_at),
            reason: revocation_reason(*reason),
        },
        E::IssuerOutOfBounds { issuer } => Finding::IssuerOutOfBounds {
            issuer: common_name(issuer),
        },
        E::CertificateNotForSigning => Finding::CertificateNotForSigning {},
        E::IssuerNotTrusted { certificate } => Finding::IssuerNotTrusted {
            issuer: issuer_name(certificate),
        },
        E::RevocationUnknown { why, .. } => unknown(*why, trust.offline),
        E::TimeStampBroken => Finding::TimeStampBroken {},
        E::TimeStampNotTrusted { authority, .. } => Finding::TimeStampNotTrusted {
            authority: authority.as_ref().map(common_name).unwrap_or_default(),
        },
        E::TimesOutOfOrder => Finding::TimesOutOfOrder {},
        // What remains is a rule of the path that was broken.
        _ => Finding::PathConstraintsBroken {},
    }
}

fn unknown(why: UnknownRevocation, offline: bool) -> Finding {
    match why {
        UnknownRevocation::Stale => Finding::RevocationStale {},
        _ if offline => Finding::RevocationUnknownOffline {},
        _ => Finding::RevocationUnknown {},
    }
}

/// An instant as the wire has it.
pub(crate) fn moment(at: OffsetDateTime) -> Moment {
    Moment(at.unix_timestamp())
}

/// A reason as the wire has it.
pub(crate) fn revocation_reason(reason: Option<CrlReason>) -> RevocationReason {
    reason.map_or(RevocationReason::Unspecified, |reason| {
        RevocationReason::from_number(reason.number())
    })
}

fn common_name(certificate: &Certificate) -> String {
    certificate
        .subject_fields()
        .common_name
        .unwrap_or_else(|| name::display(certificate.subject()))
}

fn issuer_name(certificate: &Certificate) -> String {
    name::Subject::from_name(certificate.issuer())
        .common_name
        .unwrap_or_else(|| name::display(certificate.issuer()))
}

/// The findings of a path by itself.
pub(crate) fn path_findings(
    leaf: &Certificate,
    report: &PathReport,
    trust: &Trust,
) -> Vec<Finding> {
    let Some(failure) = &report.failure else {
        return vec![Finding::CertificateTrusted {}];
    };
    let is_leaf = failure.index == 0;
    let certificate = report.path.get(failure.index).unwrap_or(leaf);
    let issuer = common_name(certificate);
    let finding = match &failure.kind {
        FailureKind::NoPath | FailureKind::TooManyPaths => Finding::IssuerNotTrusted {
            issuer: issuer_name(report.path.last().unwrap_or(leaf)),
        },
        FailureKind::Expired { not_after_at } if is_leaf => Finding::PathExpired {
            expired_at: moment(*not_after_at),
        },
        FailureKind::NotYetValid { not_before_at } if is_leaf => Finding::CertificateNotYetValid {
            begins_at: moment(*not_before_at),
        },
        FailureKind::Expired { .. } | FailureKind::NotYetValid { .. } => {
            Finding::IssuerOutOfBounds { issuer }
        }
        FailureKind::Revoked { revoked_at, reason } if is_leaf => Finding::PathRevoked {
            revoked_at: moment(*revoked_at),
            reason: revocation_reason(*reason),
        },
        FailureKind::Revoked { revoked_at, reason } => Finding::IssuerRevoked {
            issuer,
            revoked_at: moment(*revoked_at),
            reason: revocation_reason(*reason),
        },
        FailureKind::RevocationUnknown(why) => unknown(*why, trust.offline),
        FailureKind::UnsupportedAlgorithm => Finding::AlgorithmUnsupported {
            algorithm: certificate.signature_algorithm_identifier().oid.to_string(),
        },
        FailureKind::Malformed(_) => Finding::StructureBroken {},
        _ => Finding::PathConstraintsBroken {},
    };
    vec![finding]
}
