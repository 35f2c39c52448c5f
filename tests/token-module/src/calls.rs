//! The functions of the module, by the chapters of PKCS#11 §5.

#![allow(
    unsafe_code,
    reason = "the functions of a C library are called with pointers"
)]
#![allow(non_snake_case, reason = "their names are those of the standard")]

use std::ffi::c_void;

use cryptoki_sys::*;

use crate::ffi::{padded, put};
use crate::process::{self, answer};

/// Defines functions of the module. Their bodies end with an `Answer`, and begin to run once
/// [`process::answer`] has seen to what is to go wrong in them.
macro_rules! functions {
    ($(fn $name:ident($($argument:ident: $type:ty),* $(,)?) $body:block)*) => {$(
        #[allow(unused_unsafe, reason = "some have nothing to do with pointers")]
        pub(super) unsafe extern "C" fn $name($($argument: $type),*) -> cryptoki_sys::CK_RV {
            // SAFETY: PKCS#11 has the caller pass pointers that are null or valid for what goes with them.
            crate::process::answer(stringify!($name), || unsafe { $body })
        }
    )*};
}

mod keys;
mod objects;
mod sessions;
mod tokens;

pub(crate) const VERSION: CK_VERSION = CK_VERSION {
    major: 2,
    minor: 40,
};

/// What stands for a function that the module has not.
extern "C" fn unsupported() -> CK_RV {
    CKR_FUNCTION_NOT_SUPPORTED
}

/// [`unsupported`] in the shape of any function.
macro_rules! unsupported {
    ($type:ty) => {
        // SAFETY: it reads none of its arguments, and a C caller removes them itself.
        unsafe { std::mem::transmute::<extern "C" fn() -> CK_RV, $type>(unsupported) }
    };
}

