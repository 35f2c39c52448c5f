//! Whole journeys, interoperability with outside verifiers, and benches.
//!
//! The journeys in `tests/` drive the real program, `tanba`, and read what it prints; the outside
//! verifiers are the real openssl, xmlsec1, pdfsig and pyHanko. Nothing here knows how the house
//! is built inside.
//!
//! ```no_run
//! let tanba = e2e::Tanba::new();
//! let answer = tanba.ask(&["doctor", "--json"]);
//! assert_eq!(answer.code, 0);
//! ```

// What fails here fails a test, and is told by panicking.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod authority;
pub mod bench;
mod documents;
pub mod gost_engine;
mod outside;
mod practice;
mod program;
pub mod webdriver;
mod wire;

pub use authority::Authority;
pub use documents::{flip, sample_pdf, write_pdf};
pub use outside::{output, pyhanko_accepts, succeeds};
pub use practice::{HttpAnswer, Practice, ask};
pub use program::{Answer, Tanba, tanba};
pub use wire::{Fault, Wire};
