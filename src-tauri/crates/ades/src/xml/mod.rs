//! XML signatures (XML-DSig) in the form the Kazakh services use: over the whole document, or over
//! an element named by its Id; on request as XAdES, with a time stamp.
//!
//! The reader and the canonicalization are our own. They keep what a signature needs (prefixes,
//! raw values, positions in the source), accept no document type declaration at all, work without
//! recursion and in linear time, and obey [`Limits`]. They are compared with libxml2 and xmlsec1 in
//! the tests.
//!
//! A signature covers what its references name, which need not be what a program later reads from
//! the document: [`check`] says what is covered, and whether that is all of it.
//!
//! ```
//! use tanba_ades::xml::{Canonicalization, Document, Method, NodeSet, canonicalize};
//!
//! let document = Document::read("<құжат б='2'   а=\"1\"/>".as_bytes())?;
//! let method = Canonicalization::new(Method::Inclusive, false);
//! let canonical = canonicalize(&document, &NodeSet::document(), &method)?;
//! assert_eq!(canonical, "<құжат а=\"1\" б=\"2\"></құжат>".as_bytes());
//! # Ok::<(), tanba_ades::xml::Error>(())
//! ```

mod algorithm;
mod canonical;
mod encoding;
mod error;
mod extend;
mod find;
mod finish;
pub(crate) mod fuzzing;
mod identifier;
mod key_info;
mod limits;
mod name;
mod parse;
mod place;
mod prepare;
mod properties;
mod read;
mod reference;
mod signature;
mod template;
mod text;
mod tree;
mod xades;

pub use crate::stampable::Stampable;
pub use canonical::{Canonicalization, Method, NodeSet, canonicalize, canonicalize_to};
pub use error::{Error, Limit, Position};
pub use extend::{extend, stampable};
pub use finish::finish;
pub use limits::Limits;
pub use parse::{CheckedSignature, Coverage, check, parse};
pub use prepare::{Layout, Parent, PreparedXml, Target, XmlParameters, prepare};
pub use tree::{Document, NodeId};
