//! Whether a certificate of a path is revoked: RFC 5280 §6.3 and RFC 6960, over all the data at
//! hand.
//!
//! Every list that may speak about a certificate is asked, not only as many as suffice: of lists
//! with one scope the newest usable one counts, and a revocation on any of them outweighs the
//! silence of the others.

use super::build::{FoundPath, paths};
use super::facts::CRL_SIGN;
use super::parameters::{Evidence, PathParameters, RevocationPolicy};
use super::pool::{Issuer, Pool, Signed};
use super::process::process;
use super::report::{Revocation, RevocationSource, RevocationStatus, UnknownRevocation};
use super::{CanonicalName, path_steps};
use crate::crl::{Crl, CrlEntry, CrlReason, DistributionPoint, ReasonMask, compare_numbers};
use core::cmp::Ordering;
use core::ops::ControlFlow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Paths to issuers of revocation data that one validation may look for.
const MOST_ISSUERS: usize = 200;
/// How deep the issuers of revocation data may depend on each other.
const DEEPEST: usize = 6;

/// The state of a search for revocation data.
pub(crate) struct Revocations<'p, 'a> {
    pub(super) pool: &'p Pool<'a>,
    pub(super) evidence: &'p Evidence,
    pub(super) parameters: &'p PathParameters,
    /// Numbers of complete lists, the newest first.
    complete: Vec<usize>,
    /// Numbers of delta lists, the newest first.
    delta: Vec<usize>,
    known: RefCell<HashMap<(usize, Issuer, usize), Revocation>>,
    trusted: RefCell<HashMap<(usize, usize), bool>>,
    /// Issuers of lists whose paths are being validated.
    in_progress: RefCell<Vec<usize>>,
    /// How often an issuer was taken to be good because it was in progress.
    assumed: Cell<usize>,
    budget: Cell<usize>,
}

/// What one list says.
enum Verdict {
    Revoked(CrlEntry, ReasonMask, RevocationSource),
    Good(ReasonMask, RevocationSource),
    Nothing(UnknownRevocation),
}

impl<'p, 'a> Revocations<'p, 'a> {
    pub(crate) fn new(
        pool: &'p Pool<'a>,
        evidence: &'p Evidence,
        parameters: &'p PathParameters,
    ) -> Self {
        let numbered = |delta: bool| {
            let mut numbers: Vec<usize> = (0..evidence.crls.len())
                .filter(|number| {
                    evidence
                        .crls
                        .get(*number)
                        .is_some_and(|crl| crl.header().is_delta() == delta)
                })
                .collect();
            numbers.sort_by_key(|number| {
                Reverse(
                    evidence
                        .crls
                        .get(*number)
                        .map(|crl| crl.header().this_update_at),
                )
            });
            numbers
        };
        Self {
            pool,
            evidence,
            parameters,
            complete: numbered(false),
            delta: numbered(true),
            known: RefCell::default(),
            trusted: RefCell::default(),
            in_progress: RefCell::default(),
            assumed: Cell::new(0),
            budget: Cell::new(MOST_ISSUERS),
        }
    }

    /// The state of the certificate at this place of the path, 0 being the leaf.
    pub(crate) fn status(&self, path: &FoundPath, place: usize) -> Revocation {
        let Some(index) = path.certificates.get(place).copied() else {
            return Revocation::unknown(UnknownRevocation::NoData);
        };
        let key = (index, path.issuer_of(place), path.anchor);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let assumed = self.assumed.get();
        let by_responders = self.by_responders(path, place);
        let by_lists = self.by_lists(path, place);
        let revocation = self.weigh(by_responders, by_lists);
        if self.assumed.get() == assumed || self.in_progress.borrow().is_empty() {
            self.known.borrow_mut().insert(key, revocation.clone());
        }
        revocation
    }

