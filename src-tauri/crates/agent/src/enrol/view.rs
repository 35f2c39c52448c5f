//! An enrolment as shells show it.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use tanba_enrolment::{
    Applicant, Ask, Awaiting, Contact, Enrolment, Fact, InstalledKey, Kind, MadeKey, OldKey,
    Outcome, Recorded, Step, Storage, next,
};
use tanba_pki::Certificate;
use tanba_pki::name::Subject;
use tanba_protocol::authority::{ApplicationStage, StageReached, Words};
use tanba_protocol::{Failure, FailureCode, Moment};

use super::on_token::reference;
use crate::verify::moment;

/// Where an enrolment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum EnrolmentState {
    /// A question waits for its answer.
    Asks,
    /// It was broken off, or there is something to do: it can go on at once.
    Ready,
    /// Others have to act.
    Waits,
    /// The keys are ready.
    Finished,
    /// The application was refused.
    Refused,
    /// The authority will not do it.
    Rejected,
    /// Nobody had it verified in time.
    Cancelled,
    /// It was given up.
    Abandoned,
}

impl EnrolmentState {
    /// Its name in JSON and in the catalogue of texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asks => "asks",
            Self::Ready => "ready",
            Self::Waits => "waits",
            Self::Finished => "finished",
            Self::Refused => "refused",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Abandoned => "abandoned",
        }
    }
}

/// A key without a certificate that an enrolment still holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HeldView {
    /// Where it lies.
    #[serde(flatten)]
    pub storage: Storage,
    /// Its identifier in lower-case hex.
    pub key_identifier: String,
    /// What names it on a token: `token:SERIAL/KEYID`.
    pub reference: Option<String>,
    /// The file as which it was kept when the enrolment was given up.
    pub file: Option<String>,
}

/// An enrolment and what comes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EnrolmentView {
    /// Its id.
    pub enrolment_id: String,
    /// Which journey it is.
    pub kind: Kind,
    /// Address of the authority.
    pub authority: String,
    /// Where it stands.
    pub state: EnrolmentState,
    /// The number of the application, once there is one.
    pub application_number: Option<String>,
    /// How far the application has come, as the authority last said.
    pub stage: Option<ApplicationStage>,
    /// Every stage that the application reached, in order.
    pub stages: Vec<StageReached>,
    /// Who has to act.
    pub awaiting: Option<Awaiting>,
    /// When the application is cancelled unless verified.
    pub expires_at: Option<Moment>,
    /// Why it was refused or sent back, in the words of the registration authority.
    pub reason: Option<Words>,
    /// Why the authority will not do it.
    pub code: Option<FailureCode>,
    /// What is asked.
    pub ask: Option<Ask>,
    /// What is done next, or was broken off.
    pub effect: Option<&'static str>,
    /// The name of the legal entity; for a renewal of an individual's key that of its holder.
    pub name: Option<String>,
    /// The name of its head.
    pub head: Option<String>,
    /// For whom the key is, as told last.
    pub applicant: Option<Applicant>,
    /// Where the applicant is reached, as told last.
    pub contact: Option<Contact>,
    /// Where the keys lie, or are to.
    pub storage: Option<Storage>,
    /// The keys that are ready.
    pub keys: Vec<InstalledKey>,
    /// The keys that wait for a certificate.
    pub holds: Vec<HeldView>,
    /// When it was begun.
    pub began_at: Option<Moment>,
    /// When something was last learnt.
    pub changed_at: Option<Moment>,
}

/// An application that was handed in, or broke off after it left something behind.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Applied {
    /// Where it stands.
    pub enrolment: EnrolmentView,
    /// Why it went no further.
    pub failure: Option<Failure>,
}

impl EnrolmentView {
    /// What is shown of an enrolment.
    pub(crate) fn of(enrolment: &Enrolment) -> Self {
        let holdings = enrolment.holdings();
        let mut view = Self {
            enrolment_id: enrolment.id.to_string(),
            kind: enrolment.kind,
            authority: enrolment.authority.clone(),
            state: EnrolmentState::Ready,
            application_number: None,
            stage: None,
            stages: Vec::new(),
            awaiting: None,
            expires_at: None,
            reason: None,
            code: None,
            ask: None,
            effect: None,
            name: None,
            head: None,
            applicant: None,
            contact: None,
            storage: None,
            keys: holdings.installed,
            holds: held(enrolment, holdings.pending, holdings.kept),
            began_at: enrolment.facts.first().map(|first| moment(first.at)),
            changed_at: enrolment.facts.last().map(|last| moment(last.at)),
        };
        for recorded in &enrolment.facts {
            view.learn(recorded);
        }
        view.stand(next(enrolment));
        view
    }

