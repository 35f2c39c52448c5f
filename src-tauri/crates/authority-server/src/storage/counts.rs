//! How much there is of everything.

use tanba_authority::Stored;

use super::{Database, failed};

/// How many of a family are in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) family: &'static str,
    pub(crate) state: String,
    pub(crate) count: i64,
}

const CERTIFICATES: &str = "SELECT CASE WHEN revoked_at IS NOT NULL THEN 'revoked' \
    WHEN refused_at IS NOT NULL THEN 'refused' WHEN published_at IS NOT NULL THEN 'published' \
    ELSE 'unfinished' END AS state, COUNT(*) FROM certificate GROUP BY 1 ORDER BY 1";
const APPLICATIONS: &str = "SELECT CASE WHEN cancelled_at IS NOT NULL THEN 'cancelled' \
    WHEN returned_at IS NOT NULL THEN 'returned' WHEN refused_at IS NOT NULL THEN 'refused' \
    WHEN installed_at IS NOT NULL THEN 'installed' WHEN issued_at IS NOT NULL THEN 'issued' \
    WHEN verified_at IS NOT NULL THEN 'verified' ELSE 'waiting' END AS state, COUNT(*) \
    FROM application GROUP BY 1 ORDER BY 1";
const MESSAGES: &str = "SELECT state, COUNT(*) FROM message GROUP BY 1 ORDER BY 1";

impl Database {
    /// Certificates, applications and messages by state.
    pub(crate) async fn counts(&self) -> Stored<Vec<Count>> {
        let mut counts = Vec::new();
        for (family, statement) in [
            ("certificates", CERTIFICATES),
            ("applications", APPLICATIONS),
            ("messages", MESSAGES),
        ] {
            let rows: Vec<(String, i64)> = sqlx::query_as(statement)
                .fetch_all(&self.pool)
                .await
                .map_err(failed)?;
            counts.extend(rows.into_iter().map(|(state, count)| Count {
                family,
                state,
                count,
            }));
        }
        Ok(counts)
    }
}
