//! One signature: the process for signatures with time (EN 319 102-1 §5.5), which for a signature
//! without time stamps is the basic one (§5.3).

use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::{Evidence, Missing, PathReport, RevocationPolicy, RevocationStatus};
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_pki::{Certificate, path};
use time::OffsetDateTime;

use super::chain::{self, Failure};
use super::time_stamp::{self, Stamped};
use super::{Context, defect, joined};
use crate::SignatureLevel;
use crate::parsed::{ParsedSignature, TimeStampKind};
use crate::report::{Explanation, Proof, SignatureReport};

/// No more than this is offered to be fetched for one document.
const MAX_MISSING: usize = 64;

/// What the time stamps prove.
struct Bounds {
    /// The signature is not younger.
    latest_at: Option<OffsetDateTime>,
    /// The signature is not older.
    earliest_at: Option<OffsetDateTime>,
}

pub(super) fn validate(
    signature: &ParsedSignature,
    context: &Context<'_>,
    missing: &mut Vec<Missing>,
) -> SignatureReport {
    let evidence = joined(context.evidence, &signature.embedded);
    let mut report = SignatureReport {
        indication: Indication::TotalPassed,
        sub_indication: None,
        form: signature.form,
        packaging: signature.packaging,
        level: signature.names_certificate.then_some(SignatureLevel::B),
        certificate: signature.certificate.clone(),
        signed_at: signature.claimed_at,
        time_stamped_at: None,
        valid_when_signed: None,
        expired_at: None,
        revoked: None,
        path: Vec::new(),
        anchor: None,
        revocation: Vec::new(),
        digest_algorithm: signature.digest_algorithm,
        signature_algorithm: signature.signature_algorithm,
        time_stamps: Vec::new(),
        explanations: Vec::new(),
    };
    match (&signature.integrity, &signature.certificate) {
        (Err(defect), _) => {
            let (indication, sub_indication, explanation) = defect::words(defect);
            report.indication = indication;
            report.sub_indication = Some(sub_indication);
            report.explanations.push(explanation);
        }
        (Ok(()), None) => {
            report.indication = Indication::Indeterminate;
            report.sub_indication = Some(SubIndication::NoSigningCertificateFound);
            report
                .explanations
                .push(Explanation::SignerCertificateMissing);
        }
        (Ok(()), Some(certificate)) => {
            let stamped: Vec<Stamped> = signature
                .time_stamps
                .iter()
                .map(|stamp| time_stamp::validate(stamp, &evidence, context, missing))
                .collect();
            judge(
                signature,
                certificate,
                &stamped,
                &evidence,
                context,
                &mut report,
                missing,
            );
        }
    }
    let remarks = signature.remarks.iter().map(defect::remark);
    report.explanations.extend(remarks);
    report
}

fn judge(
    signature: &ParsedSignature,
    certificate: &Certificate,
    stamped: &[Stamped],
    evidence: &Evidence,
    context: &Context<'_>,
    report: &mut SignatureReport,
    missing: &mut Vec<Missing>,
) {
    let now = context.path.at;
    let bounds = bounds(stamped);
    let at = bounds.latest_at.unwrap_or(now);
    let path = chain::validate(certificate, evidence, context, at);
    for one in &path.missing {
        note(missing, one.clone());
    }
    let mut failures: Vec<Failure> = Vec::new();
    failures.extend(out_of_order(&bounds));
    failures.extend(chain::failure(&path).map(|failure| with_bounds(failure, &path, &bounds)));
    failures.extend(weak_signature(signature, certificate, context, at));
    failures.extend(chain::weakness(&path, &context.algorithms, at));
    failures.extend(not_for_signing(certificate));

    report.time_stamped_at = bounds.latest_at;
    report.expired_at = Some(certificate.not_after_at()).filter(|end| *end < now);
    report.revoked = match chain::leaf_revocation(&path) {
        Some(RevocationStatus::Revoked { revoked_at, reason }) => Some((revoked_at, reason)),
        _ => None,
    };
    report.level = signature
        .names_certificate
        .then_some(match bounds.latest_at {
            Some(_) => SignatureLevel::T,
            None => SignatureLevel::B,
        });
    let is_final = |failure: &&Failure| failure.indication == Indication::TotalFailed;
    let worst = failures.iter().find(is_final).or(failures.first()).cloned();
    match worst {
        None => {
            let proof = match bounds.latest_at {
                Some(_) => Proof::TimeStamp,
                None => Proof::Now,
            };
            report.valid_when_signed = Some(proof);
            good(report, proof);
        }
        Some(worst) => {
            report.indication = worst.indication;
            report.sub_indication = Some(worst.sub_indication);
            if bounds.latest_at.is_none() && was_valid_as_claimed(signature, evidence, context) {
                report.valid_when_signed = Some(Proof::Claimed);
            }
            let explanations = failures.into_iter().map(|failure| failure.explanation);
            report.explanations.extend(explanations);
        }
    }
    around(signature, stamped, report);
    report.path = path.path;
    report.anchor = path.anchor;
    report.revocation = path.revocation;
    report.time_stamps = stamped.iter().map(|stamp| stamp.report.clone()).collect();
}

