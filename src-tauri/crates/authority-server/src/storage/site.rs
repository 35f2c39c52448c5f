//! Where this authority lives.

use tanba_authority::Stored;

use super::{Database, failed};

impl Database {
    /// The address that the authority was given at its first start, `127.0.0.1:20443`.
    pub(crate) async fn address(&self) -> Stored<Option<String>> {
        sqlx::query_scalar("SELECT address FROM site")
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)
    }

    /// Gives it an address, once.
    pub(crate) async fn set_address(&self, address: &str) -> Stored<()> {
        sqlx::query("INSERT INTO site (one, address) VALUES (1, $1)")
            .bind(address)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }
}
