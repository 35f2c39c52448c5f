//! Revocation in the personal account: one's own certificates, and for a head those of the staff.

use tanba_protocol::RevocationReason;
use tanba_protocol::authority::{CodePurpose, RevocationOrder};
use time::OffsetDateTime;

use super::{AccountRefusal as Refusal, Caller, OwnCertificate, code};
use crate::Authority;
use crate::letter::{self, Letter};
use crate::pepper::Pepper;
use crate::record::CertificateRecord;
use crate::registry::Registry;
use crate::revoke::{Reason, Revoked, revoke};
use crate::storage::{Accounts, Applications, Channel, Outbox, Storage, Stored};

impl<S: Storage + Applications + Accounts + Outbox> Authority<S> {
    /// Revokes a certificate: OCSP says so at once, and so does the next delta CRL.
    ///
    /// # Errors
    /// [`super::AccountRefusal`].
    pub async fn revoke_in_account<R: Registry>(
        &self,
        registry: &R,
        pepper: &Pepper,
        caller: &Caller,
        order: &RevocationOrder,
        now: OffsetDateTime,
    ) -> Result<OwnCertificate, Refusal> {
        let serial = order.serial_number.to_ascii_lowercase();
        let is_it = |one: &OwnCertificate| one.record.prepared.serial_number == serial;
        // One's own can be revoked whatever the registries say, or do not.
        let own = self.certificates_for(caller, None).await?;
        let found = match own.into_iter().find(is_it) {
            Some(own) => Some(own),
            None => {
                let all = self.account_certificates(registry, caller).await?;
                all.into_iter().find(is_it)
            }
        };
        let mut found = found.ok_or(Refusal::CertificateUnknown)?;
        if found.record.revocation.is_some() {
            return Err(Refusal::CertificateRevoked);
        }
        let reason = reason(order.reason)?;
        let purpose = CodePurpose::Revoke;
        let code = code::check(self.storage(), pepper, caller, purpose, &order.code, now).await?;
        if !self.storage().use_code(&code, now).await? {
            return Err(Refusal::CodeExpired);
        }
        match revoke(self.storage(), &serial, reason, "personal account", now).await? {
            Revoked::Now { .. } => {}
            Revoked::Before => return Err(Refusal::CertificateRevoked),
            Revoked::Unknown | Revoked::Root => return Err(Refusal::CertificateUnknown),
        }
        self.tell_owner(&found.record, now).await?;
        let issuer = &found.record.prepared.issuer;
        if let Some(record) = self.storage().certificate(issuer, &serial).await? {
            found.record = record;
        }
        Ok(found)
    }

    /// The owner is told, by whomever it was revoked.
    pub(crate) async fn tell_owner(
        &self,
        record: &CertificateRecord,
        now: OffsetDateTime,
    ) -> Stored<()> {
        let certificate = &record.prepared;
        let Some(holder) = certificate.iin.as_deref().or(certificate.bin.as_deref()) else {
            return Ok(());
        };
        let Some(email) = self.storage().email(holder).await? else {
            return Ok(());
        };
        let settings = code::settings_of(self.storage(), holder).await?;
        let serial = &certificate.serial_number;
        let letter = Letter::Revoked {
            serial,
            name: &record.common_name(),
        };
        let key = format!("revoked:{}:{serial}", certificate.issuer);
        let message = letter::write(&letter, key, Channel::Email, &email, settings.language, now);
        self.storage().put_message(&message).await
    }
}

fn reason(reason: RevocationReason) -> Result<Reason, Refusal> {
    Reason::of_person(reason).ok_or(Refusal::ReasonMissing)
}
