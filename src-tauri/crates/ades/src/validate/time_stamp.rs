//! Time stamps (EN 319 102-1 §5.4): a token proves a time when it is over the right bytes, holds
//! cryptographically, and its authority can be trusted now.

use tanba_pki::Certificate;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::crl::CrlReason;
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::{Evidence, FailureKind, Missing, PathReport};
use tanba_pki::tsp::{self, TimeStampToken};
use time::OffsetDateTime;

use super::chain::{self, Failure};
use super::signature::note;
use super::{Context, joined};
use crate::cms::evidence;
use crate::parsed::EmbeddedTimeStamp;
use crate::report::{Explanation, TimeStampReport};

/// A time stamp and what it proves.
#[derive(Debug)]
pub(super) struct Stamped {
    pub(super) report: TimeStampReport,
    /// The time it proves, when it is valid.
    pub(super) proved_at: Option<OffsetDateTime>,
    pub(super) explanation: Explanation,
}

pub(super) fn validate(
    stamp: &EmbeddedTimeStamp,
    evidence: &Evidence,
    context: &Context<'_>,
    missing: &mut Vec<Missing>,
) -> Stamped {
    let mut report = TimeStampReport {
        indication: Indication::TotalPassed,
        sub_indication: None,
        kind: stamp.kind,
        stamped_at: None,
        certificate: None,
    };
    let failure = match check(stamp, evidence, context, &mut report, missing) {
        Ok((at, authority)) => {
            return Stamped {
                report,
                proved_at: Some(at),
                explanation: Explanation::TimeStamped { at, authority },
            };
        }
        Err(failure) => failure,
    };
    report.indication = failure.indication;
    report.sub_indication = Some(failure.sub_indication);
    Stamped {
        report,
        proved_at: None,
        explanation: failure.explanation,
    }
}

/// The time that is proved, and by whom.
fn check(
    stamp: &EmbeddedTimeStamp,
    evidence: &Evidence,
    context: &Context<'_>,
    report: &mut TimeStampReport,
    missing: &mut Vec<Missing>,
) -> Result<(OffsetDateTime, Certificate), Failure> {
    let token = TimeStampToken::from_bytes(&stamp.token).map_err(|error| refused(&error))?;
    let at = token.info().stamped_at;
    report.stamped_at = Some(at);
    let digest = stamp.covered.digest(token.info().imprint.algorithm);
    let digest = digest.ok_or(Failure::indeterminate(
        SubIndication::SignedDataNotFound,
        Explanation::TimeStampBroken,
    ))?;
    token
        .verify_imprint(|_| digest)
        .map_err(|error| refused(&error))?;
    let certificate = token
        .verify(&evidence.certificates)
        .map_err(|error| refused(&error))?;
    report.certificate = Some(certificate.clone());
    if at > context.path.at {
        return Err(Failure::indeterminate(
            SubIndication::TimestampOrderFailure,
            Explanation::TimesOutOfOrder,
        ));
    }
    match distrust(&token, &certificate, evidence, context, missing) {
        None => Ok((at, certificate)),
        Some(sub) => Err(Failure::indeterminate(
            sub,
            Explanation::TimeStampNotTrusted {
                authority: Some(certificate),
                sub_indication: Some(sub),
            },
        )),
    }
}

/// Why the authority cannot be trusted at the time of the validation.
fn distrust(
    token: &TimeStampToken,
    certificate: &Certificate,
    evidence: &Evidence,
    context: &Context<'_>,
    missing: &mut Vec<Missing>,
) -> Option<SubIndication> {
    let now = context.path.at;
    let evidence = joined(evidence, &evidence::of_signed_data(token.signed_data()));
    let mut path = chain::validate(certificate, &evidence, context, now);
    let stamped_at = token.info().stamped_at;
    if is_harmless_revocation(&path, stamped_at) {
        path = chain::validate(certificate, &evidence, context, stamped_at);
    }
    if let Some(failure) = chain::failure(&path) {
        for one in &path.missing {
            note(missing, one.clone());
        }
        return Some(failure.sub_indication);
    }
    let algorithms = &context.algorithms;
    let imprint = token.info().imprint.algorithm;
    let is_strong = || {
        let signer = token.signed_data().signer_infos().first()?;
        let algorithm =
            SignatureAlgorithm::from_cms(signer.signature_algorithm(), signer.digest_algorithm());
        let key = certificate.public_key().ok()?;
        let is_strong = chain::weakness_of(&key, algorithm.ok()?, algorithms, now).is_none()
            && chain::weakness(&path, algorithms, now).is_none()
            && algorithms.digest(imprint).holds_at(now);
        is_strong.then_some(())
    };
    match is_strong() {
        Some(()) => None,
        None => Some(SubIndication::CryptoConstraintsFailureNoPoe),
    }
}

/// A time stamp outlives the revocation of its authority when that came later and has nothing to do
/// with the key (RFC 3161 §4).
fn is_harmless_revocation(path: &PathReport, stamped_at: OffsetDateTime) -> bool {
    let Some(failure) = &path.failure else {
        return false;
    };
    matches!(
        failure.kind,
        FailureKind::Revoked {
            revoked_at,
            reason: Some(
                CrlReason::Unspecified
                    | CrlReason::AffiliationChanged
                    | CrlReason::Superseded
                    | CrlReason::CessationOfOperation
            ),
        } if failure.index == 0 && stamped_at < revoked_at
    )
}

/// The words for a token that does not hold by itself.
fn refused(error: &tsp::Error) -> Failure {
    use SubIndication as S;
    let sub = match error {
        tsp::Error::ImprintMismatch | tsp::Error::DigestMismatch => S::HashFailure,
        tsp::Error::InvalidSignature => S::SigCryptoFailure,
        tsp::Error::NoCertificate | tsp::Error::CertificateMismatch => S::NoSigningCertificateFound,
        tsp::Error::NotAnAuthority => S::ChainConstraintsFailure,
        tsp::Error::Pki(_) => S::CryptoConstraintsFailureNoPoe,
        _ => S::FormatFailure,
    };
    match sub {
        S::HashFailure | S::SigCryptoFailure | S::FormatFailure => {
            Failure::failed(sub, Explanation::TimeStampBroken)
        }
        S::ChainConstraintsFailure => Failure::indeterminate(
            sub,
            Explanation::TimeStampNotTrusted {
                authority: None,
                sub_indication: Some(sub),
            },
        ),
        sub => Failure::indeterminate(sub, Explanation::TimeStampBroken),
    }
}
