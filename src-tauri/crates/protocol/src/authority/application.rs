//! An application for the keys of somebody of a legal entity.

use serde::{Deserialize, Serialize};

use super::words::named;
use super::{Language, Words};
use crate::Moment;

named! {
    /// What the certificate will say of its owner.
    Template {
        /// First head.
        Head = "head",
        /// Employee with the right to sign.
        RightToSign = "right-to-sign",
        /// Employee with the right to sign financial documents.
        Financial = "financial",
        /// Employee of the personnel department.
        HumanResources = "hr",
        /// Employee.
        Employee = "employee",
        /// User of the Treasury's system.
        Treasury = "treasury",
        /// Information system.
        InformationSystem = "information-system",
        /// A person of no legal entity: renews in the personal account, and applies otherwise.
        Individual = "individual",
    }
}

impl Template {
    /// Whether the head must sign the application before the authority looks at it.
    #[must_use]
    pub const fn needs_head(self) -> bool {
        !matches!(self, Self::Head | Self::Individual)
    }

    /// Whether the applicant is told from others of the legal entity by the IIN alone; the head is known by
    /// the BIN, and a system has none.
    #[must_use]
    pub const fn needs_iin(self) -> bool {
        self.needs_head() && !self.is_system()
    }

    /// Whether it is a program's, which has a name and an identifier of its own.
    #[must_use]
    pub const fn is_system(self) -> bool {
        matches!(self, Self::InformationSystem)
    }

    /// Whether the Treasury's system has a role and a code for the person.
    #[must_use]
    pub const fn is_treasury(self) -> bool {
        matches!(self, Self::Treasury)
    }
}

named! {
    /// Where the private keys live.
    KeyStorageKind {
        /// PKCS#12 file.
        Pkcs12 = "pkcs12",
        /// Kaztoken.
        Kaztoken = "kaztoken",
        /// eToken PRO Java 72K.
        EToken72K = "etoken-72k",
        /// eToken 5110.
        EToken5110 = "etoken-5110",
        /// JaCarta.
        JaCarta = "jacarta",
        /// aKey.
        AKey = "akey",
    }
}

impl KeyStorageKind {
    /// Whether it is a token: then certificates are valid for three years instead of one.
    #[must_use]
    pub const fn is_token(self) -> bool {
        !matches!(self, Self::Pkcs12)
    }
}

named! {
    /// How far an application has come.
    ApplicationStage {
        /// The authority has it.
        Submitted = "submitted",
        /// The head is to sign it in the personal account.
        AwaitingHead = "awaiting-head",
        /// It was checked and approved.
        Verified = "verified",
        /// Its certificates are being issued.
        Issuing = "issuing",
        /// Its certificates can be fetched.
        Issued = "issued",
        /// They are with the keys.
        Installed = "installed",
        /// It was refused; `reason` says why.
        Refused = "refused",
        /// It was sent back: what `reason` says is to be put right in a new application.
        Returned = "returned",
        /// It was not verified in time.
        Cancelled = "cancelled",
    }
}

impl ApplicationStage {
    /// Whether it stays at this stage for good.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Installed | Self::Refused | Self::Returned | Self::Cancelled
        )
    }
}

/// The body of `POST /applications`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplicationOrder {
    /// Of the legal entity: twelve digits.
    pub bin: String,
    /// Of the person. The head's may be left out: the registry knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iin: Option<String>,
    /// What the person is.
    pub template: Template,
    /// The name of an information system: 1 to 64 characters. Only that template has one;
    /// without it the certificate is called after the legal entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_name: Option<String>,
    /// The object identifier of an information system in dotted form, `1.2.398.3.20.1`: three to twenty arcs, at
    /// most 64 characters; `UID` of the certificate. Only that template has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_id: Option<String>,
    /// The role in the Treasury's system: `ROLE` and two digits; `DC` of the certificate. Only a Treasury user has
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury_role: Option<String>,
    /// The code that the Treasury gave: `KS` and four digits; `businessCategory` of the certificate. Only a
    /// Treasury user has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury_code: Option<String>,
    /// The version of the user agreement that was accepted.
    pub agreement_version: String,
    /// Where to write to about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// In which language.
    pub language: Language,
    /// KATO code of the region.
    pub region: String,
    /// KATO code of a city of it.
    pub city: String,
    /// Where the private keys live.
    pub storage: KeyStorageKind,
    /// CertificationRequests (PKCS#10) in base64: one GOST 34.10-2015 key of 512 bits, or an RSA pair: the
    /// authentication key first, the signature key second.
    pub requests: Vec<String>,
}

/// An application as everybody may see it who knows its number: nothing personal is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ApplicationView {
    /// Twelve digits in groups of four, `1234-5678-9012`; the last is a check digit.
    pub number: String,
    /// How far it has come.
    pub stage: ApplicationStage,
    /// Every stage that it reached, in order.
    pub stages: Vec<StageReached>,
    /// The name of the legal entity; empty for a person of none.
    pub name: String,
    /// What the certificate will say of its owner.
    pub template: Template,
    /// Where the private keys live.
    pub storage: KeyStorageKind,
    /// Until when it must be verified; afterwards it is cancelled.
    pub expires_at: Moment,
    /// Why it was refused or sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
}

/// A stage and when it was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StageReached {
    /// The stage.
    pub stage: ApplicationStage,
    /// When.
    pub at: Moment,
}
