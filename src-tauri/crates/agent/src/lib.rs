//! Every use case once, for all shells: signing, verifying, looking after keys and history.
//!
//! It joins the rooms: documents from disk, keys from `keystore`, signatures from `ades`, the
//! outside from `online`, memory in `store`. It knows no window and no terminal; who shows things
//! is a [`Shell`]. Errors of the rooms become `Failure`s here and nowhere else.
//!
//! ```no_run
//! # async fn example(shell: &dyn tanba_agent::Shell) -> Result<(), tanba_protocol::Failure> {
//! use tanba_agent::{Agent, TrustRequest, VerifyRequest};
//! let agent = Agent::of_user()?;
//! let request = VerifyRequest {
//!     file: "contract.pdf.p7s".into(),
//!     content: None,
//!     trust: TrustRequest::default(),
//! };
//! println!("{}", agent.verify(&request, shell).await?.indication);
//! # Ok(())
//! # }
//! ```

mod account;
mod agent;
mod calendar;
mod certificate;
mod clock;
mod describe;
pub mod desk;
mod doctor;
mod document;
mod enrol;
mod evidence;
mod extend;
mod extract;
mod failure;
mod folders;
mod history;
mod keys;
mod make_key;
mod names;
mod output;
mod practice;
mod progress;
mod report;
mod root;
mod settings;
mod shell;
mod sign;
pub mod text;
mod tokens;
mod trust;
mod verify;

pub use account::{AccountRequest, AccountSettingsChange, Codes, OwnCertificateView};
pub use agent::Agent;
pub use certificate::{CertificateRequest, PathVerification};
pub use clock::{Clock, FixedClock, SystemClock};
pub use describe::{CertificateView, Signer};
pub use doctor::{Check, Health};
pub use enrol::{
    Answers, Applicant, ApplicantCorrection, Applied, AuthorityView, Contact, ContactCorrection,
    DraftPlace, DraftView, EnrolmentDraft, EnrolmentState, EnrolmentView, FormFault, FormStep,
    HeldView, KeysLeft, LegalEntityOrder, Terms,
};
pub use extend::{ExtendRequest, Extended};
pub use folders::Folders;
pub use history::{Entry, HistoryFault, HistoryReport, KeyringState};
pub use keys::{KnownKey, Layout};
pub use make_key::{
    AuthorityKeyRequest, CertifiedBy, IssuedKey, IssuedTokenKey, KeyAlgorithm, MadeKey,
    SelfSignedRequest, TokenRegistrationRequest,
};
pub use names::OutputChoice;
pub use practice::PracticeRuling;
pub use root::{RootView, TrustedRoot};
pub use shell::Shell;
pub use sign::{Form, SignRequest, Signed, ToSign};
pub use tanba_ades::{SignatureForm, SignatureLevel, SignaturePackaging};
pub use tanba_enrolment::{Ask, Storage, Why};
pub use tanba_pki::indication::{Indication, SubIndication};
pub use tanba_store::{Keyring, NoKeyring};
pub use text::{Language, Texts};
pub use tokens::{
    Confirmation, KeyReference, ModulePlaces, TokenKeyRequest, TokenReference, probe_module,
};
pub use trust::TrustRequest;
pub use verify::{RevocationState, Verification, VerifiedSignature, VerifyRequest};
