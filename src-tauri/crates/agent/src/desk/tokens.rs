//! Tokens as the window asks for them.

use std::path::Path;

use tanba_keystore::token::TokenEvent;
use tanba_protocol::{Failure, FailureCode};

use super::task::Task;
use super::{Call, Changed, Desk, Notice, Reply, TokensView};
use crate::tokens::{Confirmation, TokenKeyRequest};

impl Desk {
    pub(super) async fn tokens(&self, call: Call, task: &Task) -> Result<Reply, Failure> {
        self.watch_tokens().await;
        let agent = &self.agent;
        Ok(match call {
            Call::Tokens => {
                agent.tokens_soon().await;
                Reply::Tokens(agent.tokens_view().await?)
            }
            Call::TokenChangePin { serial, kind } => {
                agent.change_pin(Some(&serial), kind, task).await?;
                Reply::TokenChangePin(self.tokens_changed().await?)
            }
            Call::TokenUnblock { serial } => {
                agent.unblock_pin(Some(&serial), task).await?;
                Reply::TokenUnblock(self.tokens_changed().await?)
            }
            Call::TokenLabel { serial, label } => {
                agent.label_token(Some(&serial), &label).await?;
                Reply::TokenLabel(self.tokens_changed().await?)
            }
            Call::TokenInit {
                serial,
                label,
                confirmation,
            } => {
                let confirmation = Confirmation::Typed(&confirmation);
                agent
                    .format_token(Some(&serial), &label, confirmation, task)
                    .await?;
                Reply::TokenInit(self.tokens_changed().await?)
            }
            Call::TokenKeyNew {
                serial,
                algorithm,
                label,
                name,
            } => {
                let request = TokenKeyRequest {
                    algorithm: algorithm.into(),
                    label,
                    self_signed: name,
                };
                let made = agent.make_token_key(Some(&serial), &request, task).await;
                self.tokens_changed().await?;
                Reply::TokenKeyNew(made?)
            }
            Call::TokenCertPut { serial, file } => {
                let put = agent.put_certificate(Some(&serial), Path::new(&file), task);
                let key = put.await?;
                self.tokens_changed().await?;
                Reply::TokenCertPut(key)
            }
            Call::TokenCertExport {
                serial,
                key_id,
                path,
            } => {
                let key = named(&key_id)?;
                let exported = agent.export_certificate(Some(&serial), &key, Path::new(&path));
                Reply::TokenCertExport(exported.await?)
            }
            Call::TokenDelete {
                serial,
                key_id,
                what,
                confirmation,
            } => {
                let (key, confirmation) = (named(&key_id)?, Confirmation::Typed(&confirmation));
                agent
                    .delete_from_token(Some(&serial), &key, what, confirmation, task)
                    .await?;
                Reply::TokenDelete(self.tokens_changed().await?)
            }
            Call::TokenDiagnostics { serial } => {
                Reply::TokenDiagnostics(agent.token_diagnostics(Some(&serial)).await?)
            }
            Call::TokenModuleAdd { path } => {
                agent.add_module(Path::new(&path)).await?;
                Reply::TokenModuleAdd(self.tokens_changed().await?)
            }
            Call::TokenModuleForget { path } => {
                agent.forget_module(Path::new(&path)).await?;
                Reply::TokenModuleForget(self.tokens_changed().await?)
            }
            _ => return Err(Failure::new(FailureCode::Internal)),
        })
    }

    /// The window hears of tokens that come and go from now on.
    pub(super) async fn watch_tokens(&self) {
        let tokens = self.agent.tokens().await;
        self.watch.get_or_init(|| {
            let window = std::sync::Arc::clone(&self.window);
            tokens.watch(move |event| {
                let what = match event {
                    TokenEvent::ModuleChanged(_) => &[Changed::Tokens][..],
                    _ => &[Changed::Tokens, Changed::Keys],
                };
                for what in what {
                    window.notice(Notice::Changed { what: *what });
                }
            })
        });
    }

    async fn tokens_changed(&self) -> Result<TokensView, Failure> {
        self.changed(Changed::Tokens);
        self.changed(Changed::Keys);
        self.agent.tokens_view().await
    }
}

/// The identifier of a key, which is in hexadecimal.
fn named(key_id: &str) -> Result<Vec<u8>, Failure> {
    let unsuitable = || Failure::new(FailureCode::RequestUnsuitable).with_subject(key_id);
    hex::decode(key_id).map_err(|_| unsuitable())
}
