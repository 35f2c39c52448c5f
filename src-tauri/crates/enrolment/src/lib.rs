//! The resumable journeys to a key: decisions over recorded facts.
//!
//! An [`Enrolment`] is a journal of [`Fact`]s. [`next`] is pure and says what comes now: a question to
//! a person, an effect on the world, a wait, or the end. The [`Runner`] carries it out over ports. It
//! writes [`Fact::Started`] before an effect and the effect's own fact after; what was started and
//! has no end is looked for in the world first, and never blindly repeated:
//!
//! - keys are named by [`EnrolmentId::derive_key_name`], so a token or a folder is searched by name;
//! - submissions carry [`EnrolmentId::derive_idempotency_key`], so the authority knows them again.
//!
//! It must not know files, tokens, HTTP, databases or windows: they are behind [`ports`]. No fact
//! ever holds a secret: passwords, PINs and one-time codes pass between ports only.
//!
//! A journey of another kind is one more file that decides over the same facts, see [`Kind`].
//!
//! ```
//! use tanba_enrolment::{Ask, Enrolment, EnrolmentId, Fact, Kind, Step, next};
//!
//! let id = EnrolmentId::parse("7b0c1d66-7c40-4a52-9a02-5f6d3f3c0a10").unwrap();
//! let mut enrolment = Enrolment::new(id, Kind::LegalEntity, "https://ca.example");
//! assert!(matches!(next(&enrolment), Step::Ask(Ask::Agreement)));
//! let at = time::OffsetDateTime::UNIX_EPOCH;
//! enrolment.record(at, Fact::AgreementAccepted { version: "1".into() });
//! assert!(matches!(next(&enrolment), Step::Ask(Ask::Applicant { .. })));
//! ```

#![warn(missing_docs)]

mod application;
mod enrolment;
mod fact;
mod holdings;
mod id;
mod leave;
mod legal_entity;
pub mod ports;
mod progress;
mod renewal;
mod runner;
mod step;
mod transfer;

pub use application::{Applicant, Contact, InstalledKey, MadeKey, OldKey, Storage};
pub use enrolment::{Enrolment, Kind, Recorded, next};
pub use fact::{Fact, FactError};
pub use holdings::Holdings;
pub use id::{EnrolmentId, KeyName};
pub use runner::{Runner, Stop};
pub use step::{Ask, Awaiting, Effect, Outcome, Step, Why};
pub use transfer::TransferError;
