//! Applications: a row with holes. What stage one is at follows from the times that are filled in.

use serde::{Deserialize, Serialize};
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyStorage, Role};
use tanba_protocol::Moment;
use tanba_protocol::authority::{
    ApplicationStage as Stage, ApplicationView, KeyStorageKind, Language, StageReached, Template,
    Words,
};
use time::OffsetDateTime;

mod cancel;
mod decide;
mod fetch;
mod issue;
mod number;
mod requests;
mod submit;

pub use cancel::cancel_overdue;
pub use decide::{Decided, Ruling, rule};
pub use issue::plain_words;
pub use number::ApplicationNumber;
pub use submit::{SubmitRefusal, Submitted, legal_entity, submit};

pub(crate) use requests::{parse_requests, require_new};
pub(crate) use submit::{Draft, derive_key_hash, keep};

/// Whom a certificate will name, and as what: fixed when the application is made, checked when it is
/// approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// `CN`.
    pub common_name: String,
    /// `SURNAME`; an information system has none.
    pub surname: Option<String>,
    /// `GIVENNAME`, where the NCA writes the patronymic.
    pub patronymic: Option<String>,
    /// IIN; an information system has none.
    pub iin: Option<String>,
    /// BIN.
    pub bin: Option<String>,
    /// Name of the legal entity.
    pub organisation: Option<String>,
    /// What it will be.
    pub template: Template,
    /// `DC`: the role of a Treasury user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury_role: Option<String>,
    /// `businessCategory`: the Treasury's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury_code: Option<String>,
    /// `UID`: the object identifier of an information system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_id: Option<String>,
}

impl Identity {
    pub(crate) fn subject(&self) -> Subject {
        Subject {
            common_name: Some(self.common_name.clone()),
            surname: self.surname.clone(),
            patronymic: self.patronymic.clone(),
            iin: self.iin.clone(),
            bin: self.bin.clone(),
            organisation: self.organisation.clone(),
            country: Some("KZ".to_owned()),
            email_address: None,
            domain_component: self.treasury_role.clone(),
            business_category: self.treasury_code.clone(),
            user_id: self.system_id.clone(),
        }
    }

    /// Whose account it belongs to: the IIN, for an information system the BIN.
    #[must_use]
    pub fn holder(&self) -> &str {
        self.iin
            .as_deref()
            .or(self.bin.as_deref())
            .unwrap_or_default()
    }

    /// Whom an issued certificate names. A template that no application can have reads as the weakest.
    pub(crate) fn of_certificate(subject: Subject, roles: &[Role]) -> Self {
        let template = Template::ALL
            .iter()
            .copied()
            .find(|template| roles.contains(&role(*template)))
            .unwrap_or(Template::Individual);
        Self {
            common_name: subject.common_name.unwrap_or_default(),
            surname: subject.surname,
            patronymic: subject.patronymic,
            iin: subject.iin,
            bin: subject.bin,
            organisation: subject.organisation,
            template,
            treasury_role: subject.domain_component,
            treasury_code: subject.business_category,
            system_id: subject.user_id,
        }
    }
}

/// The role that a template stands for.
pub(crate) const fn role(template: Template) -> Role {
    match template {
        Template::Head => Role::Head,
        Template::RightToSign => Role::SignRight,
        Template::Financial => Role::FinancialRight,
        Template::HumanResources => Role::HumanResources,
        Template::Employee => Role::Employee,
        Template::Treasury => Role::TreasuryClient,
        Template::InformationSystem => Role::InformationSystem,
        Template::Individual => Role::Individual,
    }
}

/// The roles of a certificate by its template: a company's people stand behind the one that says so.
pub(crate) fn roles(template: Template) -> Vec<Role> {
    match template {
        Template::Individual => vec![Role::Individual],
        other => vec![Role::LegalEntity, role(other)],
    }
}