    /// Of what responders and lists say: a revocation in force, then one that came later, then
    /// good, then what is nearest to an answer. A hold counts as long as nothing newer denies it.
    pub(super) fn weigh(&self, one: Revocation, other: Revocation) -> Revocation {
        let updated = |revocation: &Revocation| match &revocation.source {
            Some(
                RevocationSource::Crl { this_update_at, .. }
                | RevocationSource::Ocsp { this_update_at, .. },
            ) => Some(*this_update_at),
            None => None,
        };
        let lifted = |held: &Revocation, good: &Revocation| {
            matches!(
                held.status,
                RevocationStatus::Revoked {
                    reason: Some(CrlReason::CertificateHold),
                    ..
                }
            ) && good.status == RevocationStatus::Good
                && updated(good) > updated(held)
        };
        if lifted(&one, &other) {
            return other;
        }
        if lifted(&other, &one) {
            return one;
        }
        let rank = |revocation: &Revocation| match revocation.status {
            RevocationStatus::Revoked { revoked_at, .. } if revoked_at <= self.parameters.at => 200,
            RevocationStatus::Revoked { .. } => 199,
            RevocationStatus::Good => 198,
            RevocationStatus::NotChecked => 0,
            RevocationStatus::Unknown(why) => 1 + why as u8,
        };
        if rank(&one) >= rank(&other) {
            one
        } else {
            other
        }
    }

    /// RFC 5280 §6.3.3.
    pub(super) fn by_lists(&self, path: &FoundPath, place: usize) -> Revocation {
        let Some(entry) = path
            .certificates
            .get(place)
            .and_then(|index| self.pool.entry(*index))
        else {
            return Revocation::unknown(UnknownRevocation::NoData);
        };
        let mut points = entry.facts.points.clone();
        points.push(DistributionPoint::assumed(&entry.facts.issuer));

        let mut scopes: Vec<(&CanonicalName, Option<&[u8]>)> = Vec::new();
        let mut covered = ReasonMask::NONE;
        let mut why = UnknownRevocation::NoData;
        let mut good = None;
        let mut later: Option<Revocation> = None;
        for number in &self.complete {
            let Some(crl) = self.evidence.crls.get(*number) else {
                continue;
            };
            let header = crl.header();
            let scope = (
                &*header.issuer_canonical,
                header
                    .issuing_distribution_point
                    .as_ref()
                    .map(|point| point.der.as_slice()),
            );
            if scopes.contains(&scope) {
                continue;
            }
            match self.consult(*number, crl, path, place, &points) {
                Verdict::Revoked(found, mask, source) => {
                    scopes.push(scope);
                    covered = covered.or(mask);
                    let revoked_at = found.revoked_at;
                    let status = RevocationStatus::Revoked {
                        revoked_at,
                        reason: found.reason,
                    };
                    let revocation = Revocation {
                        status,
                        source: Some(source),
                    };
                    if revoked_at <= self.parameters.at {
                        return revocation;
                    }
                    later.get_or_insert(revocation);
                }
                Verdict::Good(mask, source) => {
                    scopes.push(scope);
                    covered = covered.or(mask);
                    good.get_or_insert(source);
                }
                Verdict::Nothing(nothing) => why = why.max(nothing),
            }
        }
        match (covered.is_all(), later, good) {
            (true, Some(revocation), _) => revocation,
            (true, None, Some(source)) => Revocation {
                status: RevocationStatus::Good,
                source: Some(source),
            },
            (false, None, None) => Revocation::unknown(why),
            _ => Revocation::unknown(why.max(UnknownRevocation::NotCovered)),
        }
    }

    /// Asks one complete list, with the delta list that fits it.
    fn consult(
        &self,
        number: usize,
        crl: &Crl,
        path: &FoundPath,
        place: usize,
        points: &[DistributionPoint],
    ) -> Verdict {
        let Some(entry) = path
            .certificates
            .get(place)
            .and_then(|index| self.pool.entry(*index))
        else {
            return Verdict::Nothing(UnknownRevocation::NoData);
        };
        let header = crl.header();
        let list_issuer = &*header.issuer_canonical;
        let scope = header.issuing_distribution_point.as_ref();

        // (b) and (d): for which reasons the list speaks about the certificate.
        let is_ca = entry.facts.authority.is_some();
        let excluded = scope.is_some_and(|scope| {
            (scope.only_contains_user_certificates && is_ca)
                || (scope.only_contains_ca_certificates && !is_ca)
                || scope.only_contains_attribute_certificates
        });
        let mut mask = ReasonMask::NONE;
        let mut delegated = false;
        let mut of_the_issuer = false;
        for point in points {
            let issued = if point.is_indirect() {
                point.names_issuer(list_issuer) && scope.is_some_and(|scope| scope.indirect)
            } else {
                *list_issuer == entry.facts.issuer
            };
            of_the_issuer |= issued;
            if issued && !excluded && scope.is_none_or(|scope| scope.matches(point, list_issuer)) {
                let of_list = scope.and_then(|scope| scope.only_some_reasons);
                let reasons = of_list
                    .unwrap_or(ReasonMask::ALL)
                    .and(point.reasons.unwrap_or(ReasonMask::ALL));
                delegated |= point.is_indirect() && reasons.adds_to(ReasonMask::NONE);
                mask = mask.or(reasons);
            }
        }
        if !of_the_issuer {
            return Verdict::Nothing(UnknownRevocation::NoData);
        }
        if !mask.adds_to(ReasonMask::NONE) {
            return Verdict::Nothing(UnknownRevocation::NotCovered);
        }
        if header.unknown_critical.is_some() {
            return Verdict::Nothing(UnknownRevocation::Unusable);
        }
        // (f) and (g)
        let signer = match self.signer(number, crl, path, place, delegated) {
            Ok(signer) => signer,
            Err(why) => return Verdict::Nothing(why),
        };
        // (c) and (h)
        let delta = self.delta_of(crl, signer);
        self.look_up(crl, delta, entry, mask)
    }

