//! What the applicant fetches: the application as it is by now, its certificates; and the word that they
//! arrived.

use time::OffsetDateTime;

use super::submit::derive_key_hash;
use super::{ApplicationNumber, ApplicationRecord};
use crate::audit::{Event, EventKind};
use crate::enrol::Enrolled;
use crate::storage::{Advance, Applications, Storage};
use crate::{Authority, Error};

impl<S: Storage + Applications> Authority<S> {
    /// An application as it is by now: what waits to be issued is issued first.
    ///
    /// # Errors
    /// Every [`Error`].
    pub async fn application(
        &self,
        number: &ApplicationNumber,
        now: OffsetDateTime,
    ) -> Result<Option<ApplicationRecord>, Error> {
        super::cancel_overdue(self.storage(), now).await?;
        if self.issues() {
            self.issue_application(number, now).await?;
        }
        Ok(self.storage().application(number).await?)
    }

    /// The application that this idempotency key made, or the account of `holder` with it; `None` for
    /// somebody else's.
    ///
    /// # Errors
    /// Every [`Error`].
    pub async fn own_application(
        &self,
        number: &ApplicationNumber,
        idempotency_key: &str,
        now: OffsetDateTime,
    ) -> Result<Option<ApplicationRecord>, Error> {
        let record = self.application(number, now).await?;
        Ok(record.filter(|record| {
            let holder = match record.renews {
                Some(_) => record.identity.holder(),
                None => "",
            };
            // Hashes of what nobody can guess: comparing them tells nothing.
            record.key_hash == derive_key_hash(idempotency_key, holder)
        }))
    }

    /// The certificates of an application in the order of its requests; none before they are issued.
    ///
    /// # Errors
    /// Every [`Error`].
    pub async fn certificates_of(
        &self,
        record: &ApplicationRecord,
    ) -> Result<Vec<Enrolled>, Error> {
        let mut all = Vec::new();
        if record.issued_at.is_none() {
            return Ok(all);
        }
        for key in self.storage().application_keys(&record.number).await? {
            let Some((issuer, serial)) = key.certificate else {
                continue;
            };
            let stored = self.storage().certificate(&issuer, &serial).await?;
            let der = stored.and_then(|stored| stored.der);
            all.push(Enrolled {
                certificate: der.ok_or(Error::Damaged("a signed certificate is gone"))?,
                chain: self.chain_above(&issuer),
            });
        }
        Ok(all)
    }

    /// Notes that the certificates are with their keys. `false` when there are none yet.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn note_installed(
        &self,
        record: &ApplicationRecord,
        now: OffsetDateTime,
    ) -> Result<bool, Error> {
        if record.issued_at.is_none() {
            return Ok(false);
        }
        let event = Event::new(
            now,
            EventKind::ApplicationInstalled,
            &[("number", record.number.digits())],
        );
        self.storage()
            .advance_application(&record.number, &Advance::Install, &[], &event)
            .await?;
        Ok(true)
    }
}
