//! PDF signatures (ISO 32000-2 §12.8) and PAdES level B and T (ETSI EN 319 142-1).
//!
//! A signature is an incremental update: bytes appended to the document, which stays as it is, with every
//! earlier signature in it. The document is a slice; an object of it is read when it is needed.
//!
//! | to | use |
//! |---|---|
//! | sign | [`prepare`], then [`finish`] or [`finish_document`]; to be seen on a page, [`VisibleSignature`] |
//! | add a time stamp | [`stampable`], then [`extend`] |
//! | verify | [`parse`], then [`crate::validate`] |
//!
//! What was appended after a signature is compared with what was signed; see [`Coverage`]. Encrypted
//! documents are refused. An XFA form is neither updated nor looked into: a change of it counts as a change
//! of the document.

mod appearance;
mod changes;
mod coverage;
mod dictionary;
mod document;
mod error;
mod evidence;
mod extend;
mod field;
mod filter;
mod finish;
pub(crate) mod fuzzing;
mod object;
mod pages;
mod parse;
mod place;
mod prepare;
mod repair;
mod verify;
mod visible;
mod write;
mod xref;

pub use coverage::Coverage;
pub use dictionary::SubFilter;
pub use document::MAX_DOCUMENT_SIZE;
pub use error::Error;
pub use extend::{Patch, Stampable, extend, stampable};
pub use finish::{finish, finish_document};
pub use prepare::{Parameters, PreparedPdf, prepare};
pub use verify::{PdfSignature, parse, signatures};
pub use visible::{Place, VisibleSignature};

#[cfg(test)]
mod tests;
