//! CMS, CAdES, XML-DSig and PAdES signatures in two phases, and their validation.

#![warn(missing_docs)]

pub mod cms;
mod error;
#[doc(hidden)]
pub mod fuzzing;
mod level;
pub mod parsed;
pub mod pdf;
mod prepared;
pub mod report;
mod tst_info;
pub mod validate;
pub mod xml;

pub use error::{Error, Result};
pub use level::{SignatureForm, SignatureLevel, SignaturePackaging};
pub use parsed::ParsedSignature;
pub use prepared::{PreparedForm, PreparedSignature};
pub use report::ValidationReport;
