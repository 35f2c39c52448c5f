use std::io;

use tanba_pki::{ber, signed_data, tlv};

/// Why a signature could not be made, changed or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The content, the document or the output could not be read or written.
    #[error("reading or writing failed: {0}")]
    Io(io::Error),
    /// A certificate, key or algorithm was refused.
    #[error(transparent)]
    Pki(#[from] tanba_pki::Error),
    /// An XML document was refused.
    #[error(transparent)]
    Xml(#[from] crate::xml::Error),
    /// A time stamp was refused.
    #[error(transparent)]
    TimeStamp(#[from] tanba_pki::tsp::Error),
    /// The bytes are not what their format asks for.
    #[error("malformed {what}: {detail}")]
    Malformed {
        /// The structure that was being read, by its name in the standard.
        what: &'static str,
        /// What was wrong.
        detail: String,
    },
    /// A limit of size, depth or count was passed.
    #[error("{0} is over the limit")]
    TooLarge(&'static str),
    /// There is no signature in it.
    #[error("there is no signature")]
    NoSignature,
    /// The content that was given differs from the one whose digest was signed.
    #[error("the content changed while it was being signed")]
    ContentChanged,
    /// The signature is detached, and the content was not given.
    #[error("the signature is detached and the content was not given")]
    ContentMissing,
    /// The signature value does not verify with the key of the certificate.
    #[error("the signature value does not belong to the certificate")]
    KeyMismatch,
    /// A prepared signature was handed to another form than made it.
    #[error("the prepared signature is of another form")]
    WrongForm,
    /// A PDF document is damaged, or something about it forbids signing it.
    #[error(transparent)]
    Pdf(#[from] crate::pdf::Error),
    /// What was asked for cannot be done with this signature.
    #[error("not possible: {0}")]
    Unsupported(&'static str),
}

impl Error {
    /// An error for `what`, with words for its detail.
    pub(crate) fn malformed(what: &'static str, detail: impl ToString) -> Self {
        Self::Malformed {
            what,
            detail: detail.to_string(),
        }
    }
}

impl From<io::Error> for Error {
    /// Base64 that cannot be decoded is no fault of the disk.
    fn from(error: io::Error) -> Self {
        let inner = error.get_ref();
        match inner.and_then(|inner| inner.downcast_ref::<base64::DecodeError>()) {
            Some(inner) => Self::malformed("base64", inner),
            None => Self::Io(error),
        }
    }
}

impl From<tlv::Error> for Error {
    fn from(error: tlv::Error) -> Self {
        Self::malformed("SignedData", error)
    }
}

impl From<ber::Error> for Error {
    fn from(error: ber::Error) -> Self {
        match error {
            ber::Error::TooDeep | ber::Error::TooLarge => Self::TooLarge("SignedData"),
            error => Self::malformed("SignedData", error),
        }
    }
}

impl From<signed_data::Error> for Error {
    fn from(error: signed_data::Error) -> Self {
        match error {
            signed_data::Error::Ber(error) => error.into(),
            signed_data::Error::TooMany => Self::TooLarge("SignedData"),
            error => Self::malformed("SignedData", error),
        }
    }
}

/// The result of everything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;
