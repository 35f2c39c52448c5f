//! The records of applications.

use std::future::Future;

use tanba_protocol::authority::Words;
use time::OffsetDateTime;

use super::{NewMessage, Stored};
use crate::application::{ApplicationKey, ApplicationNumber, ApplicationRecord};
use crate::audit::Event;
use crate::record::NewCertificate;

/// An application that is stored for the first time.
#[derive(Clone, Copy, Debug)]
pub struct Insert<'a> {
    /// The application.
    pub record: &'a ApplicationRecord,
    /// Its keys.
    pub keys: &'a [ApplicationKey],
    /// What the applicant signed (CMS in DER).
    pub consent: Option<&'a [u8]>,
    /// A one-time code, by its id, that is used up in the same transaction.
    pub code: Option<&'a str>,
}

/// What came of storing an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inserted {
    /// It is stored.
    Yes,
    /// Its number or its key hash is taken; nothing is stored.
    Taken,
    /// Its code was used up; nothing is stored.
    CodeUsed,
}

/// A step of an application. Each is taken once, and only from where it leads on.
#[derive(Clone, Copy, Debug)]
pub enum Advance<'a> {
    /// From waiting: checked and approved; with what the head signed.
    Verify {
        /// CMS in DER.
        consent: Option<&'a [u8]>,
    },
    /// From waiting: refused.
    Refuse {
        /// Why.
        reason: &'a Words,
    },
    /// From waiting: sent back.
    Return {
        /// Why.
        reason: &'a Words,
    },
    /// From waiting: its time is over.
    Cancel,
    /// From verified: it cannot be certified.
    GiveUp {
        /// Why.
        reason: &'a Words,
    },
    /// From issuing: its certificates are published.
    Issue,
    /// From issued: they are with their keys.
    Install,
}

/// What came of beginning to issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The certificates are stored, now or before.
    Yes,
    /// A serial number, and with it a key, is taken.
    SerialTaken,
}

/// The applications. Whatever changes takes entries of the audit log and messages along, in the same
/// transaction.
pub trait Applications: Send + Sync {
    /// Stores an application and uses up its code: both or neither.
    fn insert_application(
        &self,
        new: &Insert<'_>,
        letters: &[NewMessage],
        events: &[Event],
    ) -> impl Future<Output = Stored<Inserted>> + Send;

    /// The application of this number.
    fn application(
        &self,
        number: &ApplicationNumber,
    ) -> impl Future<Output = Stored<Option<ApplicationRecord>>> + Send;

    /// The application of this key hash.
    fn application_by_key(
        &self,
        key_hash: &str,
    ) -> impl Future<Output = Stored<Option<ApplicationRecord>>> + Send;

    /// Its keys in their order.
    fn application_keys(
        &self,
        number: &ApplicationNumber,
    ) -> impl Future<Output = Stored<Vec<ApplicationKey>>> + Send;

    /// The application that a certificate was issued for.
    fn application_of_certificate(
        &self,
        issuer: &str,
        serial_number: &str,
    ) -> impl Future<Output = Stored<Option<ApplicationRecord>>> + Send;

    /// The applications of a person, and of a legal entity if it is given, the newest first.
    fn applications_of(
        &self,
        iin: Option<&str>,
        bin: Option<&str>,
    ) -> impl Future<Output = Stored<Vec<ApplicationRecord>>> + Send;

    /// Takes a step; `false` when it does not lead on from where the application is.
    fn advance_application(
        &self,
        number: &ApplicationNumber,
        step: &Advance<'_>,
        letters: &[NewMessage],
        event: &Event,
    ) -> impl Future<Output = Stored<bool>> + Send;

    /// Stores the certificates that will be signed for an application, one for each key, and what the audit
    /// log says of each: all or none.
    fn begin_issuing(
        &self,
        number: &ApplicationNumber,
        new: &[(NewCertificate, Event)],
        now: OffsetDateTime,
    ) -> impl Future<Output = Stored<Begun>> + Send;

    /// What is verified and not issued.
    fn verified_applications(&self) -> impl Future<Output = Stored<Vec<ApplicationNumber>>> + Send;

    /// What waits and has no more time to.
    fn overdue_applications(
        &self,
        now: OffsetDateTime,
    ) -> impl Future<Output = Stored<Vec<ApplicationRecord>>> + Send;
}
