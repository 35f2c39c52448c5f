//! What a use case needs from whoever shows it: a place for events, and an answer to a prompt.

use std::future::Future;
use std::pin::Pin;

use tanba_protocol::{Answer, Event, Origin, Prompt};

/// A window, a terminal, a phone or a test.
pub trait Shell: Send + Sync {
    /// Something happened; must not block.
    fn event(&self, event: Event);

    /// Asks for consent and secrets, one prompt at a time.
    fn ask<'a>(&'a self, prompt: Prompt) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

    /// Who asks, as the prompt shows it.
    fn origin(&self) -> Origin {
        Origin::Local
    }

    /// Whether anybody can be asked at all.
    fn can_ask(&self) -> bool {
        true
    }
}