    /// (i) to (l): the entry in the delta list, else in the complete one.
    fn look_up(
        &self,
        crl: &Crl,
        delta: Option<&Crl>,
        entry: &super::pool::Entry,
        mask: ReasonMask,
    ) -> Verdict {
        let unusable = Verdict::Nothing(UnknownRevocation::Unusable);
        let serial_number = entry.certificate.serial_number();
        let issuer = &entry.facts.issuer;
        let Ok(of_list) = crl.find_of(serial_number, issuer) else {
            return unusable;
        };
        let of_delta = match delta.map(|delta| delta.find_of(serial_number, issuer)) {
            Some(Ok(lookup)) if lookup.sound => lookup.entry,
            Some(_) => return unusable,
            None => None,
        };
        if !of_list.sound {
            return unusable;
        }
        let found = match of_delta {
            Some(found) if found.reason == Some(CrlReason::RemoveFromCrl) => None,
            Some(found) => Some(found),
            None => of_list
                .entry
                .filter(|found| found.reason != Some(CrlReason::RemoveFromCrl)),
        };
        let newest = delta.unwrap_or(crl).header();
        let source = RevocationSource::Crl {
            issuer_der: newest.issuer_der.clone(),
            this_update_at: newest.this_update_at,
            next_update_at: newest.next_update_at,
            number: crl.header().number.clone(),
            delta_number: delta.and_then(|delta| delta.header().number.clone()),
        };
        let is_current = newest.is_current(self.parameters.at);
        match found {
            // A revocation is final, a hold is not.
            Some(found) if is_current || found.reason != Some(CrlReason::CertificateHold) => {
                Verdict::Revoked(found, mask, source)
            }
            _ if !is_current => Verdict::Nothing(UnknownRevocation::Stale),
            Some(found) => Verdict::Revoked(found, mask, source),
            None => {
                // Expired certificates may be dropped from a list.
                let not_after_at = entry.certificate.not_after_at();
                let kept = crl.header().keeps_expired_since_at;
                if newest.this_update_at > not_after_at
                    && kept.is_none_or(|kept| kept > not_after_at)
                {
                    return Verdict::Nothing(UnknownRevocation::NotCovered);
                }
                Verdict::Good(mask, source)
            }
        }
    }

