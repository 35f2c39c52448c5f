//! `tanba account` as it is typed.

use clap::{Args, Subcommand, ValueEnum};
use tanba_agent::Storage;
use tanba_protocol::RevocationReason;
use tanba_protocol::authority::Language;

use super::Json;
use super::enrol::{CodesArgs, OldKey, SecretStdin, storage};

#[derive(Debug, Subcommand)]
pub(crate) enum Account {
    /// List everything issued to you, wherever.
    Certificates(AccountOf),
    /// List your applications, and for a head those of the staff.
    Applications(AccountOf),
    /// Renew a key by signing with it, without a visit.
    Renew {
        #[command(flatten)]
        of: AccountOf,
        /// Where the new key is made and kept: pc:DIR or token:SERIAL; otherwise beside the old one.
        #[arg(long, value_name = "STORAGE", value_parser = storage)]
        storage: Option<Storage>,
        #[command(flatten)]
        old: OldKey,
        #[command(flatten)]
        codes: CodesArgs,
    },
    /// Revoke a certificate.
    Revoke {
        #[command(flatten)]
        of: AccountOf,
        /// Serial number of the certificate; otherwise the one of the key.
        #[arg(long, value_name = "HEX")]
        serial: Option<String>,
        /// Why.
        #[arg(long, value_enum, default_value = "unspecified")]
        reason: Reason,
        #[command(flatten)]
        codes: CodesArgs,
    },
    /// Show the settings of your account, or change them.
    Settings {
        #[command(flatten)]
        of: AccountOf,
        /// The language of letters and messages.
        #[arg(long, value_enum)]
        language: Option<LanguageArg>,
        /// Whether to be reminded by e-mail before a certificate expires.
        #[arg(long, value_enum, value_name = "STATE")]
        email_reminders: Option<Switch>,
    },
    /// Sign an employee's application as the head, or refuse it.
    Decide {
        #[command(flatten)]
        of: AccountOf,
        /// Number of the application.
        number: String,
        /// Refuse it, for this reason.
        #[arg(long, value_name = "REASON")]
        refuse: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AccountOf {
    /// The certification authority: https, or http on this computer.
    #[arg(long, value_name = "URL")]
    pub(crate) authority: String,
    /// The key to log in with.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) secret: SecretStdin,
    #[command(flatten)]
    pub(crate) output: Json,
}

impl Account {
    /// What all of them take.
    pub(crate) fn of(&self) -> &AccountOf {
        match self {
            Self::Certificates(of) | Self::Applications(of) => of,
            Self::Renew { of, .. }
            | Self::Revoke { of, .. }
            | Self::Settings { of, .. }
            | Self::Decide { of, .. } => of,
        }
    }
}

/// A language of the authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArg {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl From<LanguageArg> for Language {
    fn from(language: LanguageArg) -> Self {
        match language {
            LanguageArg::Kk => Self::Kazakh,
            LanguageArg::Ru => Self::Russian,
            LanguageArg::En => Self::English,
        }
    }
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    /// Yes.
    On,
    /// No.
    Off,
}

/// Why a certificate is revoked (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reason {
    /// No reason given.
    Unspecified,
    /// The key is known or feared to be in other hands.
    KeyCompromise,
    /// The name or other data changed.
    AffiliationChanged,
    /// A newer certificate replaced it.
    Superseded,
    /// It is no longer needed.
    CessationOfOperation,
    /// A right in it was withdrawn.
    PrivilegeWithdrawn,
}

impl From<Reason> for RevocationReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Unspecified => Self::Unspecified,
            Reason::KeyCompromise => Self::KeyCompromise,
            Reason::AffiliationChanged => Self::AffiliationChanged,
            Reason::Superseded => Self::Superseded,
            Reason::CessationOfOperation => Self::CessationOfOperation,
            Reason::PrivilegeWithdrawn => Self::PrivilegeWithdrawn,
        }
    }
}
