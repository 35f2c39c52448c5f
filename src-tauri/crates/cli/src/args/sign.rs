//! Signing, and what is done with a signature afterwards.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tanba_agent::KeyReference;

use super::{Json, key_reference};

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
