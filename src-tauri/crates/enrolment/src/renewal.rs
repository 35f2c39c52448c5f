//! Renewal: a new key, applied for by a signature of the old one, without a visit. The old one is kept
//! until the new one has been proved where it lies; then its revocation is offered.

use tanba_protocol::FailureCode;

use crate::progress::Progress;
use crate::{Ask, Effect, Enrolment, Fact, OldKey, Outcome, Step, Storage, Why};

/// What the facts add up to.
#[derive(Debug, Default)]
struct State<'a> {
    old: Option<&'a OldKey>,
    storage: Option<&'a Storage>,
    /// Why the storage is not the right one.
    unsuitable: Option<Why>,
    has_keys: bool,
    progress: Progress<'a>,
    revoke: Option<bool>,
    is_revoked: bool,
    rejected: Option<FailureCode>,
    is_abandoned: bool,
}

impl<'a> State<'a> {
    fn of(enrolment: &'a Enrolment) -> Self {
        let mut state = Self::default();
        for fact in enrolment.facts() {
            match fact {
                Fact::OldKeyChosen(old) => state.old = Some(old),
                Fact::StorageChosen { storage } | Fact::Moved { storage } => {
                    state.storage = Some(storage);
                    state.unsuitable = None;
                }
                Fact::PlaceLeft { .. } => state.unsuitable = Some(Why::PlaceLeft),
                Fact::KeysMade { .. } => state.has_keys = true,
                Fact::RevocationChosen { revoke } => state.revoke = Some(*revoke),
                Fact::OldKeyRevoked => state.is_revoked = true,
                Fact::Abandoned => state.is_abandoned = true,
                Fact::Rejected {
                    code: code @ FailureCode::AuthorityKeyUnsupported,
                    ..
                } => {
                    state.unsuitable = Some(Why::Refused { code: *code });
                    state.has_keys = false;
                }
                Fact::Rejected { code, .. } => state.rejected = Some(*code),
                other => state.progress.learn(other),
            }
        }
        state
    }
}

pub(crate) fn next(enrolment: &Enrolment) -> Step {
    let state = State::of(enrolment);
    if state.is_abandoned {
        return Step::Done(Outcome::Abandoned);
    }
    if let Some(code) = state.rejected {
        return Step::Done(Outcome::Rejected { code });
    }
    let Some(old) = state.old else {
        return Step::Ask(Ask::OldKey);
    };
    if state.storage.is_none() || state.unsuitable.is_some() {
        return Step::Ask(Ask::Storage {
            previous: state.storage.cloned(),
            why: state.unsuitable,
        });
    }
    if !state.has_keys {
        return Step::Do(Effect::MakeKeys);
    }
    match state.progress.next() {
        None => return Step::Do(Effect::Renew),
        Some(Step::Done(Outcome::Finished)) => {}
        Some(step) => return step,
    }
    match state.revoke {
        None => Step::Ask(Ask::Revocation {
            serial: old.serial.clone(),
        }),
        Some(true) if !state.is_revoked => Step::Do(Effect::RevokeOld),
        Some(_) => Step::Done(Outcome::Finished),
    }
}