    /// The newest delta list that may be combined with this complete one: RFC 5280 §5.2.4 but
    /// for the rule that the delta's own number be the higher one, since the NCA numbers its
    /// delta lists in a series of their own.
    fn delta_of(&self, crl: &Crl, signer: Issuer) -> Option<&'p Crl> {
        let complete = crl.header();
        let complete_number = complete.number.as_deref()?;
        let scope = |crl: &'p Crl| crl.header().issuing_distribution_point.as_ref();
        self.delta.iter().find_map(|number| {
            let delta: &'p Crl = self.evidence.crls.get(*number)?;
            let header = delta.header();
            let base = header.base_number.as_deref()?;
            let fits = header.issuer_canonical == complete.issuer_canonical
                && scope(delta) == complete.issuing_distribution_point.as_ref()
                && header.authority_key_der == complete.authority_key_der
                && compare_numbers(base, complete_number) != Ordering::Greater
                && header.this_update_at >= complete.this_update_at
                && header.unknown_critical.is_none()
                && header.is_current(self.parameters.at)
                && self.pool.signed_crl(*number, delta, signer) == Signed::Yes;
            fits.then_some(delta)
        })
    }

    /// Who signed a list, when that issuer may and is trusted.
    fn signer(
        &self,
        number: usize,
        crl: &Crl,
        path: &FoundPath,
        place: usize,
        delegated: bool,
    ) -> Result<Issuer, UnknownRevocation> {
        let header = crl.header();
        let above = path.certificates.get(place + 1..).unwrap_or_default();
        let mut issuers: Vec<Issuer> = Vec::new();
        if self.pool.name(Issuer::Anchor(path.anchor)) == Some(&*header.issuer_canonical) {
            issuers.push(Issuer::Anchor(path.anchor));
        }
        let mut certificates = self.pool.with_subject(&header.issuer_canonical).to_vec();
        certificates.sort_by_key(|index| {
            let key = self
                .pool
                .entry(*index)
                .and_then(|entry| entry.facts.subject_key.as_ref());
            (
                !above.contains(index),
                key != header.authority_key_identifier.as_ref(),
            )
        });
        issuers.extend(certificates.into_iter().map(Issuer::Certificate));
        for issuer in issuers {
            match self.pool.signed_crl(number, crl, issuer) {
                Signed::Yes => {}
                Signed::No | Signed::Unsupported => continue,
                Signed::Untried => return Err(UnknownRevocation::TooMuch),
            }
            match issuer {
                Issuer::Anchor(_) => return Ok(issuer),
                Issuer::Certificate(index) => {
                    let may = self.pool.entry(index).is_some_and(|entry| {
                        entry.facts.malformed.is_none() && entry.facts.may(CRL_SIGN)
                    });
                    if may
                        && (above.contains(&index)
                            || self.is_trusted(index, path.anchor, delegated))
                    {
                        return Ok(issuer);
                    }
                }
            }
        }
        Err(UnknownRevocation::UntrustedIssuer)
    }

    /// Whether a path to the same anchor holds for the issuer of a list, revocation included.
    ///
    /// An authority may let the list that covers the certificate of the list's issuer be issued
    /// by that very issuer, naming it in the distribution point. Then, and only then
    /// (`delegated`), an issuer in progress is taken to be good.
    fn is_trusted(&self, index: usize, anchor: usize, delegated: bool) -> bool {
        if self.in_progress.borrow().contains(&index) {
            if delegated {
                self.assumed.set(self.assumed.get() + 1);
            }
            return delegated;
        }
        if let Some(trusted) = self.trusted.borrow().get(&(index, anchor)) {
            return *trusted;
        }
        let left = self.budget.get();
        if left == 0 || self.in_progress.borrow().len() >= DEEPEST {
            return false;
        }
        self.budget.set(left - 1);
        let assumed = self.assumed.get();
        self.in_progress.borrow_mut().push(index);
        let mut parameters = PathParameters::new(self.parameters.at);
        parameters.revocation = self.parameters.revocation;
        let mut trusted = false;
        let mut tried = 0;
        paths(
            self.pool,
            index,
            &|candidate| candidate == anchor,
            parameters.at,
            |found| {
                tried += 1;
                trusted = self.holds(found, &parameters);
                if trusted || tried == 16 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        self.in_progress.borrow_mut().pop();
        if self.assumed.get() == assumed || self.in_progress.borrow().is_empty() {
            self.trusted.borrow_mut().insert((index, anchor), trusted);
        }
        trusted
    }

    fn holds(&self, path: &FoundPath, parameters: &PathParameters) -> bool {
        process(&path_steps(self.pool, path), parameters)
            .failures
            .is_empty()
            && (0..path.certificates.len()).rev().all(|place| {
                if parameters.revocation == RevocationPolicy::Skip {
                    return true;
                }
                match self.status(path, place).status {
                    RevocationStatus::Good | RevocationStatus::NotChecked => true,
                    RevocationStatus::Revoked { revoked_at, .. } => revoked_at > parameters.at,
                    RevocationStatus::Unknown(_) => {
                        parameters.revocation == RevocationPolicy::IfKnown
                    }
                }
            })
    }
}
