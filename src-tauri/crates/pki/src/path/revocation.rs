//! Whether a certificate of a path is revoked, by all the data at hand, and whether those who
//! issued the data are to be trusted.

use super::build::{FoundPath, paths};
use super::parameters::{Evidence, PathParameters, RevocationPolicy};
use super::path_steps;
use super::pool::Pool;
use super::process::process;
use super::report::{Revocation, RevocationSource, RevocationStatus};
use crate::crl::CrlReason;
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
    pub(super) complete: Vec<usize>,
    /// Numbers of delta lists, the newest first.
    pub(super) delta: Vec<usize>,
    /// By the part of the path from the certificate upwards, and the anchor.
    known: RefCell<HashMap<(Vec<usize>, usize), Revocation>>,
    trusted: RefCell<HashMap<(usize, usize), bool>>,
    /// Issuers of lists whose paths are being validated.
    in_progress: RefCell<Vec<usize>>,
    /// How often an answer depended on where the search stood: what came of it is not kept.
    assumed: Cell<usize>,
    budget: Cell<usize>,
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
        let upwards = path.certificates.get(place..).unwrap_or_default();
        let key = (upwards.to_vec(), path.anchor);
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

    /// Whether a path to the same anchor holds for the issuer of a list, revocation included.
    ///
    /// An authority may let the list that covers the certificate of the list's issuer be issued
    /// by that very issuer, naming it in the distribution point. Then, and only then
    /// (`delegated`), an issuer in progress is taken to be good.
    pub(super) fn is_trusted(&self, index: usize, anchor: usize, delegated: bool) -> bool {
        if self.in_progress.borrow().contains(&index) {
            self.assumed.set(self.assumed.get() + 1);
            return delegated;
        }
        if let Some(trusted) = self.trusted.borrow().get(&(index, anchor)) {
            return *trusted;
        }
        let left = self.budget.get();
        if left == 0 || self.in_progress.borrow().len() >= DEEPEST {
            self.assumed.set(self.assumed.get() + 1);
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
