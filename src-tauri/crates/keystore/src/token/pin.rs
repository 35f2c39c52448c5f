//! PINs: what is known of their tries, log-in, change, unblocking.

use cryptoki::error::{Error as Cryptoki, RvError as Rv};
use cryptoki::session::UserType;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::Token;
use super::error::refused;
use super::slots::TokenInfo;
use crate::Error;

/// Whose PIN.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PinKind {
    /// The owner's: it opens the keys.
    User,
    /// The administrator's (security officer's): it unblocks the user's and formats the token.
    So,
}

impl PinKind {
    pub(super) fn user_type(self) -> UserType {
        match self {
            Self::User => UserType::User,
            Self::So => UserType::So,
        }
    }
}

impl std::fmt::Display for PinKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::User => "user",
            Self::So => "administrator's",
        })
    }
}

/// What a token says of a PIN and the tries that are left (CKF_… of CK_TOKEN_INFO). PKCS#11 gives no number.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PinState {
    /// None has been set.
    NotSet,
    /// Nothing is wrong, or the token does not tell.
    Good,
    /// A wrong one was given since the last right one (the standard), or few tries are left (some tokens).
    CountLow,
    /// A wrong one now locks it.
    FinalTry,
    /// It is locked.
    Locked,
    /// It must be changed before anything else.
    ToBeChanged,
}

impl Token {
    /// Checks a PIN with the token. A wrong one costs a try.
    ///
    /// # Errors
    /// [`Error::PinWrong`], [`Error::PinLocked`], [`Error::PinNotSet`], [`Error::TokenRemoved`],
    /// [`Error::TokenChanged`], and what the module reports.
    pub fn log_in(&self, kind: PinKind, pin: &SecretString) -> Result<(), Error> {
        let (id, pin) = (self.id.clone(), pin.clone());
        self.module
            .call(move |inside| inside.logged_in(&id, kind, &pin, false, |_| Ok(())))
    }

    /// Changes a PIN. The old one is asked of the token first, and a wrong one costs a try.
    ///
    /// # Errors
    /// [`Error::PinLength`] before the token is asked, [`Error::PinInvalid`] for a rule of the token, and
    /// as [`Self::log_in`].
    pub fn change_pin(
        &self,
        kind: PinKind,
        old: &SecretString,
        new: &SecretString,
    ) -> Result<(), Error> {
        let (id, old, new) = (self.id.clone(), old.clone(), new.clone());
        self.module.call(move |inside| {
            check_length(&inside.info(&id)?, &new)?;
            inside.logged_in(&id, kind, &old, true, |entered| {
                entered.session.set_pin(&old, &new).map_err(new_pin_refused)
            })?;
            inside.revoke(&id);
            Ok(())
        })
    }

    /// Sets the user PIN as administrator: after it was locked, or when it is only forgotten.
    ///
    /// # Errors
    /// As [`Self::change_pin`]; the PIN of the errors is the administrator's.
    pub fn unblock(&self, so_pin: &SecretString, new_user_pin: &SecretString) -> Result<(), Error> {
        let (id, so_pin, new) = (self.id.clone(), so_pin.clone(), new_user_pin.clone());
        self.module.call(move |inside| {
            check_length(&inside.info(&id)?, &new)?;
            inside.logged_in(&id, PinKind::So, &so_pin, true, |entered| {
                entered.session.init_pin(&new).map_err(new_pin_refused)
            })?;
            // Some tokens go on saying that it is locked until it was given once.
            inside.logged_in(&id, PinKind::User, &new, false, |_| Ok(()))
        })
    }
}

/// Holds a new PIN against the lengths that the token says it takes.
pub(super) fn check_length(info: &TokenInfo, new: &SecretString) -> Result<(), Error> {
    let range = &info.pin_length;
    match range.contains(&new.expose_secret().len()) {
        true => Ok(()),
        false => Err(Error::PinLength {
            min: *range.start(),
            max: *range.end(),
        }),
    }
}

/// A refusal of a PIN that is being set.
pub(super) fn new_pin_refused(error: Cryptoki) -> Error {
    match error {
        Cryptoki::Pkcs11(
            Rv::PinInvalid | Rv::PinLenRange | Rv::PinTooWeak | Rv::PinIncorrect,
            _,
        ) => Error::PinInvalid,
        other => refused(other),
    }
}
