//! Writing: one after another, and several with one wait for the disk.
//!
//! When a transaction is committed it is on the disk, and waiting for that takes longer than all the rest. So who
//! has written while others wait to leaves the transaction open for the next in line; the last of them, or the
//! [`MOST`]th, commits for all. Each works behind a savepoint of its own: what fails or is called off takes nothing
//! of the others along. Nobody is told that a thing is done before it is on the disk, and nobody else sees it
//! earlier. (PostgreSQL does the same by itself.)

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Executor as _};
use tanba_authority::{StorageError, Stored};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::failed;

/// Whose work one commit may hold: the first of them waits for all.
const MOST: usize = 64;

/// The one connection that writes, and those who wait for it.
#[derive(Debug)]
pub(super) struct Writers {
    turn: Arc<Mutex<Turn>>,
    waiting: AtomicUsize,
}

#[derive(Debug)]
struct Turn {
    connection: SqliteConnection,
    /// Whether a transaction is open, or may be.
    is_open: bool,
    /// Whether somebody's savepoint is in it, which is given up unless that one still has the turn.
    has_savepoint: bool,
    /// Who has had a turn in it and waits for the commit.
    done: Vec<oneshot::Sender<Result<(), Arc<sqlx::Error>>>>,
}

impl Turn {
    async fn run(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        self.connection.execute(statement).await.map(|_| ())
    }

    /// Gives up what somebody left behind half done.
    async fn tidy(&mut self) {
        if self.has_savepoint {
            let undone = self.run("ROLLBACK TO one").await;
            let released = self.run("RELEASE one").await;
            self.has_savepoint = false;
            if let Err(error) = undone.and(released) {
                // SQLite has given up the whole transaction, after a full disk say.
                self.end(Err(error)).await;
            }
        }
    }

    /// Takes the write lock, unless the one before left it.
    async fn begin(&mut self) -> Result<(), sqlx::Error> {
        self.tidy().await;
        if !self.is_open {
            self.is_open = true;
            if let Err(error) = self.run("BEGIN IMMEDIATE").await {
                self.is_open = false;
                return Err(error);
            }
        }
        self.has_savepoint = true;
        self.run("SAVEPOINT one").await
    }

    async fn commit(&mut self) {
        self.tidy().await;
        let outcome = match self.is_open {
            true => self.run("COMMIT").await,
            false => Ok(()),
        };
        self.end(outcome).await;
    }

    /// Tells everybody how it ended.
    async fn end(&mut self, outcome: Result<(), sqlx::Error>) {
        if outcome.is_err() {
            let _ = self.run("ROLLBACK").await;
        }
        self.is_open = false;
        let outcome = outcome.map_err(Arc::new);
        for one in self.done.drain(..) {
            let _ = one.send(outcome.clone());
        }
    }
}

impl Writers {
    pub(super) async fn open(options: &SqliteConnectOptions) -> Result<Arc<Self>, sqlx::Error> {
        let turn = Turn {
            connection: options.connect().await?,
            is_open: false,
            has_savepoint: false,
            done: Vec::new(),
        };
        Ok(Arc::new(Self {
            turn: Arc::new(Mutex::new(turn)),
            waiting: AtomicUsize::new(0),
        }))
    }

    /// Waits for a turn. The write lock is held from its beginning, so that what is read in it stays so.
    pub(super) async fn write(self: &Arc<Self>) -> Stored<Write> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut waiting = Waiting {
            writers: self,
            has_turn: false,
        };
        let mut turn = Arc::clone(&self.turn).lock_owned().await;
        waiting.has_turn = true;
        drop(waiting);
        // From here on: whoever goes away leaves somebody behind who sees to the others.
        let leaving = Leaving(Some(Arc::clone(self)));
        turn.begin().await.map_err(failed)?;
        Ok(Write { turn, leaving })
    }

    /// Brings everything into the file itself: whoever copies it after this has it whole. Not while another
    /// process is at work on it, which does so when it ends.
    pub(super) async fn close(&self) -> Stored<()> {
        let mut turn = self.turn.lock().await;
        turn.commit().await;
        let brought = turn.run("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
        brought.await.map_err(failed)
    }

    /// Sees that the transaction ends when nobody comes any more who would end it.
    fn finish(self: Arc<Self>) {
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        runtime.spawn(async move {
            let mut turn = self.turn.lock().await;
            if self.waiting.load(Ordering::SeqCst) == 0 {
                turn.commit().await;
            }
        });
    }
}

/// One who waits. Called off, it may have been the one for whom a transaction was left open.
struct Waiting<'a> {
    writers: &'a Arc<Writers>,
    has_turn: bool,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.writers.waiting.fetch_sub(1, Ordering::SeqCst);
        if !self.has_turn {
            Arc::clone(self.writers).finish();
        }
    }
}

/// Sees to the others when a turn ends without a word.
#[derive(Debug)]
struct Leaving(Option<Arc<Writers>>);

impl Drop for Leaving {
    fn drop(&mut self) {
        if let Some(writers) = self.0.take() {
            writers.finish();
        }
    }
}

/// A turn: a transaction as far as its holder is concerned. Dropped, it is as if it had never been.
#[derive(Debug)]
pub(super) struct Write {
    turn: OwnedMutexGuard<Turn>,
    // After the turn, so that it is free when somebody is sent to finish.
    leaving: Leaving,
}

impl Write {
    /// Keeps what was written; it is on the disk when this returns.
    pub(super) async fn commit(mut self) -> Stored<()> {
        self.turn.run("RELEASE one").await.map_err(failed)?;
        self.turn.has_savepoint = false;
        self.leave().await
    }

    /// Gives up what was written. What was read is on the disk when this returns.
    pub(super) async fn rollback(mut self) -> Stored<()> {
        self.turn.tidy().await;
        self.leave().await
    }

    async fn leave(self) -> Stored<()> {
        let Self {
            mut turn,
            mut leaving,
        } = self;
        let Some(writers) = leaving.0.take() else {
            return Ok(());
        };
        let (told, telling) = oneshot::channel();
        turn.done.push(told);
        let is_last = writers.waiting.load(Ordering::SeqCst) == 0 || turn.done.len() >= MOST;
        if is_last {
            // On its own, so that the others do not depend on whether this one is called off.
            tokio::spawn(async move { turn.commit().await });
        } else {
            drop(turn);
        }
        match telling.await {
            Ok(outcome) => outcome.map_err(failed),
            Err(gone) => Err(StorageError(Box::new(gone))),
        }
    }
}

impl Deref for Write {
    type Target = SqliteConnection;

    fn deref(&self) -> &Self::Target {
        &self.turn.connection
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.turn.connection
    }
}

#[cfg(test)]
mod tests;
