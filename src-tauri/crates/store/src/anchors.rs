//! Trust environments and anchors that a person added. The built-in ones are
//! not here, and are never changed from here.

use sha2::{Digest as _, Sha256};
use sqlx::FromRow;
use time::OffsetDateTime;

use crate::{Error, Store};

/// A trusted certificate that a person added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnchor {
    /// The SHA-256 of the certificate in lower-case hex.
    pub sha256: String,
    /// The certificate.
    pub certificate_der: Vec<u8>,
    /// When it was added.
    pub added_at: OffsetDateTime,
}

#[derive(FromRow)]
struct Row {
    sha256: String,
    certificate_der: Vec<u8>,
    added_at: i64,
}

/// The added environments of a [`Store`].
#[derive(Debug)]
pub struct Anchors<'a>(pub(crate) &'a Store);

impl Anchors<'_> {
    /// Adds an environment; nothing happens when it is there.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_environment(&self, name: &str, now: OffsetDateTime) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO environments (name, added_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(name)
        .bind(now.unix_timestamp())
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    /// Removes an environment with its anchors.
    ///
    /// # Errors
    /// [`Error::EnvironmentUnknown`] when there is none of that name.
    pub async fn remove_environment(&self, name: &str) -> Result<(), Error> {
        let done = sqlx::query("DELETE FROM environments WHERE name = $1")
            .bind(name)
            .execute(&self.0.pool)
            .await?;
        if done.rows_affected() == 0 {
            return Err(Error::EnvironmentUnknown(name.to_owned()));
        }
        Ok(())
    }

    /// The names of the added environments, in their order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn environments(&self) -> Result<Vec<String>, Error> {
        let query = "SELECT name FROM environments ORDER BY name";
        Ok(sqlx::query_scalar(query).fetch_all(&self.0.pool).await?)
    }

    /// Trusts a certificate in an environment.
    ///
    /// # Errors
    /// [`Error::EnvironmentUnknown`] when the environment was not added.
    pub async fn add(
        &self,
        environment: &str,
        certificate_der: &[u8],
        now: OffsetDateTime,
    ) -> Result<(), Error> {
        let done = sqlx::query(
            "INSERT INTO anchors (environment, sha256, certificate_der, added_at) \
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(environment)
        .bind(hex::encode(Sha256::digest(certificate_der)))
        .bind(certificate_der)
        .bind(now.unix_timestamp())
        .execute(&self.0.pool)
        .await;
        match done {
            Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
                Err(Error::EnvironmentUnknown(environment.to_owned()))
            }
            other => Ok(other.map(drop)?),
        }
    }

    /// Trusts a certificate no longer. Says whether it was trusted.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn remove(&self, environment: &str, sha256: &str) -> Result<bool, Error> {
        let done = sqlx::query("DELETE FROM anchors WHERE environment = $1 AND sha256 = $2")
            .bind(environment)
            .bind(sha256)
            .execute(&self.0.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The certificates trusted in an environment.
    ///
    /// # Errors
    /// [`Error::EnvironmentUnknown`] when the environment was not added.
    pub async fn of(&self, environment: &str) -> Result<Vec<StoredAnchor>, Error> {
        let known: Option<String> =
            sqlx::query_scalar("SELECT name FROM environments WHERE name = $1")
                .bind(environment)
                .fetch_optional(&self.0.pool)
                .await?;
        if known.is_none() {
            return Err(Error::EnvironmentUnknown(environment.to_owned()));
        }
        let query = "SELECT sha256, certificate_der, added_at FROM anchors \
             WHERE environment = $1 ORDER BY added_at, sha256";
        let rows: Vec<Row> = sqlx::query_as(query)
            .bind(environment)
            .fetch_all(&self.0.pool)
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok(StoredAnchor {
                    added_at: OffsetDateTime::from_unix_timestamp(row.added_at)
                        .map_err(|_| Error::Damaged("anchors: time".to_owned()))?,
                    sha256: row.sha256,
                    certificate_der: row.certificate_der,
                })
            })
            .collect()
    }
}
