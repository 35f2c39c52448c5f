//! The command line as it is typed.

mod account;
mod enrol;
mod key;
mod sign;
pub(crate) mod token;
mod verify;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use secrecy::SecretString;
use tanba_agent::{KeyReference, Language, TokenReference};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub(crate) use account::{Account, Switch};
pub(crate) use enrol::{CodesArgs, ContactArgs, Enrol, EnrolResume, Journey, LegalEntity};
pub(crate) use key::{Algorithm, Key, KeyNew, Layout};
pub(crate) use sign::{Extend, Extract, Form, Level, Sign};
pub(crate) use verify::{Cert, CertVerify, Trust, Verify};

/// Sign and verify documents with the keys of Kazakhstan.
#[derive(Debug, Parser)]
#[command(name = "tanba", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Language of the texts: kk, ru or en; otherwise that of the system.
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub(crate) lang: Option<Language>,
    /// Believe no certification authority over TLS but one that the root in this file vouches for. The
    /// setting authority-root says so for good; without either, whom the system trusts is believed.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) authority_root: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List key files and what is known of them.
    Keys(Keys),
    /// Sign documents.
    Sign(Sign),
    /// Verify signatures.
    Verify(Verify),
    /// Raise signatures to a higher level, such as adding a time stamp.
    Extend(Extend),
    /// Take the content out of an attached signature.
    Extract(Extract),
    /// Look at certificates and check them.
    Cert {
        #[command(subcommand)]
        command: Cert,
    },
    /// Make key files and look after them.
    Key {
        #[command(subcommand)]
        command: Key,
    },
    /// Keys on tokens: PINs, keys, certificates, modules.
    Token {
        #[command(subcommand)]
        command: token::Token,
    },
    /// Apply for keys at a certification authority, and go on where it was broken off.
    Enrol {
        #[command(subcommand)]
        command: Enrol,
    },
    /// Your personal account at a certification authority: everything issued to you, renewal, revocation.
    Account {
        #[command(subcommand)]
        command: Account,
    },
    /// Trust environments of your own.
    Environment {
        #[command(subcommand)]
        command: Environment,
    },
    /// Language, time-stamping authority, trust environment, proxy, root of authorities.
    Settings {
        #[command(subcommand)]
        command: Settings,
    },
    /// Show what was signed on this computer.
    History(History),
    /// Check this computer for what signing needs.
    Doctor(Json),
    /// Print completions for a shell; packages install them.
    #[command(hide = true)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Json {
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Keys {
    /// Files and folders to look in; otherwise the usual places.
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Environment {
    /// List the trust environments.
    List(Json),
    /// Make an environment, or add trusted certificates to it.
    Add {
        /// Its name.
        name: String,
        /// Certificates to trust.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[command(flatten)]
        output: Json,
    },
    /// Remove an environment of your own.
    Remove {
        /// Its name.
        name: String,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Settings {
    /// List the settings.
    List(Json),
    /// Set one: language, tsa, environment, proxy (empty for none), authority-root (the full path of a file).
    Set {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
        #[command(flatten)]
        output: Json,
    },
    /// Go back to the default.
    Clear {
        /// Its name.
        name: String,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Debug, Args)]
pub(crate) struct History {
    /// Check that no entry was removed or altered.
    #[arg(long)]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) output: Json,
}

fn key_reference(text: &str) -> Result<KeyReference, String> {
    KeyReference::parse(text).map_err(|_| "a key file, or token:SERIAL/KEYID".to_owned())
}

fn token_reference(text: &str) -> Result<TokenReference, String> {
    match KeyReference::parse(text) {
        Ok(KeyReference::Token(token)) if token.key.is_none() => Ok(token),
        _ => Err("token:SERIAL".to_owned()),
    }
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(|| "kk, ru or en".to_owned())
}

/// Infallible; its debug form hides it.
fn secret(text: &str) -> Result<SecretString, std::convert::Infallible> {
    Ok(SecretString::from(text))
}

fn moment(text: &str) -> Result<OffsetDateTime, String> {
    OffsetDateTime::parse(text, &Rfc3339).map_err(|error| error.to_string())
}
