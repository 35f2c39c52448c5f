//! Pointers and lengths of a caller, made into values.

#![allow(
    unsafe_code,
    reason = "a C library is given pointers, and has to believe their lengths"
)]

use std::ffi::c_void;
use std::ptr;
use std::slice;

use cryptoki_sys::{
    CK_ATTRIBUTE, CK_ULONG, CK_UNAVAILABLE_INFORMATION, CKR_ARGUMENTS_BAD, CKR_BUFFER_TOO_SMALL,
};

use crate::token_file::{Attributes, Bytes};
use crate::{Answer, Nonsense};

/// The bytes at a pointer; none when it is null.
///
/// # Safety
/// So many bytes can be read there for as long as the slice lives.
pub(crate) unsafe fn bytes<'a>(pointer: *const u8, length: CK_ULONG) -> &'a [u8] {
    if pointer.is_null() {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { slice::from_raw_parts(pointer, length as usize) }
}

/// What a `CK_MECHANISM` or another structure points at.
///
/// # Safety
/// The pointer is null or points at a `T`, perhaps unaligned.
pub(crate) unsafe fn value<T: Copy>(pointer: *const T) -> Answer<T> {
    if pointer.is_null() {
        return Err(CKR_ARGUMENTS_BAD);
    }
    // SAFETY: the caller's promise.
    Ok(unsafe { ptr::read_unaligned(pointer) })
}

/// Writes a value.
///
/// # Safety
/// The pointer is null or has room for a `T`.
pub(crate) unsafe fn put<T>(pointer: *mut T, value: T) -> Answer {
    if pointer.is_null() {
        return Err(CKR_ARGUMENTS_BAD);
    }
    // SAFETY: the caller's promise.
    unsafe { ptr::write_unaligned(pointer, value) };
    Ok(())
}

/// Writes values the way PKCS#11 wants it (§5.2): without a place for them, their number alone.
///
/// # Safety
/// `length` is null or can be read and written; at `place` there is room for as many as it says.
pub(crate) unsafe fn fill<T: Copy>(place: *mut T, length: *mut CK_ULONG, values: &[T]) -> Answer {
    // SAFETY: the caller's promise.
    let room = unsafe { value(length) }?;
    // SAFETY: the same.
    unsafe { put(length, values.len() as CK_ULONG) }?;
    if place.is_null() {
        return Ok(());
    }
    if (room as usize) < values.len() {
        return Err(CKR_BUFFER_TOO_SMALL);
    }
    // SAFETY: as above, and the values are ours, not the caller's.
    unsafe { ptr::copy_nonoverlapping(values.as_ptr(), place, values.len()) };
    Ok(())
}

/// The attributes of a template.
///
/// # Safety
/// The pointer is null or points at so many attributes, whose values can be read.
pub(crate) unsafe fn template(pointer: *const CK_ATTRIBUTE, count: CK_ULONG) -> Attributes {
    if pointer.is_null() {
        return Attributes::new();
    }
    // SAFETY: the caller's promise.
    let attributes = unsafe { slice::from_raw_parts(pointer, count as usize) };
    attributes
        .iter()
        .map(|attribute| {
            // SAFETY: the same.
            let value = unsafe { bytes(attribute.pValue.cast(), attribute.ulValueLen) };
            (attribute.type_, Bytes(value.to_vec()))
        })
        .collect()
}

/// Answers a question for attributes (§5.7.5), each by what `find` knows of it. The worst answer is the
/// answer of the call.
///
/// # Safety
/// The pointer is null or points at so many attributes that can be written, with room for their values.
pub(crate) unsafe fn answer_attributes(
    pointer: *mut CK_ATTRIBUTE,
    count: CK_ULONG,
    nonsense: Option<Nonsense>,
    find: impl Fn(CK_ULONG) -> Answer<Vec<u8>>,
) -> Answer {
    if pointer.is_null() {
        return Err(CKR_ARGUMENTS_BAD);
    }
    let mut answer = Ok(());
    // SAFETY: the caller's promise.
    for attribute in unsafe { slice::from_raw_parts_mut(pointer, count as usize) } {
        if nonsense == Some(Nonsense::Attributes) {
            attribute.ulValueLen = CK_ULONG::MAX / 4;
            continue;
        }
        let filled = find(attribute.type_).and_then(|value| {
            let place: *mut c_void = attribute.pValue;
            // SAFETY: the same.
            unsafe { fill(place.cast(), &raw mut attribute.ulValueLen, &value) }
        });
        if let Err(error) = filled {
            attribute.ulValueLen = CK_UNAVAILABLE_INFORMATION;
            answer = Err(error);
        }
    }
    answer
}

/// The folder that the module was loaded from.
#[cfg(unix)]
pub(crate) fn own_folder() -> Option<std::path::PathBuf> {
    use std::ffi::{CStr, OsStr};
    use std::os::unix::ffi::OsStrExt as _;

    let mut found = libc::Dl_info {
        dli_fname: ptr::null(),
        dli_fbase: ptr::null_mut(),
        dli_sname: ptr::null(),
        dli_saddr: ptr::null_mut(),
    };
    // SAFETY: the structure can be written; the name in it lives as long as the module is loaded.
    let name = unsafe {
        let here: fn() -> Option<std::path::PathBuf> = own_folder;
        if libc::dladdr(here as *const c_void, &raw mut found) == 0 || found.dli_fname.is_null() {
            return None;
        }
        CStr::from_ptr(found.dli_fname)
    };
    let path = std::path::Path::new(OsStr::from_bytes(name.to_bytes()));
    Some(path.parent()?.to_owned())
}

#[cfg(not(unix))]
pub(crate) fn own_folder() -> Option<std::path::PathBuf> {
    None
}

/// Text padded with blanks to the length of its field; what is too long is cut.
pub(crate) fn padded<const N: usize>(text: &str) -> [u8; N] {
    let mut field = [b' '; N];
    for (place, byte) in field.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    field
}
