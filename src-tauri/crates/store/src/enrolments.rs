//! The journals of enrolments: facts in their order, never changed and never taken away.
//!
//! Who works at an enrolment holds a lock on a file of its own. The system lets go of it however the
//! process ends, so that another one takes over without a guess about process ids or clocks.

use std::fs::{File, TryLockError};

use sqlx::FromRow;
use time::OffsetDateTime;

use crate::open::{beside, private};
use crate::{Error, Store};

/// An enrolment as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEnrolment {
    /// Its id.
    pub id: String,
    /// Which journey it is.
    pub kind: String,
    /// The address of the authority that it leads to.
    pub authority: String,
    /// When it was begun, to the second.
    pub began_at: OffsetDateTime,
    /// What happened, in its order.
    pub facts: Vec<StoredFact>,
}

/// A fact, and when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFact {
    /// When, to the second.
    pub at: OffsetDateTime,
    /// What, in JSON.
    pub fact: String,
}

/// An enrolment that this process works at, and no other.
#[derive(Debug)]
pub struct HeldEnrolment {
    id: String,
    _lock: File,
}

impl HeldEnrolment {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }
}

#[derive(FromRow)]
struct Row {
    id: String,
    kind: String,
    authority: String,
    began_at: i64,
}

#[derive(FromRow)]
struct FactRow {
    at: i64,
    fact: String,
}

/// The enrolments of a [`Store`].
#[derive(Debug)]
pub struct Enrolments<'a>(pub(crate) &'a Store);

impl Enrolments<'_> {
    /// Writes down a new one with all its facts, or nothing of it.
    ///
    /// # Errors
    /// When there is one of this id, or the database cannot be written.
    pub async fn begin(&self, enrolment: &StoredEnrolment) -> Result<(), Error> {
        let mut work = self.0.pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(
            "INSERT INTO enrolments (id, kind, authority, began_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(&enrolment.id)
        .bind(&enrolment.kind)
        .bind(&enrolment.authority)
        .bind(enrolment.began_at.unix_timestamp())
        .execute(&mut *work)
        .await?;
        for (position, stored) in (0..).zip(&enrolment.facts) {
            insert(&enrolment.id, position, stored, &mut work).await?;
        }
        work.commit().await?;
        Ok(())
    }

    /// Takes an enrolment in hand; none while another process works at it, or another part of this one.
    ///
    /// # Errors
    /// When the file of its lock cannot be made.
    pub fn hold(&self, id: &str) -> Result<Option<HeldEnrolment>, Error> {
        let lock = private().open(beside(&self.0.path, &format!(".enrolment-{id}")))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(HeldEnrolment {
                id: id.to_owned(),
                _lock: lock,
            })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Writes the fact that follows `position` others. It is on the disk when this returns.
    ///
    /// # Errors
    /// When a fact stands there already, or the database cannot be written.
    pub async fn append(
        &self,
        held: &HeldEnrolment,
        position: usize,
        fact: &StoredFact,
    ) -> Result<(), Error> {
        let mut work = self.0.pool.begin_with("BEGIN IMMEDIATE").await?;
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM enrolment_facts WHERE enrolment = $1")
                .bind(&held.id)
                .fetch_one(&mut *work)
                .await?;
        if usize::try_from(count) != Ok(position) {
            return Err(Error::Damaged(format!(
                "enrolment {}: {count} facts, not {position}",
                held.id
            )));
        }
        insert(&held.id, count, fact, &mut work).await?;
        work.commit().await?;
        Ok(())
    }

    /// One of them, with its facts.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(&self, id: &str) -> Result<Option<StoredEnrolment>, Error> {
        let query = "SELECT id, kind, authority, began_at FROM enrolments WHERE id = $1";
        let row: Option<Row> = sqlx::query_as(query)
            .bind(id)
            .fetch_optional(&self.0.pool)
            .await?;
        match row {
            Some(row) => Ok(Some(self.with_facts(row).await?)),
            None => Ok(None),
        }
    }

    /// All of them, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all(&self) -> Result<Vec<StoredEnrolment>, Error> {
        let query =
            "SELECT id, kind, authority, began_at FROM enrolments ORDER BY began_at DESC, id";
        let rows: Vec<Row> = sqlx::query_as(query).fetch_all(&self.0.pool).await?;
        let mut all = Vec::new();
        for row in rows {
            all.push(self.with_facts(row).await?);
        }
        Ok(all)
    }

    async fn with_facts(&self, row: Row) -> Result<StoredEnrolment, Error> {
        let query = "SELECT at, fact FROM enrolment_facts WHERE enrolment = $1 ORDER BY position";
        let facts: Vec<FactRow> = sqlx::query_as(query)
            .bind(&row.id)
            .fetch_all(&self.0.pool)
            .await?;
        let facts = facts.into_iter().map(|fact| {
            Ok(StoredFact {
                at: moment(fact.at)?,
                fact: fact.fact,
            })
        });
        Ok(StoredEnrolment {
            facts: facts.collect::<Result<_, Error>>()?,
            id: row.id,
            kind: row.kind,
            authority: row.authority,
            began_at: moment(row.began_at)?,
        })
    }
}

async fn insert(
    id: &str,
    position: i64,
    fact: &StoredFact,
    work: &mut sqlx::SqliteConnection,
) -> Result<(), Error> {
    let query =
        "INSERT INTO enrolment_facts (enrolment, position, at, fact) VALUES ($1, $2, $3, $4)";
    sqlx::query(query)
        .bind(id)
        .bind(position)
        .bind(fact.at.unix_timestamp())
        .bind(&fact.fact)
        .execute(work)
        .await?;
    Ok(())
}

fn moment(seconds: i64) -> Result<OffsetDateTime, Error> {
    OffsetDateTime::from_unix_timestamp(seconds)
        .map_err(|_| Error::Damaged("enrolments: time".to_owned()))
}
