//! The certification authorities that stand behind environments, as they were first met.

use sha2::{Digest as _, Sha256};
use sqlx::FromRow;
use time::OffsetDateTime;

use crate::{Error, Store};

/// The authority behind an environment. Its trust anchors are those of the environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAuthority {
    /// Its address.
    pub url: String,
    /// Its name for people.
    pub name: String,
    /// The fingerprint of its trust anchors, in lower-case hex.
    pub fingerprint: String,
    /// Where it makes time stamps.
    pub tsa_url: String,
    /// Its certificates below the anchors, in DER.
    pub intermediates: Vec<Vec<u8>>,
}

#[derive(FromRow)]
struct Row {
    url: String,
    name: String,
    fingerprint: String,
    tsa_url: String,
}

/// The authorities of a [`Store`].
#[derive(Debug)]
pub struct Authorities<'a>(pub(crate) &'a Store);

impl Authorities<'_> {
    /// Makes an environment out of an authority: the environment, its trust anchors and where the
    /// authority is reached, all or nothing. What was known of that environment is replaced.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set(
        &self,
        environment: &str,
        authority: &StoredAuthority,
        anchors: &[Vec<u8>],
        now: OffsetDateTime,
    ) -> Result<(), Error> {
        let mut work = self.0.pool.begin().await?;
        sqlx::query("DELETE FROM environments WHERE name = $1")
            .bind(environment)
            .execute(&mut *work)
            .await?;
        sqlx::query("INSERT INTO environments (name, added_at) VALUES ($1, $2)")
            .bind(environment)
            .bind(now.unix_timestamp())
            .execute(&mut *work)
            .await?;
        for anchor in anchors {
            sqlx::query(
                "INSERT INTO anchors (environment, sha256, certificate_der, added_at) \
                 VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            )
            .bind(environment)
            .bind(hex::encode(Sha256::digest(anchor)))
            .bind(anchor)
            .bind(now.unix_timestamp())
            .execute(&mut *work)
            .await?;
        }
        sqlx::query(
            "INSERT INTO authorities (environment, url, name, fingerprint, tsa_url, added_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(environment)
        .bind(&authority.url)
        .bind(&authority.name)
        .bind(&authority.fingerprint)
        .bind(&authority.tsa_url)
        .bind(now.unix_timestamp())
        .execute(&mut *work)
        .await?;
        for certificate in &authority.intermediates {
            sqlx::query(
                "INSERT INTO intermediates (environment, sha256, certificate_der) \
                 VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            )
            .bind(environment)
            .bind(hex::encode(Sha256::digest(certificate)))
            .bind(certificate)
            .execute(&mut *work)
            .await?;
        }
        Ok(work.commit().await?)
    }

    /// The authority behind an environment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(&self, environment: &str) -> Result<Option<StoredAuthority>, Error> {
        let query =
            "SELECT url, name, fingerprint, tsa_url FROM authorities WHERE environment = $1";
        let row: Option<Row> = sqlx::query_as(query)
            .bind(environment)
            .fetch_optional(&self.0.pool)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let query =
            "SELECT certificate_der FROM intermediates WHERE environment = $1 ORDER BY sha256";
        let intermediates = sqlx::query_scalar(query)
            .bind(environment)
            .fetch_all(&self.0.pool)
            .await?;
        Ok(Some(StoredAuthority {
            url: row.url,
            name: row.name,
            fingerprint: row.fingerprint,
            tsa_url: row.tsa_url,
            intermediates,
        }))
    }
}
