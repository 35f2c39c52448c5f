//! What a module's return values mean to people.

use cryptoki::context::Function;
use cryptoki::error::{Error as Cryptoki, RvError as Rv};

use crate::Error;

/// For `map_err` where no PIN is involved.
pub(super) fn refused(error: Cryptoki) -> Error {
    let (rv, function) = match error {
        Cryptoki::Pkcs11(rv, function) => (rv, function),
        other => {
            return Error::ModuleFailed {
                function: "PKCS#11".into(),
                reason: other.to_string(),
            };
        }
    };
    match rv {
        Rv::DeviceRemoved
        | Rv::TokenNotPresent
        | Rv::TokenNotRecognized
        | Rv::SessionHandleInvalid
        | Rv::SessionClosed
        | Rv::SlotIdInvalid => Error::TokenRemoved,
        Rv::DeviceMemory => Error::TokenFull,
        Rv::TokenWriteProtected => Error::TokenWriteProtected,
        Rv::UserNotLoggedIn => Error::LoggedOut,
        _ => failed(rv, function),
    }
}

/// The failure that names function and return value.
pub(super) fn failed(rv: Rv, function: Function) -> Error {
    Error::ModuleFailed {
        function: format!("C_{function:?}"),
        reason: name(rv),
    }
}

/// An answer that makes no sense, named by what was asked.
pub(super) fn nonsense(what: &str) -> Error {
    Error::ModuleFailed {
        function: what.into(),
        reason: "an answer that makes no sense".into(),
    }
}

/// CKR_… of a return value.
fn name(rv: Rv) -> String {
    match rv {
        Rv::VendorDefined(code) | Rv::UnknownErrorCode(code) => format!("{code:#010x}"),
        other => {
            let mut name = String::from("CKR");
            for letter in format!("{other:?}").chars() {
                if letter.is_uppercase() {
                    name.push('_');
                }
                name.extend(letter.to_uppercase());
            }
            name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn return_values_bear_the_names_of_the_standard() {
        assert_eq!(name(Rv::GeneralError), "CKR_GENERAL_ERROR");
        assert_eq!(name(Rv::SlotIdInvalid), "CKR_SLOT_ID_INVALID");
        assert_eq!(name(Rv::VendorDefined(0x8000_0123)), "0x80000123");
        let error = failed(Rv::GeneralError, Function::GetSlotList);
        assert_eq!(error.to_string(), "C_GetSlotList: CKR_GENERAL_ERROR");
    }
}
