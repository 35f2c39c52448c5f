//! Where the registries of the state are: tables of the folder, or a service that is asked over HTTP.

use secrecy::SecretString;
use serde::de::DeserializeOwned;
use tanba_authority::registry::{Individual, Known, LegalEntity, Registry, RegistryError, Unfit};
use tanba_online::{RegistryClient, Settings};

use crate::command::registry::{IndividualRow, LegalEntityRow, MobileCitizenRow};
use crate::error::Error;
use crate::storage::Database;

/// The registries that this authority asks.
#[derive(Debug)]
pub(crate) enum Registries {
    /// Tables that stand in for them.
    Tables(Database),
    /// A service: `/individuals/IIN`, `/legal-entities/BIN`, `/mobile-citizens/IIN`, each a JSON object of the
    /// columns that the tables have.
    Service(RegistryClient),
}

impl Registries {
    /// The service at this address.
    pub(crate) fn service(address: &str, token: Option<SecretString>) -> Result<Self, Error> {
        let client = RegistryClient::new(address, token, Settings::default());
        client
            .map(Self::Service)
            .map_err(|_| Error::RegistrySettings)
    }
}

impl Registry for Registries {
    async fn individual(&self, iin: &str) -> Known<Individual> {
        match self {
            Self::Tables(tables) => tables.individual(iin).await,
            Self::Service(client) => {
                look_up(client, "individuals", iin, IndividualRow::individual).await
            }
        }
    }

    async fn legal_entity(&self, bin: &str) -> Known<LegalEntity> {
        match self {
            Self::Tables(tables) => tables.legal_entity(bin).await,
            Self::Service(client) => {
                look_up(client, "legal-entities", bin, LegalEntityRow::legal_entity).await
            }
        }
    }

    async fn phone(&self, iin: &str) -> Known<String> {
        match self {
            Self::Tables(tables) => tables.phone(iin).await,
            Self::Service(client) => {
                let convert = MobileCitizenRow::mobile_citizen;
                let citizen = look_up(client, "mobile-citizens", iin, convert).await?;
                Ok(citizen.map(|citizen| citizen.phone))
            }
        }
    }
}

async fn look_up<Row: DeserializeOwned, T>(
    client: &RegistryClient,
    kind: &str,
    number: &str,
    convert: fn(Row) -> Result<T, Unfit>,
) -> Known<T> {
    let row = client.look_up(kind, number).await;
    let row = row.map_err(|error| RegistryError(Box::new(error)))?;
    let row = row.map(convert).transpose();
    row.map_err(|unfit| RegistryError(Box::new(unfit)))
}