    fn learn(&mut self, recorded: &Recorded) {
        let reached = |stage| StageReached {
            stage,
            at: moment(recorded.at),
        };
        match &recorded.fact {
            Fact::Submitted { number, .. } => {
                self.application_number = Some(number.clone());
                self.stage = Some(ApplicationStage::Submitted);
                self.stages = vec![reached(ApplicationStage::Submitted)];
                self.reason = None;
            }
            Fact::StageReached {
                stage,
                reason,
                stages,
            } => {
                self.stage = Some(*stage);
                self.reason.clone_from(reason);
                match stages.as_slice() {
                    [] => self.stages.push(reached(*stage)),
                    told => self.stages = told.to_vec(),
                }
            }
            Fact::InstallationReported => {
                self.stage = Some(ApplicationStage::Installed);
                self.stages.push(reached(ApplicationStage::Installed));
            }
            Fact::EntityFound { name, head } => {
                self.name = Some(name.clone());
                self.head = Some(head.clone());
            }
            Fact::OldKeyChosen(old) => self.name = holder(old),
            Fact::Applicant(applicant) => self.applicant = Some(applicant.clone()),
            Fact::Contact(contact) => self.contact = Some(contact.clone()),
            Fact::StorageChosen { storage } | Fact::Moved { storage } => {
                self.storage = Some(storage.clone());
            }
            _ => {}
        }
    }

    fn stand(&mut self, step: Step) {
        self.state = match step {
            Step::Ask(ask) => {
                self.ask = Some(ask);
                EnrolmentState::Asks
            }
            Step::Do(effect) => {
                self.effect = Some(effect.as_str());
                EnrolmentState::Ready
            }
            Step::Wait {
                awaiting,
                expires_at,
            } => {
                self.awaiting = Some(awaiting);
                self.expires_at = expires_at;
                EnrolmentState::Waits
            }
            Step::Done(Outcome::Finished) => EnrolmentState::Finished,
            Step::Done(Outcome::Refused { .. }) => EnrolmentState::Refused,
            Step::Done(Outcome::Rejected { code }) => {
                self.code = Some(code);
                EnrolmentState::Rejected
            }
            Step::Done(Outcome::Cancelled) => EnrolmentState::Cancelled,
            Step::Done(Outcome::Abandoned) => EnrolmentState::Abandoned,
        };
    }
}

/// For whom the holder of a key signs with it: as its certificate says.
fn holder(old: &OldKey) -> Option<String> {
    let der = STANDARD.decode(&old.certificate).ok()?;
    let certificate = Certificate::from_der(&der).ok()?;
    let subject = Subject::from_name(certificate.subject());
    subject.organisation.or(subject.common_name)
}

/// Keys without a certificate: where they were made, and those that became files of the person.
fn held(
    enrolment: &Enrolment,
    pending: Vec<(Storage, MadeKey)>,
    kept: Vec<(String, MadeKey)>,
) -> Vec<HeldView> {
    let pending = pending.into_iter().map(|(storage, key)| HeldView {
        reference: match &storage {
            Storage::Token { serial, .. } => {
                let name = enrolment.id.derive_key_name(key.purpose);
                Some(reference(serial, &name))
            }
            Storage::Folder { .. } => None,
        },
        storage,
        key_identifier: key.key_identifier,
        file: None,
    });
    let kept = kept.into_iter().map(|(file, key)| {
        let folder = Path::new(&file).parent();
        HeldView {
            storage: Storage::Folder {
                path: folder
                    .map(|it| it.display().to_string())
                    .unwrap_or_default(),
            },
            key_identifier: key.key_identifier,
            reference: None,
            file: Some(file),
        }
    });
    // What the person took away is not held any more.
    let kept = kept.filter(|held| held.file.as_ref().is_some_and(|it| Path::new(it).is_file()));
    pending.chain(kept).collect()
}
