//! CMS, CAdES, XML-DSig and PAdES signatures in two phases, and their validation.

#![warn(missing_docs)]

pub mod cms;
mod level;
pub mod pdf;
pub mod xml;

pub use level::{SignatureForm, SignatureLevel, SignaturePackaging};
