//! XML signatures (XML-DSig) in the form the Kazakh services use: over the whole document, or over
//! an element named by its Id.
//!
//! The reader and the canonicalization are our own. They keep what a signature needs (prefixes,
//! raw values, positions in the source), accept no document type declaration at all, work without
//! recursion and in linear time, and obey [`Limits`].

#![allow(dead_code)]

mod canonical;
mod error;
mod limits;
mod name;
mod read;
mod text;
mod tree;

pub use canonical::{Canonicalization, Method, NodeSet, canonicalize, canonicalize_to};
pub use error::{Error, Limit, Position};
pub use limits::Limits;
pub use tree::{Document, NodeId};
