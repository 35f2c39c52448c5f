use std::net::SocketAddr;
use std::path::PathBuf;

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
        "there is no practice authority in {folder}; `tanba-authority serve --practice {folder}` makes one",
        folder = .0.display()
    )]
    NotFounded(PathBuf),
    /// Another process serves this folder.
    #[error("another process serves {} already", .0.display())]
    Served(PathBuf),
    /// Somebody else listens there.
    #[error(
        "{0} is taken by another program. The certificates of this practice authority name that \
         address, so it cannot move: end the other program, or practise in a new folder"
    )]
    AddressTaken(SocketAddr),
    /// Not an address of this machine alone.
    #[error("a practice authority listens on loopback only, and {0} is not")]
    NotLoopback(SocketAddr),
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
    #[error("{}: not a time as RFC 3339 writes it", .0.display())]
    ClockUnreadable(PathBuf),
    /// Not a table.
    #[error("{path}: {1}", path = .0.display())]
    Csv(PathBuf, #[source] csv::Error),
    /// A row that cannot stand in a registry: its line and the column.
    #[error("{path}, line {1}: {2} is not in order", path = .0.display())]
    Row(PathBuf, usize, &'static str),
    /// No application has this number.
    #[error("no application has the number {0}")]
    ApplicationUnknown(String),
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
