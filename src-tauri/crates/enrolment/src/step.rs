//! What comes next in an enrolment.

use serde::{Deserialize, Serialize};
use tanba_pki::profile::check_digit_holds;
use tanba_protocol::authority::{
    Words, is_email, is_system_id, is_treasury_code, is_treasury_role, may_tell,
};
use tanba_protocol::{FailureCode, Moment};

use crate::{Applicant, Contact, Fact, Storage};

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A question to the person.
    Ask(Ask),
    /// Something to do.
    Do(Effect),
    /// Others have to act first.
    Wait {
        /// Who.
        awaiting: Awaiting,
        /// When the application is cancelled if nobody does.
        expires_at: Option<Moment>,
    },
    /// It is over.
    Done(Outcome),
}

/// Plain facts that a person is asked for, never secrets. What was told before comes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Ask {
    /// The user agreement.
    Agreement,
    /// For whom the key is.
    Applicant {
        /// What was told before.
        previous: Option<Applicant>,
        /// Why it is asked again.
        why: Option<Why>,
    },
    /// Where the applicant is reached.
    Contact {
        /// What was told before.
        previous: Option<Contact>,
        /// Why it is asked again.
        why: Option<Why>,
    },
    /// Where the key is to lie.
    Storage {
        /// What was told before.
        previous: Option<Storage>,
        /// Why it is asked again.
        why: Option<Why>,
    },
    /// Which key is to be renewed.
    OldKey,
    /// The new key is proved to work: is the old one to be revoked?
    Revocation {
        /// Serial number of the old certificate, in hex.
        serial: String,
    },
}

/// Why something is asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// It was refused at once.
    Refused {
        /// What is wrong with it.
        code: FailureCode,
    },
    /// The registration authority sent the application back.
    Returned {
        /// In its words.
        reason: Option<Words>,
    },
    /// The keys could not be made there.
    PlaceLeft,
}

/// What is done to the world, or asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "effect", rename_all = "kebab-case")]
pub enum Effect {
    /// Ask the authority whether it knows the legal entity.
    CheckEntity {
        /// Its BIN.
        bin: String,
    },
    /// Make the keys.
    MakeKeys,
    /// Hand in the application.
    Submit {
        /// How many applications were sent back or refused before.
        round: u32,
    },
    /// Fetch the certificates that were issued.
    FetchCertificates,
    /// Put the certificates to their keys and prove that they sign.
    Install,
    /// Tell the authority that they are installed.
    ReportInstalled,
    /// Have the new key certified by signing with the old one.
    Renew,
    /// Have the old certificate revoked.
    RevokeOld,
}

/// Who has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Awaiting {
    /// The registration authority, where the applicant comes with documents.
    Verification,
    /// The head of the legal entity, who signs the application.
    Head,
    /// The certification authority.
    Issuance,
}

impl Awaiting {
    /// Its name in JSON and in the catalogue of texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Head => "head",
            Self::Issuance => "issuance",
        }
    }
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// The keys are ready.
    Finished,
    /// The application was refused.
    Refused {
        /// Why, in the words of the registration authority.
        reason: Option<Words>,
    },
    /// The authority will not do it.
    Rejected {
        /// Why.
        code: FailureCode,
    },
    /// Nobody had the application verified in time.
    Cancelled,
    /// The person gave it up.
    Abandoned,
}

impl Ask {
    /// Why it is asked again.
    #[must_use]
    pub const fn why(&self) -> Option<&Why> {
        match self {
            Self::Applicant { why, .. } | Self::Contact { why, .. } | Self::Storage { why, .. } => {
                why.as_ref()
            }
            Self::Agreement | Self::OldKey | Self::Revocation { .. } => None,
        }
    }

