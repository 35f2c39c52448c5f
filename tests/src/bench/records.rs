//! The tables of a practice authority, filled with more than anybody would wait for. They are the real tables of
//! the real program; only the way into them is short.

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;
use tanba_pki::Certificate;
use tokio::runtime::Runtime;

use crate::Practice;

/// The records of an authority, beside the process that serves them.
#[derive(Debug)]
pub struct Records {
    runtime: Runtime,
    pool: SqlitePool,
}

/// A certificate that was issued to somebody.
#[derive(Clone, Debug)]
pub struct Known {
    /// Contents of the serial number in lower-case hex.
    pub serial_number: String,
    /// Whether it is revoked.
    pub is_revoked: bool,
}

impl Records {
    /// Those of this authority.
    ///
    /// # Panics
    /// When they are not there.
    #[must_use]
    pub fn open(practice: &Practice) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let path = practice.folder().join("authority.sqlite");
        let options = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(std::time::Duration::from_secs(60));
        let pool = runtime.block_on(SqlitePool::connect_with(options));
        Self {
            pool: pool.expect("the records"),
            runtime,
        }
    }

    /// The certificate and the key identifier of an authority or officer: `ca`, `ocsp` or `tsa`.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn officer(&self, office: &str, branch: &str) -> (Certificate, String) {
        let row: (Vec<u8>, String) = self
            .runtime
            .block_on(
                sqlx::query_as(
                    "SELECT der, key_identifier FROM certificate WHERE office = $1 AND branch = $2 \
                     ORDER BY id DESC LIMIT 1",
                )
                .bind(office)
                .bind(branch)
                .fetch_one(&self.pool),
            )
            .expect("an officer");
        (Certificate::from_der(&row.0).expect("a certificate"), row.1)
    }

    /// So many invitations like the first, and their tokens.
    ///
    /// # Panics
    /// When nobody was invited yet.
    #[must_use]
    pub fn invite(&self, prefix: &str, count: usize) -> Vec<String> {
        let tokens: Vec<String> = (0..count).map(|place| format!("{prefix}{place}")).collect();
        let insert = async {
            let mut transaction = self.pool.begin().await?;
            for token in &tokens {
                let hash = hex::encode(openssl::sha::sha256(token.as_bytes()));
                sqlx::query(
                    "INSERT INTO invitation (token_hash, subject, created_at, expires_at) \
                     SELECT $1, subject, created_at, expires_at FROM invitation LIMIT 1",
                )
                .bind(hash)
                .execute(&mut *transaction)
                .await?;
            }
            transaction.commit().await
        };
        self.runtime.block_on(insert).expect("invitations");
        tokens
    }

    /// Copies the one certificate of a person of this branch under other serial numbers until there are `total`,
    /// and revokes one in ten of them, as far as none is yet.
    ///
    /// # Panics
    /// When there is no certificate to copy.
    pub fn multiply(&self, branch: &str, total: usize) {
        let fill = async {
            let mut transaction = self.pool.begin().await?;
            let there: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM certificate WHERE office = 'person' AND branch = $1",
            )
            .bind(branch)
            .fetch_one(&mut *transaction)
            .await?;
            for statement in [
                "WITH RECURSIVE more (place) AS (SELECT $2 + 1 UNION ALL SELECT place + 1 FROM more WHERE place < $3) \
                 INSERT INTO certificate (issuer, serial_number, office, branch, name, generation, subject, \
                 key_identifier, tbs, prepared_at, not_after_at, der, published_at, iin, bin, reminder_due_at) \
                 SELECT issuer, '4' || substr(lower(hex(randomblob(20))), 2), office, branch, name, generation, \
                 replace(subject, iin, printf('%012d', place)), key_identifier, tbs, prepared_at, not_after_at, der, \
                 published_at, printf('%012d', place), bin, reminder_due_at FROM more, \
                 (SELECT * FROM certificate WHERE office = 'person' AND branch = $1 ORDER BY id LIMIT 1)",
                "INSERT INTO audit (sequence, at, kind, detail, previous_hash, hash) \
                 SELECT (SELECT MAX(sequence) FROM audit) + row_number() OVER (), prepared_at, \
                 'certificate-revoked', json_object('serial_number', serial_number), \
                 lower(hex(randomblob(32))), lower(hex(randomblob(32))) FROM certificate \
                 WHERE office = 'person' AND branch = $1 AND id % 10 = 0 AND revoked_at IS NULL \
                 AND $2 >= 0 AND $3 >= 0",
                "UPDATE certificate SET revoked_at = prepared_at, revocation_reason = 4, revocation_sequence = told.at \
                 FROM (SELECT sequence AS at, json_extract(detail, '$.serial_number') AS serial FROM audit \
                 WHERE kind = 'certificate-revoked') AS told \
                 WHERE told.serial = certificate.serial_number AND branch = $1 AND revoked_at IS NULL \
                 AND $2 >= 0 AND $3 >= 0",
            ] {
                sqlx::query(statement)
                    .bind(branch)
                    .bind(there)
                    .bind(i64::try_from(total).unwrap_or(i64::MAX))
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await
        };
        self.runtime.block_on(fill).expect("more certificates");
    }

    /// The certificates of people of this branch.
    ///
    /// # Panics
    /// When they cannot be read.
    #[must_use]
    pub fn known(&self, branch: &str) -> Vec<Known> {
        let rows: Vec<(String, bool)> = self
            .runtime
            .block_on(
                sqlx::query_as(
                    "SELECT serial_number, revoked_at IS NOT NULL FROM certificate \
                     WHERE office = 'person' AND branch = $1 ORDER BY id",
                )
                .bind(branch)
                .fetch_all(&self.pool),
            )
            .expect("certificates");
        rows.into_iter()
            .map(|(serial_number, is_revoked)| Known {
                serial_number,
                is_revoked,
            })
            .collect()
    }
}
