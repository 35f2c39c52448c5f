//! The audit log: entries are added in the transaction of what they tell.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tanba_authority::Stored;
use tanba_authority::audit::{Entry, Event, NO_HASH, derive_hash};

use super::{Database, Write, failed};

/// Adds an entry at the end and gives back its number. The transaction must hold the write lock.
pub(super) async fn append(transaction: &mut Write, event: &Event) -> Stored<i64> {
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
            .fetch_optional(&mut **transaction)
            .await
            .map_err(failed)?;
    let (last, previous_hash) = last.unwrap_or_else(|| (0, NO_HASH.to_owned()));
    let (sequence, at, kind) = (
        last.saturating_add(1),
        event.at.unix_timestamp(),
        event.kind.as_str(),
    );
    let hash = derive_hash(sequence, at, kind, &event.detail, &previous_hash);
    sqlx::query(
        "INSERT INTO audit (sequence, at, kind, detail, previous_hash, hash) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(sequence)
    .bind(at)
    .bind(kind)
    .bind(&event.detail)
    .bind(previous_hash)
    .bind(hash)
    .execute(&mut **transaction)
    .await
    .map_err(failed)?;
    Ok(sequence)
}

impl Database {
    pub(super) async fn entries(&self, from: i64, most: u32) -> Stored<Vec<Entry>> {
        let rows = sqlx::query(
            "SELECT sequence, at, kind, detail, previous_hash, hash FROM audit \
             WHERE sequence >= $1 ORDER BY sequence LIMIT $2",
        )
        .bind(from)
        .bind(most)
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(entry).collect()
    }
}

pub(super) fn entry(row: &SqliteRow) -> Stored<Entry> {
    Ok(Entry {
        sequence: row.try_get("sequence").map_err(failed)?,
        at: row.try_get("at").map_err(failed)?,
        kind: row.try_get("kind").map_err(failed)?,
        detail: row.try_get("detail").map_err(failed)?,
        previous_hash: row.try_get("previous_hash").map_err(failed)?,
        hash: row.try_get("hash").map_err(failed)?,
    })
}
