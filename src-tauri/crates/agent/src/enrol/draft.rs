//! What a person has told so far of an application that is not sent yet: kept after every key that is
//! pressed, so that a window which closes loses nothing. It holds no secret.

use serde::{Deserialize, Serialize};
use tanba_enrolment::{Applicant, Contact, Storage, Why};
use tanba_pki::profile::check_digit_holds;
use tanba_protocol::Failure;
use tanba_protocol::authority::{
    KeyStorageKind, Language, LegalEntityView, Template, is_email, is_system_id, is_treasury_code,
    is_treasury_role,
};
use tanba_store::{Setting, names};

use super::view::EnrolmentView;
use super::{Answers, ApplicantCorrection, ContactCorrection, LegalEntityOrder};
use crate::agent::Agent;
use crate::failure::Explain;

pub(crate) use steps::{step_of, steps};

/// All that there are: that of a new application, and those of applications that are corrected.
const DRAFTS: Setting<Vec<EnrolmentDraft>> = Setting::new(names::ENROLMENT_DRAFTS);

/// One screen of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum FormStep {
    /// What the key is for.
    Template,
    /// The user agreement.
    Agreement,
    /// The legal entity, and the person.
    Applicant,
    /// Where the applicant is reached.
    Contact,
    /// Where the key is to lie.
    Storage,
    /// Everything once more, before it is sent.
    Review,
}

/// What keeps a screen from being left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum FormFault {
    /// Nothing is chosen.
    TemplateMissing,
    /// An information system has no name.
    SystemNameMissing,
    /// Its object identifier is none.
    SystemIdMalformed,
    /// It is none of the Treasury's roles.
    TreasuryRoleMalformed,
    /// It is none of the Treasury's codes.
    TreasuryCodeMalformed,
    /// It is not accepted.
    AgreementMissing,
    /// It is none, or mistyped.
    BinMalformed,
    /// The authority was not asked about it yet.
    EntityMissing,
    /// It is none, or mistyped.
    IinMalformed,
    /// It is no address.
    EmailMalformed,
    /// None is chosen.
    RegionMissing,
    /// None is chosen.
    CityMissing,
    /// Nothing is chosen.
    StorageMissing,
}

/// Where the key is to lie, as the person chose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "place", rename_all = "kebab-case")]
pub enum DraftPlace {
    /// In a folder of this computer.
    Folder {
        /// Its path.
        path: String,
    },
    /// On a token.
    Token {
        /// Its serial number.
        serial: String,
    },
}

/// What was told so far. What is empty was not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EnrolmentDraft {
    /// The enrolment whose answers are corrected; none for a new application.
    pub enrolment: Option<String>,
    /// Address of the authority.
    pub authority: String,
    /// The screen that is shown.
    pub step: FormStep,
    /// What the key is for.
    pub template: Option<Template>,
    /// The name of an information system.
    pub system_name: String,
    /// Its object identifier, as it was typed.
    #[serde(default)]
    pub system_id: String,
    /// The role of a Treasury user, as it was typed.
    #[serde(default)]
    pub treasury_role: String,
    /// The code that the Treasury gave, as it was typed.
    #[serde(default)]
    pub treasury_code: String,
    /// Which agreement was accepted.
    pub agreement_version: Option<String>,
    /// BIN, as it was typed.
    pub bin: String,
    /// The legal entity that the authority knows.
    pub entity: Option<LegalEntityView>,
    /// IIN, as it was typed.
    pub iin: String,
    /// E-mail address, as it was typed.
    pub email: String,
    /// Region by its KATO code.
    pub region: String,
    /// City by its KATO code.
    pub city: String,
    /// Where the key is to lie.
    pub storage: Option<DraftPlace>,
}

/// A draft, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DraftView {
    /// What was told.
    pub draft: EnrolmentDraft,
    /// The screens there are, in their order.
    pub steps: Vec<FormStep>,
    /// What keeps the screen that is shown from being left, once somebody tried.
    pub faults: Vec<FormFault>,
    /// Why it is asked again.
    pub why: Option<Why>,
}

impl EnrolmentDraft {
    /// One in which nothing is told.
    #[must_use]
    pub fn new(authority: &str) -> Self {
        Self {
            enrolment: None,
            authority: authority.to_owned(),
            step: FormStep::Template,
            template: None,
            system_name: String::new(),
            system_id: String::new(),
            treasury_role: String::new(),
            treasury_code: String::new(),
            agreement_version: None,
            bin: String::new(),
            entity: None,
            iin: String::new(),
            email: String::new(),
            region: String::new(),
            city: String::new(),
            storage: None,
        }
    }

