//! Sessions and log-ins: the side of the module's own thread.
//!
//! A log-in belongs to a token and not to a session (PKCS#11, section 5.6.8), and a module takes any PIN for
//! right while somebody is logged in. So the log-in is kept here, with the PIN that opened it, as long as a
//! signer leans on it, and another PIN is always put before the token itself.

use std::collections::HashMap;
use std::path::PathBuf;

use cryptoki::context::Pkcs11;
use cryptoki::error::{Error as Cryptoki, RvError as Rv};
use cryptoki::session::{Session, SessionState};
use cryptoki::slot::Slot;
use openssl::memcmp;
use secrecy::{ExposeSecret, SecretString};

use super::error::refused;
use super::listing::{self, Listing};
use super::module;
use super::pin::{PinKind, PinState};
use super::slots::{TokenId, TokenInfo};
use crate::Error;

/// What the thread of a module keeps.
pub(super) struct Inside {
    pub(super) pkcs11: Pkcs11,
    pub(super) path: PathBuf,
    /// Where a token was found last.
    places: HashMap<TokenId, Slot>,
    /// What was listed last, and the slots that had a token then.
    seen: Option<(Vec<Slot>, Listing)>,
    log_ins: HashMap<TokenId, LogIn>,
    /// Counts log-ins, so that a signer knows its own.
    next: u64,
    /// Up to which log-in the PIN is out of date.
    revoked: HashMap<TokenId, u64>,
}

/// A user log-in that signers lean on.
struct LogIn {
    number: u64,
    session: Session,
    pin: SecretString,
    holders: usize,
}

/// A session with the right token, at the moment of use.
pub(super) struct Entered<'a> {
    pub(super) pkcs11: &'a Pkcs11,
    pub(super) session: &'a Session,
    pub(super) slot: Slot,
    pub(super) info: &'a TokenInfo,
}

impl Inside {
    pub(super) fn new(pkcs11: Pkcs11, path: PathBuf) -> Self {
        Self {
            pkcs11,
            path,
            places: HashMap::new(),
            seen: None,
            log_ins: HashMap::new(),
            next: 0,
            revoked: HashMap::new(),
        }
    }

    pub(super) fn listing(&mut self) -> Result<Listing, Error> {
        let slots = listing::slots(&self.pkcs11)?;
        let listing = listing::read(&self.pkcs11, &slots, &self.path);
        self.seen = Some((slots, listing.clone()));
        Ok(listing)
    }

    /// As [`Self::listing`], but of the tokens themselves nothing is asked as long as they are in the same
    /// slots.
    pub(super) fn glance(&mut self) -> Result<Listing, Error> {
        let slots = listing::slots(&self.pkcs11)?;
        match &self.seen {
            Some((seen, listing)) if *seen == slots && listing.failures.is_empty() => {
                Ok(listing.clone())
            }
            _ => self.listing(),
        }
    }

    /// Has the module begin anew, unless a key is in use: some read their tokens only then.
    pub(super) fn begin_anew(&mut self) -> Result<(), Error> {
        if !self.log_ins.is_empty() {
            return Ok(());
        }
        self.places.clear();
        self.seen = None;
        self.pkcs11.clone().finalize().map_err(refused)?;
        module::initialise(&self.pkcs11).map_err(refused)
    }

    /// The token as it is now.
    pub(super) fn info(&mut self, id: &TokenId) -> Result<TokenInfo, Error> {
        self.locate(id).map(|(_, info)| info)
    }

