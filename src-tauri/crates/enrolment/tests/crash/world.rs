//! The world: a journal on a disk, keys in a folder, an authority, a person. All of it outlives the
//! process, which is the runner.

use std::sync::{Arc, Mutex, MutexGuard};

use tanba_enrolment::ports::{Clock, Journal, People};
use tanba_enrolment::{
    Applicant, Ask, Contact, Enrolment, EnrolmentId, Fact, Kind, OldKey, Runner, Stop, Storage,
};
use tanba_protocol::authority::{Language, Template};
use tanba_protocol::{Failure, FailureCode};
use time::OffsetDateTime;

use crate::authority::Applications;
use crate::keys::Folder;

pub(crate) const BIN: &str = "900101300017";

/// A moment at which the process can be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Moment {
    /// Before something is done to the world, or read from it.
    Before(&'static str),
    /// After it was done, before the process hears of it.
    After(&'static str),
}

/// When the process is killed.
#[derive(Clone, Debug, Default)]
pub(crate) enum Fuse {
    #[default]
    Never,
    /// After so many moments.
    In(usize),
    /// At this moment, when it comes after so many of its like.
    At(Moment, usize),
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) fuse: Fuse,
    is_dead: bool,
    /// Every moment at which a process was killed, and how many facts there were.
    pub(crate) killed: Vec<(Moment, usize)>,
    /// How many moments passed.
    pub(crate) moments: usize,
    pub(crate) journal: Option<Enrolment>,
    pub(crate) folder: Folder,
    pub(crate) applications: Applications,
    /// Whom the person applies for, where it is not the head.
    pub(crate) applicant: Option<Applicant>,
    /// Where the keys are to lie, where that is not the usual folder.
    pub(crate) place: Option<String>,
    pub(crate) asked: usize,
    pub(crate) keeps_old_key: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct World(Arc<Mutex<State>>);

pub(crate) fn id() -> EnrolmentId {
    EnrolmentId::parse("7b0c1d66-7c40-4a52-9a02-5f6d3f3c0a10").unwrap()
}

pub(crate) fn head() -> Applicant {
    Applicant {
        bin: BIN.into(),
        iin: None,
        template: Template::Head,
        system_name: None,
        system_id: None,
        treasury_role: None,
        treasury_code: None,
    }
}

pub(crate) fn killed() -> Failure {
    Failure::new(FailureCode::Internal).with_detail("killed")
}

impl World {
    pub(crate) fn new(kind: Kind) -> Self {
        let world = Self::default();
        world.state().journal = Some(Enrolment::new(id(), kind, "https://ca.example"));
        world
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// A moment passes, unless it is the last one of the process.
    pub(crate) fn pass(&self, moment: Moment) -> Result<(), Failure> {
        let mut state = self.state();
        if state.is_dead {
            return Err(killed());
        }
        state.moments += 1;
        let left = match &mut state.fuse {
            Fuse::In(left) => Some(left),
            Fuse::At(at, left) if *at == moment => Some(left),
            _ => None,
        };
        match left {
            None => return Ok(()),
            Some(0) => {}
            Some(left) => {
                *left -= 1;
                return Ok(());
            }
        }
        state.is_dead = true;
        state.fuse = Fuse::Never;
        let facts = state.journal.as_ref().map_or(0, |it| it.facts.len());
        state.killed.push((moment, facts));
        Err(killed())
    }

    /// Does something to the world, with a moment before and one after.
    pub(crate) fn act<T>(
        &self,
        name: &'static str,
        action: impl FnOnce(&mut State) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.pass(Moment::Before(name))?;
        let done = action(&mut self.state())?;
        self.pass(Moment::After(name))?;
        Ok(done)
    }

    /// One process, as far as it gets.
    pub(crate) async fn run(&self) -> Result<Stop, Failure> {
        self.process().run(&id()).await
    }

    /// One process in which the person takes another place.
    pub(crate) async fn leave(&self) -> Result<(), Failure> {
        self.process().leave_place(&id()).await
    }

    fn process(&self) -> Runner<Self, Self, Self, Self, Self> {
        self.state().is_dead = false;
        Runner {
            journal: self.clone(),
            keys: self.clone(),
            authority: self.clone(),
            people: self.clone(),
            clock: self.clone(),
        }
    }

    /// Processes one after another, each as far as it gets, and an operator who approves; until nothing
    /// more happens.
    pub(crate) async fn live(&self) -> Stop {
        for _ in 0..100 {
            match self.run().await {
                Err(failure) if failure == killed() => {}
                Err(failure) => panic!("{failure}"),
                Ok(Stop::Waits { .. }) => self.state().applications.approve(),
                Ok(stop) => return stop,
            }
        }
        panic!("it never ends");
    }

    /// The person tells something, and it goes on.
    pub(crate) async fn told(&self, fact: Fact) -> Stop {
        let mut enrolment = self.enrolment();
        enrolment.record(OffsetDateTime::UNIX_EPOCH, fact);
        self.state().journal = Some(enrolment);
        self.run().await.unwrap()
    }

    pub(crate) fn enrolment(&self) -> Enrolment {
        self.state().journal.clone().unwrap()
    }

    pub(crate) fn facts(&self) -> Vec<Fact> {
        self.enrolment().facts().cloned().collect()
    }
}

impl Journal for World {
    async fn load(&self, id: &EnrolmentId) -> Result<Option<Enrolment>, Failure> {
        self.pass(Moment::Before("load"))?;
        Ok(self.state().journal.clone().filter(|it| it.id == *id))
    }

    async fn append(
        &self,
        _id: &EnrolmentId,
        position: usize,
        at: OffsetDateTime,
        fact: &Fact,
    ) -> Result<(), Failure> {
        self.act("append", |state| {
            let journal = state.journal.as_mut().unwrap();
            assert_eq!(journal.facts.len(), position, "facts follow each other");
            // As it lies on the disk.
            let json = fact.to_json().unwrap();
            journal.record(at, Fact::from_json(&json).unwrap());
            Ok(())
        })
    }
}

impl People for World {
    async fn answer(&self, _enrolment: &Enrolment, ask: &Ask) -> Result<Option<Fact>, Failure> {
        self.pass(Moment::Before("answer"))?;
        let mut state = self.state();
        state.asked += 1;
        Ok(match ask {
            Ask::Agreement => Some(Fact::AgreementAccepted {
                version: "1".into(),
            }),
            Ask::Applicant { why: None, .. } => Some(Fact::Applicant(
                state.applicant.clone().unwrap_or_else(head),
            )),
            Ask::Contact { why: None, .. } => Some(Fact::Contact(Contact {
                email: Some("head@example.kz".into()),
                language: Language::Kazakh,
                region: None,
                city: None,
            })),
            Ask::Storage { previous, why } => {
                let path = state.place.clone().unwrap_or_else(|| "/keys".into());
                let storage = Storage::Folder { path };
                // Nobody goes back to where it cannot be done.
                let is_new = why.is_none() || previous.as_ref() != Some(&storage);
                is_new.then_some(Fact::StorageChosen { storage })
            }
            Ask::OldKey => Some(Fact::OldKeyChosen(OldKey {
                reference: "/keys/old.p12".into(),
                key_identifier: "0a".into(),
                certificate: "AA==".into(),
                serial: "01".into(),
                partner_serial: None,
            })),
            Ask::Revocation { .. } => Some(Fact::RevocationChosen {
                revoke: !state.keeps_old_key,
            }),
            // Nobody is there to correct anything; the test does.
            _ => None,
        })
    }
}

impl Clock for World {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH
    }
}
