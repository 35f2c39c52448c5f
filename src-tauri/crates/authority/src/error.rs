use crate::lint::Finding;
use crate::storage::StorageError;

/// Why the authority failed. Refusals of what somebody asked for have types of their own.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The records cannot be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A key cannot be made, opened or used.
    #[error(transparent)]
    Key(#[from] tanba_keystore::Error),
    /// A sealed key cannot be read or written.
    #[error("key file {name}: {source}")]
    KeyFile {
        /// The name of the key.
        name: String,
        /// What the folder said.
        source: std::io::Error,
    },
    /// The passphrase does not open the keys.
    #[error("the passphrase does not open the keys of the authority")]
    WrongPassphrase,
    /// X.509 refused something.
    #[error(transparent)]
    Pki(#[from] tanba_pki::Error),
    /// Linting found fault with a certificate before it was signed.
    #[error("linting refused {subject}: {}", .findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Lint {
        /// The subject of the certificate.
        subject: String,
        /// What was found.
        findings: Vec<Finding>,
    },
    /// A serial number was used before: the key is not new.
    #[error("there is a certificate for this key already")]
    SerialTaken,
    /// A name that no certificate can carry.
    #[error("the name of an operator has 1 to 64 characters and no control characters")]
    OperatorName,
    /// The token that keys of authorities lie on is not there.
    #[error("no token with the serial number {0}")]
    TokenMissing(String),
    /// Something that must be there is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A record cannot be what it says.
    #[error("damaged record: {0}")]
    Damaged(&'static str),
}