    /// Where the token is now.
    pub(super) fn locate(&mut self, id: &TokenId) -> Result<(Slot, TokenInfo), Error> {
        let known = self.places.get(id).copied();
        let mut stranger = false;
        if let Some(slot) = known {
            match self.read(slot) {
                Ok(info) if info.id == *id && !id.serial.is_empty() => return Ok((slot, info)),
                // The same device under another name, or another one in the same slot.
                Ok(_) => stranger = true,
                Err(_) => {}
            }
        }
        let mut found = Vec::new();
        for slot in listing::slots(&self.pkcs11)? {
            match self.read(slot) {
                Ok(info) if info.id == *id => found.push((slot, info)),
                Ok(info) => stranger |= !id.serial.is_empty() && info.id.serial == id.serial,
                Err(_) => {}
            }
        }
        if found.len() > 1 {
            return Err(Error::TokenAmbiguous(id.to_string()));
        }
        match found.pop() {
            Some((slot, info)) => {
                self.places.insert(id.clone(), slot);
                Ok((slot, info))
            }
            None if stranger => Err(Error::TokenChanged),
            None => Err(Error::TokenRemoved),
        }
    }

    fn read(&self, slot: Slot) -> Result<TokenInfo, Error> {
        listing::token(&self.pkcs11, slot, &self.path)
    }

    /// A session with the token. The token is looked at after the session was opened: a session ends with
    /// the token that it was opened with, so that from here on no other token can stand in its place.
    fn open(&mut self, id: &TokenId, write: bool) -> Result<(Session, Slot, TokenInfo), Error> {
        // What is done in it may be seen from outside.
        self.seen = None;
        let (slot, info) = self.locate(id)?;
        if !info.initialised {
            return Err(Error::TokenNotInitialised);
        }
        let session = match write {
            true => self.pkcs11.open_rw_session(slot),
            false => self.pkcs11.open_ro_session(slot),
        };
        let session = session.map_err(refused)?;
        let info = self.read(slot)?;
        match info.id == *id {
            true => Ok((session, slot, info)),
            false => Err(Error::TokenChanged),
        }
    }

