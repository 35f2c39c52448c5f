//! Certificates on their way from a TBSCertificate to a revocation.

use sqlx::sqlite::SqliteRow;
use tanba_authority::audit::Event;
use tanba_authority::{CertificateRecord, NewCertificate, Office, Revocation, Status, Stored};
use time::OffsetDateTime;

use super::audit::append;
use super::rows::{certificate, select_certificate};
use super::{Database, Write, failed, moment};

/// Inserts what is about to be signed; `false` when the serial number is taken.
pub(super) async fn insert(transaction: &mut Write, new: &NewCertificate) -> Stored<bool> {
    let inserted = sqlx::query(
        "INSERT INTO certificate (issuer, serial_number, office, branch, name, generation, \
         subject, key_identifier, tbs, prepared_at, not_after_at, iin, bin, reminder_due_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (issuer, serial_number) DO NOTHING",
    )
    .bind(&new.issuer)
    .bind(&new.serial_number)
    .bind(new.office.as_str())
    .bind(new.branch.as_str())
    .bind(&new.name)
    .bind(new.generation)
    .bind(&new.subject)
    .bind(&new.key_identifier)
    .bind(&new.tbs)
    .bind(new.prepared_at.unix_timestamp())
    .bind(new.not_after_at.unix_timestamp())
    .bind(&new.iin)
    .bind(&new.bin)
    .bind(new.reminder_due_at.map(OffsetDateTime::unix_timestamp))
    .execute(&mut **transaction)
    .await
    .map_err(failed)?;
    Ok(inserted.rows_affected() == 1)
}

/// One step of a certificate: its statement, and the entry when it changed something.
macro_rules! step {
    ($database:expr, $event:expr, $sql:literal, $($value:expr),*) => {{
        let mut transaction = $database.write().await?;
        let done = sqlx::query($sql)$(.bind($value))*
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        if done.rows_affected() == 1 {
            append(&mut transaction, $event).await?;
        }
        transaction.commit().await
    }};
}

impl Database {
    pub(super) async fn prepare(&self, new: &NewCertificate, event: &Event) -> Stored<bool> {
        let mut transaction = self.write().await?;
        let inserted = insert(&mut transaction, new).await?;
        if inserted {
            append(&mut transaction, event).await?;
        }
        transaction.commit().await?;
        Ok(inserted)
    }