    /// Whether a fact answers this question, and does not contradict itself.
    ///
    /// # Errors
    /// [`FailureCode::BinMalformed`], [`FailureCode::IinMalformed`], [`FailureCode::EmailMalformed`] and the
    /// like, and [`FailureCode::RequestUnsuitable`] for an answer to another question.
    pub fn check(&self, answer: &Fact) -> Result<(), FailureCode> {
        match (self, answer) {
            (Self::Applicant { .. }, Fact::Applicant(applicant)) => applicant.check(),
            (Self::Contact { .. }, Fact::Contact(contact)) => contact.check(),
            (Self::Agreement, Fact::AgreementAccepted { .. })
            | (Self::Storage { .. }, Fact::StorageChosen { .. })
            | (Self::OldKey, Fact::OldKeyChosen(_))
            | (Self::Revocation { .. }, Fact::RevocationChosen { .. }) => Ok(()),
            _ => Err(FailureCode::RequestUnsuitable),
        }
    }
}

impl Applicant {
    fn check(&self) -> Result<(), FailureCode> {
        if !check_digit_holds(&self.bin) {
            return Err(FailureCode::BinMalformed);
        }
        match &self.iin {
            Some(iin) if !check_digit_holds(iin) => return Err(FailureCode::IinMalformed),
            None if self.template.needs_iin() => return Err(FailureCode::IinMalformed),
            _ => {}
        }
        let (is_system, is_treasury) = (self.template.is_system(), self.template.is_treasury());
        // As long as a common name may be (X.520).
        let is_name = |name: &str| {
            (1..=64).contains(&name.chars().count())
                && name.trim() == name
                && !name.chars().any(char::is_control)
        };
        if !may_tell(is_system, self.system_name.as_deref(), is_name) {
            return Err(FailureCode::SystemNameMalformed);
        }
        if !may_tell(is_system, self.system_id.as_deref(), is_system_id) {
            return Err(FailureCode::SystemIdMalformed);
        }
        if !may_tell(is_treasury, self.treasury_role.as_deref(), is_treasury_role) {
            return Err(FailureCode::TreasuryRoleMalformed);
        }
        if !may_tell(is_treasury, self.treasury_code.as_deref(), is_treasury_code) {
            return Err(FailureCode::TreasuryCodeMalformed);
        }
        Ok(())
    }
}

impl Contact {
    fn check(&self) -> Result<(), FailureCode> {
        match self.email.as_deref() {
            Some(email) if !is_email(email) => Err(FailureCode::EmailMalformed),
            _ => Ok(()),
        }
    }
}

impl Effect {
    /// Whether a failure of this effect says that it had none and never will, as it was asked for: then
    /// something else is asked for, or it is over.
    #[must_use]
    pub fn is_refused_for_good(&self, code: FailureCode) -> bool {
        use FailureCode as C;
        match self {
            Self::CheckEntity { .. } | Self::Submit { .. } => matches!(
                code,
                C::BinMalformed
                    | C::BinUnknown
                    | C::IinMalformed
                    | C::IinUnknown
                    | C::HeadUnknown
                    | C::HeadMismatch
                    | C::SystemNameMalformed
                    | C::SystemIdMalformed
                    | C::TreasuryRoleMalformed
                    | C::TreasuryCodeMalformed
                    | C::AgreementOutdated
                    | C::RegionUnknown
                    | C::EmailMalformed
                    | C::AuthorityKeyUnsupported
            ),
            Self::Renew => matches!(code, C::AccountKeyRefused | C::AuthorityKeyUnsupported),
            Self::MakeKeys
            | Self::FetchCertificates
            | Self::Install
            | Self::ReportInstalled
            | Self::RevokeOld => false,
        }
    }

    /// Its name in logs and JSON.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::CheckEntity { .. } => "check-entity",
            Self::MakeKeys => "make-keys",
            Self::Submit { .. } => "submit",
            Self::FetchCertificates => "fetch-certificates",
            Self::Install => "install",
            Self::ReportInstalled => "report-installed",
            Self::Renew => "renew",
            Self::RevokeOld => "revoke-old",
        }
    }
}
