//! Sessions and log-in (§5.6).

use std::ffi::c_void;

use cryptoki_sys::*;

use crate::ffi::{bytes, put};
use crate::pin::Role;
use crate::process::{SLOT, with};

functions! {
    fn C_OpenSession(
        slot: CK_SLOT_ID,
        flags: CK_FLAGS,
        _application: *mut c_void,
        _notify: CK_NOTIFY,
        session: *mut CK_SESSION_HANDLE,
    ) {
        if flags & CKF_SERIAL_SESSION == 0 {
            return Err(CKR_SESSION_PARALLEL_NOT_SUPPORTED);
        }
        let read_write = flags & CKF_RW_SESSION != 0;
        with(|process| {
            if !read_write && process.logged_in == Some(Role::So) {
                return Err(CKR_SESSION_READ_WRITE_SO_EXISTS);
            }
            let write_protected = process.in_slot(slot, |_, token| Ok(token.write_protected))?;
            if read_write && write_protected {
                return Err(CKR_TOKEN_WRITE_PROTECTED);
            }
            put(session, process.open(slot, read_write)?)
        })
    }

    fn C_CloseSession(session: CK_SESSION_HANDLE) {
        with(|process| {
            process.session(session)?;
            process.sessions.remove(&session);
            // The last one takes the log-in with it.
            process.slot(SLOT).map(|_| ())
        })
    }

    fn C_CloseAllSessions(slot: CK_SLOT_ID) {
        with(|process| {
            process.sessions.clear();
            process.slot(slot).map(|_| ())
        })
    }

    fn C_GetSessionInfo(session: CK_SESSION_HANDLE, info: *mut CK_SESSION_INFO) {
        with(|process| {
            let read_write = process.session(session)?.read_write;
            let state = match (process.logged_in, read_write) {
                (None, false) => CKS_RO_PUBLIC_SESSION,
                (None, true) => CKS_RW_PUBLIC_SESSION,
                (Some(Role::User), false) => CKS_RO_USER_FUNCTIONS,
                (Some(Role::User), true) => CKS_RW_USER_FUNCTIONS,
                (Some(Role::So), _) => CKS_RW_SO_FUNCTIONS,
            };
            put(info, CK_SESSION_INFO {
                slotID: SLOT,
                state,
                flags: CKF_SERIAL_SESSION | if read_write { CKF_RW_SESSION } else { 0 },
                ulDeviceError: 0,
            })
        })
    }

    fn C_Login(session: CK_SESSION_HANDLE, kind: CK_USER_TYPE, pin: *mut CK_UTF8CHAR, length: CK_ULONG) {
        let pin = (!pin.is_null()).then(|| bytes(pin, length));
        with(|process| {
            if kind == CKU_CONTEXT_SPECIFIC {
                if process.session(session)?.signing.is_none() {
                    return Err(CKR_OPERATION_NOT_INITIALIZED);
                }
                process.token(session, |_, token| token.check_pin(Role::User, pin))?;
                if let Some(signing) = &mut process.session(session)?.signing {
                    signing.asks_for_pin = false;
                }
                return Ok(());
            }
            let role = Role::of(kind)?;
            process.session(session)?;
            match process.logged_in {
                Some(now) if now == role => return Err(CKR_USER_ALREADY_LOGGED_IN),
                Some(_) => return Err(CKR_USER_ANOTHER_ALREADY_LOGGED_IN),
                None => {}
            }
            if role == Role::So && process.sessions.values().any(|session| !session.read_write) {
                return Err(CKR_SESSION_READ_ONLY_EXISTS);
            }
            process.token(session, |_, token| token.check_pin(role, pin))?;
            process.logged_in = Some(role);
            Ok(())
        })
    }

    fn C_Logout(session: CK_SESSION_HANDLE) {
        with(|process| {
            process.session(session)?;
            for session in process.sessions.values_mut() {
                session.signing = None;
                session.found = None;
            }
            process.logged_in.take().map(|_| ()).ok_or(CKR_USER_NOT_LOGGED_IN)
        })
    }
}