    /// What was told in an enrolment that asks for it again.
    pub(crate) fn of(view: &EnrolmentView) -> Self {
        let mut draft = Self::new(&view.authority);
        draft.enrolment = Some(view.enrolment_id.clone());
        if let Some(applicant) = &view.applicant {
            draft.template = Some(applicant.template);
            draft.bin.clone_from(&applicant.bin);
            draft.iin = applicant.iin.clone().unwrap_or_default();
            let told = |text: &Option<String>| text.clone().unwrap_or_default();
            draft.system_name = told(&applicant.system_name);
            draft.system_id = told(&applicant.system_id);
            draft.treasury_role = told(&applicant.treasury_role);
            draft.treasury_code = told(&applicant.treasury_code);
        }
        if let Some(contact) = &view.contact {
            draft.email = contact.email.clone().unwrap_or_default();
            draft.region = contact.region.clone().unwrap_or_default();
            draft.city = contact.city.clone().unwrap_or_default();
        }
        draft.storage = view.storage.clone().map(|storage| match storage {
            Storage::Folder { path } => DraftPlace::Folder { path },
            Storage::Token { serial, .. } => DraftPlace::Token { serial },
        });
        draft.step = steps(Some(view)).first().copied().unwrap_or(draft.step);
        draft
    }

    fn needs_iin(&self) -> bool {
        self.template.is_some_and(Template::needs_iin)
    }

    /// What keeps a screen from being left.
    #[must_use]
    pub fn faults(&self, step: FormStep) -> Vec<FormFault> {
        use FormFault as F;
        let is_system = self.template.is_some_and(Template::is_system);
        let is_treasury = self.template.is_some_and(Template::is_treasury);
        let is_found = |entity: &LegalEntityView| entity.bin == self.bin;
        let faults = match step {
            FormStep::Template => vec![
                (self.template.is_none(), F::TemplateMissing),
                (
                    is_system && self.system_name.trim().is_empty(),
                    F::SystemNameMissing,
                ),
                (
                    is_system && !may_be(&self.system_id, is_system_id),
                    F::SystemIdMalformed,
                ),
                (
                    is_treasury && !may_be(&self.treasury_role, is_treasury_role),
                    F::TreasuryRoleMalformed,
                ),
                (
                    is_treasury && !may_be(&self.treasury_code, is_treasury_code),
                    F::TreasuryCodeMalformed,
                ),
            ],
            FormStep::Agreement => vec![(self.agreement_version.is_none(), F::AgreementMissing)],
            FormStep::Applicant => {
                let is_bin = check_digit_holds(&self.bin);
                let is_known = self.entity.as_ref().is_some_and(is_found);
                vec![
                    (!is_bin, F::BinMalformed),
                    (is_bin && !is_known, F::EntityMissing),
                    (
                        self.needs_iin() && !check_digit_holds(&self.iin),
                        F::IinMalformed,
                    ),
                ]
            }
            FormStep::Contact => vec![
                (
                    !self.email.is_empty() && !is_email(&self.email),
                    F::EmailMalformed,
                ),
                (self.region.is_empty(), F::RegionMissing),
                (
                    !self.region.is_empty() && self.city.is_empty(),
                    F::CityMissing,
                ),
            ],
            FormStep::Storage => vec![(self.storage.is_none(), F::StorageMissing)],
            FormStep::Review => Vec::new(),
        };
        let those = faults.into_iter().filter(|(is_so, _)| *is_so);
        those.map(|(_, fault)| fault).collect()
    }

    /// Goes to a screen, but past no other that is not answered; what keeps it there.
    pub(crate) fn go(&mut self, steps: &[FormStep], to: FormStep) -> Vec<FormFault> {
        for step in steps {
            let faults = self.faults(*step);
            if *step == to || !faults.is_empty() {
                self.step = *step;
                return if *step == to { Vec::new() } else { faults };
            }
        }
        Vec::new()
    }

    /// The order, once everything is told.
    pub(crate) fn order(&self, language: Language) -> Option<LegalEntityOrder> {
        Some(LegalEntityOrder {
            authority: self.authority.clone(),
            applicant: Applicant {
                bin: self.bin.clone(),
                iin: self.needs_iin().then(|| self.iin.clone()),
                template: self.template?,
                system_name: self.of_system(|| self.system_name.trim().to_owned()),
                system_id: self.of_system(|| typed(&self.system_id)),
                treasury_role: self.of_treasury(|| typed(&self.treasury_role)),
                treasury_code: self.of_treasury(|| typed(&self.treasury_code)),
            },
            contact: Contact {
                email: (!self.email.is_empty()).then(|| self.email.clone()),
                language,
                region: Some(self.region.clone()),
                city: Some(self.city.clone()),
            },
            storage: self.storage.clone()?.into(),
        })
    }

