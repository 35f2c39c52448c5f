//! Deciding about one's own application: who practises has no registration authority to go to. It is done
//! by the operator's own command, so the audit log of the practice authority tells of it like of any other.

use serde::Deserialize;
use tanba_protocol::{Failure, FailureCode};

use super::sidecar;
use crate::agent::Agent;
use crate::enrol::parse;
use crate::shell::{Shell, unless_cancelled};

/// What the operator of a practice authority decides.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "ruling", rename_all = "kebab-case")]
pub enum PracticeRuling {
    /// The certificates are issued.
    Approve,
    /// It is sent back to be corrected.
    Return {
        /// Why, in the operator's words.
        reason: String,
    },
    /// It is refused.
    Refuse {
        /// Why, in the operator's words.
        reason: String,
    },
}

impl PracticeRuling {
    /// The operator's command, and the reason.
    fn words(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Approve => ("approve", None),
            Self::Return { reason } => ("return", Some(reason)),
            Self::Refuse { reason } => ("refuse", Some(reason)),
        }
    }
}

impl Agent {
    /// Decides about an application at the practice authority of this computer.
    ///
    /// # Errors
    /// [`FailureCode::RequestUnsuitable`] where it is at another authority, or nothing was handed in;
    /// [`FailureCode::PracticeAuthorityFailed`] and the like.
    pub(crate) async fn rule_in_practice(
        &self,
        id: &str,
        ruling: PracticeRuling,
        shell: &dyn Shell,
    ) -> Result<(), Failure> {
        let enrolment = self.known_enrolment(&parse(id)?).await?;
        let unsuitable = || Failure::new(FailureCode::RequestUnsuitable).with_subject(id);
        if !self.own_practice().await?.contains(&enrolment.authority) {
            return Err(unsuitable());
        }
        let (number, _) = enrolment.application().ok_or_else(unsuitable)?;
        let program = self.practice.program.as_deref();
        let program = program.ok_or_else(|| Failure::new(FailureCode::PracticeProgramMissing))?;
        let folder = self.folders.practice();
        let (verb, reason) = ruling.words();
        let decided = sidecar::decide(program, &folder, verb, &number, reason);
        unless_cancelled(shell, decided).await
    }
}
