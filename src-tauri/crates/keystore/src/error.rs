use std::path::{Path, PathBuf};

use tanba_pki::{ObjectIdentifier, pkcs12};

use crate::software::KeyAlgorithm;
use crate::token::{PinKind, PinState};

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
    /// No token of that serial number and label is here. It was seen by nobody yet.
    #[error("token {0} is not here")]
    TokenNotFound(String),
    /// Several tokens answer to it; the one that is not meant must be pulled out.
    #[error("several tokens answer to {0}")]
    TokenAmbiguous(String),
    /// The token was here and is no longer. Put back, it works again.
    #[error("the token was pulled out")]
    TokenRemoved,
    /// Another token is where the meant one was. It was sent no PIN.
    #[error("another token is in its place")]
    TokenChanged,
    /// The token has not been initialised: it has neither label nor PIN.
    #[error("the token is not initialised")]
    TokenNotInitialised,
    /// The token did not accept the PIN. The program does not try again by itself.
    #[error("the {kind} PIN is wrong; it is {state:?} now")]
    PinWrong {
        /// Whose PIN.
        kind: PinKind,
        /// What the token said about its tries afterwards. [`PinState::Locked`]: this try was the last.
        state: PinState,
    },
    /// The PIN is locked: the token refuses the right one too. The user's is unblocked by the administrator.
    #[error("the {kind} PIN is locked")]
    PinLocked {
        /// Whose PIN.
        kind: PinKind,
    },
    /// No such PIN has been set.
    #[error("there is no {kind} PIN")]
    PinNotSet {
        /// Whose PIN.
        kind: PinKind,
    },
    /// The new PIN is shorter or longer, in bytes, than the token takes. Nothing was sent to it.
    #[error("the new PIN is not between {min} and {max} bytes long")]
    PinLength {
        /// The fewest bytes.
        min: usize,
        /// The most bytes.
        max: usize,
    },
    /// The token does not take the new PIN, for a rule of its own.
    #[error("the token does not take the new PIN")]
    PinInvalid,
    /// The log-in that the signer leant on has ended: the PIN was changed elsewhere or another log-in took its
    /// place. The key must be opened anew.
    #[error("the log-in has ended")]
    LoggedOut,
    /// The token has no such algorithm.
    #[error("the token does not offer {0:?}")]
    AlgorithmNotOnToken(KeyAlgorithm),
    /// No room is left on the token.
    #[error("the token is full")]
    TokenFull,
    /// The token takes no changes.
    #[error("the token is write-protected")]
    TokenWriteProtected,
    /// The label does not fit into the token, which counts bytes and not letters.
    #[error("the label takes {length} bytes of {limit}")]
    LabelTooLong {
        /// Bytes that there are.
        limit: usize,
        /// Bytes of the label in UTF-8.
        length: usize,
    },
    /// PKCS#11 sets the label of a token only when it is initialised.
    #[error("the label is set when the token is initialised and not after")]
    LabelFixed,
    /// The token has no such key or certificate.
    #[error("{0} is not on the token")]
    KeyNotOnToken(String),
    /// The token has the key and no certificate of it.
    #[error("no certificate of {0} is on the token")]
    CertificateNotOnToken(String),
    /// Several keys of the token bear the identifier; that of the key itself tells them apart.
    #[error("several keys on the token bear the identifier {0}")]
    KeyAmbiguous(String),
    /// No key on the token belongs to the certificate.
    #[error("no key on the token belongs to the certificate")]
    NoKeyForCertificate,
    /// Another key of that CKA_ID is on the token.
    #[error("a key of another algorithm bears the identifier {0} already")]
    KeyIdTaken(String),
    /// There is no such file.
    #[error("{0} does not exist")]
    ModuleMissing(PathBuf),
    /// The file is no PKCS#11 module.
    #[error("{0} is not a PKCS#11 module")]
    NoModule(PathBuf),
    /// The module ended the process that tried it.
    #[error("{0} crashes")]
    ModuleCrashed(PathBuf),
    /// The module did not come back from a call in time. It is not called again until it does.
    #[error("{0} does not answer")]
    ModuleHung(PathBuf),
    /// The module is at something long, as making a key, and its other tokens and calls wait for it.
    #[error("{0} is busy")]
    ModuleBusy(PathBuf),
    /// The module refused a call for a reason that is none of the above.
    #[error("{function}: {reason}")]
    ModuleFailed {
        /// The function of PKCS#11, for instance `C_GetSlotList`.
        function: String,
        /// The name of the return value, for instance `CKR_GENERAL_ERROR`.
        reason: String,
    },
    /// Somebody cancelled it.
    #[error("cancelled")]
    Cancelled,
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
