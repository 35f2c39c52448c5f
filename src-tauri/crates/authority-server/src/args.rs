//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// A certification authority to practise with: GOST and RSA, OCSP, time stamps, CRLs.
#[derive(Debug, Parser)]
#[command(name = "tanba-authority", version, about)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the authority of a folder; the first start makes it.
    Serve(ServeArgs),
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
    Outbox(OutboxArgs),
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
    /// The folder of a practice authority: keys, records, address.
    #[arg(long, value_name = "DIR")]
    pub(crate) practice: PathBuf,
    /// Where to listen, on loopback. Given at the first start it stays so; without it a free port is chosen
    /// then. Certificates name the address.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// What this process does; the others may be done by further processes on the same folder, which listen
    /// elsewhere.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Role::ALL)]
    pub(crate) roles: Vec<Role>,
    /// Take the time from this file (RFC 3339), read at each use, instead of from the machine. The other
    /// commands on the folder go by the same clock.
    #[arg(long, value_name = "FILE", requires = "practice")]
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
    /// The first line names the columns. individuals: iin,surname,name,patronymic,birth_date;
    /// legal-entities: bin,name,head_iin; mobile-citizens: iin,phone.
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
    /// As an array in JSON.
    #[arg(long)]
    pub(crate) json: bool,
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
    #[arg(long, default_value = "data-mismatch", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) reason: String,
    /// Words of your own in Kazakh.
    #[arg(long, requires = "reason")]
    pub(crate) reason_kk: Option<String>,
    /// Words of your own in Russian.
    #[arg(long, requires = "reason")]
    pub(crate) reason_ru: Option<String>,
    /// Words of your own in English.
    #[arg(long, requires = "reason")]
    pub(crate) reason_en: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OutboxArgs {
    /// The folder of the authority.
    pub(crate) folder: PathBuf,
    /// As an array in JSON.
    #[arg(long)]
    pub(crate) json: bool,
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
    IssueCa(CeremonyOf),
    /// Issue the CRL of a root anew.
    RootCrl(CeremonyOf),
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
