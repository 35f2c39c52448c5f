//! The command line as it is typed.

mod account;
mod enrol;
pub(crate) mod token;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use secrecy::SecretString;
use tanba_agent::{KeyReference, Language, TokenReference};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub(crate) use account::{Account, Switch};
pub(crate) use enrol::{CodesArgs, ContactArgs, Enrol, EnrolResume, Journey, LegalEntity};

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

/// Form of the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// CMS/CAdES, for any file.
    Cades,
    /// PAdES, inside a PDF document.
    Pades,
    /// XML-DSig, inside an XML document.
    Xml,
}

/// Level of the signature (ETSI EN 319 102-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// Signature.
    B,
    /// Signature with a time stamp.
    T,
}

#[derive(Debug, Args)]
pub(crate) struct Sign {
    /// Documents to sign.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Key to sign with: a key file, or token:SERIAL, or token:SERIAL/KEYID.
    #[arg(long, value_name = "KEY.p12", value_parser = key_reference)]
    pub(crate) key: KeyReference,
    /// Read the password or the PIN from standard input, one line.
    #[arg(long, visible_alias = "pin-stdin")]
    pub(crate) password_stdin: bool,
    /// Form of the signature.
    #[arg(long, value_enum, default_value = "cades")]
    pub(crate) form: Form,
    /// Sign only the XML element with this Id.
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Level; otherwise T where a time-stamping authority answers, else B.
    #[arg(long, value_enum)]
    pub(crate) level: Option<Level>,
    /// Put the document inside the signature.
    #[arg(long, conflicts_with = "detached")]
    pub(crate) attached: bool,
    /// Keep the signature beside the document (the default for CAdES).
    #[arg(long)]
    pub(crate) detached: bool,
    /// Add a signer to an existing CMS signature.
    #[arg(long)]
    pub(crate) add: bool,
    /// The document, when a signer is added to a detached signature.
    #[arg(long, value_name = "FILE", requires = "add")]
    pub(crate) content: Option<PathBuf>,
    /// Time-stamping authority.
    #[arg(long, value_name = "URL")]
    pub(crate) tsa: Option<String>,
    /// Sign although the certificate has expired.
    #[arg(long)]
    pub(crate) allow_expired: bool,
    /// Where the result goes; one document only.
    #[arg(long, value_name = "FILE", conflicts_with = "out_dir")]
    pub(crate) out: Option<PathBuf>,
    /// Folder for the results.
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Use no network.
    #[arg(long, conflicts_with = "tsa")]
    pub(crate) offline: bool,
    #[command(flatten)]
    pub(crate) output: Json,
}

/// What is trusted, and what is known of revocation.
#[derive(Clone, Debug, Args)]
pub(crate) struct Trust {
    /// Trust environment: production, test, practice, or one of your own.
    #[arg(long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
    /// Trust these certificates instead.
    #[arg(long, value_name = "FILE", conflicts_with = "environment")]
    pub(crate) trust: Vec<PathBuf>,
    /// Certificate revocation lists to use.
    #[arg(long, value_name = "FILE")]
    pub(crate) crl: Vec<PathBuf>,
    /// Use no network.
    #[arg(long)]
    pub(crate) offline: bool,
    /// Check as of this time, for instance 2026-11-20T12:00:00Z.
    #[arg(long, value_name = "RFC3339", value_parser = moment)]
    pub(crate) at: Option<OffsetDateTime>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Signatures, or documents with signatures inside.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The document that a detached signature belongs to.
    #[arg(long, value_name = "FILE")]
    pub(crate) content: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) output: Json,
}

#[derive(Debug, Args)]
pub(crate) struct Extend {
    /// Signatures to raise.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Level to reach.
    #[arg(long, value_enum)]
    pub(crate) level: Level,
    /// Time-stamping authority.
    #[arg(long, value_name = "URL")]
    pub(crate) tsa: Option<String>,
    /// Where the result goes; one signature only.
    #[arg(long, value_name = "FILE", conflicts_with = "out_dir")]
    pub(crate) out: Option<PathBuf>,
    /// Folder for the results.
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Json,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Attached signature.
    pub(crate) file: PathBuf,
    /// Where the content goes.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Cert {
    /// Show what a certificate says.
    Show {
        /// Certificate in DER or PEM, or a signature that holds certificates.
        file: PathBuf,
        #[command(flatten)]
        output: Json,
    },
    /// Build and validate the certification path (RFC 5280).
    Verify(CertVerify),
}

