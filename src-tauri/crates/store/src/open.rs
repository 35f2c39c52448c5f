//! Opening the database, and beginning anew when it cannot be read.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use time::OffsetDateTime;

use crate::{
    Anchors, Authorities, Enrolments, Error, History, Keyring, Keys, Reminders, Settings, Signings,
    thread,
};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// How long another program's write is waited for.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the keyring is waited for.
const KEYRING_TIMEOUT: Duration = Duration::from_secs(5);

/// The open database. Clones share it.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: SqlitePool,
    pub(crate) path: PathBuf,
    pub(crate) keyring: Arc<dyn Keyring>,
    pub(crate) keyring_timeout: Duration,
    /// Names this database in the keyring.
    pub(crate) account: String,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Store")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the database at `path`, or makes it together with its folder, for
    /// this person's eyes only. Several processes may have it open.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the file cannot be read as a database; it is left
    /// as it is. See [`Store::open_or_replace`].
    pub async fn open(path: &Path, keyring: Arc<dyn Keyring>) -> Result<Self, Error> {
        let path = std::path::absolute(path)?;
        let prepared = path.clone();
        let guard = match thread::run("store", BUSY_TIMEOUT, move || prepare(&prepared)).await {
            Err(error) if error.kind() == io::ErrorKind::TimedOut => return Err(Error::Locked),
            other => other??,
        };
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(BUSY_TIMEOUT)
            .connect_with(options)
            .await?;
        let checked: Result<(), Error> = async {
            let verdict: String = sqlx::query_scalar("PRAGMA quick_check(1)")
                .fetch_one(&pool)
                .await?;
            if verdict != "ok" {
                return Err(Error::Damaged(verdict));
            }
            Ok(MIGRATIONS.run(&pool).await?)
        }
        .await;
        drop(guard);
        if let Err(error) = checked {
            pool.close().await;
            return Err(error);
        }
        let account = format!("history of {}", path.display());
        Ok(Self {
            pool,
            path,
            keyring,
            keyring_timeout: KEYRING_TIMEOUT,
            account,
        })
    }

    /// Like [`Store::open`], but a damaged database is put aside under a name
    /// that tells `now`, and a new one is begun. Says where the old one is.
    ///
    /// # Errors
    /// Whatever else is wrong.
    pub async fn open_or_replace(
        path: &Path,
        keyring: Arc<dyn Keyring>,
        now: OffsetDateTime,
    ) -> Result<(Self, Option<PathBuf>), Error> {
        match Self::open(path, Arc::clone(&keyring)).await {
            Ok(store) => Ok((store, None)),
            Err(Error::Damaged(reason)) => {
                tracing::warn!(reason, "the database is damaged and put aside");
                let aside = put_aside(path, now)?;
                Ok((Self::open(path, keyring).await?, Some(aside)))
            }
            Err(error) => Err(error),
        }
    }

    /// The same, waiting at most `limit` for the keyring.
    #[must_use]
    pub fn with_keyring_timeout(mut self, limit: Duration) -> Self {
        self.keyring_timeout = limit;
        self
    }

    /// The history of signatures.
    pub fn history(&self) -> History<'_> {
        History(self)
    }

    /// What is known of keys.
    pub fn keys(&self) -> Keys<'_> {
        Keys(self)
    }

    /// The settings.
    pub fn settings(&self) -> Settings<'_> {
        Settings(self)
    }

    /// The trust that a person added.
    pub fn anchors(&self) -> Anchors<'_> {
        Anchors(self)
    }

    /// The signings under way.
    pub fn signings(&self) -> Signings<'_> {
        Signings(self)
    }

    /// The authorities behind environments.
    pub fn authorities(&self) -> Authorities<'_> {
        Authorities(self)
    }

    /// The journeys to keys.
    pub fn enrolments(&self) -> Enrolments<'_> {
        Enrolments(self)
    }

    /// The reminders that were given.
    pub fn reminders(&self) -> Reminders<'_> {
        Reminders(self)
    }

    /// Waits for what is under way and closes the file.
    pub async fn close(self) {
        self.pool.close().await;
    }
}

/// Makes the folder and the file, and keeps other processes from migrating at
/// the same time for as long as the file that is given back is open.
fn prepare(path: &Path) -> Result<File, Error> {
    if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
        make_folder(folder)?;
    }
    let guard = private().open(beside(path, ".lock"))?;
    guard.lock()?;
    // SQLite gives its other files the mode of this one.
    private().open(path)?;
    Ok(guard)
}

pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true).read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Renames the database and what belongs to it; never over another file.
fn put_aside(path: &Path, now: OffsetDateTime) -> io::Result<PathBuf> {
    let name = format!(".damaged-{}", now.unix_timestamp());
    let aside = (0u32..1_000)
        .map(|number| match number {
            0 => beside(path, &name),
            number => beside(path, &format!("{name}-{number}")),
        })
        .find(|aside| !aside.exists())
        .ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;
    for suffix in ["-wal", "-shm"] {
        match fs::rename(beside(path, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(path, &aside)?;
    Ok(aside)
}
