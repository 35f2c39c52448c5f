//! Tokens, their keys and their modules as a window gets them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tanba_protocol::{Failure, PinRule, PinState, Warning};
use time::OffsetDateTime;

use super::KeyState;
use crate::describe::CertificateView;
use crate::doctor::Check;

/// Every token that is connected, and what reaches them.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TokensView {
    /// The tokens by label and serial number, those that were never formatted last.
    pub tokens: Vec<TokenView>,
    /// The modules that are known, whether or not they work.
    pub modules: Vec<ModuleView>,
    /// What keeps a token from being seen, the likeliest first.
    pub trouble: Vec<Check>,
    /// The program that can act as a token for practice, where one is installed.
    pub software: Option<SoftwareTokenView>,
}

/// A token.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TokenView {
    /// Serial number; empty on a token that was never formatted.
    pub serial: String,
    /// The name that its holder gave it; may be empty.
    pub label: String,
    /// Model.
    pub model: String,
    /// Maker.
    pub manufacturer: String,
    /// The module through which it is reached.
    pub module: PathBuf,
    /// Name of its family, where it is a known one.
    pub profile: Option<String>,
    /// Whether the family was tried on real hardware; what was not is said to be so.
    pub tried_on_hardware: bool,
    /// Whether it was formatted.
    pub initialised: bool,
    /// How the user PIN is.
    pub user_pin: PinState,
    /// How the administrator's PIN is.
    pub so_pin: PinState,
    /// What a new user PIN has to follow.
    pub pin_rule: PinRule,
    /// The token's own keys or screen take the PIN.
    pub protected_path: bool,
    /// Whether it takes no changes.
    pub write_protected: bool,
    /// Its memory.
    pub memory: TokenMemory,
    /// Version of its firmware.
    pub firmware: String,
    /// Version of its hardware.
    pub hardware: String,
    /// Whether it is no hardware but a program that acts as a token.
    pub is_software: bool,
    /// A registration that is not finished; the token refuses to be formatted until it is.
    pub unfinished: Option<UnfinishedRegistration>,
    /// Its keys, as far as they are seen without a PIN.
    pub keys: Vec<TokenKeyView>,
    /// Certificates that belong to no key of the token.
    pub certificates: Vec<TokenCertificateView>,
    /// Algorithms that it offers for new keys.
    pub algorithms: Vec<TokenAlgorithm>,
    /// Why it could not be read.
    pub failure: Option<Failure>,
}

/// The memory of a token in bytes, as far as it tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TokenMemory {
    /// For public objects, in all.
    pub total_public: Option<u64>,
    /// For public objects, free.
    pub free_public: Option<u64>,
    /// For private objects, in all.
    pub total_private: Option<u64>,
    /// For private objects, free.
    pub free_private: Option<u64>,
}

/// A registration that was begun with a key of the token and has no certificate yet. Formatting the token
/// would lose it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UnfinishedRegistration {
    /// Identifier of the key's objects on the token (CKA_ID), in hexadecimal.
    pub key_id: String,
    /// Address of the authority.
    pub authority: String,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub started_at: OffsetDateTime,
    /// The enrolment that it is; none where a one-time token stands for it.
    pub enrolment_id: Option<String>,
}

/// A key of a token.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TokenKeyView {
    /// What names the key everywhere: `token:SERIAL/KEYID`.
    pub reference: String,
    /// Identifier of its objects on the token (CKA_ID), in hexadecimal.
    pub key_id: String,
    /// Its identifier in certificates (SHA-1 of the subjectPublicKey bits), in hexadecimal.
    pub key_identifier: Option<String>,
    /// Algorithm and length.
    pub algorithm: Option<String>,
    /// The name of its objects on the token.
    pub label: String,
    /// Its certificate, where it is on the token.
    pub certificate: Option<CertificateView>,
    /// How it is.
    pub state: KeyState,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// Why it cannot be used.
    pub failure: Option<Failure>,
}

/// A certificate on a token that belongs to none of its keys.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TokenCertificateView {
    /// Identifier of the object on the token (CKA_ID), in hexadecimal.
    pub key_id: String,
    /// The name of the object on the token.
    pub label: String,
    /// What it says; none where it cannot be read.
    pub certificate: Option<CertificateView>,
}

/// A PKCS#11 module.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ModuleView {
    /// Its file.
    pub path: PathBuf,
    /// Name of the family of tokens that it is for, where it is a known one.
    pub profile: Option<String>,
    /// Whether the family was tried on real hardware.
    pub tried_on_hardware: bool,
    /// Whether the person added it, and can forget it again.
    pub own: bool,
    /// How it is.
    pub state: ModuleViewState,
    /// Why it is not used.
    pub failure: Option<Failure>,
}

/// How a module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ModuleViewState {
    /// Being tried in a process of its own.
    Pending,
    /// In use.
    Ready,
    /// The file is not there.
    Missing,
    /// The file is no module.
    NoModule,
    /// It crashed when it was tried.
    Crashed,
    /// It does not answer.
    Hung,
    /// It reported an error.
    Failed,
}

/// A program that acts as a token.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SoftwareTokenView {
    /// Its name.
    pub name: String,
    /// Its module.
    pub module: PathBuf,
}

/// Algorithm of a new key on a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum TokenAlgorithm {
    /// RSA, 2048 bit.
    #[serde(rename = "rsa-2048")]
    Rsa2048,
    /// RSA, 3072 bit.
    #[serde(rename = "rsa-3072")]
    Rsa3072,
    /// RSA, 4096 bit.
    #[serde(rename = "rsa-4096")]
    Rsa4096,
    /// ECDSA on P-256.
    #[serde(rename = "p256")]
    P256,
    /// ECDSA on P-384.
    #[serde(rename = "p384")]
    P384,
    /// GOST 34.10-2015, 512 bit.
    #[serde(rename = "gost512")]
    Gost512,
}
