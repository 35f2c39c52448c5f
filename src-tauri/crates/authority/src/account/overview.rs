//! What the caller sees: everything issued to them, wherever; the applications; the settings.

use tanba_protocol::authority::AccountSettings;
use time::OffsetDateTime;

use super::{AccountRefusal as Refusal, Caller, decision_text, headed_bin};
use crate::Authority;
use crate::application::ApplicationRecord;
use crate::audit::{Event, EventKind};
use crate::record::CertificateRecord;
use crate::registry::Registry;
use crate::storage::{Accounts, Applications, Storage};

/// A certificate in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCertificate {
    /// The certificate.
    pub record: CertificateRecord,
    /// The authorities above it in DER, the issuer first.
    pub chain: Vec<Vec<u8>>,
    /// Whether it is the caller's own, rather than an employee's.
    pub is_own: bool,
}

/// An application in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffApplication {
    /// The application.
    pub record: ApplicationRecord,
    /// What the head signs to let it through, while it waits for that and the caller is the head.
    pub to_sign: Option<String>,
}

impl<S: Storage + Applications + Accounts> Authority<S> {
    /// Everything issued to the caller; for a head everything issued for the legal entity, too.
    ///
    /// # Errors
    /// [`super::AccountRefusal::Failed`].
    pub async fn account_certificates<R: Registry>(
        &self,
        registry: &R,
        caller: &Caller,
    ) -> Result<Vec<OwnCertificate>, Refusal> {
        let headed = headed_bin(registry, caller).await?;
        self.certificates_for(caller, headed).await
    }

    /// Everything issued to the caller, and for the legal entity that is headed.
    pub(super) async fn certificates_for(
        &self,
        caller: &Caller,
        headed: Option<&str>,
    ) -> Result<Vec<OwnCertificate>, Refusal> {
        let identity = &caller.identity;
        // Who has no IIN, an information system, sees what names its BIN and no person.
        let bin = match identity.iin {
            Some(_) => headed,
            None => identity.bin.as_deref(),
        };
        let found = self
            .storage()
            .certificates_naming(identity.iin.as_deref(), bin);
        let own = |record: &CertificateRecord| record.prepared.iin == identity.iin;
        let mut all = Vec::new();
        for record in found.await? {
            let is_own = own(&record);
            if is_own || headed.is_some() {
                all.push(OwnCertificate {
                    chain: self.chain_above(&record.prepared.issuer),
                    is_own,
                    record,
                });
            }
        }
        Ok(all)
    }

    /// The caller's applications; for a head those of the staff, too.
    ///
    /// # Errors
    /// [`super::AccountRefusal::Failed`].
    pub async fn account_applications<R: Registry>(
        &self,
        registry: &R,
        caller: &Caller,
        now: OffsetDateTime,
    ) -> Result<Vec<StaffApplication>, Refusal> {
        crate::application::cancel_overdue(self.storage(), now).await?;
        let bin = headed_bin(registry, caller).await?;
        let iin = caller.identity.iin.as_deref();
        let mut all = Vec::new();
        for record in self.storage().applications_of(iin, bin).await? {
            let decides = record.is_open()
                && record.needs_head()
                && bin.is_some()
                && record.identity.bin.as_deref() == bin;
            let to_sign = match decides {
                true => {
                    let keys = self.storage().application_keys(&record.number).await?;
                    Some(decision_text(self.site().front(), &record, &keys))
                }
                false => None,
            };
            all.push(StaffApplication { record, to_sign });
        }
        Ok(all)
    }

    /// The caller's settings.
    ///
    /// # Errors
    /// [`super::AccountRefusal::Failed`].
    pub async fn account_settings(&self, caller: &Caller) -> Result<AccountSettings, Refusal> {
        Ok(super::code::settings_of(self.storage(), caller.identity.holder()).await?)
    }

    /// Keeps the caller's settings.
    ///
    /// # Errors
    /// [`super::AccountRefusal::Failed`].
    pub async fn keep_account_settings(
        &self,
        caller: &Caller,
        settings: &AccountSettings,
        now: OffsetDateTime,
    ) -> Result<(), Refusal> {
        let event = Event::new(
            now,
            EventKind::SettingsKept,
            &[("certificate", &caller.serial_number)],
        );
        let storage = self.storage();
        storage
            .keep_settings(caller.identity.holder(), settings, &event)
            .await?;
        Ok(())
    }
}
