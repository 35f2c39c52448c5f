//! What an enrolment still holds in the world.

use tanba_protocol::authority::ApplicationStage;

use crate::{Enrolment, Fact, InstalledKey, MadeKey, Outcome, Step, Storage, next};

/// What would be left behind if nobody went on with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Keys without a certificate, and where they lie.
    pub pending: Vec<(Storage, MadeKey)>,
    /// Keys that are ready.
    pub installed: Vec<InstalledKey>,
    /// The application that the authority still works at.
    pub application: Option<String>,
}

impl Holdings {
    /// Whether nothing is left behind.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Enrolment {
    /// What it still holds, also where it was given up or refused.
    #[must_use]
    pub fn holdings(&self) -> Holdings {
        let mut holdings = Holdings::default();
        let mut place = None;
        for fact in self.facts() {
            match fact {
                Fact::StorageChosen { storage } => place = Some(storage),
                Fact::Moved { storage } => {
                    place = Some(storage);
                    for (lies, _) in &mut holdings.pending {
                        lies.clone_from(storage);
                    }
                }
                Fact::KeysMade { keys } => {
                    let keys = keys.iter().cloned();
                    let placed = place.map(|place| keys.map(|key| (place.clone(), key)));
                    holdings.pending.extend(placed.into_iter().flatten());
                }
                Fact::Submitted { number, .. } => holdings.application = Some(number.clone()),
                Fact::Installed { keys } => {
                    let is_ready = |made: &MadeKey| {
                        keys.iter()
                            .any(|key| key.key_identifier == made.key_identifier)
                    };
                    holdings.pending.retain(|(_, made)| !is_ready(made));
                    holdings.installed.clone_from(keys);
                }
                _ => {}
            }
        }
        let is_over = matches!(
            next(self),
            Step::Done(Outcome::Finished | Outcome::Refused { .. } | Outcome::Cancelled)
        );
        if is_over || self.is_sent_back() {
            holdings.application = None;
        }
        holdings
    }

    fn is_sent_back(&self) -> bool {
        let of_application =
            |fact: &&Fact| matches!(fact, Fact::Submitted { .. } | Fact::StageReached { .. });
        matches!(
            self.facts().rev().find(of_application),
            Some(Fact::StageReached {
                stage: ApplicationStage::Returned,
                ..
            })
        )
    }
}
