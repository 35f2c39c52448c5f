//! Sessions, one-time codes, settings, answered challenges, reminders.

use sqlx::Row as _;
use tanba_authority::audit::Event;
use tanba_authority::{
    Accounts, Caller, CertificateRecord, CodeRecord, DueReminder, NewMessage, Reminders,
    SessionRecord, Stored, Tickets,
};
use tanba_protocol::authority::{AccountSettings, Language};
use time::OffsetDateTime;

use super::audit::append;
use super::rows::{certificate, select_certificate};
use super::{Database, Write, damaged, failed, messages, moment};

impl Tickets for Database {
    async fn spend(
        &self,
        ticket: &str,
        until: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Stored<bool> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM spent_ticket WHERE until_at < $1")
            .bind(now.unix_timestamp())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        let done = sqlx::query(
            "INSERT INTO spent_ticket (ticket, until_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(ticket)
        .bind(until.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        transaction.commit().await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Accounts for Database {
    async fn open_session(&self, session: &SessionRecord, event: &Event) -> Stored<()> {
        let mut transaction = self.write().await?;
        sqlx::query("DELETE FROM session WHERE expires_at < $1")
            .bind(event.at.unix_timestamp())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        sqlx::query(
            "INSERT INTO session (token_hash, identity, issuer, serial_number, expires_at) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&session.token_hash)
        .bind(serde_json::to_string(&session.caller.identity).map_err(failed)?)
        .bind(&session.caller.issuer)
        .bind(&session.caller.serial_number)
        .bind(session.expires_at.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        append(&mut transaction, event).await?;
        transaction.commit().await
    }

    async fn session(&self, token_hash: &str) -> Stored<Option<SessionRecord>> {
        let row: Option<(String, String, String, i64)> = sqlx::query_as(
            "SELECT identity, issuer, serial_number, expires_at FROM session \
             WHERE token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|(identity, issuer, serial_number, expires_at)| {
            Ok(SessionRecord {
                token_hash: token_hash.to_owned(),
                caller: Caller {
                    identity: serde_json::from_str(&identity).map_err(failed)?,
                    issuer,
                    serial_number,
                },
                expires_at: moment(expires_at)?,
            })
        })
        .transpose()
    }

    async fn certificates_naming(
        &self,
        iin: Option<&str>,
        bin: Option<&str>,
    ) -> Stored<Vec<CertificateRecord>> {
        let rows = sqlx::query(select_certificate!(
            "WHERE office = 'person' AND published_at IS NOT NULL AND (iin = $1 OR bin = $2) \
             ORDER BY id DESC"
        ))
        .bind(iin)
        .bind(bin)
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(certificate).collect()
    }

    async fn email(&self, holder: &str) -> Stored<Option<String>> {
        sqlx::query_scalar(
            "SELECT email FROM application WHERE (iin = $1 OR (iin IS NULL AND bin = $1)) \
             AND email IS NOT NULL AND verified_at IS NOT NULL \
             ORDER BY submitted_at DESC, number LIMIT 1",
        )
        .bind(holder)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)
    }

    async fn settings(&self, holder: &str) -> Stored<Option<AccountSettings>> {
        let row: Option<(String, bool)> = sqlx::query_as(
            "SELECT language, email_reminders FROM (\
             SELECT language, email_reminders, 1 AS rank, 0 AS at FROM account WHERE holder = $1 \
             UNION ALL SELECT language, 1, 0, submitted_at FROM application \
             WHERE (iin = $1 OR (iin IS NULL AND bin = $1)) AND verified_at IS NOT NULL) AS choices ORDER BY rank DESC, at DESC LIMIT 1",
        )
        .bind(holder)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|(language, email_reminders)| {
            Ok(AccountSettings {
                language: Language::parse(&language).ok_or_else(|| damaged("language"))?,
                email_reminders,
            })
        })
        .transpose()
    }

    async fn keep_settings(
        &self,
        holder: &str,
        settings: &AccountSettings,
        event: &Event,
    ) -> Stored<()> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO account (holder, language, email_reminders) VALUES ($1, $2, $3) \
             ON CONFLICT (holder) DO UPDATE SET language = excluded.language, \
             email_reminders = excluded.email_reminders",
        )
        .bind(holder)
        .bind(settings.language.as_str())
        .bind(settings.email_reminders)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        append(&mut transaction, event).await?;
        transaction.commit().await
    }

    async fn keep_code(
        &self,
        code: &CodeRecord,
        message: &NewMessage,
        event: &Event,
    ) -> Stored<()> {
        let mut transaction = self.write().await?;
        sqlx::query(
            "UPDATE one_time_code SET used_at = $3 \
             WHERE holder = $1 AND purpose = $2 AND used_at IS NULL",
        )
        .bind(&code.holder)
        .bind(&code.purpose)
        .bind(code.created_at.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        sqlx::query(
            "INSERT INTO one_time_code (id, holder, purpose, hash, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&code.id)
        .bind(&code.holder)
        .bind(&code.purpose)
        .bind(&code.hash)
        .bind(code.created_at.unix_timestamp())
        .bind(code.expires_at.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        messages::put(&mut transaction, std::slice::from_ref(message)).await?;
        append(&mut transaction, event).await?;
        transaction.commit().await
    }

    async fn try_code(&self, holder: &str, purpose: &str, most: u32) -> Stored<Option<CodeRecord>> {
        let row: Option<(String, String, i64, i64)> = sqlx::query_as(
            "UPDATE one_time_code SET tries = tries + 1 \
             WHERE holder = $1 AND purpose = $2 AND used_at IS NULL AND tries < $3 \
             RETURNING id, hash, created_at, expires_at",
        )
        .bind(holder)
        .bind(purpose)
        .bind(most)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|(id, hash, created_at, expires_at)| {
            Ok(CodeRecord {
                id,
                holder: holder.to_owned(),
                purpose: purpose.to_owned(),
                hash,
                created_at: moment(created_at)?,
                expires_at: moment(expires_at)?,
            })
        })
        .transpose()
    }

    async fn use_code(&self, id: &str, now: OffsetDateTime) -> Stored<bool> {
        let mut transaction = self.write().await?;
        let used = use_up(&mut transaction, id, now).await?;
        transaction.commit().await?;
        Ok(used)
    }

    async fn codes_since(&self, holder: &str, since: OffsetDateTime) -> Stored<u32> {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM one_time_code WHERE holder = $1 AND created_at > $2",
        )
        .bind(holder)
        .bind(since.unix_timestamp())
        .fetch_one(&self.pool)
        .await
        .map_err(failed)
    }
}

/// Uses up a code; `false` when it was before.
pub(super) async fn use_up(transaction: &mut Write, id: &str, now: OffsetDateTime) -> Stored<bool> {
    let done =
        sqlx::query("UPDATE one_time_code SET used_at = $2 WHERE id = $1 AND used_at IS NULL")
            .bind(id)
            .bind(now.unix_timestamp())
            .execute(&mut **transaction)
            .await
            .map_err(failed)?;
    Ok(done.rows_affected() == 1)
}

impl Reminders for Database {
    async fn due_reminders(&self, now: OffsetDateTime, most: u32) -> Stored<Vec<DueReminder>> {
        let rows = sqlx::query(select_certificate!(
            "WHERE reminder_due_at <= $1 AND published_at IS NOT NULL \
             ORDER BY reminder_due_at LIMIT $2"
        ))
        .bind(now.unix_timestamp())
        .bind(most)
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        let mut due = Vec::new();
        for row in &rows {
            let certificate = certificate(row)?;
            let (issuer, serial) = (
                &certificate.prepared.issuer,
                &certificate.prepared.serial_number,
            );
            let application: Option<String> = sqlx::query_scalar(
                "SELECT number FROM application_key WHERE issuer = $1 AND serial_number = $2",
            )
            .bind(issuer)
            .bind(serial)
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
            let is_renewed: Option<i64> = sqlx::query_scalar(
                "SELECT 1 FROM application WHERE issued_at IS NOT NULL AND \
                 ((renews_issuer = $1 AND renews_serial_number = $2) OR renews_serial_number IN \
                 (SELECT serial_number FROM application_key WHERE number = $3)) LIMIT 1",
            )
            .bind(issuer)
            .bind(serial)
            .bind(&application)
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
            due.push(DueReminder {
                due_at: moment(row.try_get("reminder_due_at").map_err(failed)?)?,
                certificate,
                application,
                is_renewed: is_renewed.is_some(),
            });
        }
        Ok(due)
    }

    async fn remind(
        &self,
        due: &DueReminder,
        letters: &[NewMessage],
        next_at: Option<OffsetDateTime>,
    ) -> Stored<()> {
        let mut transaction = self.write().await?;
        let done = sqlx::query(
            "UPDATE certificate SET reminder_due_at = $4 \
             WHERE issuer = $1 AND serial_number = $2 AND reminder_due_at = $3",
        )
        .bind(&due.certificate.prepared.issuer)
        .bind(&due.certificate.prepared.serial_number)
        .bind(due.due_at.unix_timestamp())
        .bind(next_at.map(OffsetDateTime::unix_timestamp))
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if done.rows_affected() == 1 {
            messages::put(&mut transaction, letters).await?;
        }
        transaction.commit().await
    }
}
