//! Where this authority lives.

use tanba_authority::Stored;

use super::{Database, failed};
use crate::purpose::Purpose;

/// Address, purpose, public name, organisation.
type HomeRow = (String, String, Option<String>, Option<String>);

impl Database {
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

    /// Where it serves TLS, once it was told to.
    pub(crate) async fn tls_address(&self) -> Stored<Option<String>> {
        let address: Option<Option<String>> = sqlx::query_scalar("SELECT tls_address FROM site")
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        Ok(address.flatten())
    }

    /// Remembers that.
    pub(crate) async fn set_tls_address(&self, address: &str) -> Stored<()> {
        sqlx::query("UPDATE site SET tls_address = $1")
            .bind(address)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// Where the console of the operators is.
    pub(crate) async fn console_address(&self) -> Stored<Option<String>> {
        let address: Option<Option<String>> =
            sqlx::query_scalar("SELECT console_address FROM site")
                .fetch_optional(&self.pool)
                .await
                .map_err(failed)?;
        Ok(address.flatten())
    }

    /// Remembers that.
    pub(crate) async fn set_console_address(&self, address: &str) -> Stored<()> {
        sqlx::query("UPDATE site SET console_address = $1")
            .bind(address)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// Address, purpose, public name and organisation, once it has an address.
    pub(crate) async fn home(&self) -> Stored<Option<HomeRow>> {
        sqlx::query_as("SELECT address, purpose, name, organisation FROM site")
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)
    }

    /// What it is for.
    pub(crate) async fn purpose(&self) -> Stored<Purpose> {
        let is_earnest = |(_, purpose, ..): HomeRow| purpose == Purpose::Earnest.as_str();
        Ok(match self.home().await?.is_some_and(is_earnest) {
            true => Purpose::Earnest,
            false => Purpose::Practice,
        })
    }

    /// Gives it an address and a purpose, once; in earnest with the public name and the organisation.
    pub(crate) async fn settle(
        &self,
        address: &str,
        purpose: Purpose,
        public: Option<(&str, &str)>,
    ) -> Stored<()> {
        let (name, organisation) = public.unzip();
        sqlx::query(
            "INSERT INTO site (one, address, purpose, name, organisation) \
             VALUES (1, $1, $2, $3, $4)",
        )
        .bind(address)
        .bind(purpose.as_str())
        .bind(name)
        .bind(organisation)
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }
}
