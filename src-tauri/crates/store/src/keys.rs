//! What is known of keys without opening them, so that a warning can come
//! before the password is asked.

use sqlx::FromRow as _;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tanba_protocol::RevocationReason;
use time::OffsetDateTime;

use crate::{Error, Store};

/// A key as it was last seen open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenKey {
    /// Its identifier in lower-case hex: the subject key identifier.
    pub identifier: String,
    /// Where it was: a path, or a token's label and serial.
    pub location: String,
    /// The SHA-256 of its file in lower-case hex, by which a moved or renamed
    /// file is known again.
    pub file_sha256: Option<String>,
    /// Its certificate.
    pub certificate_der: Vec<u8>,
    /// When it was first seen.
    pub first_seen_at: OffsetDateTime,
    /// When it was last seen.
    pub last_seen_at: OffsetDateTime,
    /// Since when it is known to be revoked, and why.
    pub revoked: Option<(OffsetDateTime, RevocationReason)>,
}

impl<'row> sqlx::FromRow<'row, SqliteRow> for SeenKey {
    fn from_row(row: &'row SqliteRow) -> Result<Self, sqlx::Error> {
        let at = |column: &str| instant(column, row.try_get(column)?);
        let revoked_at: Option<i64> = row.try_get("revoked_at")?;
        let reason: Option<String> = row.try_get("revocation_reason")?;
        let reason = (0..=10)
            .map(RevocationReason::from_number)
            .find(|known| reason.as_deref() == Some(known.as_str()))
            .unwrap_or_default();
        Ok(Self {
            identifier: row.try_get("identifier")?,
            location: row.try_get("location")?,
            file_sha256: row.try_get("file_sha256")?,
            certificate_der: row.try_get("certificate_der")?,
            first_seen_at: at("first_seen_at")?,
            last_seen_at: at("last_seen_at")?,
            revoked: match revoked_at {
                Some(revoked_at) => Some((instant("revoked_at", revoked_at)?, reason)),
                None => None,
            },
        })
    }
}

fn instant(column: &str, seconds: i64) -> Result<OffsetDateTime, sqlx::Error> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|error| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: error.into(),
    })
}

/// The keys seen, of a [`Store`].
#[derive(Debug)]
pub struct Keys<'a>(pub(crate) &'a Store);

impl Keys<'_> {
    /// Remembers a key that is open now. What is known of its revocation stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn remember(
        &self,
        identifier: &str,
        location: &str,
        file_sha256: Option<&str>,
        certificate_der: &[u8],
        now: OffsetDateTime,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO keys_seen \
             (identifier, location, file_sha256, certificate_der, first_seen_at, last_seen_at) \
             VALUES ($1, $2, $3, $4, $5, $5) \
             ON CONFLICT (identifier) DO UPDATE SET location = excluded.location, \
             file_sha256 = excluded.file_sha256, certificate_der = excluded.certificate_der, \
             last_seen_at = excluded.last_seen_at",
        )
        .bind(identifier)
        .bind(location)
        .bind(file_sha256)
        .bind(certificate_der)
        .bind(now.unix_timestamp())
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    /// Remembers that a key is revoked, or with `None` that it is not any more
    /// (a hold was lifted). Nothing happens when the key was never seen.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn mark_revoked(
        &self,
        identifier: &str,
        revoked: Option<(OffsetDateTime, RevocationReason)>,
    ) -> Result<(), Error> {
        sqlx::query(
            "UPDATE keys_seen SET revoked_at = $2, revocation_reason = $3 WHERE identifier = $1",
        )
        .bind(identifier)
        .bind(revoked.map(|(at, _)| at.unix_timestamp()))
        .bind(revoked.map(|(_, reason)| reason.as_str()))
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    /// The key of that identifier.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn by_identifier(&self, identifier: &str) -> Result<Option<SeenKey>, Error> {
        self.one("SELECT * FROM keys_seen WHERE identifier = $1", identifier)
            .await
    }

    /// The key that was last seen in a file of that SHA-256.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn by_file(&self, sha256: &str) -> Result<Option<SeenKey>, Error> {
        let query =
            "SELECT * FROM keys_seen WHERE file_sha256 = $1 ORDER BY last_seen_at DESC LIMIT 1";
        self.one(query, sha256).await
    }

    /// Every key, the last seen first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all(&self) -> Result<Vec<SeenKey>, Error> {
        let query = "SELECT * FROM keys_seen ORDER BY last_seen_at DESC, identifier LIMIT 10000";
        Ok(sqlx::query_as(query).fetch_all(&self.0.pool).await?)
    }

    async fn one(&self, query: &'static str, value: &str) -> Result<Option<SeenKey>, Error> {
        let row = sqlx::query(query)
            .bind(value)
            .fetch_optional(&self.0.pool)
            .await?;
        Ok(row.as_ref().map(SeenKey::from_row).transpose()?)
    }
}
