//! A certification authority as a domain: ceremonies for a root and an issuing CA in the NCA's profiles,
//! issuing to a request that comes with a one-time token, linting before every signature, OCSP, time
//! stamps, CRLs and deltas, revocation, and an audit log chained by hash. And the registration authority:
//! applications of legal entities, personal accounts, one-time codes, letters and reminders.
//!
//! It must not know: HTTP, SQL, the clock, the file system, how a letter is sent. Records go through
//! [`Storage`] and the traits beside it, sealed keys through [`KeyFolder`], what the state knows through
//! [`registry::Registry`]; the time and the randomness are parameters. What goes in and out is DER and
//! plain records, so that who serves it need not know X.509.
//!
//! A certificate comes about in steps, each of them stored before the next: serial number and
//! TBSCertificate, then (after linting) the signature with the publication. Whatever is cut off in
//! between is taken up again from what is stored, so that a serial number never names two certificates.
//!
//! ```
//! use tanba_authority::{Invitation, InvitedRole, Token};
//! use time::macros::datetime;
//!
//! let token = Token::make(&mut rand_core::OsRng);
//! let invitation = Invitation::practice(&token, datetime!(2026-01-01 0:00 UTC), datetime!(2026-01-04 0:00 UTC))?;
//! assert_eq!(invitation.subject.roles, [InvitedRole::Individual]);
//! assert!(invitation.is_for(token.expose()));
//! # Ok::<(), tanba_authority::InvitationError>(())
//! ```

#![warn(missing_docs)]

mod account;
mod agreement;
mod application;
pub mod audit;
mod authority;
mod branch;
mod ceremony;
mod console;
mod crl;
mod describe;
mod enrol;
mod error;
mod invitation;
mod issue;
mod keys;
mod letter;
mod limit;
pub mod lint;
mod name;
mod ocsp;
mod officers;
mod operator;
mod pepper;
mod profile;
mod proof;
mod record;
pub mod registry;
mod remind;
mod revoke;
mod site;
mod storage;
mod ticket;
mod title;
mod tls;
mod token;
mod tsa;

pub use account::{
    AccountRefusal, Caller, Decoded, OwnCertificate, Renewal, StaffApplication, decision_text,
    make_challenge, send_code,
};
pub use agreement::{AGREEMENT_VERSION, agreement};
pub use application::{
    ApplicationKey, ApplicationNumber, ApplicationRecord, Decided, Identity, Ruling, SubmitRefusal,
    Submitted, cancel_overdue, legal_entity, plain_words, rule, submit,
};
pub use letter::{day, words};
pub use limit::{Limit, Rate};
pub use pepper::Pepper;
pub use proof::{make_task, take as take_proof};
pub use registry::kato::place as kato_place;
pub use remind::{RemindError, remind};

pub use authority::{Authority, Duties};
pub use branch::Branch;
pub use ceremony::{found, issue_ca, issue_root_crl};
pub use console::{Answers, Found, LONGEST_WORDS, despite, examine, operator_by, reason_of};
pub use crl::CrlKind;
pub use enrol::{Enrolled, Refusal};
pub use error::Error;
pub use invitation::{Invitation, InvitationError, InvitedRole, InvitedSubject, Token};
pub use keys::{KeyFolder, Keys, PRACTICE_ITERATIONS, Place};
pub use ocsp::OCSP_INTERNAL_ERROR;
pub use operator::{
    OPERATOR_IDLE, OPERATOR_SHIFT, OperatorAlgorithm, OperatorRecord, OperatorRefusal,
    OperatorSessionRecord, make_operator, operator_fingerprint, operator_log_in, operator_log_out,
    operator_of_session, revoke_operator,
};
pub use record::{
    CertificateRecord, Claim, Claimed, CrlRecord, InvitationRecord, NewCertificate, Office,
    Revocation, Status,
};
pub use revoke::{Reason, Revoked, revoke};
pub use site::Site;
pub use storage::{
    Accounts, Advance, Applications, AuditSearch, Begun, Channel, CodeRecord, DueReminder, Insert,
    Inserted, MessageRecord, MessageState, NewMessage, Operators, Outbox, QueueSearch, Reminders,
    Searches, SessionRecord, Storage, StorageError, Stored, Tickets,
};

/// The reasons of refusals and returns that are said in every language: their ids.
pub const REASONS: &[&str] = &[
    "reason-documents-missing",
    "reason-data-mismatch",
    "reason-not-authorised",
    "reason-identity-not-confirmed",
    "reason-duplicate",
    "reason-head-refused",
];
pub use tanba_pki::pkcs12::MODERN_ITERATIONS;
pub use title::Title;
pub use tls::{TlsAuthority, TlsBranch, TlsIdentity};
pub use token::AuthorityToken;
pub use tsa::LARGEST_TIME_STAMP_REQUEST;
