//! Time stamps (EN 319 102-1 §5.4): a token proves a time when it is over the right bytes, holds
//! cryptographically, and its authority can be trusted now.

use std::io::Cursor;

use const_oid::db::rfc5280::{ID_CE_EXT_KEY_USAGE, ID_KP_TIME_STAMPING};
use tanba_pki::Certificate;
use tanba_pki::crl::CrlReason;
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::{Evidence, FailureKind, Missing, PathReport};
use time::OffsetDateTime;

use super::chain::{self, Failure};
use super::signature::note;
use super::{Context, defect, joined};
use crate::cms;
use crate::parsed::{EmbeddedTimeStamp, ParsedSignature};
use crate::report::{Explanation, TimeStampReport};
use crate::tst_info::TstInfo;

/// A time stamp and what it proves.
#[derive(Debug)]
pub(super) struct Stamped {
    pub(super) report: TimeStampReport,
    /// The time it proves, when it is valid.
    pub(super) proved_at: Option<OffsetDateTime>,
    pub(super) explanation: Option<Explanation>,
}

pub(super) fn validate(
    stamp: &EmbeddedTimeStamp,
    evidence: &Evidence,
    context: &Context<'_>,
    missing: &mut Vec<Missing>,
) -> Stamped {
    let info = TstInfo::from_token(&stamp.token).ok();
    let parsed = cms::parse(&mut Cursor::new(&stamp.token), None, &evidence.certificates);
    // A token has one signer (RFC 3161 §2.4.2).
    let signature = match parsed.as_deref() {
        Ok([only]) => Some(only),
        _ => None,
    };
    let certificate = signature.and_then(|signature| signature.certificate.clone());
    let failure = match (&info, signature, &certificate) {
        (Some(info), Some(signature), certificate) => {
            let covered = stamp.covered.digest(info.digest_algorithm);
            match (covered, &signature.integrity, certificate) {
                (Some(digest), Ok(()), Some(certificate)) if digest == info.imprint => {
                    authority(info, signature, certificate, evidence, context, missing)
                }
                (Some(digest), Ok(()), _) if digest != info.imprint => {
                    Some(broken(SubIndication::HashFailure))
                }
                (_, Err(defect), _) => Some(broken(defect::words(defect).1)),
                (None, ..) => Some(Failure::indeterminate(
                    SubIndication::SignedDataNotFound,
                    Explanation::TimeStampBroken,
                )),
                (_, Ok(()), _) => Some(broken(SubIndication::NoSigningCertificateFound)),
            }
        }
        _ => Some(broken(SubIndication::FormatFailure)),
    };
    let stamped_at = info.map(|info| info.stamped_at);
    let explanation = match (&failure, stamped_at, &certificate) {
        (None, Some(at), Some(authority)) => Some(Explanation::TimeStamped {
            at,
            authority: authority.clone(),
        }),
        (Some(failure), ..) => Some(failure.explanation.clone()),
        (None, ..) => None,
    };
    Stamped {
        proved_at: stamped_at.filter(|_| failure.is_none()),
        report: TimeStampReport {
            indication: failure
                .as_ref()
                .map_or(Indication::TotalPassed, |failure| failure.indication),
            sub_indication: failure.as_ref().map(|failure| failure.sub_indication),
            kind: stamp.kind,
            stamped_at,
            certificate,
        },
        explanation,
    }
}

/// Whether the authority can be trusted at the time of the validation.
fn authority(
    info: &TstInfo,
    signature: &ParsedSignature,
    certificate: &Certificate,
    evidence: &Evidence,
    context: &Context<'_>,
    missing: &mut Vec<Missing>,
) -> Option<Failure> {
    let now = context.path.at;
    let untrusted = |sub: SubIndication| {
        let explanation = Explanation::TimeStampNotTrusted {
            authority: Some(certificate.clone()),
            sub_indication: Some(sub),
        };
        Failure::indeterminate(sub, explanation)
    };
    if !is_authority(certificate) {
        return Some(untrusted(SubIndication::ChainConstraintsFailure));
    }
    if info.stamped_at > now {
        return Some(Failure::indeterminate(
            SubIndication::TimestampOrderFailure,
            Explanation::TimesOutOfOrder,
        ));
    }
    let evidence = joined(evidence, &signature.embedded);
    let mut path = chain::validate(certificate, &evidence, context, now);
    if is_harmless_revocation(&path, info.stamped_at) {
        path = chain::validate(certificate, &evidence, context, info.stamped_at);
    }
    if let Some(failure) = chain::failure(&path) {
        for one in &path.missing {
            note(missing, one.clone());
        }
        return Some(untrusted(failure.sub_indication));
    }
    let weak_imprint = !context
        .algorithms
        .digest(info.digest_algorithm)
        .holds_at(now);
    let key = certificate.public_key().ok()?;
    let algorithm = signature.signature_algorithm?;
    let weakness = chain::weakness_of(&key, algorithm, &context.algorithms, now)
        .or_else(|| chain::weakness(&path, &context.algorithms, now));
    (weak_imprint || weakness.is_some())
        .then(|| untrusted(SubIndication::CryptoConstraintsFailureNoPoe))
}

/// The extended key usage must be timeStamping alone, and critical (RFC 3161 §2.3).
fn is_authority(certificate: &Certificate) -> bool {
    let is_critical = certificate
        .extension(ID_CE_EXT_KEY_USAGE)
        .is_some_and(|extension| extension.critical);
    is_critical
        && certificate
            .extended_key_usage()
            .is_ok_and(|purposes| purposes == [ID_KP_TIME_STAMPING])
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

fn broken(sub: SubIndication) -> Failure {
    Failure::failed(sub, Explanation::TimeStampBroken)
}
