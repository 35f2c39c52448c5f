//! The head or an employee of a legal entity: agreement, BIN, contact, storage, keys, application;
//! then others verify it; then the certificates are installed.

use tanba_protocol::FailureCode;
use tanba_protocol::authority::ApplicationStage;

use crate::progress::Progress;
use crate::{Applicant, Ask, Contact, Effect, Enrolment, Fact, Outcome, Step, Storage, Why};

/// What the facts add up to.
#[derive(Debug, Default)]
struct State<'a> {
    has_agreed: bool,
    applicant: Told<'a, Applicant>,
    is_entity_found: bool,
    contact: Told<'a, Contact>,
    storage: Told<'a, Storage>,
    has_keys: bool,
    progress: Progress<'a>,
    is_abandoned: bool,
    round: u32,
}

/// An answer, and whether it has to be given once more.
#[derive(Debug)]
struct Told<'a, T> {
    value: Option<&'a T>,
    is_valid: bool,
    why: Option<Why>,
}

impl<T> Default for Told<'_, T> {
    fn default() -> Self {
        Self {
            value: None,
            is_valid: false,
            why: None,
        }
    }
}

impl<'a, T> Told<'a, T> {
    fn tell(&mut self, value: &'a T) {
        *self = Self {
            value: Some(value),
            is_valid: true,
            why: None,
        };
    }

    fn doubt(&mut self, why: &Why) {
        self.is_valid = false;
        self.why = Some(why.clone());
    }
}

impl<'a> State<'a> {
    fn of(enrolment: &'a Enrolment) -> Self {
        let mut state = Self::default();
        for fact in enrolment.facts() {
            state.learn(fact);
        }
        state
    }

    fn learn(&mut self, fact: &'a Fact) {
        match fact {
            Fact::AgreementAccepted { .. } => self.has_agreed = true,
            Fact::Applicant(applicant) => {
                self.applicant.tell(applicant);
                self.is_entity_found = false;
            }
            Fact::EntityFound { .. } => self.is_entity_found = true,
            Fact::Contact(contact) => self.contact.tell(contact),
            Fact::StorageChosen { storage } | Fact::Moved { storage } => {
                self.storage.tell(storage);
            }
            Fact::PlaceLeft { .. } => self.storage.doubt(&Why::PlaceLeft),
            Fact::KeysMade { .. } => self.has_keys = true,
            Fact::Abandoned => self.is_abandoned = true,
            Fact::Rejected { effect, code } => self.reject(effect, *code),
            // The keys stay; the application is written anew.
            Fact::StageReached {
                stage: ApplicationStage::Returned,
                reason,
                ..
            } => {
                let why = Why::Returned {
                    reason: reason.clone(),
                };
                self.applicant.doubt(&why);
                self.contact.doubt(&why);
                self.progress = Progress::default();
                self.round = self.round.saturating_add(1);
            }
            other => self.progress.learn(other),
        }
    }

    /// What was told and is wrong has to be told again; what is right is not asked for.
    fn reject(&mut self, effect: &Effect, code: FailureCode) {
        let why = Why::Refused { code };
        match code {
            FailureCode::AgreementOutdated => self.has_agreed = false,
            FailureCode::RegionUnknown | FailureCode::EmailMalformed => self.contact.doubt(&why),
            FailureCode::AuthorityKeyUnsupported => {
                self.storage.doubt(&why);
                self.has_keys = false;
            }
            _ => self.applicant.doubt(&why),
        }
        if matches!(effect, Effect::Submit { .. }) {
            self.round = self.round.saturating_add(1);
        }
    }
}

pub(crate) fn next(enrolment: &Enrolment) -> Step {
    let state = State::of(enrolment);
    if state.is_abandoned {
        return Step::Done(Outcome::Abandoned);
    }
    if !state.has_agreed {
        return Step::Ask(Ask::Agreement);
    }
    let applicant = match state.applicant {
        Told {
            value: Some(applicant),
            is_valid: true,
            ..
        } => applicant,
        told => {
            return Step::Ask(Ask::Applicant {
                previous: told.value.cloned(),
                why: told.why,
            });
        }
    };
    if !state.is_entity_found {
        return Step::Do(Effect::CheckEntity {
            bin: applicant.bin.clone(),
        });
    }
    if !state.contact.is_valid {
        return Step::Ask(Ask::Contact {
            previous: state.contact.value.cloned(),
            why: state.contact.why,
        });
    }
    if !state.storage.is_valid {
        return Step::Ask(Ask::Storage {
            previous: state.storage.value.cloned(),
            why: state.storage.why,
        });
    }
    if !state.has_keys {
        return Step::Do(Effect::MakeKeys);
    }
    state
        .progress
        .next()
        .unwrap_or(Step::Do(Effect::Submit { round: state.round }))
}
