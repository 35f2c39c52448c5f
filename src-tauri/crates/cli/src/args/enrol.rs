//! `tanba enrol` as it is typed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use tanba_agent::Storage;
use tanba_protocol::authority;

use super::Json;

#[derive(Debug, Subcommand)]
pub(crate) enum Enrol {
    /// Apply for keys.
    Start {
        #[command(subcommand)]
        journey: Journey,
    },
    /// List what is under way, and what still holds a key.
    List(Json),
    /// Ask where an application stands; nothing is installed.
    Status {
        /// Its id.
        id: String,
        #[command(flatten)]
        output: Json,
    },
    /// Go on from where it stands: after an interruption, a correction or an approval.
    Resume(EnrolResume),
    /// Give it up, and the keys that have no certificate with it.
    Abandon {
        /// Its id.
        id: String,
        /// Delete the keys that it holds on a token, too. Asks for the user PIN.
        #[arg(long)]
        delete_keys: bool,
        /// Keep the keys; those in a folder become files of their own.
        #[arg(long, conflicts_with = "delete_keys")]
        keep_keys: bool,
        /// Read the PIN of the token from standard input, one line.
        #[arg(long, requires = "delete_keys")]
        pin_stdin: bool,
        #[command(flatten)]
        output: Json,
    },
    /// Save the application as a PDF.
    Form {
        /// Its id.
        id: String,
        /// Where the PDF goes.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        output: Json,
    },
    /// Write it into a file, to go on with it on another computer; its keys are taken along by themselves.
    Export {
        /// Its id.
        id: String,
        /// Where the file goes.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        output: Json,
    },
    /// Go on here with what was written on another computer. Its keys must be here.
    Import {
        /// The file.
        file: PathBuf,
        /// Where the keys lie now: pc:DIR.
        #[arg(long, value_name = "STORAGE", value_parser = storage)]
        storage: Option<Storage>,
        #[command(flatten)]
        secret: SecretStdin,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Journey {
    /// For the head or an employee of a legal entity.
    LegalEntity(LegalEntity),
}

#[derive(Debug, Args)]
pub(crate) struct LegalEntity {
    /// The certification authority: https, or http on this computer.
    #[arg(long, value_name = "URL")]
    pub(crate) authority: String,
    /// BIN of the legal entity.
    #[arg(long)]
    pub(crate) bin: String,
    /// IIN of the person; the head's is known.
    #[arg(long)]
    pub(crate) iin: Option<String>,
    /// What the key is for.
    #[arg(long, value_enum, default_value = "head")]
    pub(crate) template: Template,
    #[command(flatten)]
    pub(crate) own: OwnArgs,
    /// The user agreement was read and is accepted.
    #[arg(long, required = true)]
    pub(crate) accept_agreement: bool,
    #[command(flatten)]
    pub(crate) contact: ContactArgs,
    /// Where the key is made and kept: pc:DIR or token:SERIAL.
    #[arg(long, value_name = "STORAGE", value_parser = storage)]
    pub(crate) storage: Storage,
    #[command(flatten)]
    pub(crate) secret: SecretStdin,
    #[command(flatten)]
    pub(crate) output: Json,
}

/// What only one template has.
#[derive(Clone, Debug, Args)]
pub(crate) struct OwnArgs {
    /// Name of an information system: --template information-system.
    #[arg(long, value_name = "NAME")]
    pub(crate) system_name: Option<String>,
    /// Its object identifier, such as 1.2.398.3.20.1.
    #[arg(long, value_name = "OID")]
    pub(crate) system_id: Option<String>,
    /// Role of a Treasury user, such as ROLE02: --template treasury.
    #[arg(long, value_name = "ROLE")]
    pub(crate) treasury_role: Option<String>,
    /// Code that the Treasury gave, such as KS1234.
    #[arg(long, value_name = "CODE")]
    pub(crate) treasury_code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ContactArgs {
    /// E-mail address for news of the application.
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// Region where documents are shown, by its KATO code.
    #[arg(long, value_name = "CODE")]
    pub(crate) region: Option<String>,
    /// City of that region, by its KATO code.
    #[arg(long, value_name = "CODE", requires = "region")]
    pub(crate) city: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct EnrolResume {
    /// Its id.
    pub(crate) id: String,
    /// Correct the BIN.
    #[arg(long)]
    pub(crate) bin: Option<String>,
    /// Correct the IIN.
    #[arg(long)]
    pub(crate) iin: Option<String>,
    /// Correct what the key is for.
    #[arg(long, value_enum)]
    pub(crate) template: Option<Template>,
    #[command(flatten)]
    pub(crate) own: OwnArgs,
    #[command(flatten)]
    pub(crate) contact: ContactArgs,
    /// Make the keys there instead, where they cannot be made: pc:DIR or token:SERIAL.
    #[arg(long, value_name = "STORAGE", value_parser = storage)]
    pub(crate) storage: Option<Storage>,
    /// Apply again, with what was told before where it is not corrected.
    #[arg(long)]
    pub(crate) again: bool,
    /// Accept the user agreement in force.
    #[arg(long)]
    pub(crate) accept_agreement: bool,
    #[command(flatten)]
    pub(crate) old: OldKey,
    #[command(flatten)]
    pub(crate) codes: CodesArgs,
    #[command(flatten)]
    pub(crate) secret: SecretStdin,
    #[command(flatten)]
    pub(crate) output: Json,
}

/// What becomes of the certificate that was renewed.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct OldKey {
    /// Revoke the old certificate once the new key is proved.
    #[arg(long, conflicts_with = "keep_old")]
    revoke_old: bool,
    /// Leave the old certificate until it ends.
    #[arg(long)]
    keep_old: bool,
}

impl OldKey {
    pub(crate) fn decision(self) -> Option<bool> {
        (self.revoke_old || self.keep_old).then_some(self.revoke_old)
    }
}

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct SecretStdin {
    /// Read the password of the key file from standard input, one line.
    #[arg(long, conflicts_with = "pin_stdin")]
    password_stdin: bool,
    /// Read the PIN of the token from standard input, one line.
    #[arg(long)]
    pin_stdin: bool,
}

impl SecretStdin {
    pub(crate) fn is_given(self) -> bool {
        self.password_stdin || self.pin_stdin
    }
}

#[derive(Clone, Debug, Args)]
pub(crate) struct CodesArgs {
    /// Read one-time codes from the outbox of the practice authority in this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) practice_codes: Option<PathBuf>,
}

/// What the holder of a key may do for a legal entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Template {
    /// First head.
    Head,
    /// Employee with the right to sign.
    RightToSign,
    /// Employee with the right to sign financial documents.
    Financial,
    /// HR employee.
    Hr,
    /// Employee.
    Employee,
    /// Treasury user.
    Treasury,
    /// Information system.
    InformationSystem,
}

impl From<Template> for authority::Template {
    fn from(template: Template) -> Self {
        match template {
            Template::Head => Self::Head,
            Template::RightToSign => Self::RightToSign,
            Template::Financial => Self::Financial,
            Template::Hr => Self::HumanResources,
            Template::Employee => Self::Employee,
            Template::Treasury => Self::Treasury,
            Template::InformationSystem => Self::InformationSystem,
        }
    }
}

/// `pc:DIR` or `token:SERIAL`.
pub(super) fn storage(text: &str) -> Result<Storage, String> {
    match text.split_once(':') {
        Some(("pc", folder)) if !folder.is_empty() => {
            let path = std::path::absolute(folder).map_err(|error| error.to_string())?;
            Ok(Storage::Folder {
                path: path.display().to_string(),
            })
        }
        Some(("token", serial)) if !serial.is_empty() => Ok(Storage::Token {
            serial: serial.to_owned(),
            model: authority::KeyStorageKind::Kaztoken,
        }),
        _ => Err("pc:DIR or token:SERIAL".to_owned()),
    }
}
