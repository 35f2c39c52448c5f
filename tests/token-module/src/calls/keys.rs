//! Making keys and signing with them (§5.11, §5.13, §5.15).

use cryptoki_sys::*;
use rand_core::{OsRng, RngCore as _};

use crate::Answer;
use crate::behaviour::{Nonsense, dawdle, talks};
use crate::ffi::{bytes, fill, put, template, value};
use crate::generate::generate;
use crate::process::{self, with};
use crate::sign::{Mechanism, Signing};

functions! {
    fn C_GenerateKeyPair(
        session: CK_SESSION_HANDLE,
        mechanism: *mut CK_MECHANISM,
        public: *mut CK_ATTRIBUTE,
        public_count: CK_ULONG,
        private: *mut CK_ATTRIBUTE,
        private_count: CK_ULONG,
        public_key: *mut CK_OBJECT_HANDLE,
        private_key: *mut CK_OBJECT_HANDLE,
    ) {
        let mechanism = value(mechanism)?.mechanism;
        let (public, private) = (template(public, public_count), template(private, private_count));
        let always_authenticate = with(|process| {
            if !process.session(session)?.read_write {
                return Err(CKR_SESSION_READ_ONLY);
            }
            process.demand_user()?;
            process.token(session, |_, token| {
                token.offers(mechanism, CKF_GENERATE_KEY_PAIR)?;
                Ok(token.always_authenticate)
            })
        })?;
        // The long part, while other calls go on.
        dawdle(&process::folder()?)?;
        let (public, private) = generate(mechanism, public, private, always_authenticate)?;
        with(|process| process.token(session, |_, token| {
            let public = token.add(public)?;
            let private = token.add(private).inspect_err(|_| {
                token.objects.retain(|object| object.handle != public);
            })?;
            put(public_key, public)?;
            put(private_key, private)
        }))
    }

    fn C_SignInit(session: CK_SESSION_HANDLE, mechanism: *mut CK_MECHANISM, key: CK_OBJECT_HANDLE) {
        let mechanism = value(mechanism)?;
        let pss = match mechanism.mechanism {
            CKM_RSA_PKCS_PSS => Some(value(mechanism.pParameter.cast())?),
            _ => None,
        };
        let mechanism = Mechanism { which: mechanism.mechanism, pss };
        with(|process| {
            if process.session(session)?.signing.is_some() {
                return Err(CKR_OPERATION_ACTIVE);
            }
            process.demand_user()?;
            let signing = process.token(session, |_, token| Signing::begin(token, mechanism, key))?;
            process.session(session)?.signing = Some(signing);
            Ok(())
        })
    }

    fn C_Sign(
        session: CK_SESSION_HANDLE,
        data: *mut CK_BYTE,
        data_length: CK_ULONG,
        signature: *mut CK_BYTE,
        length: *mut CK_ULONG,
    ) {
        finish(session, bytes(data, data_length), signature, length)
    }

    fn C_SignUpdate(session: CK_SESSION_HANDLE, part: *mut CK_BYTE, length: CK_ULONG) {
        let part = bytes(part, length);
        with(|process| {
            let signing = process.session(session)?.signing.as_mut();
            signing.ok_or(CKR_OPERATION_NOT_INITIALIZED)?.data.extend_from_slice(part);
            Ok(())
        })
    }

    fn C_SignFinal(session: CK_SESSION_HANDLE, signature: *mut CK_BYTE, length: *mut CK_ULONG) {
        finish(session, &[], signature, length)
    }

    fn C_GenerateRandom(session: CK_SESSION_HANDLE, place: *mut CK_BYTE, length: CK_ULONG) {
        with(|process| process.session(session).map(|_| ()))?;
        for at in 0..length as usize {
            put(place.add(at), OsRng.next_u32() as u8)?;
        }
        Ok(())
    }
}

/// Ends a signature, unless the caller only wants to know its length or has no room for it (§5.2).
///
/// # Safety
/// As for [`fill`].
unsafe fn finish(
    session: CK_SESSION_HANDLE,
    last: &[u8],
    place: *mut CK_BYTE,
    length: *mut CK_ULONG,
) -> Answer {
    with(|process| {
        let signing = process.session(session)?.signing.take();
        let mut signing = signing.ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
        let made = match signing.made.take() {
            Some(made) => made,
            None => {
                let data = [&signing.data, last].concat();
                process.token(session, |_, token| signing.make(token, &data))?
            }
        };
        // SAFETY: the caller's promise.
        let filled = unsafe { fill(place, length, &made) };
        if talks(&process.folder, Nonsense::Signature) {
            // SAFETY: the same.
            return unsafe { put(length, CK_UNAVAILABLE_INFORMATION) };
        }
        if place.is_null() || filled == Err(CKR_BUFFER_TOO_SMALL) {
            signing.made = Some(made);
            process.session(session)?.signing = Some(signing);
        }
        filled
    })
}