/// The storage as certificates name it.
pub(crate) const fn key_storage(kind: KeyStorageKind) -> KeyStorage {
    match kind {
        KeyStorageKind::Pkcs12 => KeyStorage::Pkcs12,
        KeyStorageKind::Kaztoken => KeyStorage::Kaztoken,
        KeyStorageKind::EToken72K => KeyStorage::EToken72K,
        KeyStorageKind::EToken5110 => KeyStorage::EToken5110,
        KeyStorageKind::JaCarta => KeyStorage::JaCarta,
        KeyStorageKind::AKey => KeyStorage::AKey,
    }
}

/// An application in its present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationRecord {
    /// Its number.
    pub number: ApplicationNumber,
    /// SHA-256 of the idempotency key and who used it, in lower-case hex.
    pub key_hash: String,
    /// SHA-256 of what was asked for, in lower-case hex.
    pub body_hash: String,
    /// Whom the certificates will name.
    pub identity: Identity,
    /// Where the keys live.
    pub storage: KeyStorageKind,
    /// Where to write to.
    pub email: Option<String>,
    /// In which language.
    pub language: Language,
    /// KATO codes of region and city, where they were asked for.
    pub place: Option<(String, String)>,
    /// The version of the agreement that was accepted, where one was asked for.
    pub agreement: Option<String>,
    /// Issuer and serial number of the certificate that it renews.
    pub renews: Option<(String, String)>,
    /// When it was made.
    pub submitted_at: OffsetDateTime,
    /// Until when it must be verified.
    pub expires_at: OffsetDateTime,
    /// When it was verified.
    pub verified_at: Option<OffsetDateTime>,
    /// When issuing began.
    pub issuing_at: Option<OffsetDateTime>,
    /// When its certificates were published.
    pub issued_at: Option<OffsetDateTime>,
    /// When the applicant had them with the keys.
    pub installed_at: Option<OffsetDateTime>,
    /// When it was refused.
    pub refused_at: Option<OffsetDateTime>,
    /// When it was sent back.
    pub returned_at: Option<OffsetDateTime>,
    /// When it was cancelled.
    pub cancelled_at: Option<OffsetDateTime>,
    /// Why it was refused or sent back.
    pub reason: Option<Words>,
}

/// One key of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationKey {
    /// Its place: 0, and of a pair 1.
    pub place: u8,
    /// CertificationRequest in DER.
    pub request: Vec<u8>,
    /// Issuer and serial number of its certificate, once issuing began.
    pub certificate: Option<(String, String)>,
}

impl ApplicationRecord {
    /// Whether the head has to sign it first: a renewal was let in before.
    #[must_use]
    pub fn needs_head(&self) -> bool {
        self.renews.is_none() && self.identity.template.needs_head()
    }

    /// Every stage that it reached, in order.
    #[must_use]
    pub fn stages(&self) -> Vec<StageReached> {
        let awaiting = self.needs_head().then_some(self.submitted_at);
        [
            (Stage::Submitted, Some(self.submitted_at)),
            (Stage::AwaitingHead, awaiting),
            (Stage::Verified, self.verified_at),
            (Stage::Issuing, self.issuing_at),
            (Stage::Issued, self.issued_at),
            (Stage::Installed, self.installed_at),
            (Stage::Refused, self.refused_at),
            (Stage::Returned, self.returned_at),
            (Stage::Cancelled, self.cancelled_at),
        ]
        .into_iter()
        .filter_map(|(stage, at)| {
            at.map(|at| StageReached {
                stage,
                at: Moment(at.unix_timestamp()),
            })
        })
        .collect()
    }

    /// How far it has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        let last = self.stages().pop();
        last.map_or(Stage::Submitted, |reached| reached.stage)
    }

    /// Whether it waits to be verified.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.stage(), Stage::Submitted | Stage::AwaitingHead)
    }

    /// As everybody may see it who knows its number.
    #[must_use]
    pub fn view(&self) -> ApplicationView {
        ApplicationView {
            number: self.number.to_string(),
            stage: self.stage(),
            stages: self.stages(),
            name: self.identity.organisation.clone().unwrap_or_default(),
            template: self.identity.template,
            storage: self.storage,
            expires_at: Moment(self.expires_at.unix_timestamp()),
            reason: self.reason.clone(),
        }
    }
}
