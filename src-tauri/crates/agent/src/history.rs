//! The history of what was signed here, and whether it is whole.

use tanba_protocol::{Event, Failure, Warning};
pub use tanba_store::{Entry, HistoryFault, HistoryReport, KeyringState};
use tanba_store::{NewEntry, Page};

use crate::agent::Agent;
use crate::failure::Explain;
use crate::shell::Shell;

/// Most entries that a listing shows.
const MOST: u32 = 10_000;

impl Agent {
    /// Writes what was done into the history; that it cannot is a warning, what was done stands.
    pub(crate) async fn remember(&self, entry: &NewEntry, shell: &dyn Shell) {
        if let Some(store) = self.store_or_warn(shell).await
            && store.history().append(entry).await.is_err()
        {
            shell.event(Event::Warned(Warning::HistoryNotWritten));
        }
    }

    /// The newest entries, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn history(&self) -> Result<Vec<Entry>, Failure> {
        let latest = self.store().await?.history().latest(MOST).await;
        latest.map_err(|error| error.explain())
    }

    /// A stretch of the history, see [`tanba_store::History::page`].
    pub(crate) async fn history_page(
        &self,
        before: Option<i64>,
        limit: u32,
        search: &str,
    ) -> Result<Page, Failure> {
        let history = self.store().await?.history();
        let page = history.page(before, limit.min(MOST), search).await;
        page.map_err(|error| error.explain())
    }

    /// Whether entries were altered, removed or cut off.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check_history(&self) -> Result<HistoryReport, Failure> {
        let report = self.store().await?.history().check().await;
        report.map_err(|error| error.explain())
    }
}
