//! An enrolment as shells show it.

use serde::Serialize;
use tanba_enrolment::{
    Ask, Awaiting, Enrolment, Fact, InstalledKey, Kind, Outcome, Step, Storage, next,
};
use tanba_protocol::authority::{ApplicationStage, Words};
use tanba_protocol::{FailureCode, Moment};

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
    /// The name of the legal entity.
    pub name: Option<String>,
    /// The keys that are ready.
    pub keys: Vec<InstalledKey>,
    /// The keys that wait for a certificate.
    pub holds: Vec<HeldView>,
    /// When it was begun.
    pub began_at: Option<Moment>,
    /// When something was last learnt.
    pub changed_at: Option<Moment>,
}

impl EnrolmentView {
    /// What is shown of an enrolment.
    pub(crate) fn of(enrolment: &Enrolment) -> Self {
        let holdings = enrolment.holdings();
        let moment = |at: time::OffsetDateTime| Moment(at.unix_timestamp());
        let mut view = Self {
            enrolment_id: enrolment.id.to_string(),
            kind: enrolment.kind,
            authority: enrolment.authority.clone(),
            state: EnrolmentState::Ready,
            application_number: None,
            stage: None,
            awaiting: None,
            expires_at: None,
            reason: None,
            code: None,
            ask: None,
            effect: None,
            name: None,
            keys: holdings.installed,
            holds: holdings
                .pending
                .into_iter()
                .map(|(storage, key)| HeldView {
                    storage,
                    key_identifier: key.key_identifier,
                })
                .collect(),
            began_at: enrolment.facts.first().map(|first| moment(first.at)),
            changed_at: enrolment.facts.last().map(|last| moment(last.at)),
        };
        for fact in enrolment.facts() {
            view.learn(fact);
        }
        view.stand(next(enrolment));
        view
    }

    fn learn(&mut self, fact: &Fact) {
        match fact {
            Fact::Submitted { number, .. } => {
                self.application_number = Some(number.clone());
                self.stage = Some(ApplicationStage::Submitted);
                self.reason = None;
            }
            Fact::StageReached { stage, reason } => {
                self.stage = Some(*stage);
                self.reason.clone_from(reason);
            }
            Fact::InstallationReported => self.stage = Some(ApplicationStage::Installed),
            Fact::EntityFound { name, .. } => self.name = Some(name.clone()),
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
