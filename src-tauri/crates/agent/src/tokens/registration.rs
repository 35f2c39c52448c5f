//! Registrations with a key of a token that are not finished: the key is made, its certificate not
//! yet on the token. Formatting the token would lose them.

use serde::{Deserialize, Serialize};
use tanba_protocol::Failure;
use tanba_store::{Setting, names};
use time::OffsetDateTime;

use crate::agent::Agent;
use crate::desk::UnfinishedRegistration;
use crate::failure::Explain;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TokenRegistration {
    /// Serial number of the token.
    pub(crate) serial: String,
    /// CKA_ID of the key, in hexadecimal.
    pub(crate) key_id: String,
    /// Address of the authority.
    pub(crate) authority: String,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) started_at: OffsetDateTime,
}

/// Every one that is not finished.
const REGISTRATIONS: Setting<Vec<TokenRegistration>> = Setting::new(names::TOKEN_REGISTRATIONS);

impl Agent {
    /// Those on every token.
    pub(super) async fn registrations(&self) -> Result<Vec<TokenRegistration>, Failure> {
        if !self.folders.database().is_file() {
            return Ok(Vec::new());
        }
        let found = self.store().await?.settings().value(&REGISTRATIONS).await;
        Ok(found.map_err(|error| error.explain())?.unwrap_or_default())
    }

    /// The one on a token.
    pub(crate) async fn registration_on(
        &self,
        serial: &str,
    ) -> Result<Option<TokenRegistration>, Failure> {
        let all = self.registrations().await?;
        Ok(all.into_iter().find(|one| one.serial == serial))
    }

    /// What formatting a token would lose: a registration with a one-time token, or an enrolment.
    pub(super) async fn unfinished_on(
        &self,
        serial: &str,
    ) -> Result<Option<UnfinishedRegistration>, Failure> {
        match self.registration_on(serial).await? {
            Some(registration) => Ok(Some(UnfinishedRegistration {
                key_id: registration.key_id,
                authority: registration.authority,
                started_at: registration.started_at,
                enrolment_id: None,
            })),
            None => self.enrolment_on(serial).await,
        }
    }

    /// One begins; nothing happens when it is known.
    pub(crate) async fn registration_begins(
        &self,
        registration: TokenRegistration,
    ) -> Result<(), Failure> {
        let mut all = self.registrations().await?;
        let is_it = |other: &TokenRegistration| {
            (&other.serial, &other.key_id) == (&registration.serial, &registration.key_id)
        };
        if all.iter().any(is_it) {
            return Ok(());
        }
        all.push(registration);
        self.keep(&all).await
    }

    /// It is finished, or its key is deleted.
    pub(crate) async fn registration_ended(
        &self,
        serial: &str,
        key_id: &[u8],
    ) -> Result<(), Failure> {
        let mut all = self.registrations().await?;
        let (count, key_id) = (all.len(), hex::encode(key_id));
        all.retain(|other| (other.serial.as_str(), &other.key_id) != (serial, &key_id));
        match all.len() == count {
            true => Ok(()),
            false => self.keep(&all).await,
        }
    }

    async fn keep(&self, all: &Vec<TokenRegistration>) -> Result<(), Failure> {
        let settings = self.store().await?.settings();
        let kept = settings.set(&REGISTRATIONS, all).await;
        kept.map_err(|error| error.explain())
    }
}
