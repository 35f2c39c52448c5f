//! Certificates on their way from a TBSCertificate to a revocation.

use sqlx::sqlite::SqliteRow;
use sqlx::{Sqlite, Transaction};
use tanba_authority::audit::Event;
use tanba_authority::{CertificateRecord, NewCertificate, Office, Revocation, Stored};
use time::OffsetDateTime;

use super::audit::append;
use super::rows::{certificate, select_certificate};
use super::{Database, failed, moment};

/// Inserts what is about to be signed; `false` when the serial number is taken.
pub(super) async fn insert(
    transaction: &mut Transaction<'static, Sqlite>,
    new: &NewCertificate,
) -> Stored<bool> {
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
        transaction.commit().await.map_err(failed)
    }};
}

impl Database {
    pub(super) async fn prepare(&self, new: &NewCertificate, event: &Event) -> Stored<bool> {
        let mut transaction = self.write().await?;
        let inserted = insert(&mut transaction, new).await?;
        if inserted {
            append(&mut transaction, event).await?;
            transaction.commit().await.map_err(failed)?;
        }
        Ok(inserted)
    }

    pub(super) async fn sign(
        &self,
        issuer: &str,
        serial: &str,
        der: &[u8],
        event: &Event,
    ) -> Stored<()> {
        step!(
            self,
            event,
            "UPDATE certificate SET der = $3 WHERE issuer = $1 AND serial_number = $2 \
             AND der IS NULL AND refused_at IS NULL",
            issuer,
            serial,
            der
        )
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
        if revoked {
            transaction.commit().await.map_err(failed)?;
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

    pub(super) async fn with_serial(&self, serial: &str) -> Stored<Vec<CertificateRecord>> {
        let rows = sqlx::query(select_certificate!("WHERE serial_number = $1 ORDER BY id"))
            .bind(serial)
            .fetch_all(&self.pool)
            .await;
        all(rows)
    }

    pub(super) async fn of_office(&self, office: Option<Office>) -> Stored<Vec<CertificateRecord>> {
        let rows = sqlx::query(select_certificate!(
            "WHERE $1 IS NULL OR office = $1 ORDER BY id"
        ))
        .bind(office.map(Office::as_str))
        .fetch_all(&self.pool)
        .await;
        all(rows)
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
