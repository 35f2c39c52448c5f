//! What was signed, with entries chained by hash.

mod append;
mod check;
mod entry;
mod page;

use futures::TryStreamExt as _;

pub use append::Appended;
pub use check::{HistoryFault, HistoryReport, KeyringState};
pub use entry::{Entry, Kind, NewEntry};
pub use page::Page;

use crate::{Error, Store};

/// The history of a [`Store`].
#[derive(Debug)]
pub struct History<'a>(pub(crate) &'a Store);

impl History<'_> {
    /// The last `most` entries, the newest first. Says nothing about whether
    /// the chain holds: see [`History::check`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn latest(&self, most: u32) -> Result<Vec<Entry>, Error> {
        sqlx::query(entry::SELECT_LATEST)
            .bind(i64::from(most))
            .fetch(&self.0.pool)
            .map_err(Error::from)
            .and_then(|row| async move { Entry::from_row(&row) })
            .try_collect()
            .await
    }
}
