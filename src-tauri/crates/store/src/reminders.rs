//! Which reminders of the end of keys were given: each one once, whoever asks.

use std::collections::HashSet;

use time::OffsetDateTime;

use crate::{Error, Store};

/// The reminders of a [`Store`].
#[derive(Debug)]
pub struct Reminders<'a>(pub(crate) &'a Store);

impl Reminders<'_> {
    /// Takes the right to give the reminder of `days` for a certificate. `false` where it was given before,
    /// by whatever process. With it go the reminders of `passed`, which nobody gives any more.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn claim(
        &self,
        certificate: &str,
        days: i64,
        passed: &[i64],
        now: OffsetDateTime,
    ) -> Result<bool, Error> {
        let mut work = self.0.pool.begin_with("BEGIN IMMEDIATE").await?;
        let mut is_new = false;
        for step in passed.iter().chain([&days]) {
            let added = sqlx::query(
                "INSERT INTO reminders (certificate, days, given_at) VALUES ($1, $2, $3) \
                 ON CONFLICT (certificate, days) DO NOTHING",
            )
            .bind(certificate)
            .bind(step)
            .bind(now.unix_timestamp())
            .execute(&mut *work)
            .await?;
            is_new = added.rows_affected() == 1;
        }
        work.commit().await?;
        Ok(is_new)
    }

    /// The certificates of which the person was reminded and did not look since.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unseen(&self) -> Result<HashSet<String>, Error> {
        let query = "SELECT DISTINCT certificate FROM reminders WHERE seen_at IS NULL";
        let rows: Vec<String> = sqlx::query_scalar(query).fetch_all(&self.0.pool).await?;
        Ok(rows.into_iter().collect())
    }

    /// The person looked.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn see(&self, now: OffsetDateTime) -> Result<(), Error> {
        sqlx::query("UPDATE reminders SET seen_at = $1 WHERE seen_at IS NULL")
            .bind(now.unix_timestamp())
            .execute(&self.0.pool)
            .await?;
        Ok(())
    }
}
