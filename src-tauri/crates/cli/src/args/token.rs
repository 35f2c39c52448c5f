//! `tanba token …` as it is typed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use tanba_agent::KeyReference;

use super::{Algorithm, Json};

/// Which token, and where its PINs come from.
#[derive(Debug, Args)]
pub(crate) struct One {
    /// Serial number or label of the token, or the path of its module; not needed where one alone is
    /// connected.
    #[arg(long = "token", value_name = "SERIAL")]
    pub(crate) token: Option<String>,
    #[command(flatten)]
    pub(crate) output: Json,
}

/// The same, and where its PINs come from.
#[derive(Debug, Args)]
pub(crate) struct WithPin {
    #[command(flatten)]
    pub(crate) one: One,
    /// Read the PINs from standard input, one a line, in the order in which they are asked.
    #[arg(long)]
    pub(crate) pin_stdin: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// List the tokens that are connected, and their keys.
    List(Json),
    /// Show a token: PINs, memory, keys, certificates.
    Info {
        /// Print a text for support instead; it holds no secrets.
        #[arg(long)]
        diagnostics: bool,
        #[command(flatten)]
        one: One,
    },
    /// Format a token: everything on it is deleted. Asks for the administrator's PIN and the new
    /// user PIN.
    Init(Init),
    /// Give a token another label; most tokens take one only when they are formatted.
    Label {
        /// The label, at most 32 bytes in UTF-8.
        label: String,
        #[command(flatten)]
        one: One,
    },
    /// Change PINs.
    Pin {
        #[command(subcommand)]
        command: Pin,
    },
    /// Make keys.
    Key {
        #[command(subcommand)]
        command: Key,
    },
    /// Write and read certificates.
    Cert {
        #[command(subcommand)]
        command: Cert,
    },
    /// Delete a key and its certificate. Asks for the user PIN.
    Delete(Delete),
    /// Modules (PKCS#11 libraries) that reach tokens.
    Module {
        #[command(subcommand)]
        command: Module,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The label from then on, at most 32 bytes in UTF-8.
    #[arg(long)]
    pub(crate) label: String,
    /// Confirm by the token's serial number or its label as it is now; naming it with --token does as
    /// well. A token that was never formatted needs no confirmation.
    #[arg(long, value_name = "SERIAL", conflicts_with = "yes")]
    pub(crate) confirm: Option<String>,
    /// Confirm without naming it.
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) with_pin: WithPin,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Pin {
    /// Change a PIN. Asks for the old and the new one.
    Change {
        /// Whose PIN.
        #[arg(long, value_enum, default_value = "user")]
        kind: Kind,
        #[command(flatten)]
        with_pin: WithPin,
    },
    /// Set a new user PIN as administrator, whether the old one is locked or forgotten. Asks for the
    /// administrator's PIN and the new user PIN.
    Unblock(WithPin),
}

/// Whose PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// The holder's.
    User,
    /// The administrator's.
    So,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key on a token. For one that an authority certifies, see `tanba key new --storage`.
    New(KeyNew),
}

#[derive(Debug, Args)]
pub(crate) struct KeyNew {
    /// Algorithm of the key.
    #[arg(long, value_enum)]
    pub(crate) algorithm: Algorithm,
    /// Name of the key on the token.
    #[arg(long, default_value = "Tanba")]
    pub(crate) label: String,
    /// Let the key certify itself; such a certificate proves nothing to others.
    #[arg(long, requires = "name")]
    pub(crate) self_signed: bool,
    /// Name in a certificate that the key signs itself.
    #[arg(long, requires = "self_signed")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) with_pin: WithPin,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Cert {
    /// Write a certificate to the key that it certifies. Asks for the user PIN.
    Put {
        /// Certificate in DER or PEM.
        file: PathBuf,
        #[command(flatten)]
        with_pin: WithPin,
    },
    /// Write the certificate of a key into a file, in PEM.
    Export {
        /// The key, by its identifier on the token or in certificates, or as token:SERIAL/KEYID.
        #[arg(value_name = "KEYID", value_parser = key_id)]
        key: KeyId,
        /// Where the certificate goes.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        one: One,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Delete {
    /// The key, by its identifier on the token or in certificates, or as token:SERIAL/KEYID.
    #[arg(value_name = "KEYID", value_parser = key_id)]
    pub(crate) key: KeyId,
    /// Delete its certificate alone.
    #[arg(long)]
    pub(crate) certificate_only: bool,
    /// Confirm: what is deleted cannot be restored. Not needed with --pin-stdin.
    #[arg(long, required_unless_present = "pin_stdin")]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) with_pin: WithPin,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Module {
    /// List the modules and how they are.
    List(Json),
    /// Add a module by its file; it is tried first.
    Add {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        output: Json,
    },
    /// Forget a module that was added.
    Forget {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        output: Json,
    },
}

/// A key of a token.
#[derive(Clone, Debug)]
pub(crate) struct KeyId {
    /// Its identifier.
    pub(crate) id: Vec<u8>,
    /// The token, where a whole reference was typed.
    serial: Option<String>,
}

impl KeyId {
    /// The token that was named, here or by itself.
    pub(crate) fn token<'a>(&'a self, one: &'a One) -> Option<&'a str> {
        one.token.as_deref().or(self.serial.as_deref())
    }
}

fn key_id(text: &str) -> Result<KeyId, String> {
    let unreadable = |_| "no identifier in hexadecimal".to_owned();
    let (id, serial) = match KeyReference::parse(text).map_err(unreadable)? {
        KeyReference::Token(token) => (token.key.unwrap_or_default(), Some(token.serial)),
        KeyReference::File(_) => (hex::decode(text).map_err(|error| error.to_string())?, None),
    };
    match id.is_empty() {
        true => Err("an identifier has at least one byte".to_owned()),
        false => Ok(KeyId { id, serial }),
    }
}

impl Token {
    /// Whether the command prints JSON.
    pub(crate) fn wants_json(&self) -> bool {
        match self {
            Self::List(output)
            | Self::Module {
                command:
                    Module::List(output) | Module::Add { output, .. } | Module::Forget { output, .. },
            } => output.json,
            Self::Info { one, .. }
            | Self::Label { one, .. }
            | Self::Cert {
                command: Cert::Export { one, .. },
            } => one.output.json,
            Self::Init(init) => init.with_pin.one.output.json,
            Self::Pin {
                command: Pin::Change { with_pin, .. } | Pin::Unblock(with_pin),
            }
            | Self::Cert {
                command: Cert::Put { with_pin, .. },
            } => with_pin.one.output.json,
            Self::Key {
                command: Key::New(new),
            } => new.with_pin.one.output.json,
            Self::Delete(delete) => delete.with_pin.one.output.json,
        }
    }
}
