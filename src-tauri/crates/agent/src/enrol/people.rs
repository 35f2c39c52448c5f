//! What a person told beforehand. Secrets are not among it: they are prompts.

use tanba_enrolment::ports::People;
use tanba_enrolment::{Applicant, Ask, Contact, Enrolment, Fact, Storage};
use tanba_protocol::Failure;
use tanba_protocol::authority::Template;

use super::Ports;
use crate::failure::Explain;

/// Answers to what an enrolment may ask. Each is good once: what is asked again was wrong.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The user agreement in force is accepted.
    pub accepts_agreement: bool,
    /// What is told otherwise than before about the applicant; empty to apply as before.
    pub applicant: Option<ApplicantCorrection>,
    /// Where the applicant is reached, told otherwise than before; empty as before.
    pub contact: Option<ContactCorrection>,
    /// Where the key is to lie.
    pub storage: Option<Storage>,
    /// Whether the old certificate is to be revoked.
    pub revoke_old: Option<bool>,
}

/// What is told otherwise about the applicant; the rest is as it was told before.
#[derive(Clone, Debug, Default)]
pub struct ApplicantCorrection {
    /// BIN.
    pub bin: Option<String>,
    /// IIN.
    pub iin: Option<String>,
    /// What the key is for.
    pub template: Option<Template>,
    /// The name of an information system.
    pub system_name: Option<String>,
    /// Its object identifier.
    pub system_id: Option<String>,
    /// The role of a Treasury user.
    pub treasury_role: Option<String>,
    /// The code that the Treasury gave.
    pub treasury_code: Option<String>,
}

/// What is told otherwise about where the applicant is reached; the rest is as it was told before.
#[derive(Clone, Debug, Default)]
pub struct ContactCorrection {
    /// E-mail address.
    pub email: Option<String>,
    /// Region, and city, by their KATO codes.
    pub place: Option<(String, Option<String>)>,
}

impl ApplicantCorrection {
    fn correct(self, before: &Applicant) -> Applicant {
        let template = self.template.unwrap_or(before.template);
        // What another template had is none of this one's.
        let only = |applies: bool, told, before: &Option<String>| {
            corrected(told, before.as_ref()).filter(|_| applies)
        };
        let (is_system, is_treasury) = (template.is_system(), template.is_treasury());
        Applicant {
            bin: self.bin.unwrap_or_else(|| before.bin.clone()),
            iin: only(!is_system, self.iin, &before.iin),
            template,
            system_name: only(is_system, self.system_name, &before.system_name),
            system_id: only(is_system, self.system_id, &before.system_id),
            treasury_role: only(is_treasury, self.treasury_role, &before.treasury_role),
            treasury_code: only(is_treasury, self.treasury_code, &before.treasury_code),
        }
    }
}

impl ContactCorrection {
    fn correct(self, before: &Contact) -> Contact {
        let (region, city) = match self.place {
            Some((region, city)) => (Some(region), city),
            None => (before.region.clone(), before.city.clone()),
        };
        Contact {
            email: corrected(self.email, before.email.as_ref()),
            language: before.language,
            region,
            city,
        }
    }
}

/// What was told, or what was told before; empty takes it back.
fn corrected(told: Option<String>, before: Option<&String>) -> Option<String> {
    told.or_else(|| before.cloned())
        .filter(|told| !told.is_empty())
}

impl People for &Ports<'_> {
    async fn answer(&self, _enrolment: &Enrolment, ask: &Ask) -> Result<Option<Fact>, Failure> {
        if matches!(ask, Ask::Agreement) {
            return self.agreement().await;
        }
        let Ok(mut answers) = self.answers.lock() else {
            return Ok(None);
        };
        Ok(match ask {
            Ask::Applicant { previous, .. } => answers
                .applicant
                .take()
                .zip(previous.as_ref())
                .map(|(told, before)| Fact::Applicant(told.correct(before))),
            Ask::Contact { previous, .. } => answers
                .contact
                .take()
                .zip(previous.as_ref())
                .map(|(told, before)| Fact::Contact(told.correct(before))),
            Ask::Storage { .. } => {
                let storage = answers.storage.take();
                storage.map(|storage| Fact::StorageChosen { storage })
            }
            Ask::Revocation { .. } => {
                let revoke = answers.revoke_old.take();
                revoke.map(|revoke| Fact::RevocationChosen { revoke })
            }
            Ask::Agreement | Ask::OldKey => None,
        })
    }
}

impl Ports<'_> {
    async fn agreement(&self) -> Result<Option<Fact>, Failure> {
        let accepts = self
            .answers
            .lock()
            .is_ok_and(|mut answers| std::mem::take(&mut answers.accepts_agreement));
        if !accepts {
            return Ok(None);
        }
        let agreement = self.client.agreement().await;
        let version = agreement.map_err(|error| error.explain())?.version;
        Ok(Some(Fact::AgreementAccepted { version }))
    }
}
