//! Validation of one certificate: every path in turn, until one holds.

use super::build::{FoundPath, Search, paths};
use super::parameters::{Evidence, PathParameters, RevocationPolicy};
use super::path_steps;
use super::pool::{Issuer, Pool, Signed};
use super::process::process;
use super::report::{
    FailureKind, Missing, PathFailure, PathReport, Revocation, RevocationSource, RevocationStatus,
};
use super::revocation::Revocations;
use crate::Certificate;
use crate::anchor::TrustAnchor;
use crate::indication::{Indication, SubIndication};
use crate::tlv::Error as Malformed;
use const_oid::{ObjectIdentifier, db};
use core::ops::ControlFlow;

/// The most complete paths that are processed.
const MOST_PATHS: usize = 256;

/// What became of one path.
struct Outcome {
    path: FoundPath,
    revocation: Vec<Revocation>,
    policies: Vec<ObjectIdentifier>,
    failure: Option<PathFailure>,
    sub_indication: Option<SubIndication>,
}

impl Outcome {
    /// How near the path came to holding; a leaf that is known to be revoked outweighs all.
    const fn rank(&self) -> u8 {
        match &self.failure {
            None => 6,
            Some(PathFailure { index, kind }) => match kind {
                FailureKind::Revoked { .. } if *index == 0 => 5,
                FailureKind::RevocationUnknown(_) => 4,
                FailureKind::NotYetValid { .. } | FailureKind::Expired { .. } => 3,
                FailureKind::Revoked { .. } => 2,
                _ => 1,
            },
        }
    }
}

