//! A stretch of the history, and what fits a search in it.

use futures::TryStreamExt as _;
use sqlx::{QueryBuilder, Sqlite};

use super::History;
use super::entry::{Entry, SELECT};
use crate::Error;

/// More words than this narrow nothing down.
const MOST_WORDS: usize = 8;

/// A stretch of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Entries, the newest first.
    pub entries: Vec<Entry>,
    /// How many entries fit the search in all.
    pub total: i64,
}

impl History<'_> {
    /// At most `limit` entries older than the number `before`, the newest first, that contain
    /// every word of `search` in the name of the document, the signer's or the digest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn page(&self, before: Option<i64>, limit: u32, search: &str) -> Result<Page, Error> {
        let mut count = QueryBuilder::new("SELECT COUNT(*) FROM history WHERE sequence > 0");
        restrict(&mut count, search);
        let total = count.build_query_scalar().fetch_one(&self.0.pool).await?;
        let mut select = QueryBuilder::new(SELECT);
        select.push("WHERE sequence < ");
        select.push_bind(before.unwrap_or(i64::MAX));
        restrict(&mut select, search);
        select.push(" ORDER BY sequence DESC LIMIT ");
        select.push_bind(i64::from(limit));
        let entries = select
            .build()
            .fetch(&self.0.pool)
            .map_err(Error::from)
            .and_then(|row| async move { Entry::from_row(&row) })
            .try_collect()
            .await?;
        Ok(Page { entries, total })
    }
}

fn restrict(query: &mut QueryBuilder<Sqlite>, search: &str) {
    for word in search.split_whitespace().take(MOST_WORDS) {
        query.push(" AND (");
        for (number, spelling) in spellings(word).iter().enumerate() {
            if number > 0 {
                query.push(" OR ");
            }
            query.push("document_name || ' ' || COALESCE(signer, '') || ' ' || digest LIKE ");
            query.push_bind(contains(spelling));
            query.push(" ESCAPE '\\'");
        }
        query.push(")");
    }
}

/// SQL knows the two cases of Latin letters alone; names in certificates are in capitals.
fn spellings(word: &str) -> Vec<String> {
    let small = word.to_lowercase();
    let mut letters = small.chars();
    let capitalised = letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    });
    let mut all = vec![
        word.to_owned(),
        small.clone(),
        word.to_uppercase(),
        capitalised,
    ];
    all.sort();
    all.dedup();
    all
}

/// A pattern of LIKE for texts that contain `text` as it is.
fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
