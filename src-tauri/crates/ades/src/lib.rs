//! CMS, CAdES, XML-DSig and PAdES signatures in two phases, and their validation.
//!
//! Every form has a `prepare`, which hashes the document and says what the key must sign, and a
//! `finish`, which checks the value and puts it in its place; between them a [`PreparedSignature`]
//! can be stored and carried to a token or a phone. Every form reads its signatures as
//! [`ParsedSignature`]s, their bytes checked, and [`validate`](mod@validate) judges those in the
//! words of ETSI EN 319 102-1.
//!
//! No file, no network, no clock and no private key is known here: documents are `Read` and `Write`,
//! the time is a parameter, and signature values come from the `Signer` of `keystore`.
//!
//! ```
//! use std::io::Cursor;
//! use tanba_ades::cms::{self, Content, Parameters};
//! use tanba_ades::validate::{Context, validate};
//! use tanba_ades::{Result, ValidationReport};
//! use tanba_pki::signing::{SignatureValue, ToBeSigned};
//! use tanba_pki::{Certificate, anchor::TrustAnchor, path::Evidence};
//!
//! fn sign_and_verify(
//!     document: &[u8],
//!     certificate: &Certificate,
//!     key: impl Fn(&ToBeSigned) -> SignatureValue,
//!     anchors: &[TrustAnchor],
//!     now: time::OffsetDateTime,
//! ) -> Result<ValidationReport> {
//!     let content = Content::Bytes(document);
//!     let prepared = cms::prepare(content, certificate, &Parameters::signed_at(now))?;
//!     let signed = cms::finish(&prepared, &key(&prepared.to_be_signed), None)?;
//!
//!     let content = Content::Bytes(document);
//!     let found = cms::parse(&mut Cursor::new(signed), Some(content), &[])?;
//!     validate(&found, &Context::new(anchors, &Evidence::default(), now))
//! }
//! let nothing = cms::parse(&mut Cursor::new(b"no signature"), None, &[]);
//! assert!(nothing.is_err());
//! ```

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
mod stampable;
pub mod validate;
pub mod xml;

pub use error::{Error, Result};
pub use level::{SignatureForm, SignatureLevel, SignaturePackaging};
pub use parsed::ParsedSignature;
pub use prepared::{PreparedForm, PreparedSignature};
pub use report::ValidationReport;
