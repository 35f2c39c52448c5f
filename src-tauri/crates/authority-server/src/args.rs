//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use tanba_authority::LONGEST_WORDS;

use crate::purpose::public_name;

/// A certification authority, to practise with or in earnest: GOST and RSA, OCSP, time stamps, CRLs.
#[derive(Debug, Parser)]
#[command(
    name = "tanba-authority",
    version,
    about,
    after_help = "Ends with 0; with 2 when the command line is wrong, and with 1 after any other failure."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Print JSON: a list as one array, all else as one object; a failure as {"failure": {"what": "…"}}.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the authority of a folder; the first start makes it.
    Serve(Box<ServeArgs>),
    /// Invite somebody: prints a one-time token for one certificate.
    Invite(InviteArgs),
    /// Revoke a certificate.
    Revoke(RevokeArgs),
    /// List the certificates.
    List(FolderArgs),
    /// Print the audit log, or check it.
    Audit(AuditArgs),
    /// The tables that stand in for the registries of the state.
    Registry(RegistryArgs),
    /// Decide about an application, as an operator.
    Operator(OperatorArgs),
    /// Print what was written to people; in practice also their codes.
    Outbox(FolderArgs),
    /// What only a root's key can do.
    Ceremony(CeremonyArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FolderArgs {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PassphraseArgs {
    /// Read the passphrase of the keys from this file descriptor, up to the end of the line.
    ///
    /// Otherwise it is the systemd credential `tanba-authority-passphrase`, else the variable
    /// TANBA_AUTHORITY_PASSPHRASE, else (in practice) the file `passphrase` in the folder.
    #[arg(long, value_name = "N")]
    pub(crate) passphrase_fd: Option<u32>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ServeArgs {
    /// The folder of a practice authority: keys, records, address. It stays on this machine.
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "folder",
        conflicts_with = "folder"
    )]
    pub(crate) practice: Option<PathBuf>,
    /// The folder of an authority in earnest. Nobody is in its registries, nobody is its operator, its passphrase is
    /// never written down, and all but OCSP, time stamps, CRLs and certificates is over TLS. The first start needs
    /// --name, --organisation, --listen and --tls-listen.
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// The host that the certificates of an authority in earnest name, for good: `http://NAME/ocsp`. With a port
    /// where it is not 80.
    #[arg(long, value_name = "NAME", conflicts_with = "practice", value_parser = public_name)]
    pub(crate) name: Option<String>,
    /// Who keeps the authority in earnest: its certificates begin with this name, for good.
    #[arg(long, value_name = "NAME", conflicts_with = "practice")]
    pub(crate) organisation: Option<String>,
    /// Where to listen; in practice on loopback. Given at the first start it stays so; without it a free port is
    /// chosen then in practice, whose certificates name the address.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// Serve everything but OCSP, time stamps and CRLs over TLS, here; these stay where `--listen` says. Given
    /// once it stays so. Without it, practice does without TLS on this machine.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) tls_listen: Option<SocketAddr>,
    /// A host name under which the authority is called over TLS, besides its address and localhost.
    #[arg(long, value_name = "NAME", requires = "tls_listen")]
    pub(crate) tls_name: Vec<String>,
    /// The certificate for TLS and those above it (PEM), instead of one that the authority makes itself.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Its key (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Where operators find their console, over TLS with their certificates. Given once it stays so; without it
    /// a free port is chosen.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) console_listen: Option<SocketAddr>,
    /// What this process does; the others may be done by further processes on the same folder, which listen
    /// elsewhere.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Role::ALL)]
    pub(crate) roles: Vec<Role>,
    /// Take the time from this file (RFC 3339), read at each use, instead of from the machine. The other
    /// commands on the folder go by the same clock.
    #[arg(long, value_name = "FILE", conflicts_with = "folder")]
    pub(crate) clock: Option<PathBuf>,
    /// The most calls a minute from one address, of those that cost something.
    #[arg(long, value_name = "N", default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) calls_per_address: u32,
    /// The most calls a minute about one BIN.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) calls_per_bin: u32,
    /// Ask this service (`/individuals/IIN`, `/legal-entities/BIN`, `/mobile-citizens/IIN`) instead of the
    /// tables of the folder; its bearer token is the variable TANBA_AUTHORITY_REGISTRY_TOKEN.
    #[arg(long, value_name = "URL")]
    pub(crate) registry: Option<String>,
    /// Send e-mail through this server: `smtps://user@host`, `smtp://user@host?tls=required`, or on this
    /// machine `smtp://localhost:2525`. The password is the variable TANBA_AUTHORITY_SMTP_PASSWORD. Without
    /// it, mail stays in the outbox.
    #[arg(long, value_name = "URL", requires = "mail_from")]
    pub(crate) smtp: Option<String>,
    /// Whom the mail is from.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) mail_from: Option<String>,
    /// Send SMS by posting `{"id", "to", "text"}` to this address; its bearer token is the variable
    /// TANBA_AUTHORITY_SMS_TOKEN. Without it, SMS stay in the outbox.
    #[arg(long, value_name = "URL")]
    pub(crate) sms_gateway: Option<String>,
    /// End when standard input is closed, together with the program that started this one.
    #[arg(long)]
    pub(crate) exit_with_stdin: bool,
    /// Read the PIN of the token that keys of authorities lie on from this file descriptor.
    ///
    /// Otherwise it is the systemd credential `tanba-authority-pin`, else the variable TANBA_AUTHORITY_PIN.
    #[arg(long, value_name = "N")]
    pub(crate) pin_fd: Option<u32>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseArgs,
}

/// What a process of the authority does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Role {
    /// Issues certificates, publishes them and the CRLs.
    Ca,
    /// Takes applications, keeps personal accounts, writes to people.
    Ra,
    /// Answers about revocation.
    Ocsp,
    /// Makes time stamps.
    Tsa,
}

