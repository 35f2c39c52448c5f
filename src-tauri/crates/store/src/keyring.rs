//! The keyring of the operating system: a place outside the database where the
//! head of the history is kept.
//!
//! The `keyring` crate speaks to the Secret Service over D-Bus in pure Rust, to
//! Keychain and to Credential Manager. The kernel's own keyring (keyutils) does
//! not serve here: it forgets at reboot.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::thread;

/// Why the keyring gave no answer, in words for the doctor. The usual reason is
/// that there is none: a server, a container, a session without D-Bus.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct KeyringError(pub String);

/// A place for small texts by account, outside the database. Calls may block.
pub trait Keyring: Send + Sync {
    /// The text of `account`, if there is one.
    ///
    /// # Errors
    /// When there is no keyring or it does not answer.
    fn load(&self, account: &str) -> Result<Option<String>, KeyringError>;

    /// Replaces the text of `account`.
    ///
    /// # Errors
    /// When there is no keyring or it does not answer.
    fn save(&self, account: &str, text: &str) -> Result<(), KeyringError>;
}

/// The keyring of this operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemKeyring;

/// The name under which the keyring shows our entries.
const SERVICE: &str = "Tanba";

impl Keyring for SystemKeyring {
    fn load(&self, account: &str) -> Result<Option<String>, KeyringError> {
        match entry(account)?.get_password() {
            Ok(text) => Ok(Some(text)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(KeyringError(error.to_string())),
        }
    }

    fn save(&self, account: &str, text: &str) -> Result<(), KeyringError> {
        entry(account)?
            .set_password(text)
            .map_err(|error| KeyringError(error.to_string()))
    }
}

fn entry(account: &str) -> Result<keyring::Entry, KeyringError> {
    if let Err(error) = keyring::Entry::store_status() {
        return Err(KeyringError(error.to_string()));
    }
    keyring::Entry::new(SERVICE, account).map_err(|error| KeyringError(error.to_string()))
}

/// Where there is no keyring, or none is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoKeyring;

impl Keyring for NoKeyring {
    fn load(&self, _: &str) -> Result<Option<String>, KeyringError> {
        Err(KeyringError("no keyring".to_owned()))
    }

    fn save(&self, _: &str, _: &str) -> Result<(), KeyringError> {
        Err(KeyringError("no keyring".to_owned()))
    }
}

/// Waits for one call, but not for ever: a locked keyring may be asking somebody
/// who is not there.
pub(crate) async fn bounded<T: Send + 'static>(
    keyring: &Arc<dyn Keyring>,
    limit: Duration,
    call: impl FnOnce(&dyn Keyring) -> Result<T, KeyringError> + Send + 'static,
) -> Result<T, KeyringError> {
    let keyring = Arc::clone(keyring);
    match thread::run("keyring", limit, move || call(&*keyring)).await {
        Ok(result) => result,
        Err(error) if error.kind() == io::ErrorKind::TimedOut => {
            Err(KeyringError("no answer in time".to_owned()))
        }
        Err(error) => Err(KeyringError(error.to_string())),
    }
}
