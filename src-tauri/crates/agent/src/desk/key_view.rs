//! Keys and their places as a window gets them.

use std::path::PathBuf;

use serde::Serialize;
use tanba_protocol::{Failure, Warning};

use crate::describe::CertificateView;

/// A key as the window shows it, wherever it is kept.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KeyView {
    /// What names it in orders: its file, or `token:SERIAL/KEYID`.
    pub reference: String,
    /// Where it is kept.
    pub home: KeyLocation,
    /// Its file, where it is kept in one.
    pub file: Option<PathBuf>,
    /// Name of the file, or of the key on its token.
    pub name: String,
    /// Identifier of the key in hexadecimal, where it is known.
    pub key_identifier: Option<String>,
    /// Algorithm and length, where they are known.
    pub algorithm: Option<String>,
    /// Whose it is, for grouping.
    pub group: KeyGroup,
    /// Its certificate, once the key has been opened here or where the token shows it.
    pub certificate: Option<CertificateView>,
    /// How it is.
    pub state: KeyState,
    /// Whole days until the certificate ends; negative after it.
    pub days_left: Option<i64>,
    /// How much of the validity has passed, 0 to 1.
    pub used: Option<f64>,
    /// Whether the practice authority issued it: it binds nobody.
    pub practice: bool,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// Why it cannot be used.
    pub failure: Option<Failure>,
}

/// Where a key is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(
    tag = "home",
    rename_all = "kebab-case",
    rename_all_fields = "snake_case"
)]
pub enum KeyLocation {
    /// In a file.
    File {
        /// Its path.
        path: PathBuf,
    },
    /// On a token.
    Token {
        /// Serial number of the token.
        serial: String,
        /// Label of the token.
        label: String,
        /// Model of the token.
        model: String,
        /// Identifier of the key's objects on the token, in hexadecimal.
        key_id: String,
        /// The module through which the token is reached.
        module: PathBuf,
        /// Whether it is a program that acts as a token.
        is_software: bool,
    },
}

/// Whose a key is: keys of the same person for the same organisation belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KeyGroup {
    /// The person, with the IIN.
    pub person: Option<Named>,
    /// The organisation, with the BIN.
    pub organisation: Option<Named>,
}

/// A name and a number, as a certificate gives them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Named {
    /// The name.
    pub name: Option<String>,
    /// Twelve digits.
    pub number: Option<String>,
}

/// How a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum KeyState {
    /// Not opened here yet: what it is will be known with the first password.
    Unopened,
    /// Good to sign.
    Valid,
    /// Expires within a month.
    Expiring,
    /// Expired.
    Expired,
    /// Begins later.
    NotYetValid,
    /// Revoked, as far as known.
    Revoked,
    /// For authentication, not for signatures.
    AuthenticationOnly,
    /// On a token, and without a certificate yet.
    Uncertified,
    /// No key file, or a damaged one.
    Damaged,
}

/// A place where keys are looked for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KeyPlace {
    /// The file or folder.
    pub path: PathBuf,
    /// How it is known.
    pub source: PlaceSource,
    /// How many key files are there, by their names.
    pub count: usize,
}

/// How a place of keys is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PlaceSource {
    /// A folder where people usually keep keys.
    Usual,
    /// NCALayer remembers it.
    NcaLayer,
    /// The person added it.
    Added,
    /// Practice keys are kept there.
    Practice,
}
