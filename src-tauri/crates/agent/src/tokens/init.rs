//! Formatting a token.

use secrecy::SecretString;
use tanba_keystore::Error;
use tanba_keystore::token::{LABEL_LIMIT, Token, TokenInfo};
use tanba_protocol::{Failure, FailureCode, PinFault, PinKind, PinState};

use super::ask::wrong_again;
use super::{Confirmation, ExplainOf, info_of};
use crate::agent::Agent;
use crate::shell::Shell;

impl Agent {
    /// Formats a token: everything on it is deleted. The administrator's PIN is asked for, which a
    /// token that was never formatted takes as its new one, and then the new user PIN. Gives its
    /// serial number from then on.
    ///
    /// # Errors
    /// [`FailureCode::TokenConfirmationWrong`], [`FailureCode::TokenUnfinished`],
    /// [`FailureCode::TokenLabelTooLong`], [`FailureCode::SoPinLocked`] before anything is asked.
    pub async fn format_token(
        &self,
        token: Option<&str>,
        label: &str,
        confirmation: Confirmation<'_>,
        shell: &dyn Shell,
    ) -> Result<String, Failure> {
        let named = match (token, confirmation) {
            (None, Confirmation::Typed(typed)) if !typed.trim().is_empty() => Some(typed.trim()),
            (token, _) => token,
        };
        let token = self.token_to_format(named).await?;
        let info = info_of(&token)?;
        self.format(&token, &info, label, confirmation, shell).await
    }

    pub(super) async fn format(
        &self,
        token: &Token,
        info: &TokenInfo,
        label: &str,
        confirmation: Confirmation<'_>,
        shell: &dyn Shell,
    ) -> Result<String, Failure> {
        let about = |code| Failure::new(code).with_subject(info.id.to_string());
        if info.initialised {
            confirmation.check(info)?;
        }
        if let Some(unfinished) = self.unfinished_on(&info.serial).await? {
            let go_on = match unfinished.enrolment_id {
                Some(id) => format!("tanba enrol resume {id}"),
                None => format!("token:{}/{}", info.serial, unfinished.key_id),
            };
            let detail = format!("{}, {go_on}", unfinished.authority);
            return Err(about(FailureCode::TokenUnfinished).with_detail(detail));
        }
        if info.write_protected {
            return Err(about(FailureCode::TokenWriteProtected));
        }
        if label.len() > LABEL_LIMIT {
            let found = format!("{} > {LABEL_LIMIT}", label.len());
            return Err(about(FailureCode::TokenLabelTooLong).with_detail(found));
        }
        let mut so_pin = self.so_pin_to_format(token, info, None, shell).await?;
        let mut new = self.new_pin(info, PinKind::User, None, None, shell).await?;
        let formatted = loop {
            match tokio::task::block_in_place(|| token.initialise(&so_pin, label, &new)) {
                Ok(formatted) => break formatted,
                Err(Error::PinInvalid | Error::PinLength { .. }) => {
                    let reason = Some(PinFault::Refused);
                    new = self
                        .new_pin(info, PinKind::User, reason, None, shell)
                        .await?;
                }
                Err(error) if info.initialised => {
                    let state = wrong_again(error, PinKind::So, info)?;
                    let again = self.so_pin_to_format(token, info, Some(state), shell);
                    so_pin = again.await?;
                }
                Err(error) => return Err(error.explain_of(info)),
            }
        };
        shell.accepted();
        let tokens = self.tokens_now().await;
        if let Ok(token) = tokens.token(&formatted.id) {
            self.look_at_pin(&token, PinKind::So, &so_pin, shell).await;
        }
        Ok(formatted.serial)
    }

    async fn so_pin_to_format(
        &self,
        token: &Token,
        info: &TokenInfo,
        was_wrong: Option<PinState>,
        shell: &dyn Shell,
    ) -> Result<SecretString, Failure> {
        if info.initialised {
            let asked = self.old_pin(token, PinKind::So, was_wrong, shell).await?;
            return Ok(asked.1);
        }
        self.new_pin(info, PinKind::So, None, None, shell).await
    }
}
