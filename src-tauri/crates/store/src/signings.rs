//! The journal of signings under way: written before the work begins and after each document, and
//! gone when it ends. What is left of a process that was killed can be taken up again.
//!
//! A signing that is under way holds a lock on a file of its own, which the system lets go of
//! however the process ends; so it needs no guess about process ids.

use std::fs::{self, File};
use std::path::PathBuf;

use sqlx::FromRow;
use time::OffsetDateTime;

use crate::open::{beside, private};
use crate::{Error, Store};

/// A document of a signing, with what is planned for it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PlannedDocument {
    /// The document.
    pub document: String,
    /// Where its result goes; `None` where it cannot go anywhere.
    pub output: Option<String>,
    /// What became of it: `None` yet, `signed`, or the code of a failure.
    pub outcome: Option<String>,
}

/// A signing under way in this process. Dropped, it counts as interrupted.
#[derive(Debug)]
pub struct RunningSigning {
    id: i64,
    path: PathBuf,
    _lock: File,
}

/// A signing that nobody works at any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterruptedSigning {
    /// Its id.
    pub id: i64,
    /// When it was begun.
    pub started_at: OffsetDateTime,
    /// What the shell kept to take it up again.
    pub resumable: String,
    /// Its documents in their order.
    pub documents: Vec<PlannedDocument>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    started_at: i64,
    resumable: String,
}

/// The signings of a [`Store`].
#[derive(Debug)]
pub struct Signings<'a>(pub(crate) &'a Store);

impl Signings<'_> {
    /// Writes down that a signing begins.
    ///
    /// # Errors
    /// When the database or the file of its lock cannot be written.
    pub async fn begin(
        &self,
        resumable: &str,
        documents: &[PlannedDocument],
        now: OffsetDateTime,
    ) -> Result<RunningSigning, Error> {
        let mut transaction = self.0.pool.begin_with("BEGIN IMMEDIATE").await?;
        let id: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) + 1 FROM signings")
            .fetch_one(&mut *transaction)
            .await?;
        // Before anybody can see the row.
        let path = self.lock_path(id);
        let lock = private().open(&path)?;
        lock.lock()?;
        sqlx::query("INSERT INTO signings (id, started_at, resumable) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(now.unix_timestamp())
            .bind(resumable)
            .execute(&mut *transaction)
            .await?;
        for (position, document) in (0i64..).zip(documents) {
            sqlx::query(
                "INSERT INTO signing_documents (signing, position, document, output, outcome) \
                 VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(id)
            .bind(position)
            .bind(&document.document)
            .bind(&document.output)
            .bind(&document.outcome)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(RunningSigning {
            id,
            path,
            _lock: lock,
        })
    }

    /// Writes down what became of one document.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn done(
        &self,
        signing: &RunningSigning,
        position: usize,
        outcome: &str,
    ) -> Result<(), Error> {
        sqlx::query(
            "UPDATE signing_documents SET outcome = $3 WHERE signing = $1 AND position = $2",
        )
        .bind(signing.id)
        .bind(i64::try_from(position).unwrap_or(i64::MAX))
        .bind(outcome)
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    /// Strikes out a signing that came to its end.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end(&self, signing: RunningSigning) -> Result<(), Error> {
        self.strike_out(signing.id).await?;
        let _ = fs::remove_file(&signing.path);
        Ok(())
    }

    /// The signings that were interrupted, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn interrupted(&self) -> Result<Vec<InterruptedSigning>, Error> {
        let query = "SELECT id, started_at, resumable FROM signings \
             ORDER BY started_at DESC, id DESC";
        let rows: Vec<Row> = sqlx::query_as(query).fetch_all(&self.0.pool).await?;
        let mut interrupted = Vec::new();
        for row in rows {
            if self.is_under_way(row.id) {
                continue;
            }
            let query = "SELECT document, output, outcome FROM signing_documents \
                 WHERE signing = $1 ORDER BY position";
            let documents = sqlx::query_as(query)
                .bind(row.id)
                .fetch_all(&self.0.pool)
                .await?;
            interrupted.push(InterruptedSigning {
                id: row.id,
                started_at: OffsetDateTime::from_unix_timestamp(row.started_at)
                    .map_err(|_| Error::Damaged("signings: time".to_owned()))?,
                resumable: row.resumable,
                documents,
            });
        }
        Ok(interrupted)
    }

    /// Forgets a signing that was interrupted; one that is under way stays. Says whether it did.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget(&self, id: i64) -> Result<bool, Error> {
        if self.is_under_way(id) {
            return Ok(false);
        }
        self.strike_out(id).await?;
        let _ = fs::remove_file(self.lock_path(id));
        Ok(true)
    }

    async fn strike_out(&self, id: i64) -> Result<(), Error> {
        sqlx::query("DELETE FROM signings WHERE id = $1")
            .bind(id)
            .execute(&self.0.pool)
            .await?;
        Ok(())
    }

    /// Whether a process holds the lock.
    fn is_under_way(&self, id: i64) -> bool {
        File::open(self.lock_path(id)).is_ok_and(|file| file.try_lock_shared().is_err())
    }

    fn lock_path(&self, id: i64) -> PathBuf {
        beside(&self.0.path, &format!(".signing-{id}"))
    }
}
