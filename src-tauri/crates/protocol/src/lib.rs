//! The words on every wire: requests, prompts, answers, failure codes and what
//! verification found. Shells, the phone and the authority speak these types.
//!
//! It must not know how anything is done, nor how a text reads: it names
//! messages, and the Fluent catalogue under `src-tauri/locales` says them in
//! Kazakh, Russian and English.
//!
//! ```
//! use tanba_protocol::{Failure, FailureCode, Severity};
//!
//! let failure = Failure::new(FailureCode::KeyFileDamaged).with_subject("key.p12");
//! assert_eq!(failure.code.as_str(), "key-file-damaged");
//! assert_eq!(failure.code.message_id(), "failure-key-file-damaged");
//! assert_eq!(failure.code.severity(), Severity::Fault);
//! ```

#![warn(missing_docs)]

pub mod authority;
mod event;
mod failure;
mod finding;
mod message;
mod prompt;
mod token;
mod warning;

pub use authority::{
    AuthorityDescription, AuthorityHealth, IssuedCertificate, Problem, ProblemCode,
};
pub use event::{Event, Progress, Stage};
pub use failure::{Failure, FailureCode, Severity};
pub use finding::{Finding, INDICATIONS, SUB_INDICATIONS};
pub use message::{Argument, Message, Moment, RevocationReason};
pub use prompt::{
    Answer, DocumentSummary, KeyCandidate, KeyHome, Origin, PasswordPurpose, Prompt, PromptId,
    SignPrompt, Subject,
};
pub use token::{PinFault, PinKind, PinPrompt, PinPurpose, PinRule, PinState, TokenSummary};
pub use warning::Warning;