impl Role {
    pub(crate) const ALL: [Self; 4] = [Self::Ca, Self::Ra, Self::Ocsp, Self::Tsa];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Ca => "ca",
            Self::Ra => "ra",
            Self::Ocsp => "ocsp",
            Self::Tsa => "tsa",
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct InviteArgs {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
    /// Surname and name; without it somebody who cannot be anybody.
    #[arg(long)]
    pub(crate) common_name: Option<String>,
    /// Patronymic.
    #[arg(long)]
    pub(crate) patronymic: Option<String>,
    /// IIN, twelve digits.
    #[arg(long)]
    pub(crate) iin: Option<String>,
    /// Name of the company.
    #[arg(long, requires = "bin")]
    pub(crate) organisation: Option<String>,
    /// BIN of the company, twelve digits.
    #[arg(long, requires = "organisation")]
    pub(crate) bin: Option<String>,
    /// What the person is; several for somebody of a company. An individual, or an employee, when not
    /// given.
    #[arg(long, value_enum)]
    pub(crate) role: Vec<RoleArg>,
    /// For how many hours the token may be used.
    #[arg(long, default_value_t = 72, value_parser = clap::value_parser!(u32).range(1..=8760))]
    pub(crate) valid_for_hours: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleArg {
    Individual,
    Head,
    Signatory,
    FinancialSignatory,
    Personnel,
    Employee,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RevokeArgs {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
    /// The serial number in hexadecimal digits, as `list` prints it.
    pub(crate) serial_number: String,
    /// Why.
    #[arg(long, value_enum, default_value = "unspecified")]
    pub(crate) reason: ReasonArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReasonArg {
    Unspecified,
    KeyCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
    PrivilegeWithdrawn,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RegistryArgs {
    #[command(subcommand)]
    pub(crate) action: RegistryAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RegistryAction {
    /// Put the rows of a CSV file into a registry; rows of the same number are replaced.
    ///
    /// The file is UTF-8, with commas, semicolons or tabs between columns. The first line names them.
    ///
    /// individuals: iin,surname,name,patronymic,birth_date (the date as 2090-01-31; patronymic may be missing);
    /// legal-entities: bin,name,head_iin (head_iin may be missing); mobile-citizens: iin,phone (+7 and ten
    /// digits).
    ///
    /// All rows or none: one that is wrong is told by its line, and nothing is imported.
    Import(RegistryImportArgs),
    /// List a registry.
    List(RegistryListArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RegistryImportArgs {
    /// Which registry.
    #[arg(value_enum)]
    pub(crate) kind: RegistryKind,
    /// The file.
    pub(crate) csv: PathBuf,
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RegistryListArgs {
    /// Which registry.
    #[arg(value_enum)]
    pub(crate) kind: RegistryKind,
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RegistryKind {
    Individuals,
    LegalEntities,
    MobileCitizens,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OperatorArgs {
    #[command(subcommand)]
    pub(crate) action: OperatorAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OperatorAction {
    /// Make somebody an operator: a TLS client certificate with its key (PKCS#12), for the browser.
    New(OperatorNewArgs),
    /// List the operators: name, state, the day the certificate expires, fingerprint.
    List(FolderArgs),
    /// End what an operator may do, at once.
    Revoke(OperatorRevokeArgs),
    /// Show an application.
    Show(OperatorOf),
    /// Approve an application: its certificates will be issued.
    Approve(OperatorOf),
    /// Refuse an application.
    Refuse(OperatorReasonArgs),
    /// Send an application back to be put right.
    Return(OperatorReasonArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OperatorNewArgs {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
    /// The operator's name, as the audit log will have it.
    #[arg(long)]
    pub(crate) name: String,
    /// The algorithm of the key.
    #[arg(long, value_enum, default_value = "p256")]
    pub(crate) algorithm: OperatorAlgorithmArg,
    /// The file to write.
    #[arg(long, value_name = "FILE.p12")]
    pub(crate) out: PathBuf,
    /// Read the password of the file from standard input, one line, instead of asking for it.
    #[arg(long)]
    pub(crate) password_stdin: bool,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OperatorAlgorithmArg {
    P256,
    #[value(name = "rsa-2048")]
    Rsa2048,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OperatorRevokeArgs {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
    /// The operator's name or fingerprint.
    pub(crate) operator: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OperatorOf {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
    /// The number of the application.
    pub(crate) number: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OperatorReasonArgs {
    #[command(flatten)]
    pub(crate) of: OperatorOf,
    #[command(flatten)]
    pub(crate) reason: ReasonArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReasonArgs {
    /// Why: documents-missing, data-mismatch, not-authorised, identity-not-confirmed or duplicate, which are
    /// said in the applicant's language; or words of your own.
    #[arg(long, default_value = "data-mismatch", value_parser = reason_text)]
    pub(crate) reason: String,
    /// Words of your own in Kazakh.
    #[arg(long, requires = "reason", value_parser = reason_text)]
    pub(crate) reason_kk: Option<String>,
    /// Words of your own in Russian.
    #[arg(long, requires = "reason", value_parser = reason_text)]
    pub(crate) reason_ru: Option<String>,
    /// Words of your own in English.
    #[arg(long, requires = "reason", value_parser = reason_text)]
    pub(crate) reason_en: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AuditArgs {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
    /// Check the chain of hashes and hold the records against it, instead of printing.
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CeremonyArgs {
    #[command(subcommand)]
    pub(crate) ceremony: Ceremony,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Ceremony {
    /// Make the next issuing authority of a branch; it issues from the next start on.
    IssueCa(IssueCaArgs),
    /// Issue the CRL of a root anew.
    RootCrl(CeremonyOf),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IssueCaArgs {
    #[command(flatten)]
    pub(crate) of: CeremonyOf,
    /// Make its key on a token of this PKCS#11 module, where it stays; for the branch rsa. `serve` then needs
    /// the PIN: by --pin-fd, a systemd credential named tanba-authority-pin, or the variable
    /// TANBA_AUTHORITY_PIN.
    #[arg(long, value_name = "MODULE", requires = "token")]
    pub(crate) pkcs11: Option<PathBuf>,
    /// The serial number of the token.
    #[arg(long, value_name = "SERIAL", requires = "pkcs11")]
    pub(crate) token: Option<String>,
    /// Read the PIN from standard input, one line, instead of asking for it.
    #[arg(long, requires = "token")]
    pub(crate) pin_stdin: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CeremonyOf {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
    /// Which branch.
    #[arg(long, value_enum)]
    pub(crate) branch: BranchArg,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BranchArg {
    Gost,
    Rsa,
}

/// Words of an operator: what people read has no holes and no control characters.
fn reason_text(text: &str) -> Result<String, String> {
    let text = text.trim();
    let length = text.chars().count();
    match (1..=LONGEST_WORDS).contains(&length) && !text.chars().any(char::is_control) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "a text of 1 to {LONGEST_WORDS} characters in one line"
        )),
    }
}
