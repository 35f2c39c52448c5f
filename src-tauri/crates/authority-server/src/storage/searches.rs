//! What operators look for. Databases differ in how they fold letters that are not Latin, so a text is looked
//! for as it was typed and in capitals, as registries and certificates have names.

use sqlx::Sqlite;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use tanba_authority::audit::Entry;
use tanba_authority::{
    ApplicationRecord, AuditSearch, CertificateRecord, QueueSearch, Searches, Stored,
};
use tanba_protocol::authority::QueueState;

use super::applications::{application, select};
use super::audit::entry;
use super::rows::{certificate, select_certificate};
use super::{Database, failed};

/// What is looked for, with the wildcards of SQL taken as letters.
struct Patterns {
    typed: String,
    capital: String,
    digits: String,
}

impl Patterns {
    fn of(text: &str) -> Self {
        let text = text.trim();
        let around = |text: &str| {
            let text = text.replace('\\', "\\\\").replace('%', "\\%");
            format!("%{}%", text.replace('_', "\\_"))
        };
        let digits: String = text
            .chars()
            .filter(|one| !matches!(one, '-' | ' ' | ':'))
            .collect();
        Self {
            typed: around(text),
            capital: around(&text.to_uppercase()),
            digits: around(&digits.to_lowercase()),
        }
    }
}

/// A statement with the text it looks for (`$1` to `$3`) and one row more than asked for (`$4`).
fn looking(
    statement: &'static str,
    text: &str,
    most: u32,
) -> Query<'static, Sqlite, SqliteArguments> {
    let patterns = Patterns::of(text);
    sqlx::query(statement)
        .bind(patterns.typed)
        .bind(patterns.capital)
        .bind(patterns.digits)
        .bind(i64::from(most) + 1)
}

/// What a statement finds: as many as asked for, and whether there was one more.
async fn find<T>(
    database: &Database,
    query: Query<'static, Sqlite, SqliteArguments>,
    most: u32,
    read: fn(&SqliteRow) -> Stored<T>,
) -> Stored<(Vec<T>, bool)> {
    let rows = query.fetch_all(&database.pool).await.map_err(failed)?;
    let mut all = rows.iter().map(read).collect::<Stored<Vec<_>>>()?;
    let most = usize::try_from(most).map_err(failed)?;
    let more = all.len() > most;
    all.truncate(most);
    Ok((all, more))
}

/// The statement for one state: the condition, and which come first. Those behind the application `$6` of the
/// time `$5`, whose identity, JSON as we write it, holds the template `$7`.
macro_rules! applications {
    ($state:literal, $later:literal, $order:literal) => {
        select!(concat!(
            "WHERE (number LIKE $3 ESCAPE '\\' OR bin LIKE $3 ESCAPE '\\' OR iin LIKE $3 ESCAPE '\\' \
             OR identity LIKE $1 ESCAPE '\\' OR identity LIKE $2 ESCAPE '\\') AND ",
            $state,
            " AND ($5 IS NULL OR submitted_at ",
            $later,
            " $5 OR (submitted_at = $5 AND number > $6)) AND identity LIKE $7 ORDER BY ",
            $order,
            " LIMIT $4"
        ))
    };
}

impl Searches for Database {
    async fn find_applications(
        &self,
        search: &QueueSearch<'_>,
        most: u32,
    ) -> Stored<(Vec<ApplicationRecord>, bool)> {
        let statement = match search.state {
            QueueState::Waiting => applications!(
                "verified_at IS NULL AND refused_at IS NULL AND returned_at IS NULL \
                 AND cancelled_at IS NULL AND needs_head = 0",
                ">",
                "submitted_at, number"
            ),
            QueueState::AwaitingHead => applications!(
                "verified_at IS NULL AND refused_at IS NULL AND returned_at IS NULL \
                 AND cancelled_at IS NULL AND needs_head <> 0",
                ">",
                "submitted_at, number"
            ),
            QueueState::Approved => applications!(
                "verified_at IS NOT NULL AND refused_at IS NULL",
                "<",
                "submitted_at DESC, number"
            ),
            QueueState::Closed => applications!(
                "(refused_at IS NOT NULL OR returned_at IS NOT NULL OR cancelled_at IS NOT NULL)",
                "<",
                "submitted_at DESC, number"
            ),
            QueueState::All => applications!("1 = 1", "<", "submitted_at DESC, number"),
        };
        let template = search.template.map_or("%".to_owned(), |template| {
            format!("%\"template\":\"{}\"%", template.as_str())
        });
        let after = search.after;
        let query = looking(statement, search.text, most)
            .bind(after.map(|record| record.submitted_at.unix_timestamp()))
            .bind(after.map(|record| record.number.digits().to_owned()))
            .bind(template);
        find(self, query, most, application).await
    }

    async fn find_certificates(
        &self,
        text: &str,
        after: Option<&str>,
        most: u32,
    ) -> Stored<(Vec<CertificateRecord>, bool)> {
        let statement = select_certificate!(
            "WHERE (serial_number LIKE $3 ESCAPE '\\' OR bin LIKE $3 ESCAPE '\\' \
             OR iin LIKE $3 ESCAPE '\\' OR subject LIKE $1 ESCAPE '\\' OR subject LIKE $2 ESCAPE '\\') \
             AND ($5 IS NULL OR id < (SELECT MIN(id) FROM certificate WHERE serial_number = $5)) \
             ORDER BY id DESC LIMIT $4"
        );
        let query = looking(statement, text, most).bind(after.map(str::to_owned));
        find(self, query, most, certificate).await
    }

    async fn find_entries(
        &self,
        search: &AuditSearch<'_>,
        most: u32,
    ) -> Stored<(Vec<Entry>, bool)> {
        let statement = "SELECT sequence, at, kind, detail, previous_hash, hash FROM audit \
             WHERE (detail LIKE $1 ESCAPE '\\' OR detail LIKE $2 ESCAPE '\\' \
             OR detail LIKE $3 ESCAPE '\\') AND sequence < $5 AND ($6 = '' OR kind = $6) \
             ORDER BY sequence DESC LIMIT $4";
        let query = looking(statement, search.text, most)
            .bind(search.before)
            .bind(search.kind.to_owned());
        find(self, query, most, entry).await
    }
}

#[cfg(test)]
mod tests;
