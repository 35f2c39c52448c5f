//! What the runner needs of the world. Each port explains its errors as [`Failure`]s; the runner goes
//! by their codes.

use std::future::Future;

use tanba_pki::profile::KeyPurpose;
use tanba_protocol::authority::{ApplicationStage, StageReached, Words};
use tanba_protocol::{Failure, IssuedCertificate, Moment};
use time::OffsetDateTime;

use crate::{
    Applicant, Ask, Contact, Enrolment, EnrolmentId, Fact, InstalledKey, KeyName, MadeKey, OldKey,
    Storage,
};

/// Where facts are kept. Whoever has one holds the enrolments that it is used for: no other process
/// works at them.
pub trait Journal: Sync {
    /// An enrolment with all its facts.
    fn load(
        &self,
        id: &EnrolmentId,
    ) -> impl Future<Output = Result<Option<Enrolment>, Failure>> + Send;

    /// Writes the fact that follows `position` others. It is on the disk when this returns; it fails
    /// when another fact stands there already.
    fn append(
        &self,
        id: &EnrolmentId,
        position: usize,
        at: OffsetDateTime,
        fact: &Fact,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Keys in a folder or on a token.
pub trait Keys: Sync {
    /// What keys are made there: one for everything, or a pair, that for authentication first.
    fn purposes(
        &self,
        storage: &Storage,
    ) -> impl Future<Output = Result<Vec<KeyPurpose>, Failure>> + Send;

    /// The key of this name, and its request, where it was made already. Needs no secret where that
    /// can be avoided.
    fn find(
        &self,
        storage: &Storage,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> impl Future<Output = Result<Option<MadeKey>, Failure>> + Send;

    /// Makes it. Either it can be found afterwards, or there is nothing.
    fn make(
        &self,
        storage: &Storage,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> impl Future<Output = Result<MadeKey, Failure>> + Send;

    /// Removes what was begun of a key and could never be handed in. A key that is whole stays.
    fn clear(
        &self,
        storage: &Storage,
        name: &KeyName,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Whether the certificate lies with its key, complete.
    fn installed(
        &self,
        storage: &Storage,
        name: &KeyName,
        key: &MadeKey,
        certified: &IssuedCertificate,
    ) -> impl Future<Output = Result<Option<InstalledKey>, Failure>> + Send;

    /// Puts the certificate to its key and proves that the key signs what the certificate verifies.
    /// What an earlier attempt left is finished.
    fn install(
        &self,
        storage: &Storage,
        name: &KeyName,
        key: &MadeKey,
        certified: &IssuedCertificate,
    ) -> impl Future<Output = Result<InstalledKey, Failure>> + Send;
}

/// What an applicant hands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// For whom the key is.
    pub applicant: Applicant,
    /// Where the applicant is reached.
    pub contact: Contact,
    /// Which agreement was accepted.
    pub agreement_version: String,
    /// Where the keys lie.
    pub storage: Storage,
    /// The keys.
    pub keys: Vec<MadeKey>,
}

/// An application as the authority tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its number, in digits that are read aloud.
    pub number: String,
    /// Where it stands.
    pub stage: ApplicationStage,
    /// Every stage so far, in order.
    pub stages: Vec<StageReached>,
    /// Why, where it was refused or sent back.
    pub reason: Option<Words>,
    /// When it is cancelled unless verified.
    pub expires_at: Option<Moment>,
}

/// A legal entity that the authority knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its name.
    pub name: String,
    /// The name of its head.
    pub head: String,
}

/// The authority of one enrolment. Answers have been checked: certificates are for the keys, in their
/// order, and lead to what this authority is trusted for.
pub trait Authority: Sync {
    /// The legal entity of a BIN.
    fn entity(&self, bin: &str) -> impl Future<Output = Result<Entity, Failure>> + Send;

    /// Hands in an application. The same idempotency key brings the same application.
    fn submit(
        &self,
        idempotency_key: &str,
        submission: &Submission,
    ) -> impl Future<Output = Result<Application, Failure>> + Send;

    /// Where an application stands.
    fn application(
        &self,
        number: &str,
    ) -> impl Future<Output = Result<Application, Failure>> + Send;

    /// What was issued to the application that was made with this idempotency key.
    fn certificates(
        &self,
        idempotency_key: &str,
        number: &str,
        keys: &[MadeKey],
    ) -> impl Future<Output = Result<Vec<IssuedCertificate>, Failure>> + Send;

    /// Says that the certificates are installed.
    fn report_installed(
        &self,
        idempotency_key: &str,
        number: &str,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Applies for new keys by a signature of the old one. The same idempotency key brings the same
    /// application.
    fn renew(
        &self,
        idempotency_key: &str,
        old: &OldKey,
        storage: &Storage,
        keys: &[MadeKey],
    ) -> impl Future<Output = Result<Application, Failure>> + Send;

    /// Whether the certificate of the old key is revoked. The new keys are who asks: the old one may be
    /// refused already.
    fn is_revoked(
        &self,
        new: &[InstalledKey],
        old: &OldKey,
    ) -> impl Future<Output = Result<bool, Failure>> + Send;

    /// Revokes it, as superseded.
    fn revoke(
        &self,
        new: &[InstalledKey],
        old: &OldKey,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Who answers questions.
pub trait People: Sync {
    /// The answer; none when nobody can give it now.
    fn answer(
        &self,
        enrolment: &Enrolment,
        ask: &Ask,
    ) -> impl Future<Output = Result<Option<Fact>, Failure>> + Send;
}

/// Says what time it is, in UTC.
pub trait Clock: Sync {
    /// Now.
    fn now(&self) -> OffsetDateTime;
}