static FUNCTIONS: CK_FUNCTION_LIST = CK_FUNCTION_LIST {
    version: VERSION,
    C_Initialize: Some(C_Initialize),
    C_Finalize: Some(C_Finalize),
    C_GetInfo: Some(C_GetInfo),
    C_GetFunctionList: Some(C_GetFunctionList),
    C_GetSlotList: Some(tokens::C_GetSlotList),
    C_GetSlotInfo: Some(tokens::C_GetSlotInfo),
    C_GetTokenInfo: Some(tokens::C_GetTokenInfo),
    C_GetMechanismList: Some(tokens::C_GetMechanismList),
    C_GetMechanismInfo: Some(tokens::C_GetMechanismInfo),
    C_InitToken: Some(tokens::C_InitToken),
    C_InitPIN: Some(tokens::C_InitPIN),
    C_SetPIN: Some(tokens::C_SetPIN),
    C_OpenSession: Some(sessions::C_OpenSession),
    C_CloseSession: Some(sessions::C_CloseSession),
    C_CloseAllSessions: Some(sessions::C_CloseAllSessions),
    C_GetSessionInfo: Some(sessions::C_GetSessionInfo),
    C_GetOperationState: unsupported!(CK_C_GetOperationState),
    C_SetOperationState: unsupported!(CK_C_SetOperationState),
    C_Login: Some(sessions::C_Login),
    C_Logout: Some(sessions::C_Logout),
    C_CreateObject: Some(objects::C_CreateObject),
    C_CopyObject: unsupported!(CK_C_CopyObject),
    C_DestroyObject: Some(objects::C_DestroyObject),
    C_GetObjectSize: unsupported!(CK_C_GetObjectSize),
    C_GetAttributeValue: Some(objects::C_GetAttributeValue),
    C_SetAttributeValue: Some(objects::C_SetAttributeValue),
    C_FindObjectsInit: Some(objects::C_FindObjectsInit),
    C_FindObjects: Some(objects::C_FindObjects),
    C_FindObjectsFinal: Some(objects::C_FindObjectsFinal),
    C_EncryptInit: unsupported!(CK_C_EncryptInit),
    C_Encrypt: unsupported!(CK_C_Encrypt),
    C_EncryptUpdate: unsupported!(CK_C_EncryptUpdate),
    C_EncryptFinal: unsupported!(CK_C_EncryptFinal),
    C_DecryptInit: unsupported!(CK_C_DecryptInit),
    C_Decrypt: unsupported!(CK_C_Decrypt),
    C_DecryptUpdate: unsupported!(CK_C_DecryptUpdate),
    C_DecryptFinal: unsupported!(CK_C_DecryptFinal),
    C_DigestInit: unsupported!(CK_C_DigestInit),
    C_Digest: unsupported!(CK_C_Digest),
    C_DigestUpdate: unsupported!(CK_C_DigestUpdate),
    C_DigestKey: unsupported!(CK_C_DigestKey),
    C_DigestFinal: unsupported!(CK_C_DigestFinal),
    C_SignInit: Some(keys::C_SignInit),
    C_Sign: Some(keys::C_Sign),
    C_SignUpdate: Some(keys::C_SignUpdate),
    C_SignFinal: Some(keys::C_SignFinal),
    C_SignRecoverInit: unsupported!(CK_C_SignRecoverInit),
    C_SignRecover: unsupported!(CK_C_SignRecover),
    C_VerifyInit: unsupported!(CK_C_VerifyInit),
    C_Verify: unsupported!(CK_C_Verify),
    C_VerifyUpdate: unsupported!(CK_C_VerifyUpdate),
    C_VerifyFinal: unsupported!(CK_C_VerifyFinal),
    C_VerifyRecoverInit: unsupported!(CK_C_VerifyRecoverInit),
    C_VerifyRecover: unsupported!(CK_C_VerifyRecover),
    C_DigestEncryptUpdate: unsupported!(CK_C_DigestEncryptUpdate),
    C_DecryptDigestUpdate: unsupported!(CK_C_DecryptDigestUpdate),
    C_SignEncryptUpdate: unsupported!(CK_C_SignEncryptUpdate),
    C_DecryptVerifyUpdate: unsupported!(CK_C_DecryptVerifyUpdate),
    C_GenerateKey: unsupported!(CK_C_GenerateKey),
    C_GenerateKeyPair: Some(keys::C_GenerateKeyPair),
    C_WrapKey: unsupported!(CK_C_WrapKey),
    C_UnwrapKey: unsupported!(CK_C_UnwrapKey),
    C_DeriveKey: unsupported!(CK_C_DeriveKey),
    C_SeedRandom: unsupported!(CK_C_SeedRandom),
    C_GenerateRandom: Some(keys::C_GenerateRandom),
    C_GetFunctionStatus: unsupported!(CK_C_GetFunctionStatus),
    C_CancelFunction: unsupported!(CK_C_CancelFunction),
    C_WaitForSlotEvent: unsupported!(CK_C_WaitForSlotEvent),
};

/// The one name that is looked up in a module.
///
/// # Safety
/// The pointer is null or has room for one.
#[unsafe(no_mangle)]
#[allow(unreachable_pub, reason = "reached by its name")]
pub unsafe extern "C" fn C_GetFunctionList(list: *mut *mut CK_FUNCTION_LIST) -> CK_RV {
    answer("C_GetFunctionList", || {
        // SAFETY: the caller's promise. Nobody writes through the pointer, though its type would let one.
        unsafe { put(list, (&raw const FUNCTIONS).cast_mut()) }
    })
}

functions! {
    fn C_Initialize(_arguments: *mut c_void) {
        process::begin()
    }

    fn C_Finalize(_reserved: *mut c_void) {
        process::end()
    }

    fn C_GetInfo(info: *mut CK_INFO) {
        process::with(|_| Ok(()))?;
        put(info, CK_INFO {
            cryptokiVersion: VERSION,
            manufacturerID: padded("Tanba tests"),
            flags: 0,
            libraryDescription: padded("A module for tests"),
            libraryVersion: CK_VERSION { major: 1, minor: 0 },
        })
    }
}
