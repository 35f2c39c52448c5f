//! What a use case needs from whoever shows it: a place for events, and an answer to a prompt.

use std::future::Future;
use std::pin::Pin;

use tanba_protocol::{Answer, Event, Failure, FailureCode, Origin, Prompt};

use crate::sign::Signed;

/// A window, a terminal, a phone or a test.
pub trait Shell: Send + Sync {
    /// Something happened; must not block.
    fn event(&self, event: Event);

    /// Asks for consent and secrets, one prompt at a time.
    fn ask<'a>(&'a self, prompt: Prompt) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

    /// The last answer was good: the use case that asked asks nothing more about it.
    fn accepted(&self) {}

    /// One document of several is done.
    fn signed(&self, _signed: &Signed) {}

    /// Whether the prompt shows digests. Then documents are hashed before anybody is asked, and
    /// one that changes until it is signed is refused.
    fn shows_digests(&self) -> bool {
        false
    }

    /// Whether a PIN from the factory that is found in use may be asked to be changed at once.
    fn offers_pin_change(&self) -> bool {
        false
    }

    /// Who asks, as the prompt shows it.
    fn origin(&self) -> Origin {
        Origin::Local
    }

    /// Whether anybody can be asked at all.
    fn can_ask(&self) -> bool {
        true
    }

    /// Whether the work is called off; asked between pieces of it.
    fn is_cancelled(&self) -> bool {
        false
    }

    /// Ends when the work is called off; for waits on others.
    fn cancelled<'a>(&'a self) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(std::future::pending())
    }
}

/// What reading ends with when the work is called off.
#[derive(Debug, thiserror::Error)]
#[error("called off")]
pub(crate) struct Cancelled;

impl Cancelled {
    /// Whether this is why reading or writing ended.
    pub(crate) fn is_behind(error: &std::io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

/// Waits for others, but no longer than the person does.
///
/// # Errors
/// [`FailureCode::Cancelled`], or that of `work`.
pub(crate) async fn unless_cancelled<T>(
    shell: &dyn Shell,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    if shell.is_cancelled() {
        return Err(Failure::new(FailureCode::Cancelled));
    }
    tokio::select! {
        biased;
        () = shell.cancelled() => Err(Failure::new(FailureCode::Cancelled)),
        outcome = work => outcome,
    }
}
