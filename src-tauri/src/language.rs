//! The reader's language, for what the system shows rather than the window's pages.

use std::sync::{Mutex, PoisonError};

use tanba_agent::{Language, Texts};

/// Texts in the language of the system.
pub(crate) fn of_system() -> Texts {
    Texts::new(Language::negotiate(None, |name| std::env::var(name).ok()))
}

/// The language that is shown now.
#[derive(Debug)]
pub(crate) struct Shown(Mutex<Language>);

impl Shown {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(of_system().language()))
    }

    pub(crate) fn texts(&self) -> Texts {
        Texts::new(*self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the language that the person set; whether it is another one than before.
    pub(crate) fn change(&self, language: Option<Language>) -> bool {
        let language = language.unwrap_or_else(|| of_system().language());
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *shown, language);
        before != language
    }
}
