//! A CMS written again with something added: the content is copied, every other part keeps its
//! bytes.

use std::io::Write;

use tanba_pki::digest::Hasher;

use super::encode::Parts;
use super::scan::{Ignore, Skeleton, Visitor, scan};
use super::source::Source;
use crate::{Error, Result};

/// Reads `source`, lets `change` change its parts and writes the outcome. `expected` is the hasher
/// and the digest that the content must have.
pub(super) fn rewrite(
    source: &mut dyn Source,
    expected: Option<(Hasher, &[u8])>,
    out: &mut dyn Write,
    change: impl FnOnce(&Skeleton, &mut Parts) -> Result<()>,
) -> Result<()> {
    let skeleton = scan(source, &mut Ignore)?;
    let mut parts = Parts::from_skeleton(&skeleton)?;
    change(&skeleton, &mut parts)?;
    let (before, after) = parts.encode()?;
    out.write_all(&before)?;
    if skeleton.content_length.is_some() {
        let (hasher, digest) = expected.unzip();
        let mut copy = Copy { out, hasher };
        let again = scan(source, &mut copy)?;
        let found = copy.hasher.map(Hasher::finalize);
        if again.content_length != skeleton.content_length
            || again.signed_data.der() != skeleton.signed_data.der()
            || found.as_deref() != digest
        {
            return Err(Error::ContentChanged);
        }
    }
    out.write_all(&after)?;
    Ok(out.flush()?)
}

struct Copy<'a> {
    out: &'a mut dyn Write,
    hasher: Option<Hasher>,
}

impl Visitor for Copy<'_> {
    fn content(&mut self, piece: &[u8]) -> Result<()> {
        if let Some(hasher) = &mut self.hasher {
            hasher.update(piece);
        }
        Ok(self.out.write_all(piece)?)
    }
}
