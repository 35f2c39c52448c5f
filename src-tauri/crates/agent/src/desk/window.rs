//! What a shell with a window does for the desk.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use tanba_protocol::{Failure, Prompt};

use super::{Notice, PickKind};

/// A window of this machine with another one for prompts, and what the system does for them.
///
/// The desk calls it from any of its threads; none of the calls may wait for an answer of the desk.
pub trait Window: Send + Sync {
    /// Tells the main window something.
    fn notice(&self, notice: Notice);

    /// Shows a prompt in the prompt window, in place of any other; with `None` nothing waits any
    /// more and the window goes away.
    fn prompt(&self, prompt: Option<Prompt>);

    /// Lets the person choose with the system's own dialog: nothing when they changed their mind.
    /// `name` is what a file to write is called to begin with.
    fn pick<'a>(
        &'a self,
        what: PickKind,
        name: Option<&'a str>,
    ) -> Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send + 'a>>;

    /// Shows a file in its folder.
    ///
    /// # Errors
    /// When the system has no way to.
    fn reveal(&self, path: &Path) -> Result<(), Failure>;

    /// Opens a file with the program that the system has for it.
    ///
    /// # Errors
    /// When the system has none.
    fn open(&self, path: &Path) -> Result<(), Failure>;

    /// Whether the application starts with the system; `None` where that cannot be set.
    fn autostart(&self) -> Option<bool>;

    /// Lets the application start with the system, or no more.
    ///
    /// # Errors
    /// When the system does not take it.
    fn set_autostart(&self, on: bool) -> Result<(), Failure>;
}
