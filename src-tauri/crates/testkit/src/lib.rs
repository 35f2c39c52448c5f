//! What tests share: where the public test data lies, which outside programs are installed, a
//! document to sign and a fuzz runner.
//!
//! It knows nothing of signatures or certificates, so that every crate may use it in its tests.
//! Only tests use it: no crate may depend on it otherwise.
//!
//! ```
//! // A parser, as it is fuzzed: called, its result ignored.
//! fn parse(data: &[u8]) {
//!     let _ = std::str::from_utf8(data);
//! }
//! tanba_testkit::fuzz::run("utf8", parse, &[b"\xd2\xa3 \xd0\xb0".to_vec()]);
//! ```

mod data;
mod document;
pub mod fuzz;
mod note;
mod software_token;
mod tool;

pub use data::{repository, shared, shared_or_skip, target_directory};
pub use document::sample_pdf;
pub use note::note;
pub use software_token::{SoftwareToken, kryoptic, softhsm};
pub use tool::tool;
