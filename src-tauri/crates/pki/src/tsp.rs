//! Time stamps (RFC 3161): the request, the response, and the token, which is CMS.
//!
//! A client makes a [`TimeStampRequest`], sends it, and passes what comes back to
//! [`TimeStampResponse::token_for`], which refuses a token that answers anything else. Whether the
//! authority's certificate is trusted is for path validation; [`TimeStampToken::verify`] checks the token
//! itself.

use der::asn1::ObjectIdentifier;

use crate::tlv;

mod build;
mod request;
mod response;
pub mod signing_certificate;
mod token;
mod tst_info;

pub use build::PreparedToken;
pub use request::{MessageImprint, TimeStampRequest};
pub use response::{FailureInfo, PkiStatus, TimeStampResponse};
pub use token::TimeStampToken;
pub use tst_info::{Accuracy, TstInfo};

/// `id-ct-TSTInfo`, the content type of a token.
pub const ID_CT_TST_INFO: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// Responses larger than this are refused, in bytes.
pub const MAX_SIZE: usize = 1 << 20;

/// Why a time stamp was not had or not accepted.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Not the structure of RFC 3161.
    #[error("malformed time stamp: {0}")]
    Structure(#[from] tlv::Error),
    /// The token is not CMS.
    #[error("malformed time stamp: {0}")]
    SignedData(#[from] crate::signed_data::Error),
    /// A certificate, key or algorithm was refused.
    #[error(transparent)]
    Pki(#[from] crate::Error),
    /// The request asks for an extension; none is known here.
    #[error("the request has extensions")]
    Extension,
    /// The response is larger than [`MAX_SIZE`].
    #[error("the response is too large")]
    TooLarge,
    /// The CMS holds something else than TSTInfo.
    #[error("the content is {0}, not a time stamp")]
    NotTimeStamp(ObjectIdentifier),
    /// The authority refused.
    #[error("the time stamp authority refused: {0:?} {1:?}")]
    Rejected(PkiStatus, Option<FailureInfo>),
    /// The authority says that it granted and sends no token.
    #[error("the response carries no token")]
    NoToken,
    /// The token is about other data than was sent.
    #[error("the time stamp is over other data")]
    ImprintMismatch,
    /// The token does not repeat the nonce: it may be an old one.
    #[error("the time stamp answers another request")]
    NonceMismatch,
    /// The token is under another policy than the one asked for.
    #[error("the time stamp is under policy {0}")]
    PolicyMismatch(ObjectIdentifier),
    /// RFC 3161 §2.4.2: a token has exactly one signature.
    #[error("a time stamp has exactly one signature")]
    NotOneSigner,
    /// The certificate of the authority is neither inside nor at hand.
    #[error("the certificate of the time stamp authority is missing")]
    NoCertificate,
    /// signingCertificate is missing or names another certificate.
    #[error("the time stamp names another certificate")]
    CertificateMismatch,
    /// The certificate is not one for time stamping alone (RFC 3161 §2.3).
    #[error("the certificate is not one of a time stamp authority")]
    NotAnAuthority,
    /// The signed digest is not that of the TSTInfo.
    #[error("the time stamp was changed")]
    DigestMismatch,
    /// The signature does not verify.
    #[error("the signature of the time stamp does not verify")]
    InvalidSignature,
}

#[cfg(test)]
mod tests;
