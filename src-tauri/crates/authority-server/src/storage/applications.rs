//! Applications: rows with holes, filled in one after another.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tanba_authority::audit::Event;
use tanba_authority::{
    Advance, ApplicationKey, ApplicationNumber, ApplicationRecord, Applications, Begun, Insert,
    Inserted, NewCertificate, NewMessage, Stored,
};
use tanba_protocol::authority::{KeyStorageKind, Language, Words};
use time::OffsetDateTime;

use super::audit::append;
use super::certificates::insert;
use super::{Database, Write, damaged, failed, messages, moment};

/// `SELECT` of the columns that [`application`] reads.
macro_rules! select {
    ($($rest:tt)*) => {
        concat!(
            "SELECT number, key_hash, body_hash, identity, storage, email, language, region, city, \
             agreement, renews_issuer, renews_serial_number, submitted_at, expires_at, verified_at, \
             issuing_at, issued_at, installed_at, refused_at, returned_at, cancelled_at, reason_kk, \
             reason_ru, reason_en FROM application ",
            $($rest)*
        )
    };
}
pub(super) use select;

/// The condition that an application waits to be verified.
macro_rules! if_open {
    ($set:literal) => {
        concat!(
            "UPDATE application SET ",
            $set,
            " WHERE number = $1 AND verified_at IS NULL AND refused_at IS NULL \
             AND returned_at IS NULL AND cancelled_at IS NULL"
        )
    };
}

impl Applications for Database {
    async fn insert_application(
        &self,
        new: &Insert<'_>,
        letters: &[NewMessage],
        events: &[Event],
    ) -> Stored<Inserted> {
        let mut transaction = self.write().await?;
        if !insert_row(&mut transaction, new).await? {
            transaction.rollback().await?;
            return Ok(Inserted::Taken);
        }
        for key in new.keys {
            sqlx::query("INSERT INTO application_key (number, place, request) VALUES ($1, $2, $3)")
                .bind(new.record.number.digits())
                .bind(key.place)
                .bind(&key.request)
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        }
        if let Some(code) = new.code {
            let at = new.record.submitted_at;
            if !super::accounts::use_up(&mut transaction, code, at).await? {
                transaction.rollback().await?;
                return Ok(Inserted::CodeUsed);
            }
        }
        messages::put(&mut transaction, letters).await?;
        for event in events {
            append(&mut transaction, event).await?;
        }
        transaction.commit().await?;
        Ok(Inserted::Yes)
    }

    async fn application(&self, number: &ApplicationNumber) -> Stored<Option<ApplicationRecord>> {
        let row = sqlx::query(select!("WHERE number = $1"))
            .bind(number.digits())
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.as_ref().map(application).transpose()
    }

    async fn application_by_key(&self, key_hash: &str) -> Stored<Option<ApplicationRecord>> {
        let row = sqlx::query(select!("WHERE key_hash = $1"))
            .bind(key_hash)
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.as_ref().map(application).transpose()
    }

    async fn application_keys(&self, number: &ApplicationNumber) -> Stored<Vec<ApplicationKey>> {
        let rows = sqlx::query(
            "SELECT place, request, issuer, serial_number FROM application_key \
             WHERE number = $1 ORDER BY place",
        )
        .bind(number.digits())
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(key).collect()
    }

    async fn application_of_certificate(
        &self,
        issuer: &str,
        serial_number: &str,
    ) -> Stored<Option<ApplicationRecord>> {
        let row = sqlx::query(select!(
            "WHERE number = (SELECT number FROM application_key \
             WHERE issuer = $1 AND serial_number = $2)"
        ))
        .bind(issuer)
        .bind(serial_number)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.as_ref().map(application).transpose()
    }

    async fn applications_of(
        &self,
        iin: Option<&str>,
        bin: Option<&str>,
    ) -> Stored<Vec<ApplicationRecord>> {
        let rows = sqlx::query(select!(
            "WHERE iin = $1 OR bin = $2 ORDER BY submitted_at DESC, number"
        ))
        .bind(iin)
        .bind(bin)
        .fetch_all(&self.pool)
        .await;
        all(rows)
    }

