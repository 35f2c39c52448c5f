//! Personal accounts: who logged in with a key, and what they may do.

use tanba_protocol::authority::AccountSubject;
use time::Duration;

mod code;
mod decision;
mod overview;
mod renew;
mod revoke;
mod session;
mod signed;

use crate::Error;
use crate::application::{Identity, SubmitRefusal};
use crate::registry::{Registry, RegistryError};
use crate::storage::StorageError;

pub use code::send_code;
pub use decision::decision_text;
pub use overview::{OwnCertificate, StaffApplication};
pub use renew::{Decoded, Renewal};
pub use session::make_challenge;

pub(crate) use code::settings_of;

/// For how long after its end a key still opens the account, for a renewal that is checked afresh.
pub(crate) const GRACE: Duration = Duration::days(30);

/// Who is logged in, and with which certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Whom the certificate names.
    pub identity: Identity,
    /// Its issuer, by the name in records.
    pub issuer: String,
    /// Its serial number in lower-case hex.
    pub serial_number: String,
}

impl Caller {
    /// Whether it is the first head of a legal entity.
    #[must_use]
    pub fn is_head(&self) -> bool {
        self.identity.template == tanba_protocol::authority::Template::Head
    }

    /// The legal entity that the caller answers for as its head, by the certificate.
    #[must_use]
    pub fn headed_bin(&self) -> Option<&str> {
        self.identity.bin.as_deref().filter(|_| self.is_head())
    }

    /// As the caller is told.
    #[must_use]
    pub fn subject(&self) -> AccountSubject {
        AccountSubject {
            name: self.identity.common_name.clone(),
            iin: self.identity.iin.clone(),
            bin: self.identity.bin.clone(),
            organisation: self.identity.organisation.clone(),
            is_head: self.is_head(),
        }
    }
}

/// The legal entity that the caller heads, as long as the registry says so: a certificate outlives an office.
async fn headed_bin<'a, R: Registry>(
    registry: &R,
    caller: &'a Caller,
) -> Result<Option<&'a str>, AccountRefusal> {
    match caller.headed_bin() {
        Some(bin) if renew::still_holds(registry, caller).await? => Ok(Some(bin)),
        _ => Ok(None),
    }
}

/// Why something was not done in a personal account.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccountRefusal {
    /// The challenge is none of ours, too late, or was used.
    #[error("the challenge is unknown, too late, or was used")]
    ChallengeRefused,
    /// The signature does not hold, or is over something else.
    #[error("the signature does not hold: {0}")]
    SignatureInvalid(&'static str),
    /// Nobody logs in or signs with this certificate.
    #[error("the certificate cannot be used for this: {0}")]
    CertificateUnsuitable(&'static str),
    /// The session is over, or never was.
    #[error("there is no such session")]
    SessionExpired,
    /// There is no way to reach the caller.
    #[error("neither a phone number nor an e-mail address is known")]
    ContactUnknown,
    /// Too many codes.
    #[error("too many codes were sent")]
    TooManyCodes(Duration),
    /// Another code.
    #[error("this is not the code")]
    CodeWrong,
    /// No code is valid.
    #[error("the code is too old, was used, or tried too often")]
    CodeExpired,
    /// The caller has no such certificate.
    #[error("the caller has no such certificate")]
    CertificateUnknown,
    /// It is revoked.
    #[error("the certificate is revoked already")]
    CertificateRevoked,
    /// Only the head may do this.
    #[error("only the head of the legal entity may do this")]
    HeadRequired,
    /// A refusal says why.
    #[error("a refusal needs a reason")]
    ReasonMissing,
    /// No such application of the caller's legal entity.
    #[error("no such application")]
    ApplicationUnknown,
    /// Nothing is decided at its stage.
    #[error("the application does not wait for this")]
    StageWrong,
    /// As for any application.
    #[error(transparent)]
    Submit(#[from] SubmitRefusal),
    /// The authority failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<StorageError> for AccountRefusal {
    fn from(error: StorageError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<RegistryError> for AccountRefusal {
    fn from(error: RegistryError) -> Self {
        Self::Submit(error.into())
    }
}
