//! Leaving a place in which the keys cannot be made: a folder that takes no file, a token that was pulled
//! out, is locked, is full or knows none of the algorithms.

use tanba_protocol::{Failure, FailureCode};

use crate::ports::{Authority, Clock, Journal, Keys, People};
use crate::{Effect, Enrolment, EnrolmentId, Fact, MadeKey, Runner, Step, Storage, next};

impl<J: Journal, K: Keys, A: Authority, P: People, C: Clock> Runner<J, K, A, P, C> {
    /// Has another place asked for. Keys that turn out to be there, all of them, are taken instead: there
    /// are never two.
    ///
    /// # Errors
    /// [`FailureCode::EnrolmentKeysMade`] where the keys are made; those of the ports.
    pub async fn leave_place(&self, id: &EnrolmentId) -> Result<(), Failure> {
        let mut enrolment = self.load(id).await?;
        if next(&enrolment) != Step::Do(Effect::MakeKeys) {
            return Err(settled(&enrolment));
        }
        let storage = enrolment.place().cloned();
        let storage = storage.ok_or_else(|| Failure::new(FailureCode::Internal))?;
        let (keys, are_all) = match self.look_in(id, &storage).await {
            Ok((keys, are_all)) => (Some(keys), are_all),
            Err(failure) if is_of_the_person(failure.code) => return Err(failure),
            Err(_) => (None, false),
        };
        if let (Some(keys), true) = (&keys, are_all) {
            let keys = keys.clone();
            self.append(&mut enrolment, Fact::KeysMade { keys }).await?;
            return Err(settled(&enrolment));
        }
        self.append(&mut enrolment, Fact::PlaceLeft { storage, keys })
            .await
    }

    /// The keys that are there already, and whether none is missing.
    async fn look_in(
        &self,
        id: &EnrolmentId,
        storage: &Storage,
    ) -> Result<(Vec<MadeKey>, bool), Failure> {
        let purposes = self.keys.purposes(storage).await?;
        let mut keys = Vec::new();
        for purpose in &purposes {
            let name = id.derive_key_name(*purpose);
            self.keys.clear(storage, &name).await?;
            keys.extend(self.keys.find(storage, &name, *purpose).await?);
        }
        let are_all = keys.len() == purposes.len();
        Ok((keys, are_all))
    }
}

impl Enrolment {
    /// Where the keys lie, or are to.
    #[must_use]
    pub fn place(&self) -> Option<&Storage> {
        self.places().last()
    }
}

fn settled(enrolment: &Enrolment) -> Failure {
    Failure::new(FailureCode::EnrolmentKeysMade).with_subject(enrolment.id.to_string())
}

/// Whether it says nothing of the place: a secret was not given, or the program itself fails.
fn is_of_the_person(code: FailureCode) -> bool {
    use FailureCode as C;
    matches!(
        code,
        C::Cancelled
            | C::PromptImpossible
            | C::PinWrong
            | C::PinWrongFewLeft
            | C::PinWrongLastTry
            | C::Internal
    )
}
