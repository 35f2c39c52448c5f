use std::path::{Path, PathBuf};

use tanba_pki::{ObjectIdentifier, pkcs12};

/// Why a key was not opened, used or kept. Each reason a person can act upon is a variant of its own. That
/// a certificate has expired is no failure here: who signs decides.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The password does not open the file.
    #[error("the password is wrong")]
    WrongPassword,
    /// Not a PKCS#12 file, or a broken one.
    #[error("the key file is damaged: {0}")]
    Damaged(String),
    /// The file opens and holds no private key.
    #[error("there is no private key in the file")]
    NoKey,
    /// The key or the protection of the file uses an algorithm that is not known here.
    #[error("algorithm {0} is not supported")]
    UnsupportedAlgorithm(ObjectIdentifier),
    /// The file is protected by something else than a password.
    #[error("the key file is not protected by a password")]
    NotByPassword,
    /// A pipe or a device, which may have no end.
    #[error("{0} is not a file")]
    NotAFile(PathBuf),
    /// The file is larger than any key file.
    #[error("the key file is too large")]
    TooLarge,
    /// Opening the file would take unreasonable work; such a file is made to do harm.
    #[error("the key file asks for too much work to open it")]
    TooMuchWork,
    /// A file of that name is there already and is left alone.
    #[error("{0} exists already")]
    AlreadyExists(PathBuf),
    /// The new password breaks the rule it was held against.
    #[error("the new password does not follow the rule")]
    PasswordRule(#[from] crate::password::Violation),
    /// The key cannot sign with the algorithm that was asked for.
    #[error("the key does not sign with {0:?}")]
    AlgorithmMismatch(tanba_pki::algorithm::SignatureAlgorithm),
    /// A signature that was just made does not verify. It is withheld: either memory or processor failed, or
    /// somebody makes them fail.
    #[error("the signature just made does not verify")]
    SignatureFault,
    /// The system gives no randomness.
    #[error("no randomness from the system")]
    Randomness,
    /// OpenSSL refused the key or the operation.
    #[error("OpenSSL: {0}")]
    OpenSsl(#[from] openssl::error::ErrorStack),
    /// A certificate, key or request is not what it should be.
    #[error(transparent)]
    Pki(tanba_pki::Error),
    /// Reading or writing failed.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Error {
    /// For `map_err`: an I/O error at `path`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { path, source }
    }
}

impl From<pkcs12::Error> for Error {
    fn from(error: pkcs12::Error) -> Self {
        match error {
            pkcs12::Error::WrongPassword => Self::WrongPassword,
            pkcs12::Error::UnsupportedAlgorithm(oid) => Self::UnsupportedAlgorithm(oid),
            pkcs12::Error::PublicKeyMode => Self::NotByPassword,
            pkcs12::Error::TooManyIterations => Self::TooMuchWork,
            pkcs12::Error::TooLarge => Self::TooLarge,
            pkcs12::Error::Empty(_) => Self::NoKey,
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<tanba_pki::Error> for Error {
    fn from(error: tanba_pki::Error) -> Self {
        match error {
            tanba_pki::Error::UnsupportedAlgorithm(oid) => Self::UnsupportedAlgorithm(oid),
            other => Self::Pki(other),
        }
    }
}
