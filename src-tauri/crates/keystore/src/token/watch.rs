//! Telling who listens what came, went and changed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::listing::Listing;
use super::slots::{TokenId, TokenInfo};

/// What happened to tokens or modules.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenEvent {
    /// A token is here now.
    Appeared(TokenInfo),
    /// A token is no longer here.
    Disappeared(TokenId),
    /// Something of a token is different: a PIN's state, its memory, whether it is initialised.
    Changed(TokenInfo),
    /// A module was added, forgotten, or is in another state.
    ModuleChanged(PathBuf),
}

type Heard = Arc<dyn Fn(TokenEvent) + Send + Sync>;

/// Who listens.
#[derive(Default)]
pub(super) struct Listeners {
    inner: Arc<Mutex<Vec<(u64, Heard)>>>,
}

/// Listening ends when this is dropped.
#[must_use = "listening ends when this is dropped"]
pub struct Watch {
    number: u64,
    listeners: Weak<Mutex<Vec<(u64, Heard)>>>,
}

impl Listeners {
    pub(super) fn add(&self, heard: impl Fn(TokenEvent) + Send + Sync + 'static) -> Watch {
        let mut listeners = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let number = listeners.last().map_or(0, |(last, _)| last + 1);
        listeners.push((number, Arc::new(heard)));
        Watch {
            number,
            listeners: Arc::downgrade(&self.inner),
        }
    }

    /// Tells everybody, with no lock held: who hears may ask back.
    pub(super) fn tell(&self, events: &[TokenEvent]) {
        if events.is_empty() {
            return;
        }
        let listeners: Vec<Heard> = {
            let listeners = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            listeners
                .iter()
                .map(|(_, heard)| Arc::clone(heard))
                .collect()
        };
        for event in events {
            for heard in &listeners {
                heard(event.clone());
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(listeners) = self.listeners.upgrade() {
            let mut listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
            listeners.retain(|(number, _)| *number != self.number);
        }
    }
}

/// What is different between two listings of a module.
pub(super) fn differences(before: &Listing, after: &Listing) -> Vec<TokenEvent> {
    let find = |listing: &Listing, id: &TokenId| {
        let mut tokens = listing.tokens.iter();
        tokens.find(|token| token.id == *id).cloned()
    };
    let gone = before
        .tokens
        .iter()
        .filter(|token| find(after, &token.id).is_none())
        .map(|token| TokenEvent::Disappeared(token.id.clone()));
    let here = after
        .tokens
        .iter()
        .filter_map(|token| match find(before, &token.id) {
            None => Some(TokenEvent::Appeared(token.clone())),
            Some(old) if !old.looks_like(token) => Some(TokenEvent::Changed(token.clone())),
            Some(_) => None,
        });
    gone.chain(here).collect()
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}