    /// The answers to what an enrolment asks again.
    pub(crate) fn answers(&self) -> Answers {
        Answers {
            accepts_agreement: self.agreement_version.is_some(),
            applicant: Some(ApplicantCorrection {
                bin: Some(self.bin.clone()),
                iin: Some(self.iin.clone()),
                template: self.template,
                system_name: self.of_system(|| self.system_name.trim().to_owned()),
                system_id: self.of_system(|| typed(&self.system_id)),
                treasury_role: self.of_treasury(|| typed(&self.treasury_role)),
                treasury_code: self.of_treasury(|| typed(&self.treasury_code)),
            }),
            contact: Some(ContactCorrection {
                email: Some(self.email.clone()),
                place: Some((self.region.clone(), Some(self.city.clone()))),
            }),
            storage: self.storage.clone().map(Storage::from),
            revoke_old: None,
        }
    }

    fn of_system(&self, told: impl FnOnce() -> String) -> Option<String> {
        let is_system = self.template.is_some_and(Template::is_system);
        is_system.then(told).filter(|told| !told.is_empty())
    }

    fn of_treasury(&self, told: impl FnOnce() -> String) -> Option<String> {
        let is_treasury = self.template.is_some_and(Template::is_treasury);
        is_treasury.then(told).filter(|told| !told.is_empty())
    }
}

/// Whether it is right, or left out.
fn may_be(text: &str, is_right: impl Fn(&str) -> bool) -> bool {
    let text = typed(text);
    text.is_empty() || is_right(&text)
}

/// Roles, codes and identifiers are written in one way, however they were typed.
fn typed(text: &str) -> String {
    text.trim().to_uppercase()
}

impl From<DraftPlace> for Storage {
    fn from(place: DraftPlace) -> Self {
        match place {
            DraftPlace::Folder { path } => Self::Folder { path },
            // What kind of token it is, is seen when it is there.
            DraftPlace::Token { serial } => Self::Token {
                serial,
                model: KeyStorageKind::Kaztoken,
            },
        }
    }
}

impl DraftView {
    /// What a draft comes to; `view` is the enrolment that it corrects.
    pub(crate) fn of(draft: EnrolmentDraft, view: Option<&EnrolmentView>) -> Self {
        Self {
            draft,
            steps: steps(view),
            faults: Vec::new(),
            why: view.and_then(|view| view.ask.as_ref()?.why().cloned()),
        }
    }
}

impl Agent {
    /// The drafts there are.
    pub(crate) async fn drafts(&self) -> Result<Vec<EnrolmentDraft>, Failure> {
        // A database is not made only to find nothing in it.
        if !self.folders.database().is_file() {
            return Ok(Vec::new());
        }
        let found = self.store().await?.settings().value(&DRAFTS).await;
        // What another version wrote and this one cannot read is typed anew.
        Ok(found.unwrap_or_default().unwrap_or_default())
    }

    /// That of an enrolment, or of a new application.
    pub(crate) async fn draft_of(
        &self,
        enrolment: Option<&str>,
    ) -> Result<Option<EnrolmentDraft>, Failure> {
        let all = self.drafts().await?;
        let mut its = all.into_iter();
        Ok(its.find(|draft| draft.enrolment.as_deref() == enrolment))
    }

    /// Keeps a draft in place of the one before.
    pub(crate) async fn keep_draft(&self, draft: &EnrolmentDraft) -> Result<(), Failure> {
        let mut all = self.drafts().await?;
        all.retain(|other| other.enrolment != draft.enrolment);
        all.push(draft.clone());
        self.set_drafts(&all).await
    }

    /// Forgets a draft.
    pub(crate) async fn drop_draft(&self, enrolment: Option<&str>) -> Result<(), Failure> {
        let mut all = self.drafts().await?;
        all.retain(|other| other.enrolment.as_deref() != enrolment);
        self.set_drafts(&all).await
    }

    async fn set_drafts(&self, all: &Vec<EnrolmentDraft>) -> Result<(), Failure> {
        let set = self.store().await?.settings().set(&DRAFTS, all).await;
        set.map_err(|error| error.explain())
    }
}

mod steps;
#[cfg(test)]
mod tests;
