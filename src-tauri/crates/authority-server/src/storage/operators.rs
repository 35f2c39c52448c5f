//! Authorities for TLS, operators and their sessions.

use tanba_authority::audit::Event;
use tanba_authority::{
    OPERATOR_IDLE, OperatorRecord, OperatorSessionRecord, Operators, Stored, TlsBranch,
};
use time::OffsetDateTime;

use super::audit::append;
use super::{Database, failed, moment};

/// The columns of an operator, in the order of [`OperatorRecord`].
type Row = (String, String, i64, i64, Option<i64>);

fn record((fingerprint, name, made_at, not_after_at, revoked_at): Row) -> Stored<OperatorRecord> {
    Ok(OperatorRecord {
        fingerprint,
        name,
        made_at: moment(made_at)?,
        not_after_at: moment(not_after_at)?,
        revoked_at: revoked_at.map(moment).transpose()?,
    })
}

impl Operators for Database {
    async fn tls_root(&self, branch: TlsBranch) -> Stored<Option<Vec<u8>>> {
        sqlx::query_scalar("SELECT der FROM tls_root WHERE branch = $1")
            .bind(branch.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)
    }

    async fn keep_tls_root(&self, branch: TlsBranch, der: &[u8], event: &Event) -> Stored<()> {
        let mut transaction = self.write().await?;
        sqlx::query("INSERT INTO tls_root (branch, der) VALUES ($1, $2)")
            .bind(branch.as_str())
            .bind(der)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        append(&mut transaction, event).await?;
        transaction.commit().await
    }

    async fn add_operator(&self, record: &OperatorRecord, event: &Event) -> Stored<bool> {
        let mut transaction = self.write().await?;
        let done = sqlx::query(
            "INSERT INTO operator (fingerprint, name, made_at, not_after_at) \
             VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(&record.fingerprint)
        .bind(&record.name)
        .bind(record.made_at.unix_timestamp())
        .bind(record.not_after_at.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if done.rows_affected() == 0 {
            transaction.rollback().await?;
            return Ok(false);
        }
        append(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn operators(&self) -> Stored<Vec<OperatorRecord>> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT fingerprint, name, made_at, not_after_at, revoked_at FROM operator \
             ORDER BY made_at, name",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.into_iter().map(record).collect()
    }

    async fn operator(&self, fingerprint: &str) -> Stored<Option<OperatorRecord>> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT fingerprint, name, made_at, not_after_at, revoked_at FROM operator \
             WHERE fingerprint = $1",
        )
        .bind(fingerprint)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(record).transpose()
    }

    async fn revoke_operator(&self, fingerprint: &str, event: &Event) -> Stored<bool> {
        let mut transaction = self.write().await?;
        let done = sqlx::query(
            "UPDATE operator SET revoked_at = $2 WHERE fingerprint = $1 AND revoked_at IS NULL",
        )
        .bind(fingerprint)
        .bind(event.at.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if done.rows_affected() == 1 {
            append(&mut transaction, event).await?;
        }
        transaction.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    async fn open_operator_session(
        &self,
        session: &OperatorSessionRecord,
        event: &Event,
    ) -> Stored<()> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM operator_session WHERE used_at < $1")
            .bind((session.opened_at - OPERATOR_IDLE).unix_timestamp())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        sqlx::query(
            "INSERT INTO operator_session (token_hash, fingerprint, opened_at, used_at) \
             VALUES ($1, $2, $3, $4)",
        )
        .bind(&session.token_hash)
        .bind(&session.fingerprint)
        .bind(session.opened_at.unix_timestamp())
        .bind(session.used_at.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        append(&mut transaction, event).await?;
        transaction.commit().await
    }

    async fn operator_session(&self, token_hash: &str) -> Stored<Option<OperatorSessionRecord>> {
        let row: Option<(String, i64, i64)> = sqlx::query_as(
            "SELECT fingerprint, opened_at, used_at FROM operator_session WHERE token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|(fingerprint, opened_at, used_at)| {
            Ok(OperatorSessionRecord {
                token_hash: token_hash.to_owned(),
                fingerprint,
                opened_at: moment(opened_at)?,
                used_at: moment(used_at)?,
            })
        })
        .transpose()
    }

    async fn use_operator_session(&self, token_hash: &str, now: OffsetDateTime) -> Stored<()> {
        sqlx::query("UPDATE operator_session SET used_at = $2 WHERE token_hash = $1")
            .bind(token_hash)
            .bind(now.unix_timestamp())
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn close_operator_session(&self, token_hash: &str, event: &Event) -> Stored<()> {
        let mut transaction = self.write().await?;
        let done = sqlx::query("DELETE FROM operator_session WHERE token_hash = $1")
            .bind(token_hash)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        if done.rows_affected() == 1 {
            append(&mut transaction, event).await?;
        }
        transaction.commit().await
    }
}
