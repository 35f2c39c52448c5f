//! Tables that stand in for the registries of the state.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tanba_authority::Stored;
use tanba_authority::audit::{Event, EventKind};
use tanba_authority::registry::{
    Individual, Known, LegalEntity, MobileCitizen, Registry, RegistryError,
};
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use super::audit::append;
use super::{Database, Write, damaged, failed};

/// Rows of one registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    Individuals(Vec<Individual>),
    LegalEntities(Vec<LegalEntity>),
    MobileCitizens(Vec<MobileCitizen>),
}

impl Rows {
    fn kind(&self) -> &'static str {
        match self {
            Self::Individuals(_) => "individuals",
            Self::LegalEntities(_) => "legal-entities",
            Self::MobileCitizens(_) => "mobile-citizens",
        }
    }

    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Individuals(rows) => rows.len(),
            Self::LegalEntities(rows) => rows.len(),
            Self::MobileCitizens(rows) => rows.len(),
        }
    }
}

impl Database {
    /// Puts rows into a registry, all or none; those of the same number are replaced.
    pub(crate) async fn import(&self, rows: &Rows, now: OffsetDateTime) -> Stored<()> {
        let mut transaction = self.write().await?;
        match rows {
            Rows::Individuals(rows) => {
                for row in rows {
                    put_individual(&mut transaction, row).await?;
                }
            }
            Rows::LegalEntities(rows) => {
                for row in rows {
                    put_legal_entity(&mut transaction, row).await?;
                }
            }
            Rows::MobileCitizens(rows) => {
                for row in rows {
                    put_mobile_citizen(&mut transaction, row).await?;
                }
            }
        }
        let count = rows.count().to_string();
        let event = Event::new(
            now,
            EventKind::RegistryImported,
            &[("kind", rows.kind()), ("count", &count)],
        );
        append(&mut transaction, &event).await?;
        transaction.commit().await
    }

    /// Whether nothing was ever put into the registries.
    pub(crate) async fn is_registry_empty(&self) -> Stored<bool> {
        let count: i64 = sqlx::query_scalar(
            "SELECT (SELECT COUNT(*) FROM individual) + (SELECT COUNT(*) FROM legal_entity)",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        Ok(count == 0)
    }

    pub(crate) async fn individuals(&self) -> Stored<Vec<Individual>> {
        let rows = sqlx::query(
            "SELECT iin, surname, name, patronymic, birth_date FROM individual ORDER BY iin",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(individual).collect()
    }

    pub(crate) async fn legal_entities(&self) -> Stored<Vec<LegalEntity>> {
        let rows = sqlx::query("SELECT bin, name, head_iin FROM legal_entity ORDER BY bin")
            .fetch_all(&self.pool)
            .await
            .map_err(failed)?;
        rows.iter().map(legal_entity).collect()
    }

    pub(crate) async fn mobile_citizens(&self) -> Stored<Vec<MobileCitizen>> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT iin, phone FROM mobile_citizen ORDER BY iin")
                .fetch_all(&self.pool)
                .await
                .map_err(failed)?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|(iin, phone)| MobileCitizen { iin, phone })
            .collect())
    }
}

impl Registry for Database {
    async fn individual(&self, iin: &str) -> Known<Individual> {
        let row = sqlx::query(
            "SELECT iin, surname, name, patronymic, birth_date FROM individual WHERE iin = $1",
        )
        .bind(iin)
        .fetch_optional(&self.pool)
        .await
        .map_err(unreachable)?;
        row.as_ref()
            .map(individual)
            .transpose()
            .map_err(unreachable)
    }

    async fn legal_entity(&self, bin: &str) -> Known<LegalEntity> {
        let row = sqlx::query("SELECT bin, name, head_iin FROM legal_entity WHERE bin = $1")
            .bind(bin)
            .fetch_optional(&self.pool)
            .await
            .map_err(unreachable)?;
        row.as_ref()
            .map(legal_entity)
            .transpose()
            .map_err(unreachable)
    }

    async fn phone(&self, iin: &str) -> Known<String> {
        sqlx::query_scalar("SELECT phone FROM mobile_citizen WHERE iin = $1")
            .bind(iin)
            .fetch_optional(&self.pool)
            .await
            .map_err(unreachable)
    }
}

fn unreachable(error: impl std::error::Error + Send + Sync + 'static) -> RegistryError {
    RegistryError(Box::new(error))
}

async fn put_individual(transaction: &mut Write, row: &Individual) -> Stored<()> {
    sqlx::query(
        "INSERT INTO individual (iin, surname, name, patronymic, birth_date) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (iin) DO UPDATE SET \
         surname = excluded.surname, name = excluded.name, patronymic = excluded.patronymic, \
         birth_date = excluded.birth_date",
    )
    .bind(&row.iin)
    .bind(&row.surname)
    .bind(&row.name)
    .bind(&row.patronymic)
    .bind(write_date(row.birth_date))
    .execute(&mut **transaction)
    .await
    .map_err(failed)?;
    Ok(())
}

async fn put_legal_entity(transaction: &mut Write, row: &LegalEntity) -> Stored<()> {
    sqlx::query(
        "INSERT INTO legal_entity (bin, name, head_iin) VALUES ($1, $2, $3) \
         ON CONFLICT (bin) DO UPDATE SET name = excluded.name, head_iin = excluded.head_iin",
    )
    .bind(&row.bin)
    .bind(&row.name)
    .bind(&row.head_iin)
    .execute(&mut **transaction)
    .await
    .map_err(failed)?;
    Ok(())
}

async fn put_mobile_citizen(transaction: &mut Write, row: &MobileCitizen) -> Stored<()> {
    sqlx::query(
        "INSERT INTO mobile_citizen (iin, phone) VALUES ($1, $2) \
         ON CONFLICT (iin) DO UPDATE SET phone = excluded.phone",
    )
    .bind(&row.iin)
    .bind(&row.phone)
    .execute(&mut **transaction)
    .await
    .map_err(failed)?;
    Ok(())
}

fn individual(row: &SqliteRow) -> Stored<Individual> {
    let birth_date: String = row.try_get("birth_date").map_err(failed)?;
    Ok(Individual {
        iin: row.try_get("iin").map_err(failed)?,
        surname: row.try_get("surname").map_err(failed)?,
        name: row.try_get("name").map_err(failed)?,
        patronymic: row.try_get("patronymic").map_err(failed)?,
        birth_date: read_date(&birth_date).ok_or_else(|| damaged("birth_date"))?,
    })
}

fn legal_entity(row: &SqliteRow) -> Stored<LegalEntity> {
    Ok(LegalEntity {
        bin: row.try_get("bin").map_err(failed)?,
        name: row.try_get("name").map_err(failed)?,
        head_iin: row.try_get("head_iin").map_err(failed)?,
    })
}

/// A date as `2090-01-31`.
pub(crate) fn read_date(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

/// A date as `2090-01-31`.
pub(crate) fn write_date(date: Date) -> String {
    date.format(format_description!("[year]-[month]-[day]"))
        .unwrap_or_default()
}
