//! What a certification authority of ours and its clients say to each other over HTTP. Bodies are JSON,
//! instants are seconds since 1970, DER is in base64.

mod about;
mod account;
mod application;
mod email;
mod identifiers;
mod operator;
mod problem;
mod proof_of_work;
mod registry;
mod words;

pub use about::{AuthorityDescription, AuthorityHealth, IssuedCertificate};
pub use account::{
    AccountApplication, AccountCertificate, AccountChallenge, AccountSession, AccountSettings,
    AccountSubject, CodeChannel, CodeOrder, CodePurpose, CodeSent, Decision, DecisionOrder,
    RenewalOrder, RenewalView, RevocationOrder, SessionOrder,
};
pub use application::{
    ApplicationOrder, ApplicationStage, ApplicationView, KeyStorageKind, StageReached, Template,
};
pub use email::is_email;
pub use identifiers::{is_system_id, is_treasury_code, is_treasury_role, may_tell};
pub use operator::{
    ApplicationFile, AuditCheck, AuditEntry, AuditPage, CertificateState, Check, Fact,
    FoundCertificate, FoundCertificates, Mark, OperatorDecision, OperatorRevocation,
    OperatorSession, Queue, QueueEntry, QueueState, ReasonTemplate, RulingOrder,
};
pub use problem::{Problem, ProblemCode};
pub use proof_of_work::{MOST_BITS, PROOF_HEADER, ProofOfWork, leading_zero_bits};
pub use registry::{Agreement, City, HeadView, LegalEntityView, Region};
pub use words::{Language, Words};

/// The header that makes a repeated `POST` harmless: a random UUID, kept by the client.
///
/// It also proves whose application it is, for the number is read aloud and printed: what is personal of an
/// application (`certificates`, `form`, `installed`) is only for who sends the key that it was made with.
pub const IDEMPOTENCY_HEADER: &str = "Idempotency-Key";
