//! PDF signatures and PAdES.
#![allow(dead_code, reason = "the CMS of the signature comes next")]
mod changes;
mod coverage;
mod dictionary;
mod document;
mod error;
mod field;
mod filter;
pub(crate) mod fuzzing;
mod object;
mod parse;
mod prepare;
mod repair;
mod write;
mod xref;

pub use coverage::Coverage;
pub use dictionary::SubFilter;
pub use document::MAX_DOCUMENT_SIZE;
pub use error::Error;
pub use prepare::PdfParameters;

#[cfg(test)]
mod tests;
