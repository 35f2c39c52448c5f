use std::net::SocketAddr;
use std::path::PathBuf;

use crate::clock::YEARS;
use crate::purpose::Purpose;

/// Why a command ended without success, in words for whoever typed it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The domain failed.
    #[error(transparent)]
    Authority(#[from] tanba_authority::Error),
    /// The records failed.
    #[error(transparent)]
    Storage(#[from] tanba_authority::StorageError),
    /// An invitation that cannot be made.
    #[error(transparent)]
    Invitation(#[from] tanba_authority::InvitationError),
    /// Reading or writing failed: where, and what the system said.
    #[error("{0}: {1}")]
    Io(PathBuf, #[source] std::io::Error),
    /// Nothing was made in the folder yet.
    #[error(
        "there is no authority in {folder}; `tanba-authority serve --practice {folder}` makes one to practise with, \
         `serve --folder {folder}` one in earnest",
        folder = .0.display()
    )]
    NotFounded(PathBuf),
    /// Keys that no records tell of, or records of no authority.
    #[error(
        "{} holds keys or records, and no whole authority: bring authority.sqlite back from a copy, or name a new \
         folder. Nothing was changed",
        .0.display()
    )]
    NotEmpty(PathBuf),
    /// Another process serves this folder.
    #[error("another process serves {} already", .0.display())]
    Served(PathBuf),
    /// Somebody else listens there.
    #[error(
        "{0} is taken by another program. The certificates of a practice authority name its \
         address, so it cannot move: end the other program, or practise in a new folder"
    )]
    AddressTaken(SocketAddr),
    /// Not an address of this machine alone.
    #[error("a practice authority listens on loopback only, and {0} is not")]
    NotLoopback(SocketAddr),
    /// In earnest there is no doing without TLS.
    #[error(
        "an authority in earnest needs --tls-listen: without TLS it answers nothing but OCSP, TSA and CRLs"
    )]
    NoTls,
    /// Neither for practice nor in earnest.
    #[error("one of --practice DIR and --folder DIR is needed")]
    NoFolder,
    /// The folder was made for the other purpose.
    #[error(
        "the authority in {folder} was made {is}; it stays so: a certificate for practice never becomes one that \
         binds somebody",
        folder = .folder.display(),
        is = match .purpose { Purpose::Practice => "for practice (--practice)", Purpose::Earnest => "in earnest (--folder)" }
    )]
    OtherPurpose {
        /// The folder.
        folder: PathBuf,
        /// What it was made for.
        purpose: Purpose,
    },
    /// What cannot be chosen for somebody.
    #[error(
        "the first start of an authority in earnest needs --name, --organisation, --listen and --tls-listen: its \
         certificates will say so for good"
    )]
    FirstStart,
    /// A name that roots cannot have.
    #[error(
        "--organisation takes 1 to 40 characters that a certificate can carry, and that do not say practice"
    )]
    OrganisationUnsuitable,
    /// Certificates name it for good.
    #[error("the certificates of this authority name {0}, and {1} was asked for")]
    OtherName(String, String),
    /// In earnest a certificate names somebody.
    #[error("in earnest an invitation needs --common-name and --iin")]
    InvitedNobody,
    /// The authority lives elsewhere.
    #[error(
        "this practice authority lives at {stored}, which its certificates name; start it without \
         --listen, or practise in a new folder"
    )]
    OtherAddress {
        /// Where it lives.
        stored: SocketAddr,
    },
    /// The stored address cannot be read.
    #[error("the stored address {0:?} is none")]
    DamagedAddress(String),
    /// Nobody gave a passphrase.
    #[error(
        "a passphrase is needed to open the keys: by --passphrase-fd, a systemd credential named \
         {credential}, or the variable {variable}",
        credential = crate::passphrase::CREDENTIAL,
        variable = crate::passphrase::VARIABLE
    )]
    NoPassphrase,
    /// A passphrase that protects nothing.
    #[error(
        "a passphrase must have at least {} characters",
        crate::passphrase::SHORTEST
    )]
    PassphraseTooShort,
    /// The file of the passphrase is open to others.
    #[error("others may read {}; take that away from them (chmod 600) and change what it protects", .0.display())]
    PassphraseExposed(PathBuf),
    /// The clock's file tells no time.
    #[error(
        "{}: not a time of the years {} to {} as RFC 3339 writes it",
        .0.display(), YEARS.start(), YEARS.end()
    )]
    ClockUnreadable(PathBuf),
    /// Not a table.
    #[error("{path}: {1}", path = .0.display())]
    Csv(PathBuf, #[source] csv::Error),
    /// A table without a header.
    #[error("{path}: it is empty; its first line names the columns", path = .0.display())]
    CsvEmpty(PathBuf),
    /// A row that cannot stand in a registry: its line, the column and what fits there.
    #[error("{path}, line {1}: {2} is not in order: {wanted}", path = .0.display(), wanted = wanted(.2))]
    Row(PathBuf, u64, &'static str),
    /// No application has this number.
    #[error("no application has the number {0}")]
    ApplicationUnknown(String),
    /// Employees are vouched for.
    #[error("the head of the legal entity has to sign it first")]
    AwaitsHead,
    /// The application is of somebody who is head no more.
    #[error(
        "the registry names another head of the legal entity by now: refuse the application, send it back, or \
         approve it in the console, where what does not agree is named"
    )]
    OtherHead,
    /// It went on meanwhile: its stage.
    #[error("nothing can be decided: it is {0}")]
    TooLate(&'static str),
    /// Nothing was revoked: why.
    #[error("{0}")]
    NotRevoked(&'static str),
    /// Operators are told apart by their names.
    #[error("there is an operator of this name")]
    OperatorTaken,
    /// Nobody to revoke.
    #[error("no operator of this name or fingerprint")]
    OperatorUnknown,
    /// Mail cannot be sent this way.
    #[error(
        "--smtp takes smtps://user@host or smtp://user@host?tls=required (on this machine also without \
         tls), without a password in it, and --mail-from an address"
    )]
    MailSettings,
    /// The registries cannot be asked this way.
    #[error("--registry takes an https address, on this machine also http")]
    RegistrySettings,
    /// SMS cannot be sent this way.
    #[error("--sms-gateway takes an https address, on this machine also http")]
    SmsSettings,
    /// The pepper beside the records is not what it was.
    #[error("{} is damaged", .0.display())]
    PepperDamaged(PathBuf),
    /// Tokens make no GOST keys here.
    #[error("keys of the GOST branch cannot be made on a token: none here knows its mechanisms")]
    NoGostOnTokens,
    /// A password that protects nothing.
    #[error("a password must have at least {0} characters")]
    PasswordTooShort(usize),
    /// A password was mistyped.
    #[error("these are two passwords")]
    PasswordsDiffer,
    /// TLS cannot be set up.
    #[error("TLS: {0}")]
    Tls(#[source] rustls::Error),
    /// Not a certificate or key in PEM.
    #[error("{path}: {1}", path = .0.display())]
    Pem(PathBuf, String),
    /// The system gives no randomness.
    #[error("no randomness from the system")]
    Randomness,
}

impl Error {
    /// For `map_err`: an I/O error at a path.
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io(path, error)
    }
}

/// What a column of a registry takes.
fn wanted(column: &str) -> &'static str {
    match column {
        "iin" | "bin" | "head_iin" => "twelve digits, the last of which checks the others",
        "birth_date" => "a date such as 2090-01-31",
        "phone" => "+7 and ten digits",
        _ => "a text in one line",
    }
}
