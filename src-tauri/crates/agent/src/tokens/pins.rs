//! Changing PINs, and setting the user's anew.

use tanba_keystore::Error;
use tanba_keystore::token;
use tanba_protocol::{Failure, PinFault, PinKind};

use super::ExplainOf;
use super::ask::wrong_again;
use crate::agent::Agent;
use crate::shell::Shell;

/// The same word in the room of keys.
pub(super) fn kind_of(kind: PinKind) -> token::PinKind {
    match kind {
        PinKind::User => token::PinKind::User,
        PinKind::So => token::PinKind::So,
    }
}

impl Agent {
    /// Changes a PIN of a token: the old one is asked for, then the new one. After a wrong old one,
    /// that one alone is asked for again.
    ///
    /// # Errors
    /// [`FailureCode::PinLocked`](tanba_protocol::FailureCode::PinLocked) and its like,
    /// [`FailureCode::PinUnsuitable`](tanba_protocol::FailureCode::PinUnsuitable).
    pub async fn change_pin(
        &self,
        token: Option<&str>,
        kind: PinKind,
        shell: &dyn Shell,
    ) -> Result<(), Failure> {
        let token = self.token(token).await?;
        let (info, mut old) = self.old_pin(&token, kind, None, shell).await?;
        let mut new = self.new_pin(&info, kind, None, Some(&old), shell).await?;
        loop {
            let changed =
                tokio::task::block_in_place(|| token.change_pin(kind_of(kind), &old, &new));
            match changed {
                Ok(()) => break,
                Err(Error::PinInvalid | Error::PinLength { .. }) => {
                    let reason = Some(PinFault::Refused);
                    new = self.new_pin(&info, kind, reason, Some(&old), shell).await?;
                }
                Err(error) => {
                    let state = wrong_again(error, kind, &info)?;
                    (_, old) = self.old_pin(&token, kind, Some(state), shell).await?;
                }
            }
        }
        shell.accepted();
        self.tokens_now().await;
        Ok(())
    }

    /// Sets the user PIN of a token by the administrator's, whether the old one is locked, forgotten
    /// or was never set.
    ///
    /// # Errors
    /// As [`Self::change_pin`], for the administrator's PIN.
    pub async fn unblock_pin(&self, token: Option<&str>, shell: &dyn Shell) -> Result<(), Failure> {
        let token = self.token(token).await?;
        let (info, mut so_pin) = self.old_pin(&token, PinKind::So, None, shell).await?;
        let mut new = self
            .new_pin(&info, PinKind::User, None, None, shell)
            .await?;
        loop {
            match tokio::task::block_in_place(|| token.unblock(&so_pin, &new)) {
                Ok(()) => break,
                Err(Error::PinInvalid | Error::PinLength { .. }) => {
                    let reason = Some(PinFault::Refused);
                    new = self
                        .new_pin(&info, PinKind::User, reason, None, shell)
                        .await?;
                }
                Err(error) => {
                    let state = wrong_again(error, PinKind::So, &info)?;
                    let again = self.old_pin(&token, PinKind::So, Some(state), shell);
                    (_, so_pin) = again.await?;
                }
            }
        }
        shell.accepted();
        self.look_at_pin(&token, PinKind::So, &so_pin, shell).await;
        self.tokens_now().await;
        Ok(())
    }

    /// Gives a token another label. Standard PKCS#11 has a way only while formatting: most tokens
    /// refuse.
    ///
    /// # Errors
    /// [`FailureCode::TokenLabelTooLong`](tanba_protocol::FailureCode::TokenLabelTooLong),
    /// [`FailureCode::TokenLabelFixed`](tanba_protocol::FailureCode::TokenLabelFixed).
    pub async fn label_token(&self, token: Option<&str>, label: &str) -> Result<(), Failure> {
        let (token, info) = self.token_with_info(token).await?;
        tokio::task::block_in_place(|| token.relabel(label))
            .map_err(|error| error.explain_of(&info))?;
        self.tokens_now().await;
        Ok(())
    }
}
