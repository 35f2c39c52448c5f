//! What an enrolment still holds in the world.

use tanba_protocol::authority::ApplicationStage;

use crate::{Enrolment, Fact, InstalledKey, MadeKey, Outcome, Step, Storage, next};

/// What would be left behind if nobody went on with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Keys without a certificate, and where they lie.
    pub pending: Vec<(Storage, MadeKey)>,
    /// Keys without a certificate that were kept for the person, each with its file.
    pub kept: Vec<(String, MadeKey)>,
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
                    // What was left in other places did not come along.
                    let pending = holdings.pending.iter_mut();
                    for (lies, _) in pending.filter(|(lies, _)| place == Some(lies)) {
                        lies.clone_from(storage);
                    }
                    place = Some(storage);
                }
                Fact::PlaceLeft { storage, keys } => {
                    let keys = keys.iter().flatten().cloned();
                    let placed = keys.map(|key| (storage.clone(), key));
                    holdings.pending.extend(placed);
                }
                Fact::KeysMade { keys } => {
                    // Who comes back to a place finds there what was left.
                    holdings.pending.retain(|(_, made)| !keys.contains(made));
                    let keys = keys.iter().cloned();
                    let placed = place.map(|place| keys.map(|key| (place.clone(), key)));
                    holdings.pending.extend(placed.into_iter().flatten());
                }
                Fact::KeyDiscarded { key_identifier } => {
                    let is_it = |made: &MadeKey| made.key_identifier == *key_identifier;
                    holdings.pending.retain(|(_, made)| !is_it(made));
                    holdings.kept.retain(|(_, made)| !is_it(made));
                }
                Fact::KeyKept {
                    key_identifier,
                    file,
                } => {
                    let is_it =
                        |(_, made): &(Storage, MadeKey)| made.key_identifier == *key_identifier;
                    if let Some(at) = holdings.pending.iter().position(is_it) {
                        let (_, made) = holdings.pending.remove(at);
                        holdings.kept.push((file.clone(), made));
                    }
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
        if self.is_decided() || matches!(next(self), Step::Done(Outcome::Finished)) {
            holdings.application = None;
        }
        holdings
    }

    /// Every place in which keys of it may have been begun, also where that was never written down.
    pub fn places(&self) -> impl Iterator<Item = &Storage> {
        self.facts().filter_map(|fact| match fact {
            Fact::StorageChosen { storage } | Fact::Moved { storage } => Some(storage),
            _ => None,
        })
    }

    /// Whether the authority will not go on with the application.
    fn is_decided(&self) -> bool {
        use ApplicationStage::{Cancelled, Refused, Returned};
        let of_application =
            |fact: &&Fact| matches!(fact, Fact::Submitted { .. } | Fact::StageReached { .. });
        matches!(
            self.facts().rev().find(of_application),
            Some(Fact::StageReached {
                stage: Refused | Returned | Cancelled,
                ..
            })
        )
    }
}
