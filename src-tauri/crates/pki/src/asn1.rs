//! One typed value of `der` out of bytes that it must fill.

use der::Decode;

use crate::{Error, Result};

/// Decodes one value that must fill `bytes`.
pub(crate) fn decode<'a, T: Decode<'a>>(bytes: &'a [u8], what: &'static str) -> Result<T> {
    T::from_der(bytes).map_err(|error| Error::malformed(what, error))
}