    pub(super) async fn sign(
        &self,
        issuer: &str,
        serial: &str,
        der: &[u8],
        events: &[Event; 2],
    ) -> Stored<bool> {
        let [signed, published] = events;
        let mut transaction = self.write().await?;
        let done = sqlx::query(
            "UPDATE certificate SET der = $3, published_at = $4 \
             WHERE issuer = $1 AND serial_number = $2 AND der IS NULL AND refused_at IS NULL",
        )
        .bind(issuer)
        .bind(serial)
        .bind(der)
        .bind(published.at.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        let stored = done.rows_affected() == 1;
        if stored {
            append(&mut transaction, signed).await?;
            append(&mut transaction, published).await?;
        }
        transaction.commit().await?;
        Ok(stored)
    }

    pub(super) async fn make_public(
        &self,
        issuer: &str,
        serial: &str,
        event: &Event,
    ) -> Stored<()> {
        step!(
            self,
            event,
            "UPDATE certificate SET published_at = $3 WHERE issuer = $1 AND serial_number = $2 \
             AND der IS NOT NULL AND published_at IS NULL",
            issuer,
            serial,
            event.at.unix_timestamp()
        )
    }

    pub(super) async fn mark_refused(
        &self,
        issuer: &str,
        serial: &str,
        event: &Event,
    ) -> Stored<()> {
        step!(
            self,
            event,
            "UPDATE certificate SET refused_at = $3 WHERE issuer = $1 AND serial_number = $2 \
             AND der IS NULL AND refused_at IS NULL",
            issuer,
            serial,
            event.at.unix_timestamp()
        )
    }

    pub(super) async fn mark_revoked(
        &self,
        issuer: &str,
        serial: &str,
        reason: u8,
        event: &Event,
    ) -> Stored<bool> {
        let mut transaction = self.write().await?;
        let sequence = append(&mut transaction, event).await?;
        let done = sqlx::query(
            "UPDATE certificate SET revoked_at = $3, revocation_reason = $4, \
             revocation_sequence = $5 WHERE issuer = $1 AND serial_number = $2 \
             AND revoked_at IS NULL",
        )
        .bind(issuer)
        .bind(serial)
        .bind(event.at.unix_timestamp())
        .bind(reason)
        .bind(sequence)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        let revoked = done.rows_affected() == 1;
        match revoked {
            true => transaction.commit().await?,
            false => transaction.rollback().await?,
        }
        Ok(revoked)
    }

    pub(super) async fn one(
        &self,
        issuer: &str,
        serial: &str,
    ) -> Stored<Option<CertificateRecord>> {
        let row = sqlx::query(select_certificate!(
            "WHERE issuer = $1 AND serial_number = $2"
        ))
        .bind(issuer)
        .bind(serial)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(certificate).transpose()
    }

    /// What OCSP tells; not the certificate itself, which takes far longer to read.
    pub(super) async fn status_of(&self, issuer: &str, serial: &str) -> Stored<Option<Status>> {
        let row: Option<(Option<i64>, Option<i64>, Option<u8>)> = sqlx::query_as(
            "SELECT published_at, revoked_at, revocation_reason FROM certificate \
             WHERE issuer = $1 AND serial_number = $2",
        )
        .bind(issuer)
        .bind(serial)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|(published_at, revoked_at, reason)| {
            Ok(Status {
                is_published: published_at.is_some(),
                revoked: match revoked_at.zip(reason) {
                    Some((at, reason)) => Some((moment(at)?, reason)),
                    None => None,
                },
            })
        })
        .transpose()
    }

    pub(super) async fn with_serial(&self, serial: &str) -> Stored<Vec<CertificateRecord>> {
        let rows = sqlx::query(select_certificate!("WHERE serial_number = $1 ORDER BY id"))
            .bind(serial)
            .fetch_all(&self.pool)
            .await;
        all(rows)
    }

    pub(super) async fn of_office(&self, office: Option<Office>) -> Stored<Vec<CertificateRecord>> {
        let rows = match office {
            None => sqlx::query(select_certificate!("ORDER BY id")),
            Some(Office::Person) => {
                sqlx::query(select_certificate!("WHERE office = 'person' ORDER BY id"))
            }
            // In these words the database sees that it has an index of just them.
            Some(other) => sqlx::query(select_certificate!(
                "WHERE office = $1 AND office <> 'person' ORDER BY id"
            ))
            .bind(other.as_str()),
        };
        all(rows.fetch_all(&self.pool).await)
    }

    pub(super) async fn unfinished(&self) -> Stored<Vec<CertificateRecord>> {
        let rows = sqlx::query(select_certificate!(
            "WHERE published_at IS NULL AND refused_at IS NULL ORDER BY id"
        ))
        .fetch_all(&self.pool)
        .await;
        all(rows)
    }

    pub(super) async fn revoked(&self, issuer: &str, after: i64) -> Stored<Vec<Revocation>> {
        let rows: Vec<(String, i64, u8, i64)> = sqlx::query_as(
            "SELECT serial_number, revoked_at, revocation_reason, revocation_sequence \
             FROM certificate WHERE issuer = $1 AND revocation_sequence > $2 \
             ORDER BY revocation_sequence",
        )
        .bind(issuer)
        .bind(after)
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.into_iter()
            .map(|(serial_number, revoked_at, reason, sequence)| {
                Ok(Revocation {
                    serial_number,
                    revoked_at: moment(revoked_at)?,
                    reason,
                    sequence,
                })
            })
            .collect()
    }
}

fn all(rows: Result<Vec<SqliteRow>, sqlx::Error>) -> Stored<Vec<CertificateRecord>> {
    rows.map_err(failed)?.iter().map(certificate).collect()
}
