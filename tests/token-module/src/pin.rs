//! PINs, and how often they may be wrong.

use cryptoki_sys::{
    CK_FLAGS, CK_ULONG, CK_USER_TYPE, CKF_SO_PIN_COUNT_LOW, CKF_SO_PIN_FINAL_TRY,
    CKF_SO_PIN_LOCKED, CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_INITIALIZED,
    CKF_USER_PIN_LOCKED, CKF_USER_PIN_TO_BE_CHANGED, CKR_PIN_INCORRECT, CKR_PIN_INVALID,
    CKR_PIN_LEN_RANGE, CKR_PIN_LOCKED, CKR_USER_PIN_NOT_INITIALIZED, CKR_USER_TYPE_INVALID, CKU_SO,
    CKU_USER,
};

use crate::Answer;
use crate::token_file::TokenFile;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Role {
    User,
    So,
}

impl Role {
    pub(crate) fn of(kind: CK_USER_TYPE) -> Answer<Self> {
        match kind {
            CKU_USER => Ok(Self::User),
            CKU_SO => Ok(Self::So),
            _ => Err(CKR_USER_TYPE_INVALID),
        }
    }
}

impl TokenFile {
    /// Holds a PIN against the token's, which counts. A null PIN is one typed at the token itself.
    pub(crate) fn check_pin(&mut self, role: Role, pin: Option<&[u8]>) -> Answer {
        let (right, left) = match role {
            Role::User => (
                self.user_pin.as_ref().ok_or(CKR_USER_PIN_NOT_INITIALIZED)?,
                &mut self.user_tries_left,
            ),
            Role::So => (&self.so_pin, &mut self.so_tries_left),
        };
        if *left == 0 {
            return Err(CKR_PIN_LOCKED);
        }
        let is_right = match pin {
            Some(pin) => pin == right.as_bytes(),
            None => self.protected_path,
        };
        if is_right {
            *left = self.tries;
            return Ok(());
        }
        *left -= 1;
        Err(CKR_PIN_INCORRECT)
    }

    /// Sets a PIN; all its tries are there again.
    pub(crate) fn set_pin(&mut self, role: Role, pin: &[u8]) -> Answer {
        let (least, most) = self.pin_length;
        if !(least..=most).contains(&(pin.len() as CK_ULONG)) {
            return Err(CKR_PIN_LEN_RANGE);
        }
        let pin = str::from_utf8(pin).map_err(|_| CKR_PIN_INVALID)?;
        match role {
            Role::User => {
                self.user_pin = Some(pin.to_owned());
                self.user_tries_left = self.tries;
                self.user_pin_to_be_changed = false;
            }
            Role::So => {
                self.so_pin = pin.to_owned();
                self.so_tries_left = self.tries;
            }
        }
        Ok(())
    }

    /// The flags of `CK_TOKEN_INFO` that speak of PINs.
    pub(crate) fn pin_flags(&self) -> CK_FLAGS {
        let mut flags = 0;
        let mut set = |flag, when: bool| flags |= if when { flag } else { 0 };
        set(CKF_USER_PIN_INITIALIZED, self.user_pin.is_some());
        set(CKF_USER_PIN_TO_BE_CHANGED, self.user_pin_to_be_changed);
        for (left, low, last, locked) in [
            (
                self.user_tries_left,
                CKF_USER_PIN_COUNT_LOW,
                CKF_USER_PIN_FINAL_TRY,
                CKF_USER_PIN_LOCKED,
            ),
            (
                self.so_tries_left,
                CKF_SO_PIN_COUNT_LOW,
                CKF_SO_PIN_FINAL_TRY,
                CKF_SO_PIN_LOCKED,
            ),
        ] {
            set(low, self.tells_tries && left > 0 && left < self.tries);
            set(last, self.tells_tries && left == 1);
            set(locked, self.tells_tries && left == 0);
        }
        flags
    }
}
