//! What facts are made of.

use serde::{Deserialize, Serialize};
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::Moment;
use tanba_protocol::authority::{KeyStorageKind, Language, Template};

/// For whom a key is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Applicant {
    /// The legal entity: BIN, 12 digits.
    pub bin: String,
    /// The person: IIN, 12 digits. The authority knows that of the head.
    pub iin: Option<String>,
    /// What the key is for.
    pub template: Template,
    /// The name of an information system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_name: Option<String>,
    /// Its object identifier in dotted form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_id: Option<String>,
    /// The role of a Treasury user: `ROLE` and two digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury_role: Option<String>,
    /// The code that the Treasury gave: `KS` and four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury_code: Option<String>,
}

/// Where the authority reaches the applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Contact {
    /// E-mail address.
    pub email: Option<String>,
    /// In which language.
    pub language: Language,
    /// Region by its KATO code.
    pub region: Option<String>,
    /// City by its KATO code.
    pub city: Option<String>,
}

/// Where keys are made and kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "storage", rename_all = "kebab-case")]
pub enum Storage {
    /// A folder of this computer.
    Folder {
        /// Its absolute path.
        path: String,
    },
    /// A token.
    Token {
        /// Its serial number.
        serial: String,
        /// What the authority calls its kind.
        model: KeyStorageKind,
    },
}

/// A key that was made and waits for its certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MadeKey {
    /// What it is for.
    #[cfg_attr(feature = "ts", ts(type = "\"signature\" | \"authentication\""))]
    pub purpose: KeyPurpose,
    /// Its identifier in lower-case hex (RFC 5280 §4.2.1.2, method 1).
    pub key_identifier: String,
    /// The CertificationRequest (PKCS#10), DER in base64.
    pub request: String,
}

/// A key that lies ready with its certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct InstalledKey {
    /// What `--key` takes: a path, or `token:SERIAL/KEYID`.
    pub reference: String,
    /// Its identifier in lower-case hex.
    pub key_identifier: String,
    /// What it is for.
    #[cfg_attr(feature = "ts", ts(type = "\"signature\" | \"authentication\""))]
    pub purpose: KeyPurpose,
    /// Serial number of the certificate, in lower-case hex.
    pub serial: String,
    /// When the certificate ends.
    pub not_after_at: Moment,
}

/// The key that is renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OldKey {
    /// What `--key` takes: a path, or `token:SERIAL/KEYID`.
    pub reference: String,
    /// Its identifier in lower-case hex.
    pub key_identifier: String,
    /// Its certificate, DER in base64.
    pub certificate: String,
    /// Serial number of the certificate, in lower-case hex.
    pub serial: String,
    /// That of the authentication key where it is a pair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub partner_serial: Option<String>,
}

impl OldKey {
    /// The serial numbers of all its certificates.
    pub fn serials(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.serial).chain(&self.partner_serial)
    }
}
