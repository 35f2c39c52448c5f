//! Tokens as the window asks for them.

use tanba_protocol::{Failure, FailureCode};

use super::task::Task;
use super::{Call, Desk, Reply, TokensView};

impl Desk {
    pub(super) async fn tokens(&self, call: Call, _task: &Task) -> Result<Reply, Failure> {
        match call {
            Call::Tokens => Ok(Reply::Tokens(TokensView::default())),
            // No module is loaded yet, so no token can be meant.
            _ => Err(Failure::new(FailureCode::TokenNotFound)),
        }
    }
}
