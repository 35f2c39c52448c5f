//! Key files.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use secrecy::SecretString;
use tanba_agent::TokenReference;

use super::{Json, secret, token_reference};

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
