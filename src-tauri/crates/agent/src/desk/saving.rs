//! Files that are saved under a name which the person chose in the system's dialog.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use tanba_protocol::Failure;

use super::{Desk, PickKind};
use crate::output;

impl Desk {
    /// Lets the person choose.
    pub(super) async fn pick(&self, what: PickKind, name: Option<&str>) -> Vec<PathBuf> {
        let picked = self.window.pick(what, name).await;
        if what == PickKind::Save {
            let mut chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
            *chosen = picked.first().cloned();
        }
        picked
    }

    /// Writes a file. One that exists gives way only where the dialog has just asked the person
    /// about it.
    ///
    /// # Errors
    /// [`OutputExists`](tanba_protocol::FailureCode::OutputExists) and the like.
    pub(super) fn save(&self, path: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let agreed = {
            let mut chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
            chosen.take_if(|chosen| chosen == path).is_some()
        };
        if agreed {
            output::replace(path, bytes)
        } else {
            output::write(path, bytes)
        }
    }
}
