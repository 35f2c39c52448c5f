//! The history of what was signed here, and whether it is whole.

use tanba_protocol::Failure;
pub use tanba_store::{Entry, HistoryFault, HistoryReport, KeyringState};

use crate::agent::Agent;
use crate::failure::Explain;

/// Most entries that a listing shows.
const MOST: u32 = 10_000;

impl Agent {
    /// The newest entries, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn history(&self) -> Result<Vec<Entry>, Failure> {
        let latest = self.store().await?.history().latest(MOST).await;
        latest.map_err(|error| error.explain())
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
