//! Where the records are: a database, or the memory of a test.

use std::future::Future;

use time::OffsetDateTime;

use crate::CrlKind;
use crate::audit::{Entry, Event};
use crate::record::{
    CertificateRecord, Claim, Claimed, CrlRecord, InvitationRecord, NewCertificate, Office,
    Revocation, Status,
};

mod accounts;
mod applications;
mod operators;
mod outbox;
mod searches;

pub use accounts::{Accounts, CodeRecord, SessionRecord, Tickets};
pub use applications::{Advance, Applications, Begun, Insert, Inserted};
pub use operators::Operators;
pub use outbox::{
    Channel, DueReminder, MessageRecord, MessageState, NewMessage, Outbox, Reminders,
};
pub use searches::{AuditSearch, QueueSearch, Searches};

/// The storage failed; the reason in its own words.
#[derive(Debug, thiserror::Error)]
#[error("storage: {0}")]
pub struct StorageError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// What [`Storage`] answers.
pub type Stored<T> = Result<T, StorageError>;

/// The records of one authority. Whatever changes takes the entry of the audit log along, in the same
/// transaction. Several processes may work on the same records at once.
pub trait Storage: Send + Sync {
    /// Stores a serial number and a TBSCertificate; `false` when the issuer used the serial number before.
    fn prepare_certificate(
        &self,
        new: &NewCertificate,
        event: &Event,
    ) -> impl Future<Output = Stored<bool>> + Send;

    /// Uses an invitation for a request and stores what was prepared for it: both or neither. An invitation
    /// is claimed once.
    fn claim_invitation(
        &self,
        token_hash: &str,
        claim: &Claim,
        new: &NewCertificate,
        event: &Event,
    ) -> impl Future<Output = Stored<Claimed>> + Send;

    /// Stores a signed certificate and marks it as published, both or neither; `false` when one is stored
    /// already: the first stays. The entries of the audit log tell of the one and of the other.
    fn store_signed(
        &self,
        issuer: &str,
        serial_number: &str,
        der: &[u8],
        events: &[Event; 2],
    ) -> impl Future<Output = Stored<bool>> + Send;

    /// Marks a signed certificate as published, unless it is.
    fn publish(
        &self,
        issuer: &str,
        serial_number: &str,
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// Marks what linting refused.
    fn refuse(
        &self,
        issuer: &str,
        serial_number: &str,
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// Marks a certificate as revoked; `false` when it was revoked before.
    fn revoke(
        &self,
        issuer: &str,
        serial_number: &str,
        reason: u8,
        event: &Event,
    ) -> impl Future<Output = Stored<bool>> + Send;

    /// One certificate.
    fn certificate(
        &self,
        issuer: &str,
        serial_number: &str,
    ) -> impl Future<Output = Stored<Option<CertificateRecord>>> + Send;

    /// What there is to say about whether a certificate is good; `None` of one that is not known.
    fn status(
        &self,
        issuer: &str,
        serial_number: &str,
    ) -> impl Future<Output = Stored<Option<Status>>> + Send;

    /// Every certificate with this serial number, whoever issued it.
    fn certificates_by_serial(
        &self,
        serial_number: &str,
    ) -> impl Future<Output = Stored<Vec<CertificateRecord>>> + Send;

    /// Every certificate of an office, or of all, in the order of preparation.
    fn certificates(
        &self,
        office: Option<Office>,
    ) -> impl Future<Output = Stored<Vec<CertificateRecord>>> + Send;

    /// Certificates that were prepared and neither published nor refused: something was cut off.
    fn dangling(&self) -> impl Future<Output = Stored<Vec<CertificateRecord>>> + Send;

    /// What an authority revoked after that place of the audit log, in its order.
    fn revocations(
        &self,
        issuer: &str,
        after: i64,
    ) -> impl Future<Output = Stored<Vec<Revocation>>> + Send;

    /// Stores an invitation.
    fn invite(
        &self,
        invitation: &InvitationRecord,
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// The invitation with this hash of a token.
    fn invitation(
        &self,
        token_hash: &str,
    ) -> impl Future<Output = Stored<Option<InvitationRecord>>> + Send;

    /// The next crlNumber of an authority; none is given twice.
    fn next_crl_number(&self, issuer: &str) -> impl Future<Output = Stored<i64>> + Send;

    /// Stores a CRL, unless a newer one is stored.
    fn store_crl(&self, crl: &CrlRecord, event: &Event) -> impl Future<Output = Stored<()>> + Send;

    /// The newest CRL of an authority.
    fn crl(
        &self,
        issuer: &str,
        kind: CrlKind,
    ) -> impl Future<Output = Stored<Option<CrlRecord>>> + Send;

    /// Adds an entry to the audit log that changes nothing else.
    fn note(&self, event: &Event) -> impl Future<Output = Stored<()>> + Send;

    /// The audit log from an entry on, so many entries at most.
    fn audit(&self, from: i64, most: u32) -> impl Future<Output = Stored<Vec<Entry>>> + Send;

    /// When the authority was completely made; `None` before.
    fn founded_at(&self) -> impl Future<Output = Stored<Option<OffsetDateTime>>> + Send;

    /// Says that it is completely made.
    fn set_founded(&self, event: &Event) -> impl Future<Output = Stored<()>> + Send;
}
