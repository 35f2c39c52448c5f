//! Formatting a token.

use cryptoki::error::{Error as Cryptoki, RvError as Rv};
use secrecy::SecretString;

use super::error::refused;
use super::pin::{PinKind, PinState, check_length, new_pin_refused};
use super::session::Inside;
use super::slots::{TokenId, TokenInfo, unpadded};
use super::{LABEL_LIMIT, Token};
use crate::Error;

impl Token {
    /// Formats the token: everything on it is lost. `so_pin` is the administrator's PIN, which a token that has
    /// never been initialised takes as its new one. Gives the token as it is called from now on; the listing
    /// shows it after the next look.
    ///
    /// # Errors
    /// [`Error::LabelTooLong`] and [`Error::PinLength`] before anything is done, [`Error::PinWrong`] for the
    /// administrator's PIN, which costs a try, [`Error::PinLocked`], and what the module reports.
    pub fn initialise(
        &self,
        so_pin: &SecretString,
        label: &str,
        new_user_pin: &SecretString,
    ) -> Result<TokenInfo, Error> {
        check_label(label)?;
        let (id, so_pin) = (self.id.clone(), so_pin.clone());
        let (label, user_pin) = (label.to_owned(), new_user_pin.clone());
        self.module.call(move |inside| {
            let (slot, before) = inside.locate(&id)?;
            check_length(&before, &user_pin)?;
            if !before.initialised {
                check_length(&before, &so_pin)?;
            }
            inside.revoke(&id);
            let known = inside.listing()?.tokens;
            let formatted = inside.pkcs11.init_token(slot, &so_pin, &label);
            if let Err(error) = formatted {
                return Err(refused_format(error, inside, &id));
            }
            let new_id = found_again(inside, &label, &before, &known)?;
            inside.logged_in(&new_id, PinKind::So, &so_pin, true, |entered| {
                entered.session.init_pin(&user_pin).map_err(new_pin_refused)
            })?;
            inside.info(&new_id)
        })
    }

    /// Changes the label. PKCS#11 has no way to do so but formatting, and no vendor's own way has been tried.
    ///
    /// # Errors
    /// [`Error::LabelTooLong`], or else [`Error::LabelFixed`], always.
    pub fn relabel(&self, label: &str) -> Result<TokenInfo, Error> {
        check_label(label)?;
        Err(Error::LabelFixed)
    }
}

/// Holds a label against the room there is: bytes and not letters, of which a Kazakh one takes two.
fn check_label(label: &str) -> Result<(), Error> {
    match label.len() {
        0..=LABEL_LIMIT => Ok(()),
        length => Err(Error::LabelTooLong {
            limit: LABEL_LIMIT,
            length,
        }),
    }
}

fn refused_format(error: Cryptoki, inside: &mut Inside, id: &TokenId) -> Error {
    match error {
        Cryptoki::Pkcs11(Rv::PinIncorrect | Rv::PinInvalid | Rv::PinLenRange, _) => {
            let state = inside.info(id).map_or(PinState::Good, |info| info.so_pin);
            let kind = PinKind::So;
            Error::PinWrong { kind, state }
        }
        Cryptoki::Pkcs11(Rv::PinLocked, _) => Error::PinLocked { kind: PinKind::So },
        other => refused(other),
    }
}

/// The token just formatted: its serial number may be new, and its slot another. `known` are those that were
/// there `before` it was.
fn found_again(
    inside: &mut Inside,
    label: &str,
    before: &TokenInfo,
    known: &[TokenInfo],
) -> Result<TokenId, Error> {
    let label = unpadded(label);
    let now = inside.listing()?;
    let mut named: Vec<TokenId> = now
        .tokens
        .into_iter()
        .filter(|token| token.initialised && token.label == label)
        .map(|token| token.id)
        .collect();
    // Others of that label may be there beside it.
    if named.len() > 1 {
        let is_old = |id: &TokenId| !id.serial.is_empty() && id.serial == before.serial;
        let is_new = |id: &TokenId| !known.iter().any(|token| token.id == *id);
        match named.iter().any(is_old) {
            true => named.retain(is_old),
            false => named.retain(is_new),
        }
    }
    match named.len() {
        1 => named.pop().ok_or(Error::TokenRemoved),
        0 => Err(Error::TokenRemoved),
        _ => Err(Error::TokenAmbiguous(label.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_measured_in_bytes() {
        check_label("Айгүлдің қолтаңбасы").unwrap_err();
        check_label("Айгүлдің кілті").unwrap();
        check_label(&"a".repeat(32)).unwrap();
        let too_long = check_label(&"қ".repeat(17));
        assert!(matches!(
            too_long,
            Err(Error::LabelTooLong {
                limit: 32,
                length: 34
            })
        ));
    }
}
