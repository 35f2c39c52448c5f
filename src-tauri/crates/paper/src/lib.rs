//! Paper: what a person looks at before signing, and what is printed afterwards.
//!
//! | to | use |
//! |---|---|
//! | show a page of a PDF document | [`pages`] |
//! | show a picture | [`image`] |
//! | show a text | [`text`] |
//! | print a signature sheet or a verification report | [`sheet`] |
//! | draw the appearance of a visible signature | [`stamp`] |
//!
//! Bytes in, bytes out. It must not know of files, networks, clocks, catalogues of texts or what a
//! signature means: every word on a sheet is given, in the reader's language. What it reads may be
//! hostile, so all work on it is bounded in bytes, pixels and time; see [`pages::Pages`].
//!
//! ```
//! use tanba_paper::sheet::{Row, Section, Sheet, Tone};
//!
//! let pdf = Sheet {
//!     title: "Қол қою парағы".into(),
//!     lead: "Қолтаңба жарамды.".into(),
//!     tone: Tone::Good,
//!     sections: vec![Section {
//!         heading: "Қол қоюшы".into(),
//!         rows: vec![Row::new("Аты-жөні", "ӘБДІҒАПАР Ұлжан Өмірқызы")],
//!         notes: vec![],
//!     }],
//!     qr: vec![],
//!     footer: "Tanba".into(),
//!     language: "kk".into(),
//!     made_at: time::OffsetDateTime::UNIX_EPOCH,
//! }
//! .to_pdf()?;
//! assert!(pdf.starts_with(b"%PDF-"));
//! # Ok::<(), tanba_paper::Error>(())
//! ```

mod bounded;
mod canvas;
mod error;
pub mod image;
pub mod pages;
mod picture;
mod qr;
pub mod sheet;
pub mod stamp;
pub mod text;
mod typeface;

pub use error::Error;
pub use picture::Picture;