    /// Does what needs no PIN.
    pub(super) fn entered<T>(
        &mut self,
        id: &TokenId,
        work: impl FnOnce(&Entered<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (session, slot, info) = self.open(id, false)?;
        work(&Entered {
            pkcs11: &self.pkcs11,
            session: &session,
            slot,
            info: &info,
        })
    }

    /// Does what needs a PIN, and logs out again unless a signer leans on the log-in.
    pub(super) fn logged_in<T>(
        &mut self,
        id: &TokenId,
        kind: PinKind,
        pin: &SecretString,
        write: bool,
        work: impl FnOnce(&Entered<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if kind == PinKind::So {
            // No session of the user's may be open then.
            self.revoke(id);
        }
        let (session, slot, info) = self.open(id, write || kind == PinKind::So)?;
        let leaning = kind == PinKind::User && self.leans(id, pin);
        if !leaning {
            self.end_log_in(id);
            self.enter(&session, slot, &info, kind, pin)?;
        }
        let result = work(&Entered {
            pkcs11: &self.pkcs11,
            session: &session,
            slot,
            info: &info,
        });
        if !leaning {
            // The session may have gone with the token.
            let _ = session.logout();
        }
        result
    }

    /// Logs in for as long as the number is held.
    pub(super) fn hold(&mut self, id: &TokenId, pin: &SecretString) -> Result<u64, Error> {
        if !self.leans(id, pin) {
            self.end_log_in(id);
            let (session, slot, info) = self.open(id, false)?;
            self.enter(&session, slot, &info, PinKind::User, pin)?;
            self.next += 1;
            let log_in = LogIn {
                number: self.next,
                session,
                pin: pin.clone(),
                holders: 0,
            };
            self.log_ins.insert(id.clone(), log_in);
        }
        let log_in = self.log_ins.get_mut(id).ok_or(Error::LoggedOut)?;
        log_in.holders += 1;
        Ok(log_in.number)
    }

    /// Lets go of a log-in; the last one logs out.
    pub(super) fn release(&mut self, id: &TokenId, number: u64) {
        if let Some(log_in) = self.log_ins.get_mut(id)
            && log_in.number == number
        {
            log_in.holders = log_in.holders.saturating_sub(1);
            if log_in.holders == 0 {
                self.end_log_in(id);
            }
        }
    }

    /// The session of a log-in that is held.
    pub(super) fn held(&self, id: &TokenId, number: u64) -> Result<&Session, Error> {
        match self.log_ins.get(id) {
            Some(log_in) if log_in.number == number => Ok(&log_in.session),
            _ => Err(Error::LoggedOut),
        }
    }

    /// Ends the log-in of a token whoever leans on it.
    pub(super) fn end_log_in(&mut self, id: &TokenId) {
        if let Some(log_in) = self.log_ins.remove(id) {
            let _ = log_in.session.logout();
        }
    }

    /// Ends the log-in for good: its PIN is out of date, and no signer may send it again.
    pub(super) fn revoke(&mut self, id: &TokenId) {
        self.end_log_in(id);
        self.revoked.insert(id.clone(), self.next);
    }

    /// Logs in again for a signer whose log-in ended without its doing: the token was pulled out and put
    /// back, or another PIN was tried meanwhile. The PIN was right before; unless the token says that all
    /// is well with it, it is not sent again.
    pub(super) fn hold_again(
        &mut self,
        id: &TokenId,
        number: u64,
        pin: &SecretString,
    ) -> Result<u64, Error> {
        if self.revoked.get(id).is_some_and(|last| number <= *last) {
            return Err(Error::LoggedOut);
        }
        if self
            .log_ins
            .get(id)
            .is_some_and(|log_in| log_in.number == number)
        {
            self.end_log_in(id);
        }
        let info = self.info(id)?;
        match info.user_pin {
            PinState::Good => self.hold(id, pin),
            _ => Err(Error::LoggedOut),
        }
    }

    /// Whether this very PIN has opened a log-in that still stands.
    fn leans(&self, id: &TokenId, pin: &SecretString) -> bool {
        let Some(log_in) = self.log_ins.get(id) else {
            return false;
        };
        let (one, other) = (log_in.pin.expose_secret(), pin.expose_secret());
        let same = one.len() == other.len() && memcmp::eq(one.as_bytes(), other.as_bytes());
        same && log_in.session.get_session_info().is_ok_and(|info| {
            matches!(
                info.session_state(),
                SessionState::RoUser | SessionState::RwUser
            )
        })
    }

    /// Puts a PIN before the token, once.
    fn enter(
        &self,
        session: &Session,
        slot: Slot,
        info: &TokenInfo,
        kind: PinKind,
        pin: &SecretString,
    ) -> Result<(), Error> {
        let state = |info: &TokenInfo| match kind {
            PinKind::User => info.user_pin,
            PinKind::So => info.so_pin,
        };
        // One that is said to be locked is tried nevertheless: that costs nothing more, and the flag may be
        // older than an unblocking.
        if state(info) == PinState::NotSet {
            return Err(Error::PinNotSet { kind });
        }
        let pin = (!info.protected_path).then_some(pin);
        let log_in = || session.login(kind.user_type(), pin);
        let outcome = match log_in() {
            // Another part of this process is logged in; the module has not looked at the PIN.
            Err(Cryptoki::Pkcs11(Rv::UserAlreadyLoggedIn | Rv::UserAnotherAlreadyLoggedIn, _)) => {
                session.logout().map_err(refused)?;
                log_in()
            }
            other => other,
        };
        outcome.map_err(|error| match error {
            Cryptoki::Pkcs11(Rv::PinIncorrect | Rv::PinInvalid | Rv::PinLenRange, _) => {
                let after = self.read(slot).ok().filter(|after| after.id == info.id);
                Error::PinWrong {
                    kind,
                    state: state(after.as_ref().unwrap_or(info)),
                }
            }
            // Some tokens answer so to the very try that locks.
            Cryptoki::Pkcs11(Rv::PinLocked, _) => match state(info) {
                PinState::FinalTry => Error::PinWrong {
                    kind,
                    state: PinState::Locked,
                },
                _ => Error::PinLocked { kind },
            },
            Cryptoki::Pkcs11(Rv::UserPinNotInitialized, _) => Error::PinNotSet { kind },
            Cryptoki::Pkcs11(Rv::FunctionCanceled, _) => Error::Cancelled,
            other => refused(other),
        })
    }
}
