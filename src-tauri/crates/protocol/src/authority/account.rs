//! The personal account: what was issued to me, renewal, revocation, the head's decisions.

use serde::{Deserialize, Serialize};

use super::words::named;
use super::{ApplicationView, IssuedCertificate, KeyStorageKind, Language};
use crate::{Moment, RevocationReason};

/// The answer of `POST /account/challenges`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountChallenge {
    /// The text to be signed, as it stands (UTF-8): it names the authority and is good once. The client
    /// checks that the line `origin: …` is the address that it speaks to.
    pub challenge: String,
    /// Until when it is taken.
    pub expires_at: Moment,
}

/// The body of `POST /account/sessions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SessionOrder {
    /// CMS SignedData over the challenge, with the challenge inside, DER in base64. Signed with the
    /// authentication key of a pair or with the single key.
    pub signature: String,
}

/// The answer of `POST /account/sessions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountSession {
    /// A secret, for `Authorization: Bearer`.
    pub token: String,
    /// Until when.
    pub expires_at: Moment,
    /// Who is logged in.
    pub subject: AccountSubject,
}

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AccountSubject {
    /// Surname and name.
    pub name: String,
    /// IIN.
    pub iin: Option<String>,
    /// BIN of the legal entity that the key signs for.
    pub bin: Option<String>,
    /// Its name.
    pub organisation: Option<String>,
    /// Whether this is its first head.
    pub is_head: bool,
}

/// One of the answer of `GET /account/certificates`: everything issued to the person, wherever, and for a
/// head everything issued for the legal entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountCertificate {
    /// The serial number in lower-case hex.
    pub serial_number: String,
    /// DER in base64.
    pub certificate: String,
    /// The authorities above it, the issuer first, DER in base64.
    pub chain: Vec<String>,
    /// Whether it is the person's own, rather than an employee's.
    pub is_own: bool,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Moment>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<RevocationReason>,
}

/// One of the answer of `GET /account/applications`: one's own, and for a head those of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AccountApplication {
    /// The application.
    pub application: ApplicationView,
    /// Whose keys they will be.
    pub applicant: String,
    /// The role of a Treasury user, `ROLE02`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury_role: Option<String>,
    /// The code that the Treasury gave its user, `KS1234`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury_code: Option<String>,
    /// The object identifier of an information system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_id: Option<String>,
    /// What the head signs to let it through, as it stands (UTF-8); only while it awaits the head, and only
    /// for the head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_sign: Option<String>,
}

named! {
    /// What a one-time code is for.
    CodePurpose {
        /// Renewal.
        Renew = "renew",
        /// Revocation.
        Revoke = "revoke",
    }
}

/// The body of `POST /account/codes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeOrder {
    /// What it is for.
    pub purpose: CodePurpose,
}

named! {
    /// Which way a code was sent.
    CodeChannel {
        /// By SMS, to the number in the mobile citizens database.
        Sms = "sms",
        /// By e-mail, to the address of the person's newest application.
        Email = "email",
    }
}

/// The answer of `POST /account/codes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CodeSent {
    /// Which way.
    pub channel: CodeChannel,
    /// Where to, all but the ends hidden: `+7 7** *** ** 12`.
    pub to: String,
    /// Until when it is taken.
    pub expires_at: Moment,
}

/// The body of `POST /account/renewals`. Sent again with the same `Idempotency-Key` it has the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RenewalOrder {
    /// CertificationRequests for the new keys, as in [`super::ApplicationOrder`].
    pub requests: Vec<String>,
    /// Where the new keys live.
    pub storage: KeyStorageKind,
    /// The one-time code.
    pub code: String,
    /// CMS SignedData by the old key, DER in base64. Its content, inside it, is the DER of the requests,
    /// one after another.
    pub signature: String,
}

/// The answer of `POST /account/renewals`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenewalView {
    /// A renewal is an application that needs no visit. After the old certificate has expired it needs a
    /// fresh check: then it stays `submitted` until the authority has looked.
    pub application: ApplicationView,
    /// The certificates, when they are issued already; later they are at
    /// `GET /applications/{number}/certificates`.
    pub certificates: Vec<IssuedCertificate>,
}

/// The body of `POST /account/revocations`; the answer is the certificate, revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RevocationOrder {
    /// Which certificate, in hex.
    pub serial_number: String,
    /// Why: unspecified, key-compromise, affiliation-changed, superseded, cessation-of-operation or
    /// privilege-withdrawn.
    pub reason: RevocationReason,
    /// The one-time code.
    pub code: String,
}

/// The answer of `GET /account/settings`, and the body of `PUT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct AccountSettings {
    /// The language of letters and messages.
    pub language: Language,
    /// Whether to be reminded by e-mail before a certificate expires. SMS is always sent.
    pub email_reminders: bool,
}

named! {
    /// What a head decides about an employee's application.
    Decision {
        /// Let it through.
        Sign = "sign",
        /// Refuse it.
        Refuse = "refuse",
    }
}

/// The body of `POST /account/applications/{number}/decision`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecisionOrder {
    /// The decision.
    pub decision: Decision,
    /// Why it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// To let it through: CMS SignedData over [`AccountApplication::to_sign`], with the text inside, DER in
    /// base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}