    async fn advance_application(
        &self,
        number: &ApplicationNumber,
        step: &Advance<'_>,
        letters: &[NewMessage],
        event: &Event,
    ) -> Stored<bool> {
        let at = event.at.unix_timestamp();
        let mut transaction = self.write().await?;
        let statement = match step {
            Advance::Verify { .. } => {
                if_open!("verified_at = $2, consent = COALESCE($3, consent)")
            }
            Advance::Refuse { .. } => {
                if_open!("refused_at = $2, reason_kk = $3, reason_ru = $4, reason_en = $5")
            }
            Advance::Return { .. } => {
                if_open!("returned_at = $2, reason_kk = $3, reason_ru = $4, reason_en = $5")
            }
            Advance::Cancel => if_open!("cancelled_at = $2"),
            Advance::GiveUp { .. } => {
                "UPDATE application SET refused_at = $2, reason_kk = $3, reason_ru = $4, \
                 reason_en = $5 WHERE number = $1 AND verified_at IS NOT NULL \
                 AND issued_at IS NULL AND refused_at IS NULL"
            }
            Advance::Issue => {
                "UPDATE application SET issued_at = $2 WHERE number = $1 \
                 AND issuing_at IS NOT NULL AND issued_at IS NULL AND refused_at IS NULL"
            }
            Advance::Install => {
                "UPDATE application SET installed_at = $2 WHERE number = $1 \
                 AND issued_at IS NOT NULL AND installed_at IS NULL"
            }
        };
        let query = sqlx::query(statement).bind(number.digits()).bind(at);
        let query = match step {
            Advance::Verify { consent } => query.bind(*consent),
            Advance::Refuse { reason }
            | Advance::Return { reason }
            | Advance::GiveUp { reason } => {
                query.bind(&reason.kk).bind(&reason.ru).bind(&reason.en)
            }
            Advance::Cancel | Advance::Issue | Advance::Install => query,
        };
        let done = query.execute(&mut *transaction).await.map_err(failed)?;
        if done.rows_affected() != 1 {
            transaction.rollback().await?;
            return Ok(false);
        }
        messages::put(&mut transaction, letters).await?;
        append(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn begin_issuing(
        &self,
        number: &ApplicationNumber,
        new: &[(NewCertificate, Event)],
        now: OffsetDateTime,
    ) -> Stored<Begun> {
        let mut transaction = self.write().await?;
        let done = sqlx::query(
            "UPDATE application SET issuing_at = $2 WHERE number = $1 AND issuing_at IS NULL \
             AND verified_at IS NOT NULL AND refused_at IS NULL",
        )
        .bind(number.digits())
        .bind(now.unix_timestamp())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if done.rows_affected() != 1 {
            transaction.rollback().await?;
            return Ok(Begun::Yes);
        }
        for (place, (certificate, event)) in (0_i64..).zip(new) {
            if !insert(&mut transaction, certificate).await? {
                transaction.rollback().await?;
                return Ok(Begun::SerialTaken);
            }
            append(&mut transaction, event).await?;
            sqlx::query(
                "UPDATE application_key SET issuer = $3, serial_number = $4 \
                 WHERE number = $1 AND place = $2",
            )
            .bind(number.digits())
            .bind(place)
            .bind(&certificate.issuer)
            .bind(&certificate.serial_number)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        }
        transaction.commit().await?;
        Ok(Begun::Yes)
    }

    async fn verified_applications(&self) -> Stored<Vec<ApplicationNumber>> {
        let numbers: Vec<String> = sqlx::query_scalar(
            "SELECT number FROM application WHERE verified_at IS NOT NULL AND issued_at IS NULL \
             AND refused_at IS NULL ORDER BY verified_at",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        numbers.iter().map(|text| number(text)).collect()
    }

    async fn overdue_applications(&self, now: OffsetDateTime) -> Stored<Vec<ApplicationRecord>> {
        let rows = sqlx::query(select!(
            "WHERE verified_at IS NULL AND refused_at IS NULL AND returned_at IS NULL \
             AND cancelled_at IS NULL AND expires_at <= $1 ORDER BY expires_at"
        ))
        .bind(now.unix_timestamp())
        .fetch_all(&self.pool)
        .await;
        all(rows)
    }
}

async fn insert_row(transaction: &mut Write, new: &Insert<'_>) -> Stored<bool> {
    let record = new.record;
    let (region, city) = record.place.clone().unzip();
    let (issuer, serial) = record.renews.clone().unzip();
    let done = sqlx::query(
        "INSERT INTO application (number, key_hash, body_hash, identity, iin, bin, needs_head, \
         storage, email, language, region, city, agreement, renews_issuer, renews_serial_number, \
         consent, submitted_at, expires_at, verified_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
         $19) ON CONFLICT DO NOTHING",
    )
    .bind(record.number.digits())
    .bind(&record.key_hash)
    .bind(&record.body_hash)
    .bind(serde_json::to_string(&record.identity).map_err(failed)?)
    .bind(&record.identity.iin)
    .bind(&record.identity.bin)
    .bind(record.needs_head())
    .bind(record.storage.as_str())
    .bind(&record.email)
    .bind(record.language.as_str())
    .bind(region)
    .bind(city)
    .bind(&record.agreement)
    .bind(issuer)
    .bind(serial)
    .bind(new.consent)
    .bind(record.submitted_at.unix_timestamp())
    .bind(record.expires_at.unix_timestamp())
    .bind(record.verified_at.map(OffsetDateTime::unix_timestamp))
    .execute(&mut **transaction)
    .await
    .map_err(failed)?;
    Ok(done.rows_affected() == 1)
}

fn number(digits: &str) -> Stored<ApplicationNumber> {
    ApplicationNumber::parse(digits).ok_or_else(|| damaged("number"))
}

fn key(row: &SqliteRow) -> Stored<ApplicationKey> {
    let issuer: Option<String> = row.try_get("issuer").map_err(failed)?;
    let serial: Option<String> = row.try_get("serial_number").map_err(failed)?;
    Ok(ApplicationKey {
        place: row.try_get("place").map_err(failed)?,
        request: row.try_get("request").map_err(failed)?,
        certificate: issuer.zip(serial),
    })
}

fn all(rows: Result<Vec<SqliteRow>, sqlx::Error>) -> Stored<Vec<ApplicationRecord>> {
    rows.map_err(failed)?.iter().map(application).collect()
}

pub(super) fn application(row: &SqliteRow) -> Stored<ApplicationRecord> {
    let text = |name: &str| row.try_get::<String, _>(name).map_err(failed);
    let optional = |name: &str| row.try_get::<Option<String>, _>(name).map_err(failed);
    let at = |name: &str| {
        let seconds: Option<i64> = row.try_get(name).map_err(failed)?;
        seconds.map(moment).transpose()
    };
    let reason = match (
        optional("reason_kk")?,
        optional("reason_ru")?,
        optional("reason_en")?,
    ) {
        (Some(kk), Some(ru), Some(en)) => Some(Words { kk, ru, en }),
        _ => None,
    };
    Ok(ApplicationRecord {
        number: number(&text("number")?)?,
        key_hash: text("key_hash")?,
        body_hash: text("body_hash")?,
        identity: serde_json::from_str(&text("identity")?).map_err(failed)?,
        storage: KeyStorageKind::parse(&text("storage")?).ok_or_else(|| damaged("storage"))?,
        email: optional("email")?,
        language: Language::parse(&text("language")?).ok_or_else(|| damaged("language"))?,
        place: optional("region")?.zip(optional("city")?),
        agreement: optional("agreement")?,
        renews: optional("renews_issuer")?.zip(optional("renews_serial_number")?),
        submitted_at: at("submitted_at")?.ok_or_else(|| damaged("submitted_at"))?,
        expires_at: at("expires_at")?.ok_or_else(|| damaged("expires_at"))?,
        verified_at: at("verified_at")?,
        issuing_at: at("issuing_at")?,
        issued_at: at("issued_at")?,
        installed_at: at("installed_at")?,
        refused_at: at("refused_at")?,
        returned_at: at("returned_at")?,
        cancelled_at: at("cancelled_at")?,
        reason,
    })
}
