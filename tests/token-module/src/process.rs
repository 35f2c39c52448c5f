//! What this process has open: sessions, log-in, searches and signatures begun.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use cryptoki_sys::{
    CK_OBJECT_HANDLE, CK_RV, CK_SESSION_HANDLE, CK_SLOT_ID, CKR_CRYPTOKI_ALREADY_INITIALIZED,
    CKR_CRYPTOKI_NOT_INITIALIZED, CKR_DEVICE_REMOVED, CKR_FUNCTION_FAILED, CKR_OK,
    CKR_SESSION_HANDLE_INVALID, CKR_SLOT_ID_INVALID, CKR_TOKEN_NOT_PRESENT, CKR_USER_NOT_LOGGED_IN,
};

use crate::pin::Role;
use crate::sign::Signing;
use crate::token_file::{Locked, TokenFile};
use crate::{Answer, behaviour};

/// The one slot. Not 0, which a caller might take for an index.
pub(crate) const SLOT: CK_SLOT_ID = 7;

/// One putting-in of a token: the same token put in again is another one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Insertion {
    pub(crate) serial: String,
    put_in: Option<SystemTime>,
    file: u64,
}

impl Insertion {
    /// What is in the slot.
    fn now(folder: &Path) -> Option<Self> {
        let slot = folder.join("slot");
        let serial = fs::read_to_string(&slot).ok()?;
        let metadata = fs::metadata(&slot).ok()?;
        let serial = serial.trim();
        Some(Self {
            serial: if serial.is_empty() { "TEST" } else { serial }.to_owned(),
            put_in: metadata.modified().ok(),
            file: file_number(&metadata),
        })
    }
}

#[cfg(unix)]
fn file_number(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn file_number(_: &fs::Metadata) -> u64 {
    0
}

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) insertion: Insertion,
    pub(crate) read_write: bool,
    /// What a search found and has not handed out.
    pub(crate) found: Option<Vec<CK_OBJECT_HANDLE>>,
    pub(crate) signing: Option<Signing>,
}

#[derive(Debug)]
pub(crate) struct Process {
    pub(crate) folder: PathBuf,
    pub(crate) sessions: BTreeMap<CK_SESSION_HANDLE, Session>,
    next: CK_SESSION_HANDLE,
    /// All sessions of a process are logged in together (§2.4 of the usage guide).
    pub(crate) logged_in: Option<Role>,
}

static PROCESS: Mutex<Option<Process>> = Mutex::new(None);

fn process() -> MutexGuard<'static, Option<Process>> {
    PROCESS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where everything lies.
pub(crate) fn folder() -> Answer<PathBuf> {
    env::var_os("TANBA_TEST_TOKEN")
        .map(PathBuf::from)
        .or_else(crate::ffi::own_folder)
        .ok_or(CKR_FUNCTION_FAILED)
}

/// Runs a function of the module: first what is to go wrong in it, and that outside the lock, as a call
/// that hangs hangs alone.
pub(crate) fn answer(function: &str, work: impl FnOnce() -> Answer) -> CK_RV {
    let done = folder()
        .inspect(|folder| behaviour::count(folder, function))
        .and_then(|folder| behaviour::before(&folder, function))
        .and_then(|()| work());
    done.err().unwrap_or(CKR_OK)
}

pub(crate) fn begin() -> Answer {
    let mut process = process();
    if process.is_some() {
        return Err(CKR_CRYPTOKI_ALREADY_INITIALIZED);
    }
    *process = Some(Process {
        folder: folder()?,
        sessions: BTreeMap::new(),
        next: 1,
        logged_in: None,
    });
    Ok(())
}

pub(crate) fn end() -> Answer {
    process()
        .take()
        .map(|_| ())
        .ok_or(CKR_CRYPTOKI_NOT_INITIALIZED)
}

/// Works with what is open.
pub(crate) fn with<T>(work: impl FnOnce(&mut Process) -> Answer<T>) -> Answer<T> {
    work(process().as_mut().ok_or(CKR_CRYPTOKI_NOT_INITIALIZED)?)
}

impl Process {
    /// What is in the slot, after sessions with what was there before have ended.
    pub(crate) fn slot(&mut self, slot: CK_SLOT_ID) -> Answer<Option<Insertion>> {
        if slot != SLOT {
            return Err(CKR_SLOT_ID_INVALID);
        }
        let now = Insertion::now(&self.folder);
        self.sessions
            .retain(|_, session| Some(&session.insertion) == now.as_ref());
        if self.sessions.is_empty() {
            self.logged_in = None;
        }
        Ok(now)
    }

    /// The token in the slot, opened; it is saved whatever the work ends with, as a wrong PIN counts.
    pub(crate) fn in_slot<T>(
        &mut self,
        slot: CK_SLOT_ID,
        work: impl FnOnce(&mut Self, &mut TokenFile) -> Answer<T>,
    ) -> Answer<T> {
        let insertion = self.slot(slot)?.ok_or(CKR_TOKEN_NOT_PRESENT)?;
        let mut locked =
            Locked::open(&self.folder, &insertion.serial).map_err(|_| CKR_FUNCTION_FAILED)?;
        let answer = work(self, &mut locked.token);
        locked.save().map_err(|_| CKR_FUNCTION_FAILED)?;
        answer
    }

    pub(crate) fn open(&mut self, slot: CK_SLOT_ID, read_write: bool) -> Answer<CK_SESSION_HANDLE> {
        let insertion = self.slot(slot)?.ok_or(CKR_TOKEN_NOT_PRESENT)?;
        let handle = self.next;
        self.next += 1;
        self.sessions.insert(
            handle,
            Session {
                insertion,
                read_write,
                found: None,
                signing: None,
            },
        );
        Ok(handle)
    }

    /// A session whose token is still in the slot.
    pub(crate) fn session(&mut self, handle: CK_SESSION_HANDLE) -> Answer<&mut Session> {
        let known = self.sessions.contains_key(&handle);
        match self.slot(SLOT)? {
            None if known => Err(CKR_DEVICE_REMOVED),
            _ => self
                .sessions
                .get_mut(&handle)
                .ok_or(CKR_SESSION_HANDLE_INVALID),
        }
    }

    /// The token of a session.
    pub(crate) fn token<T>(
        &mut self,
        session: CK_SESSION_HANDLE,
        work: impl FnOnce(&mut Self, &mut TokenFile) -> Answer<T>,
    ) -> Answer<T> {
        self.session(session)?;
        self.in_slot(SLOT, work)
    }

    /// Whether the user is logged in, who alone sees private objects.
    pub(crate) fn is_user(&self) -> bool {
        self.logged_in == Some(Role::User)
    }

    pub(crate) fn demand_user(&self) -> Answer {
        match self.is_user() {
            true => Ok(()),
            false => Err(CKR_USER_NOT_LOGGED_IN),
        }
    }
}