/// Validates `leaf` for the time and under the conditions of `parameters`.
#[must_use]
pub fn validate(
    leaf: &Certificate,
    anchors: &[TrustAnchor],
    evidence: &Evidence,
    parameters: &PathParameters,
) -> PathReport {
    let responders = evidence
        .ocsp
        .iter()
        .filter_map(|response| response.basic.as_ref())
        .flat_map(|basic| &basic.certificates);
    let certificates = evidence.certificates.iter().chain(responders);
    let pool = Pool::new(anchors, std::iter::once(leaf).chain(certificates));
    let Some(start) = pool.find(leaf) else {
        return unreadable(leaf);
    };
    if let Some(report) = anchor_itself(&pool, start, parameters) {
        return report;
    }
    let revocations = Revocations::new(&pool, evidence, parameters);
    let mut best: Option<Outcome> = None;
    let mut tried = 0_usize;
    let search = paths(&pool, start, &|_| true, parameters.at, |found| {
        tried += 1;
        let outcome = evaluate(&pool, &revocations, found, parameters);
        let holds = outcome.failure.is_none();
        if best
            .as_ref()
            .is_none_or(|best| outcome.rank() > best.rank())
        {
            best = Some(outcome);
        }
        if holds || tried == MOST_PATHS {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    match best {
        Some(outcome) => report(&pool, outcome, evidence),
        None => no_path(&pool, &search),
    }
}

fn unreadable(leaf: &Certificate) -> PathReport {
    let kind = FailureKind::Malformed(Malformed::Refused("names of the certificate"));
    failed(vec![leaf.clone()], None, PathFailure { index: 0, kind })
}

fn failed(path: Vec<Certificate>, anchor: Option<TrustAnchor>, failure: PathFailure) -> PathReport {
    let (indication, sub_indication) = failure.kind.indication();
    let not_checked = Revocation {
        status: RevocationStatus::NotChecked,
        source: None,
    };
    PathReport {
        indication,
        sub_indication: Some(sub_indication),
        revocation: vec![not_checked; path.len()],
        path,
        anchor,
        missing: Vec::new(),
        policies: Vec::new(),
        failure: Some(failure),
    }
}

/// Whether a certificate with an anchor's name and key says things that its issuer did not sign:
/// its issuer is an anchor as well, often itself, and the signature does not verify. The anchor is
/// trusted all the same, this certificate of it is not.
fn is_forged(pool: &Pool<'_>, start: usize) -> bool {
    let Some(entry) = pool.entry(start) else {
        return true;
    };
    let issuers = pool.anchors_named(&entry.facts.issuer);
    let holds = |index: &usize| pool.signed(start, Issuer::Anchor(*index)) != Signed::No;
    !issuers.is_empty() && !issuers.iter().any(holds)
}

/// A leaf with the name and the key of an anchor is trusted as it stands.
fn anchor_itself(pool: &Pool<'_>, start: usize, parameters: &PathParameters) -> Option<PathReport> {
    let entry = pool.entry(start)?;
    let found = pool
        .anchors_named(&entry.facts.subject)
        .iter()
        .find_map(|index| {
            pool.anchors
                .get(*index)
                .map(|found| found.anchor)
                .filter(|anchor| anchor.spki_der == entry.certificate.spki_der())
        })?;
    let step = pool.step(start)?;
    let bounds = process(&[step], parameters)
        .failures
        .into_iter()
        .find(|(_, kind)| {
            matches!(
                kind,
                FailureKind::NotYetValid { .. } | FailureKind::Expired { .. }
            )
        });
    let path = vec![entry.certificate.clone()];
    let anchor = Some(found.clone());
    if is_forged(pool, start) {
        let kind = FailureKind::Signature;
        return Some(failed(path, anchor, PathFailure { index: 0, kind }));
    }
    let Some((index, kind)) = bounds else {
        return Some(PathReport {
            indication: Indication::TotalPassed,
            sub_indication: None,
            path,
            anchor,
            revocation: vec![Revocation {
                status: RevocationStatus::NotChecked,
                source: None,
            }],
            missing: Vec::new(),
            policies: Vec::new(),
            failure: None,
        });
    };
    Some(failed(path, anchor, PathFailure { index, kind }))
}

/// Processes one path and, where it holds so far, looks at revocation.
fn evaluate(
    pool: &Pool<'_>,
    revocations: &Revocations<'_, '_>,
    path: &FoundPath,
    parameters: &PathParameters,
) -> Outcome {
    let length = path.certificates.len();
    let processed = process(&path_steps(pool, path), parameters);
    let place = |index: usize| length.saturating_sub(index + 1);
    let (mut bounds, mut hard) = (None, None);
    for (index, kind) in processed.failures {
        let failure = PathFailure {
            index: place(index),
            kind,
        };
        match failure.kind {
            FailureKind::NotYetValid { .. } | FailureKind::Expired { .. } => {
                bounds.get_or_insert(failure);
            }
            _ => {
                hard.get_or_insert(failure);
            }
        }
    }
    let not_checked = Revocation {
        status: RevocationStatus::NotChecked,
        source: None,
    };
    let mut revocation = vec![not_checked; length];
    let (mut revoked, mut unknown) = (None, None);
    if hard.is_none() && parameters.revocation != RevocationPolicy::Skip {
        for index in (0..length).rev() {
            let found = revocations.status(path, index);
            match found.status {
                RevocationStatus::Revoked { revoked_at, reason } if revoked_at <= parameters.at => {
                    let kind = FailureKind::Revoked { revoked_at, reason };
                    revoked = Some(PathFailure { index, kind });
                }
                RevocationStatus::Unknown(why) => {
                    let kind = FailureKind::RevocationUnknown(why);
                    unknown.get_or_insert(PathFailure { index, kind });
                }
                _ => {}
            }
            if let Some(slot) = revocation.get_mut(index) {
                *slot = found;
            }
        }
    }
    let all_known = unknown.is_none() && parameters.revocation != RevocationPolicy::Skip;
    let out_of_bounds = bounds.is_some();
    let unknown = unknown.filter(|_| parameters.revocation == RevocationPolicy::Required);
    let failure = hard.or(revoked).or(bounds).or(unknown);
    let sub_indication = failure.as_ref().map(|failure| {
        let (_, sub_indication) = failure.kind.indication();
        if out_of_bounds && all_known && sub_indication == SubIndication::OutOfBoundsNoPoe {
            SubIndication::OutOfBoundsNotRevoked
        } else {
            sub_indication
        }
    });
    let policies = processed
        .policies
        .iter()
        .filter_map(|policy| ObjectIdentifier::from_bytes(policy).ok())
        .collect();
    Outcome {
        path: path.clone(),
        revocation,
        policies,
        failure,
        sub_indication,
    }
}

fn report(pool: &Pool<'_>, outcome: Outcome, evidence: &Evidence) -> PathReport {
    let path: Vec<Certificate> = certificates(pool, &outcome.path.certificates);
    let missing = missing(pool, &outcome, evidence);
    PathReport {
        indication: outcome
            .failure
            .as_ref()
            .map_or(Indication::TotalPassed, |failure| {
                failure.kind.indication().0
            }),
        sub_indication: outcome.sub_indication,
        path,
        anchor: pool
            .anchors
            .get(outcome.path.anchor)
            .map(|found| found.anchor.clone()),
        revocation: outcome.revocation,
        missing,
        policies: outcome.policies,
        failure: outcome.failure,
    }
}

fn certificates(pool: &Pool<'_>, indices: &[usize]) -> Vec<Certificate> {
    indices
        .iter()
        .filter_map(|index| pool.entry(*index))
        .map(|entry| entry.certificate.clone())
        .collect()
}

/// What would tell the state of the certificates whose state is not known, and newer deltas.
fn missing(pool: &Pool<'_>, outcome: &Outcome, evidence: &Evidence) -> Vec<Missing> {
    let mut missing = Vec::new();
    for (place, revocation) in outcome.revocation.iter().enumerate() {
        let Some(entry) = outcome
            .path
            .certificates
            .get(place)
            .and_then(|index| pool.entry(*index))
        else {
            continue;
        };
        let certificate = &entry.certificate;
        let unknown = matches!(revocation.status, RevocationStatus::Unknown(_));
        let without_delta = matches!(
            &revocation.source,
            Some(RevocationSource::Crl {
                delta_number: None,
                ..
            })
        );
        if unknown {
            let urls = certificate.access_urls(db::rfc5280::ID_AD_OCSP);
            let spki_der = pool.spki_der(outcome.path.issuer_of(place));
            if let (false, Some(spki_der)) = (urls.is_empty(), spki_der) {
                let (certificate, issuer_spki_der) = (certificate.clone(), spki_der.to_vec());
                missing.push(Missing::Ocsp {
                    certificate,
                    issuer_spki_der,
                    urls,
                });
            }
            let urls: Vec<String> = entry
                .facts
                .points
                .iter()
                .flat_map(|point| point.urls())
                .map(str::to_owned)
                .collect();
            if !urls.is_empty() {
                missing.push(Missing::Crl {
                    certificate: certificate.clone(),
                    urls,
                });
            }
        }
        if unknown || without_delta {
            let of_lists = evidence
                .crls
                .iter()
                .filter(|crl| *crl.header().issuer_canonical == entry.facts.issuer)
                .flat_map(|crl| crl.header().freshest_urls());
            let of_certificate = entry
                .facts
                .freshest
                .iter()
                .flat_map(|point| point.urls())
                .map(str::to_owned);
            let mut urls: Vec<String> = of_certificate.chain(of_lists).collect();
            urls.sort_unstable();
            urls.dedup();
            if !urls.is_empty() {
                missing.push(Missing::DeltaCrl {
                    certificate: certificate.clone(),
                    urls,
                });
            }
        }
    }
    missing
}

/// Says where the way upwards ends, and what could be fetched there.
fn no_path(pool: &Pool<'_>, search: &Search) -> PathReport {
    let path = certificates(pool, &search.deepest);
    let index = path.len().saturating_sub(1);
    let kind = match search.refused {
        Some(Signed::Unsupported) => FailureKind::UnsupportedAlgorithm,
        Some(_) => FailureKind::Signature,
        None if search.exhausted => FailureKind::TooManyPaths,
        None => FailureKind::NoPath,
    };
    let urls = path
        .last()
        .map(|top| top.access_urls(db::rfc5280::ID_AD_CA_ISSUERS))
        .unwrap_or_default();
    let top = path.last().cloned();
    let mut report = failed(path, None, PathFailure { index, kind });
    if let (Some(certificate), false) = (top, urls.is_empty()) {
        report.missing.push(Missing::Issuer { certificate, urls });
    }
    report
}
