//! XML signatures (XML-DSig) in the form the Kazakh services use: over the whole document, or over
//! an element named by its Id.
//!
//! The reader and the canonicalization are our own. They keep what a signature needs (prefixes,
//! raw values, positions in the source), accept no document type declaration at all, work without
//! recursion and in linear time, and obey [`Limits`].

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

pub use canonical::{Canonicalization, Method, NodeSet, canonicalize, canonicalize_to};
pub use error::{Error, Limit, Position};
pub use extend::{Stampable, extend, stampable};
pub use finish::finish;
pub use limits::Limits;
pub use parse::{CheckedSignature, Coverage, check, parse};
pub use prepare::{Layout, Parent, PreparedXml, Target, XmlParameters, prepare};
pub use tree::{Document, NodeId};
