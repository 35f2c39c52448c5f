//! The outbox.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tanba_authority::{Channel, MessageRecord, MessageState, NewMessage, Outbox, Stored};
use tanba_protocol::authority::Language;
use time::OffsetDateTime;

use super::{Database, Write, damaged, failed, moment};

const COLUMNS: &str = "id, key, kind, channel, recipient, language, subject, text, code, \
                       created_at, state, attempts, changed_at";

/// Stores messages in the transaction of what they tell. What was told before is not told again.
pub(super) async fn put(transaction: &mut Write, messages: &[NewMessage]) -> Stored<()> {
    for message in messages {
        sqlx::query(
            "INSERT INTO message (key, kind, channel, recipient, language, subject, text, code, \
             created_at, state, due_at, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $9, $9) \
             ON CONFLICT (key) DO NOTHING",
        )
        .bind(&message.key)
        .bind(&message.kind)
        .bind(message.channel.as_str())
        .bind(&message.recipient)
        .bind(message.language.as_str())
        .bind(&message.subject)
        .bind(&message.text)
        .bind(&message.code)
        .bind(message.created_at.unix_timestamp())
        .execute(&mut **transaction)
        .await
        .map_err(failed)?;
    }
    Ok(())
}

impl Outbox for Database {
    async fn put_message(&self, message: &NewMessage) -> Stored<()> {
        let mut transaction = self.write().await?;
        put(&mut transaction, std::slice::from_ref(message)).await?;
        transaction.commit().await
    }

    async fn take_message(&self, now: OffsetDateTime) -> Stored<Option<MessageRecord>> {
        let mut transaction = self.write().await?;
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "UPDATE message SET state = 'sending', attempts = attempts + 1, changed_at = $1 \
             WHERE id = (SELECT id FROM message WHERE state = 'waiting' AND due_at <= $1 \
             ORDER BY due_at, id LIMIT 1) RETURNING {COLUMNS}"
        )))
        .bind(now.unix_timestamp())
        .fetch_optional(&mut *transaction)
        .await
        .map_err(failed)?;
        let message = row.as_ref().map(message).transpose()?;
        transaction.commit().await?;
        Ok(message)
    }

    async fn settle_message(
        &self,
        id: i64,
        state: MessageState,
        again_at: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Stored<()> {
        sqlx::query(
            "UPDATE message SET state = $2, due_at = $3, changed_at = $4 \
             WHERE id = $1 AND state = 'sending'",
        )
        .bind(id)
        .bind(state.as_str())
        .bind(again_at.unix_timestamp())
        .bind(now.unix_timestamp())
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn recover_messages(&self, now: OffsetDateTime) -> Stored<u64> {
        let done = sqlx::query(
            "UPDATE message SET state = 'unsure', changed_at = $1, \
             text = CASE WHEN code IS NULL THEN text ELSE '' END, code = NULL \
             WHERE state = 'sending'",
        )
        .bind(now.unix_timestamp())
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(done.rows_affected())
    }

    async fn messages(&self) -> Stored<Vec<MessageRecord>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM message ORDER BY id"
        )))
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(message).collect()
    }
}

impl Database {
    /// Forgets the code of a message that is under way, and the text that it stands in.
    pub(crate) async fn forget_code(&self, id: i64) -> Stored<()> {
        sqlx::query("UPDATE message SET code = NULL, text = '' WHERE id = $1 AND code IS NOT NULL")
            .bind(id)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

fn message(row: &SqliteRow) -> Stored<MessageRecord> {
    let text = |name: &str| row.try_get::<String, _>(name).map_err(failed);
    let at = |name: &str| row.try_get(name).map_err(failed).and_then(moment);
    Ok(MessageRecord {
        id: row.try_get("id").map_err(failed)?,
        message: NewMessage {
            key: text("key")?,
            kind: text("kind")?,
            channel: Channel::parse(&text("channel")?).ok_or_else(|| damaged("channel"))?,
            recipient: text("recipient")?,
            language: Language::parse(&text("language")?).ok_or_else(|| damaged("language"))?,
            subject: text("subject")?,
            text: text("text")?,
            code: row.try_get("code").map_err(failed)?,
            created_at: at("created_at")?,
        },
        state: MessageState::parse(&text("state")?).ok_or_else(|| damaged("state"))?,
        attempts: row.try_get("attempts").map_err(failed)?,
        changed_at: at("changed_at")?,
    })
}
