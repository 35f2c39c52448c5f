//! OpenSSL's gost engine as a peer: loaded into this process, so that a measurement counts its
//! work and not the start of a program.

use std::sync::OnceLock;

use openssl::pkey::{PKey, Private, Public};
use tanba_gost::{ParameterSet, SigningKey, VerifyingKey};

/// Loads the engine, once, and makes it the default for its algorithms; false where OpenSSL has
/// no engines or the gost engine is not installed.
#[must_use]
pub fn available() -> bool {
    static LOADED: OnceLock<bool> = OnceLock::new();
    *LOADED.get_or_init(|| {
        openssl::init();
        load::engine()
    })
}

/// SubjectPublicKeyInfo of RFC 9215, section 4.
#[must_use]
pub fn public_key_info(key: &VerifyingKey) -> Vec<u8> {
    let bits = [&[0][..], &element(0x04, &[&key.to_bytes()])].concat();
    element(
        0x30,
        &[&algorithm(key.parameter_set()), &element(0x03, &[&bits])],
    )
}

/// PrivateKeyInfo of RFC 9215, section 5.
#[must_use]
pub fn private_key_info(key: &SigningKey) -> Vec<u8> {
    let octets = element(0x04, &[&element(0x04, &[&key.to_bytes()])]);
    element(
        0x30,
        &[&[2, 1, 0], &algorithm(key.parameter_set()), &octets],
    )
}

/// Our public key, read by the engine; none when it cannot.
#[must_use]
pub fn public_key(key: &VerifyingKey) -> Option<PKey<Public>> {
    available().then(|| PKey::public_key_from_der(&public_key_info(key)).ok())?
}

/// Our private key, read by the engine; none when it cannot.
#[must_use]
pub fn private_key(key: &SigningKey) -> Option<PKey<Private>> {
    available().then(|| PKey::private_key_from_der(&private_key_info(key)).ok())?
}

/// Algorithm, curve and digest, all by their Russian identifiers.
fn algorithm(set: &ParameterSet) -> Vec<u8> {
    // 1.2.643.7.1.1.1.1 or .2, and 1.2.643.7.1.1.2.2 or .3
    let (key, digest) = if set.size() == 64 { (2, 3) } else { (1, 2) };
    let curve = encode_oid(set.oids().first().copied().unwrap_or_default());
    let parameters = element(
        0x30,
        &[
            &element(0x06, &[&curve]),
            &element(0x06, &[&[0x2a, 0x85, 3, 7, 1, 1, 2, digest]]),
        ],
    );
    element(
        0x30,
        &[
            &element(0x06, &[&[0x2a, 0x85, 3, 7, 1, 1, 1, key]]),
            &parameters,
        ],
    )
}

fn encode_oid(dotted: &str) -> Vec<u8> {
    let mut arcs = dotted.split('.').filter_map(|arc| arc.parse::<u32>().ok());
    let mut out = vec![40 * arcs.next().unwrap_or(0) as u8 + arcs.next().unwrap_or(0) as u8];
    for arc in arcs {
        let groups = (32 - arc.leading_zeros()).div_ceil(7).max(1);
        for i in (0..groups).rev() {
            let more = if i > 0 { 0x80 } else { 0 };
            out.push((arc >> (7 * i)) as u8 & 0x7f | more);
        }
    }
    out
}

fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let contents = parts.concat();
    let mut out = vec![tag];
    match contents.len() {
        length @ 0..128 => out.push(length as u8),
        length @ 128..256 => out.extend([0x81, length as u8]),
        length => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend(contents);
    out
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "the engine interface has no safe binding")]
mod load {
    use std::ffi::{CStr, c_char, c_int, c_uint, c_void};

    const INIT_ENGINE_DYNAMIC: u64 = 0x0000_0400;
    const METHOD_ALL: c_uint = 0xffff;

    unsafe extern "C" {
        fn dlsym(handle: *mut c_void, symbol: *const c_char) -> *mut c_void;
    }

    /// Looked up at run time: an OpenSSL without engines lacks these functions.
    fn symbol(name: &CStr) -> Option<*mut c_void> {
        // SAFETY: a null handle is RTLD_DEFAULT on Linux, and the name is terminated.
        let address = unsafe { dlsym(std::ptr::null_mut(), name.as_ptr()) };
        (!address.is_null()).then_some(address)
    }

    pub(super) fn engine() -> bool {
        let symbols = || {
            Some((
                symbol(c"OPENSSL_init_crypto")?,
                symbol(c"ENGINE_by_id")?,
                symbol(c"ENGINE_init")?,
                symbol(c"ENGINE_set_default")?,
            ))
        };
        let Some((initialize, by_id, init, set_default)) = symbols() else {
            return false;
        };
        // SAFETY: these are the types of the four functions in OpenSSL 1.1 and 3
        // (openssl/crypto.h and openssl/engine.h).
        let (initialize, by_id, init, set_default) = unsafe {
            (
                std::mem::transmute::<*mut c_void, extern "C" fn(u64, *const c_void) -> c_int>(
                    initialize,
                ),
                std::mem::transmute::<*mut c_void, extern "C" fn(*const c_char) -> *mut c_void>(
                    by_id,
                ),
                std::mem::transmute::<*mut c_void, extern "C" fn(*mut c_void) -> c_int>(init),
                std::mem::transmute::<*mut c_void, extern "C" fn(*mut c_void, c_uint) -> c_int>(
                    set_default,
                ),
            )
        };
        if initialize(INIT_ENGINE_DYNAMIC, std::ptr::null()) != 1 {
            return false;
        }
        let engine = by_id(c"gost".as_ptr());
        // The references are kept for the life of the process.
        let good = !engine.is_null() && init(engine) == 1 && set_default(engine, METHOD_ALL) == 1;
        // What a missing engine left in the queue would show up in unrelated errors.
        drop(openssl::error::ErrorStack::get());
        good
    }
}

#[cfg(not(target_os = "linux"))]
mod load {
    pub(super) fn engine() -> bool {
        false
    }
}
