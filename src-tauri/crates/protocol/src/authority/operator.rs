//! The console of the operators: what its pages ask and are told. The console speaks to the authority over
//! mutual TLS alone.

use serde::{Deserialize, Serialize};

use super::words::named;
use super::{ApplicationView, Language, Words};
use crate::{Moment, RevocationReason};

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OperatorSession {
    /// The operator's name.
    pub name: String,
    /// When the certificate expires.
    pub expires_at: Moment,
    /// After so many seconds without a call the session is over.
    pub idle_seconds: u32,
    /// What the authority is called.
    pub authority: String,
    /// Whether its certificates are for practice, and bind nobody to anything.
    pub practice: bool,
}

named! {
    /// Which applications are listed.
    QueueState {
        /// Those that wait for an operator.
        Waiting = "waiting",
        /// Those that wait for the head of the legal entity.
        AwaitingHead = "awaiting-head",
        /// Those that were approved.
        Approved = "approved",
        /// Those that were refused, sent back or cancelled.
        Closed = "closed",
        /// All.
        All = "all",
    }
}

/// An application in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct QueueEntry {
    /// What everybody with its number may see.
    pub application: ApplicationView,
    /// Whom the certificates will name.
    pub applicant: String,
    /// When it was made.
    pub submitted_at: Moment,
    /// Whether it renews a certificate.
    pub renews: bool,
}

/// Applications, those that wait the longest first, others the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Queue {
    /// The applications.
    pub entries: Vec<QueueEntry>,
    /// Whether there are more than these.
    pub more: bool,
}

named! {
    /// What is compared.
    Fact {
        /// BIN.
        Bin = "bin",
        /// Name of the legal entity.
        Organisation = "organisation",
        /// IIN of the head.
        Head = "head",
        /// IIN of the applicant.
        Iin = "iin",
        /// Surname and name.
        Name = "name",
        /// Patronymic.
        Patronymic = "patronymic",
        /// Date of birth.
        BirthDate = "birth-date",
        /// Phone number.
        Phone = "phone",
        /// The name of an information system.
        SystemName = "system-name",
        /// Its object identifier.
        SystemId = "system-id",
        /// The role of a Treasury user.
        TreasuryRole = "treasury-role",
        /// The code that the Treasury gave.
        TreasuryCode = "treasury-code",
        /// A key: its algorithm, that the applicant holds it, that it has no certificate.
        Key = "key",
    }
}

named! {
    /// What a comparison came to.
    Mark {
        /// Two sides or more were compared and are the same, or the key proves itself.
        Agrees = "agrees",
        /// The registry says otherwise, or the key does not hold.
        Differs = "differs",
        /// The registry does not know.
        Missing = "missing",
        /// To be looked at: there is one side only, or the request claims something else, which nobody
        /// believes.
        Noted = "noted",
        /// The registry did not answer.
        Unanswered = "unanswered",
    }
}

impl Mark {
    /// Whether it stands in the way of an approval.
    #[must_use]
    pub const fn is_unsettled(self) -> bool {
        matches!(self, Self::Differs | Self::Missing | Self::Unanswered)
    }
}

/// One fact from all sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Check {
    /// What is compared.
    pub fact: Fact,
    /// What the certificates will say; nothing where they say nothing of it.
    pub certificate: Option<String>,
    /// As the registry has it now.
    pub registry: Option<String>,
    /// What the certification request proves, or claims where that is compared. Names are not: programs put
    /// their own where a person's would be.
    pub request: Option<String>,
    /// What it came to.
    pub mark: Mark,
}

/// An application with everything that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ApplicationFile {
    /// What everybody with its number may see.
    pub application: ApplicationView,
    /// Whom the certificates will name.
    pub applicant: String,
    /// Every fact from all sides.
    pub checks: Vec<Check>,
    /// Where the applicant is written to.
    pub email: Option<String>,
    /// In which language.
    pub language: Language,
    /// Region and city.
    pub place: Option<[Words; 2]>,
    /// The version of the agreement that was accepted.
    pub agreement: Option<String>,
    /// Serial number of the certificate that it renews.
    pub renews: Option<String>,
    /// Whether an operator can approve it now.
    pub can_approve: bool,
    /// Whether an operator can refuse it or send it back now.
    pub can_refuse: bool,
    /// Other applications for the same person and legal entity that are open.
    pub others: Vec<String>,
    /// Certificates that were issued for it.
    pub certificates: Vec<FoundCertificate>,
}

named! {
    /// What an operator decides.
    OperatorDecision {
        /// It was checked; certificates may be issued.
        Approve = "approve",
        /// It is refused.
        Refuse = "refuse",
        /// It is sent back to be put right.
        Return = "return",
    }
}

/// A decision about an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RulingOrder {
    /// What is decided.
    pub decision: OperatorDecision,
    /// The id of a reason that is known in every language.
    #[serde(default)]
    pub reason: Option<String>,
    /// Words of the operator's own, which stand behind it or alone: at least in the applicant's language.
    #[serde(default)]
    pub words: Option<Words>,
    /// To approve: the facts of which the operator knows that their check came to nothing good.
    #[serde(default)]
    pub despite: Vec<Fact>,
}

/// A reason that is said in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ReasonTemplate {
    /// Its id.
    pub id: String,
    /// Its words.
    pub words: Words,
}

named! {
    /// What a certificate is worth now.
    CertificateState {
        /// It is valid.
        Valid = "valid",
        /// It has expired.
        Expired = "expired",
        /// It is revoked.
        Revoked = "revoked",
        /// It was never finished.
        Unfinished = "unfinished",
    }
}

/// A certificate that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FoundCertificate {
    /// Contents of the serial number in lower-case hex.
    pub serial_number: String,
    /// The name of the issuing authority.
    pub issuer: String,
    /// What it is for: `person`, `ca`, `ocsp`, `tsa`, `root`.
    pub office: String,
    /// The subject (RFC 4514).
    pub subject: String,
    /// What it is worth.
    pub state: CertificateState,
    /// When it was made.
    pub issued_at: Moment,
    /// When it expires.
    pub not_after_at: Moment,
    /// Since when it is revoked.
    pub revoked_at: Option<Moment>,
    /// Why.
    pub revocation_reason: Option<RevocationReason>,
    /// Whether an operator can revoke it.
    pub can_revoke: bool,
}

/// The certificates that were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FoundCertificates {
    /// The certificates, the newest first.
    pub certificates: Vec<FoundCertificate>,
    /// Whether there are more than these.
    pub more: bool,
}

/// A certificate is to be revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct OperatorRevocation {
    /// Why.
    pub reason: RevocationReason,
}

/// An entry of the audit log. `hash` is SHA-256 over sequence and at (8 bytes each, the greatest first),
/// kind, detail and previous hash as UTF-8, each behind its length in 8 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AuditEntry {
    /// Its number, from 1.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub sequence: i64,
    /// When.
    pub at: Moment,
    /// What happened.
    pub kind: String,
    /// About what: JSON of texts, as it was hashed.
    pub detail: String,
    /// The hash of the entry before.
    pub previous_hash: String,
    /// Its own.
    pub hash: String,
}

/// A page of the audit log: in its order to compute the chain, else the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// Whether there are more in that direction.
    pub more: bool,
}

/// What the authority found when it held its records against the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AuditCheck {
    /// How many entries there were.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub entries: i64,
    /// Serial numbers of the certificates of which the log does not tell what their records say.
    pub untold: Vec<String>,
}
