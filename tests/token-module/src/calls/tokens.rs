//! Slots and tokens (§5.5).

use cryptoki_sys::*;

use crate::behaviour::{Nonsense, talks};
use crate::ffi::{bytes, fill, padded, put};
use crate::pin::Role;
use crate::process::{SLOT, with};
use crate::token_file::TokenFile;

const VERSION: CK_VERSION = CK_VERSION { major: 1, minor: 2 };

functions! {
    fn C_GetSlotList(token_present: CK_BBOOL, slots: *mut CK_SLOT_ID, count: *mut CK_ULONG) {
        with(|process| {
            if talks(&process.folder, Nonsense::Slots) {
                return put(count, CK_ULONG::MAX / 16);
            }
            let inserted = process.slot(SLOT)?.is_some();
            let all = if token_present == CK_TRUE && !inserted { &[][..] } else { &[SLOT] };
            fill(slots, count, all)
        })
    }

    fn C_GetSlotInfo(slot: CK_SLOT_ID, info: *mut CK_SLOT_INFO) {
        let inserted = with(|process| process.slot(slot))?.is_some();
        put(info, CK_SLOT_INFO {
            slotDescription: padded("Slot of a file"),
            manufacturerID: padded("Tanba tests"),
            flags: CKF_REMOVABLE_DEVICE | CKF_HW_SLOT | if inserted { CKF_TOKEN_PRESENT } else { 0 },
            hardwareVersion: VERSION,
            firmwareVersion: VERSION,
        })
    }

    fn C_GetTokenInfo(slot: CK_SLOT_ID, info: *mut CK_TOKEN_INFO) {
        with(|process| process.in_slot(slot, |process, token| {
            let mut told = describe(token);
            told.ulSessionCount = process.sessions.len() as CK_ULONG;
            if talks(&process.folder, Nonsense::Info) {
                told.label = [0xff; 32];
                told.model = [0xfe; 16];
                told.serialNumber = [0xfd; 16];
                told.ulMinPinLen = CK_ULONG::MAX;
                told.ulMaxPinLen = 0;
                told.flags = CK_FLAGS::MAX;
            }
            put(info, told)
        }))
    }

    fn C_GetMechanismList(slot: CK_SLOT_ID, list: *mut CK_MECHANISM_TYPE, count: *mut CK_ULONG) {
        with(|process| process.in_slot(slot, |_, token| {
            let all: Vec<_> = token.mechanisms().map(|(which, ..)| *which).collect();
            fill(list, count, &all)
        }))
    }

    fn C_GetMechanismInfo(slot: CK_SLOT_ID, which: CK_MECHANISM_TYPE, info: *mut CK_MECHANISM_INFO) {
        with(|process| process.in_slot(slot, |_, token| {
            let found = token.mechanisms().find(|(its, ..)| *its == which);
            let (_, least, most, flags) = found.ok_or(CKR_MECHANISM_INVALID)?;
            put(info, CK_MECHANISM_INFO {
                ulMinKeySize: *least,
                ulMaxKeySize: *most,
                flags: *flags | CKF_HW,
            })
        }))
    }

    fn C_InitToken(slot: CK_SLOT_ID, pin: *mut CK_UTF8CHAR, length: CK_ULONG, label: *mut CK_UTF8CHAR) {
        let pin = bytes(pin, length);
        let label = String::from_utf8(bytes(label, 32).to_vec()).map_err(|_| CKR_ARGUMENTS_BAD)?;
        with(|process| process.in_slot(slot, |process, token| {
            if !process.sessions.is_empty() {
                return Err(CKR_SESSION_EXISTS);
            }
            if token.write_protected {
                return Err(CKR_TOKEN_WRITE_PROTECTED);
            }
            match token.initialised {
                true => token.check_pin(Role::So, Some(pin))?,
                false => token.set_pin(Role::So, pin)?,
            }
            token.initialised = true;
            token.label = label.trim_end().to_owned();
            token.objects.clear();
            token.user_pin = None;
            Ok(())
        }))
    }

    fn C_InitPIN(session: CK_SESSION_HANDLE, pin: *mut CK_UTF8CHAR, length: CK_ULONG) {
        let pin = bytes(pin, length);
        with(|process| process.token(session, |process, token| {
            if process.logged_in != Some(Role::So) {
                return Err(CKR_USER_NOT_LOGGED_IN);
            }
            token.set_pin(Role::User, pin)
        }))
    }

    fn C_SetPIN(
        session: CK_SESSION_HANDLE,
        old: *mut CK_UTF8CHAR,
        old_length: CK_ULONG,
        new: *mut CK_UTF8CHAR,
        new_length: CK_ULONG,
    ) {
        let (old, new) = (bytes(old, old_length), bytes(new, new_length));
        with(|process| {
            if !process.session(session)?.read_write {
                return Err(CKR_SESSION_READ_ONLY);
            }
            process.token(session, |process, token| {
                let role = process.logged_in.unwrap_or(Role::User);
                token.check_pin(role, Some(old))?;
                token.set_pin(role, new)
            })
        })
    }
}

fn describe(token: &TokenFile) -> CK_TOKEN_INFO {
    let set = |flag: CK_FLAGS, when: bool| if when { flag } else { 0 };
    let (total, free) = match token.memory {
        None => (CK_UNAVAILABLE_INFORMATION, CK_UNAVAILABLE_INFORMATION),
        Some(total) => (
            total as CK_ULONG,
            total.saturating_sub(token.used()) as CK_ULONG,
        ),
    };
    CK_TOKEN_INFO {
        label: padded(&token.label),
        manufacturerID: padded(&token.manufacturer),
        model: padded(&token.model),
        serialNumber: padded(&token.serial),
        flags: CKF_RNG
            | CKF_LOGIN_REQUIRED
            | set(CKF_TOKEN_INITIALIZED, token.initialised)
            | set(CKF_WRITE_PROTECTED, token.write_protected)
            | set(CKF_PROTECTED_AUTHENTICATION_PATH, token.protected_path)
            | token.pin_flags(),
        ulMaxSessionCount: CK_EFFECTIVELY_INFINITE,
        ulSessionCount: 0,
        ulMaxRwSessionCount: CK_EFFECTIVELY_INFINITE,
        ulRwSessionCount: 0,
        ulMaxPinLen: token.pin_length.1,
        ulMinPinLen: token.pin_length.0,
        ulTotalPublicMemory: total,
        ulFreePublicMemory: free,
        ulTotalPrivateMemory: total,
        ulFreePrivateMemory: free,
        hardwareVersion: VERSION,
        firmwareVersion: VERSION,
        utcTime: padded(""),
    }
}
