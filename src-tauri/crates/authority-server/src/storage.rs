//! The records in one SQLite file, which several processes may have open: `serve` beside `invite` and
//! `revoke`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use tanba_authority::{StorageError, Stored};
use time::OffsetDateTime;

mod accounts;
mod applications;
mod audit;
mod certificates;
mod counts;
mod messages;
mod operators;
mod records;
mod registry;
mod rows;
mod searches;
mod site;
mod write;

pub(crate) use registry::{Rows, read_date, write_date};
use write::{Write, Writers};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// How long another process's write is waited for.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The open database. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pool: SqlitePool,
    writers: Arc<Writers>,
}

impl Database {
    /// Opens the file, or makes it.
    pub(crate) async fn open(path: &Path, make: bool) -> Stored<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(make)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(BUSY_TIMEOUT)
            .connect_with(options.clone())
            .await
            .map_err(failed)?;
        MIGRATIONS.run(&pool).await.map_err(failed)?;
        let writers = Writers::open(&options).await.map_err(failed)?;
        Ok(Self { pool, writers })
    }

    /// Takes the write lock at once, so that what is read in the transaction stays so.
    async fn write(&self) -> Stored<Write> {
        self.writers.write().await
    }

    /// Waits for what is under way and closes the file.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
        if let Err(error) = self.writers.close().await {
            tracing::warn!("the records are whole, but not in one file: {error}");
        }
    }
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> StorageError {
    StorageError(Box::new(error))
}

/// A column that holds what no version of the program writes.
fn damaged(what: &str) -> StorageError {
    StorageError(format!("damaged column {what}").into())
}

fn moment(seconds: i64) -> Stored<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(failed)
}