#[derive(Debug, Args)]
pub(crate) struct CertVerify {
    /// The certificate.
    #[arg(value_name = "LEAF")]
    pub(crate) leaf: PathBuf,
    /// Certificates that may lie between.
    #[arg(long, value_name = "FILE")]
    pub(crate) intermediate: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// Acceptable certificate policies; otherwise any.
    #[arg(long, value_name = "OID")]
    pub(crate) policy: Vec<String>,
    /// A policy must be valid for the whole path.
    #[arg(long)]
    pub(crate) require_explicit_policy: bool,
    /// Policies may not be mapped.
    #[arg(long)]
    pub(crate) inhibit_policy_mapping: bool,
    /// anyPolicy stands for nothing.
    #[arg(long)]
    pub(crate) inhibit_any_policy: bool,
    #[command(flatten)]
    pub(crate) output: Json,
}

/// Algorithm of a new key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Algorithm {
    /// GOST 34.10-2015, 512 bit.
    Gost512,
    /// RSA, 2048 bit.
    #[value(name = "rsa-2048")]
    Rsa2048,
    /// RSA, 3072 bit.
    #[value(name = "rsa-3072")]
    Rsa3072,
    /// RSA, 4096 bit.
    #[value(name = "rsa-4096")]
    Rsa4096,
    /// ECDSA on P-256.
    P256,
    /// ECDSA on P-384; on tokens alone.
    P384,
}

#[derive(Debug, Args)]
pub(crate) struct KeyNew {
    /// Have this certification authority certify the key: https, or http on this computer. It is
    /// trusted in the environment practice from then on.
    #[arg(long, value_name = "URL", requires = "token")]
    pub(crate) authority: Option<String>,
    /// One-time token that the authority gave; - reads it from standard input, before the password.
    /// After an interruption, repeat with the same token and folder.
    #[arg(long, value_name = "TOKEN", requires = "authority", value_parser = secret)]
    pub(crate) token: Option<SecretString>,
    /// Go on only if the authority has this fingerprint.
    #[arg(long, value_name = "HEX", requires = "authority")]
    pub(crate) fingerprint: Option<String>,
    /// Let the key certify itself; such a certificate proves nothing to others.
    #[arg(
        long,
        required_unless_present = "authority",
        conflicts_with = "authority",
        requires = "name"
    )]
    pub(crate) self_signed: bool,
    /// Name in a certificate that the key signs itself.
    #[arg(long, conflicts_with = "authority")]
    pub(crate) name: Option<String>,
    /// Algorithm of the key.
    #[arg(long, value_enum, default_value = "gost512")]
    pub(crate) algorithm: Algorithm,
    /// Folder for the key file and the certificate.
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "storage",
        conflicts_with = "storage"
    )]
    pub(crate) out: Option<PathBuf>,
    /// Make the key on a token instead: token:SERIAL. An authority has to certify it.
    #[arg(
        long,
        value_name = "token:SERIAL",
        value_parser = token_reference,
        requires = "authority"
    )]
    pub(crate) storage: Option<TokenReference>,
    /// Name of the key on a token.
    #[arg(long, requires = "storage", default_value = "Tanba")]
    pub(crate) label: String,
    /// Read the password or the PIN from standard input, one line.
    #[arg(long, visible_alias = "pin-stdin")]
    pub(crate) password_stdin: bool,
    #[command(flatten)]
    pub(crate) output: Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key, certified by an authority or by itself.
    New(KeyNew),
    /// Change the password of a key file.
    Password {
        /// Key file.
        file: PathBuf,
        /// Read the old and the new password from standard input, one line each.
        #[arg(long)]
        password_stdin: bool,
        #[command(flatten)]
        output: Json,
    },
    /// Copy a key file to another folder and make sure that the copy is whole.
    Backup {
        /// Key file.
        file: PathBuf,
        /// Folder for the copy.
        #[arg(long, value_name = "DIR")]
        out_dir: PathBuf,
        #[command(flatten)]
        output: Json,
    },
    /// Write the ends of keys into an iCalendar file with alarms, for your own calendar.
    Calendar {
        /// Where to look: folders or key files; otherwise in the usual places and on tokens.
        places: Vec<PathBuf>,
        /// File to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        output: Json,
    },
    /// Write a key file in another layout.
    Convert {
        /// Key file.
        file: PathBuf,
        /// Layout to write.
        #[arg(long, value_enum)]
        to: Layout,
        /// Where the result goes.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Read the password from standard input, one line.
        #[arg(long)]
        password_stdin: bool,
        #[command(flatten)]
        output: Json,
    },
}

/// Layout of a key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layout {
    /// As the NCA writes it; NCALayer and older programs read it.
    Nca,
    /// AES-256 and PBKDF2.
    Modern,
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
