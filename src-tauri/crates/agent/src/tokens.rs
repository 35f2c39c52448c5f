//! Tokens: which are here, and every verb on them, one a file.
//!
//! A PIN that a person gave is sent to a token for the work it was given for, and never tried again
//! by the program. What is known of the tries left is said before each question.

mod access;
mod ask;
mod certificates;
mod init;
mod make;
mod modules;
mod pins;
mod reference;
mod registration;
mod remove;
mod software;
mod trouble;
mod view;

use std::path::PathBuf;

use tanba_keystore::token::{ModuleSource, Token, TokenInfo};
use tanba_protocol::{Failure, FailureCode};

use crate::agent::Agent;
use crate::failure::Explain;

pub use access::{ModulePlaces, probe_module};
pub use make::TokenKeyRequest;
pub use reference::{KeyReference, TokenReference};
pub use remove::Confirmation;

pub(crate) use access::Access;
pub(crate) use ask::{check_usable, pin_state, state_of, summary};
pub(crate) use make::{
    CERTIFIED_RSA, certified_algorithm, check_offered, make, storage_of, without_storage,
};
pub(crate) use registration::TokenRegistration;
pub(crate) use view::{is_key, key_failure, token_warnings};

impl Agent {
    /// The token of a serial number or label, or the only one there is. One that was never formatted
    /// counts where there is no other: some modules always have an empty one to spare.
    ///
    /// # Errors
    /// [`FailureCode::TokenNotFound`], [`FailureCode::TokenAmbiguous`].
    pub(crate) async fn token(&self, name: Option<&str>) -> Result<Token, Failure> {
        let name = name.filter(|name| !name.is_empty());
        let found = self.tokens_named(name).await;
        let is_any_formatted = name.is_none() && found.iter().any(|info| info.initialised);
        let found = found
            .into_iter()
            .filter(|info| info.initialised || !is_any_formatted);
        self.only_one(found.collect(), name).await
    }

    /// The token to be formatted, likewise. Where none is named, an empty one comes first: nothing on
    /// it can be lost; and of several, those of a module that somebody named.
    pub(crate) async fn token_to_format(&self, name: Option<&str>) -> Result<Token, Failure> {
        let name = name.filter(|name| !name.is_empty());
        let found = self.tokens_named(name).await;
        let is_any_empty = name.is_none() && found.iter().any(|info| !info.initialised);
        let found = found
            .into_iter()
            .filter(|info| !info.initialised || !is_any_empty);
        let found: Vec<_> = found.collect();
        let named = self.modules_named().await;
        let by_name = |info: &TokenInfo| name.is_none() && named.contains(&info.module);
        let of_named: Vec<_> = found.iter().filter(|info| by_name(info)).cloned().collect();
        let found = if of_named.is_empty() { found } else { of_named };
        self.only_one(found, name).await
    }

    /// The modules that somebody named, rather than those that lie in the usual places.
    async fn modules_named(&self) -> Vec<PathBuf> {
        let modules = self.tokens().await.modules().into_iter();
        let named = modules.filter(|module| {
            let source = module.source;
            matches!(source, ModuleSource::Environment | ModuleSource::Person)
        });
        named.map(|module| module.path).collect()
    }

    async fn tokens_named(&self, name: Option<&str>) -> Vec<TokenInfo> {
        let found = self.tokens_seen_as(name).await;
        if found.iter().any(|info| info.initialised) {
            return found;
        }
        // Another program may have made it since, or be writing to it.
        let tokens = self.tokens().await;
        tokio::task::block_in_place(|| tokens.refresh_thoroughly());
        self.tokens_seen_as(name).await
    }

    async fn tokens_seen_as(&self, name: Option<&str>) -> Vec<TokenInfo> {
        let tokens = self.tokens_now().await;
        let Some(name) = name else {
            return tokens.tokens();
        };
        let found = tokens.find(name);
        let module = match found.is_empty() {
            true => std::fs::canonicalize(name).ok(),
            false => None,
        };
        match module {
            // An empty token may have neither serial number nor label.
            Some(module) => tokens
                .tokens()
                .into_iter()
                .filter(|info| info.module == module)
                .collect(),
            None => found,
        }
    }

    async fn only_one(
        &self,
        mut found: Vec<TokenInfo>,
        name: Option<&str>,
    ) -> Result<Token, Failure> {
        let about = |code| match name {
            Some(name) => Failure::new(code).with_subject(name),
            None => Failure::new(code),
        };
        let info = found.pop().ok_or(about(FailureCode::TokenNotFound))?;
        if !found.is_empty() {
            return Err(about(FailureCode::TokenAmbiguous));
        }
        self.tokens()
            .await
            .token(&info.id)
            .map_err(|error| error.explain_of(&info))
    }

    /// The token of a serial number or label with what it says of itself now.
    pub(crate) async fn token_with_info(
        &self,
        name: Option<&str>,
    ) -> Result<(Token, TokenInfo), Failure> {
        let token = self.token(name).await?;
        let info = info_of(&token)?;
        Ok((token, info))
    }
}

/// What a token says of itself now.
pub(crate) fn info_of(token: &Token) -> Result<TokenInfo, Failure> {
    let info = tokio::task::block_in_place(|| token.info());
    info.map_err(|error| error.explain().with_subject(token.id().to_string()))
}

/// Says what an error means, about a token.
pub(crate) trait ExplainOf {
    /// The failure, about the token.
    fn explain_of(&self, info: &TokenInfo) -> Failure;
}

impl ExplainOf for tanba_keystore::Error {
    fn explain_of(&self, info: &TokenInfo) -> Failure {
        let failure = self.explain();
        match failure.subject {
            Some(_) => failure,
            None => failure.with_subject(info.id.to_string()),
        }
    }
}