fn bounds(stamped: &[Stamped]) -> Bounds {
    let proved = |wanted: fn(TimeStampKind) -> bool| {
        stamped
            .iter()
            .filter(move |stamp| wanted(stamp.report.kind))
            .filter_map(|stamp| stamp.proved_at)
    };
    Bounds {
        latest_at: proved(|kind| kind != TimeStampKind::Content).min(),
        earliest_at: proved(|kind| kind == TimeStampKind::Content).max(),
    }
}

/// A content time stamp must be older than one over the signature.
fn out_of_order(bounds: &Bounds) -> Option<Failure> {
    let (latest, earliest) = bounds.latest_at.zip(bounds.earliest_at)?;
    (earliest > latest).then(|| {
        Failure::indeterminate(
            SubIndication::TimestampOrderFailure,
            Explanation::TimesOutOfOrder,
        )
    })
}

/// What is merely possible becomes certain when the time of signing is bounded on the wrong side
/// (EN 319 102-1 §5.3.4, §5.5.4).
fn with_bounds(failure: Failure, path: &PathReport, bounds: &Bounds) -> Failure {
    if path.failure.as_ref().is_none_or(|found| found.index != 0) {
        return failure;
    }
    let signed_after = |at| bounds.earliest_at.is_some_and(|earliest| earliest >= at);
    let sub = match &failure.explanation {
        Explanation::CertificateRevoked { revoked_at, .. } if signed_after(*revoked_at) => {
            SubIndication::Revoked
        }
        Explanation::CertificateExpired { expired_at } if signed_after(*expired_at) => {
            SubIndication::Expired
        }
        Explanation::CertificateNotYetValid { .. } if bounds.latest_at.is_some() => {
            SubIndication::NotYetValid
        }
        _ => return failure,
    };
    Failure::failed(sub, failure.explanation)
}

fn weak_signature(
    signature: &ParsedSignature,
    certificate: &Certificate,
    context: &Context<'_>,
    at: OffsetDateTime,
) -> Option<Failure> {
    let key = certificate.public_key().ok()?;
    chain::weakness_of(
        &key,
        signature.signature_algorithm?,
        &context.algorithms,
        at,
    )
}

/// A certificate to log in with does not sign documents.
fn not_for_signing(certificate: &Certificate) -> Option<Failure> {
    match key_purpose(certificate) {
        Ok(KeyPurpose::Signature) => None,
        Ok(KeyPurpose::Authentication) | Err(_) => Some(Failure::indeterminate(
            SubIndication::SigConstraintsFailure,
            Explanation::CertificateNotForSigning,
        )),
    }
}

/// Whether the certificate was valid at the time that the signer states, as far as is known.
fn was_valid_as_claimed(
    signature: &ParsedSignature,
    evidence: &Evidence,
    context: &Context<'_>,
) -> bool {
    let (Some(certificate), Some(at)) = (&signature.certificate, signature.claimed_at) else {
        return false;
    };
    if at > context.path.at || not_for_signing(certificate).is_some() {
        return false;
    }
    let parameters = path::PathParameters {
        at,
        revocation: RevocationPolicy::IfKnown,
        ..context.path.clone()
    };
    let report = path::validate(certificate, context.anchors, evidence, &parameters);
    report.indication == Indication::TotalPassed
        && chain::weakness(&report, &context.algorithms, at).is_none()
        && weak_signature(signature, certificate, context, at).is_none()
}

/// The words for a signature that holds.
fn good(report: &mut SignatureReport, proof: Proof) {
    let words = [
        before_revocation(report, proof),
        before_expiry(report, proof),
    ];
    report.explanations.extend(words.into_iter().flatten());
    if report.explanations.is_empty() {
        report.explanations.push(Explanation::Valid);
    }
}

fn before_revocation(report: &SignatureReport, proof: Proof) -> Option<Explanation> {
    let (revoked_at, reason) = report.revoked?;
    Some(Explanation::ValidBeforeRevocation {
        proof,
        revoked_at,
        reason,
    })
}

fn before_expiry(report: &SignatureReport, proof: Proof) -> Option<Explanation> {
    let expired_at = report.expired_at?;
    Some(Explanation::ValidWhenSigned { proof, expired_at })
}

/// What is said of times, time stamps and the bond to the certificate, whatever the outcome.
fn around(signature: &ParsedSignature, stamped: &[Stamped], report: &mut SignatureReport) {
    if report.valid_when_signed == Some(Proof::Claimed) {
        let words = before_revocation(report, Proof::Claimed)
            .or_else(|| before_expiry(report, Proof::Claimed));
        report.explanations.extend(words);
    }
    let of_stamps = stamped.iter().map(|stamp| stamp.explanation.clone());
    report.explanations.extend(of_stamps);
    if let Some(at) = signature.claimed_at {
        report
            .explanations
            .push(Explanation::SigningTimeClaimed { at });
    }
    if !signature.names_certificate {
        report
            .explanations
            .push(Explanation::SignerCertificateUnbound);
    }
}

/// Adds something to be fetched, once.
pub(super) fn note(missing: &mut Vec<Missing>, one: Missing) {
    if missing.len() < MAX_MISSING && !missing.contains(&one) {
        missing.push(one);
    }
}
