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

    /// The file that the authority takes its time from, in practice.
    pub(crate) async fn clock_file(&self) -> Stored<Option<String>> {
        let file: Option<Option<String>> = sqlx::query_scalar("SELECT clock FROM site")
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        Ok(file.flatten())
    }

    /// Says which file that is, or that it is the machine's clock.
    pub(crate) async fn set_clock_file(&self, file: Option<&str>) -> Stored<()> {
        sqlx::query("UPDATE site SET clock = $1")
            .bind(file)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
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
