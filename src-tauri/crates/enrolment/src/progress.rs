//! From an application that the authority has to keys that are ready: the same for every kind.

use tanba_protocol::Moment;
use tanba_protocol::authority::{ApplicationStage, Words};

use crate::{Awaiting, Effect, Fact, Outcome, Step};

/// How far an application has come.
#[derive(Debug, Default)]
pub(crate) struct Progress<'a> {
    application: Option<Application<'a>>,
    has_certificates: bool,
    is_installed: bool,
    is_reported: bool,
}

#[derive(Debug)]
struct Application<'a> {
    stage: ApplicationStage,
    reason: Option<&'a Words>,
    expires_at: Option<Moment>,
}

impl<'a> Progress<'a> {
    pub(crate) fn learn(&mut self, fact: &'a Fact) {
        match fact {
            Fact::Submitted { expires_at, .. } => {
                self.application = Some(Application {
                    stage: ApplicationStage::Submitted,
                    reason: None,
                    expires_at: *expires_at,
                });
            }
            Fact::StageReached { stage, reason, .. } => {
                if let Some(application) = &mut self.application {
                    application.stage = *stage;
                    application.reason = reason.as_ref();
                }
            }
            Fact::CertificatesReceived { .. } => self.has_certificates = true,
            Fact::Installed { .. } => self.is_installed = true,
            Fact::InstallationReported => self.is_reported = true,
            _ => {}
        }
    }

    /// What comes next; none as long as the authority has no application.
    pub(crate) fn next(&self) -> Option<Step> {
        let application = self.application.as_ref()?;
        let reason = || application.reason.cloned();
        Some(match application.stage {
            ApplicationStage::Refused | ApplicationStage::Returned => {
                Step::Done(Outcome::Refused { reason: reason() })
            }
            ApplicationStage::Cancelled => Step::Done(Outcome::Cancelled),
            ApplicationStage::Submitted => Step::Wait {
                awaiting: Awaiting::Verification,
                expires_at: application.expires_at,
            },
            ApplicationStage::AwaitingHead => Step::Wait {
                awaiting: Awaiting::Head,
                expires_at: application.expires_at,
            },
            ApplicationStage::Verified | ApplicationStage::Issuing => Step::Wait {
                awaiting: Awaiting::Issuance,
                expires_at: None,
            },
            ApplicationStage::Issued | ApplicationStage::Installed => self.install(),
        })
    }

    fn install(&self) -> Step {
        if !self.has_certificates {
            Step::Do(Effect::FetchCertificates)
        } else if !self.is_installed {
            Step::Do(Effect::Install)
        } else if !self.is_reported {
            Step::Do(Effect::ReportInstalled)
        } else {
            Step::Done(Outcome::Finished)
        }
    }
}
