//! Deleting from a token.

use tanba_keystore::token::{Deletion, TokenInfo};
use tanba_protocol::{Failure, FailureCode, PinKind};

use super::ExplainOf;
use crate::agent::Agent;
use crate::desk::TokenObject;
use crate::shell::Shell;

/// How a person confirmed that something on a token may be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation<'a> {
    /// By typing this: it has to be the token's serial number or its label.
    Typed(&'a str),
    /// Without typing: the command line's `--yes`.
    Given,
}

impl Confirmation<'_> {
    pub(super) fn check(self, info: &TokenInfo) -> Result<(), Failure> {
        let Self::Typed(typed) = self else {
            return Ok(());
        };
        let typed = typed.trim();
        if !typed.is_empty() && (typed == info.serial || typed == info.label) {
            return Ok(());
        }
        Err(Failure::new(FailureCode::TokenConfirmationWrong).with_subject(info.id.to_string()))
    }
}

impl Agent {
    /// Deletes a key with its certificate, or the certificate alone.
    ///
    /// # Errors
    /// [`FailureCode::TokenConfirmationWrong`], [`FailureCode::TokenKeyMissing`], and those of PINs.
    pub async fn delete_from_token(
        &self,
        token: Option<&str>,
        key: &[u8],
        what: TokenObject,
        confirmation: Confirmation<'_>,
        shell: &dyn Shell,
    ) -> Result<(), Failure> {
        let (token, info) = self.token_with_info(token).await?;
        confirmation.check(&info)?;
        let deletion = match what {
            TokenObject::Key => Deletion::Both,
            TokenObject::Certificate => Deletion::Certificate,
        };
        let keys = tokio::task::block_in_place(|| token.keys(None));
        let keys = keys.map_err(|error| error.explain_of(&info))?;
        let mut names = Vec::new();
        if what == TokenObject::Key {
            // It may have been named by either of its identifiers.
            let named = keys.into_iter().filter(|found| {
                let identifier = found.key_identifier.as_ref();
                found.id == key || identifier.is_some_and(|identifier| identifier.0 == key)
            });
            names.extend(named.map(|found| found.id).chain([key.to_vec()]));
        }
        let holders = self.holders_of(&info.serial, &names).await?;
        let ((), pin) = self
            .with_pin(&token, PinKind::User, shell, |pin| {
                token.delete(pin, key, deletion)
            })
            .await?;
        for name in &names {
            self.registration_ended(&info.serial, name).await?;
        }
        self.keys_deleted(holders).await?;
        self.look_at_pin(&token, PinKind::User, &pin, shell).await;
        self.tokens_now().await;
        Ok(())
    }
}
