//! The content out of an attached CMS.

use std::io::Write;

use super::scan::{Visitor, scan};
use super::source::Source;
use crate::{Error, Result};

/// Writes the content of an attached CMS to `out` and returns its length in bytes. Nothing is
/// verified.
///
/// # Errors
/// [`Error::ContentMissing`] when the signature is detached; [`Error::Io`]; what [`super::parse`]
/// says of a broken CMS: what was written until then must be thrown away.
pub fn extract(source: &mut dyn Source, out: &mut dyn Write) -> Result<u64> {
    let mut sink = Sink(&mut *out);
    let length = scan(source, &mut sink)?.content_length;
    out.flush()?;
    length.ok_or(Error::ContentMissing)
}

struct Sink<'a>(&'a mut dyn Write);

impl Visitor for Sink<'_> {
    fn content(&mut self, piece: &[u8]) -> Result<()> {
        Ok(self.0.write_all(piece)?)
    }
}
