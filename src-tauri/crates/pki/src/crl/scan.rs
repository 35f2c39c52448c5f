//! One pass over a list in a file: the signed part is hashed, the entries asked for are kept.

use super::entry::{CrlEntry, Entries, same_serial};
use super::header::{CrlHeader, Front, algorithm, is_time};
use super::{Body, Crl};
use crate::digest::Hasher;
use crate::path::CanonicalName;
use crate::tlv::{self, Element, Error as Malformed, tag};
use std::io::{self, BufRead as _, BufReader, Read};
use std::sync::Arc;

/// The largest single entry, and the largest field beside the entries, in bytes.
pub const LARGEST_ELEMENT: usize = 1 << 20;

/// Why a scan ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScanError {
    /// The source failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The bytes are not a list.
    #[error(transparent)]
    Malformed(#[from] tlv::Error),
    /// The signature algorithm is not known.
    #[error(transparent)]
    Algorithm(#[from] crate::Error),
}

/// Reads a DER list of any size in flat memory. The [`Crl`] that comes back answers for
/// `serial_numbers` (contents of INTEGERs) alone, and its signature can be verified as usual.
///
/// # Errors
/// [`ScanError`].
pub fn scan(source: impl Read, serial_numbers: &[Vec<u8>]) -> Result<Crl, ScanError> {
    let mut source = Source {
        inner: BufReader::with_capacity(1 << 16, source),
        digest: Digest::Off,
        position: 0,
    };
    let list_end = source.enter(tag::SEQUENCE)?;

    source.digest = Digest::Pending(Vec::new());
    let tbs_end = source.enter(tag::SEQUENCE)?.within(list_end)?;
    let mut buffer = Vec::new();
    let version = if source.peek()? == Some(tag::INTEGER) {
        Some(source.element(&mut buffer)?.unsigned()?)
    } else {
        None
    };
    let inner = source.element(&mut buffer)?.raw.to_vec();
    source.digest.start(algorithm(&inner)?.digest().hasher())?;
    let issuer_der = source.element(&mut buffer)?.raw.to_vec();
    let this_update_at = source.element(&mut buffer)?.time()?;
    let next_update_at = match source.peek()? {
        Some(tag) if source.position < tbs_end.0 && is_time(tag) => {
            Some(source.element(&mut buffer)?.time()?)
        }
        _ => None,
    };

    let mut issuer = Arc::new(CanonicalName::from_der(&issuer_der)?);
    let mut kept: Vec<CrlEntry> = Vec::new();
    let mut sound = true;
    if source.position < tbs_end.0 && source.peek()? == Some(tag::SEQUENCE) {
        let end = source.enter(tag::SEQUENCE)?.within(tbs_end)?;
        while source.position < end.0 {
            let entry = source.element(&mut buffer)?;
            if entry.tag != tag::SEQUENCE {
                return Err(Malformed::Refused("revoked certificate").into());
            }
            let raw = Entries::read_one(&entry, &mut issuer)?;
            sound &= raw.is_known;
            if serial_numbers
                .iter()
                .any(|asked| same_serial(asked, raw.serial_number))
            {
                if kept.len() == 10_000 {
                    return Err(Malformed::Refused("too many entries of one serial number").into());
                }
                kept.push(raw.decode()?);
            }
        }
        source.at(end)?;
    }
    let extensions = if source.position < tbs_end.0 {
        let tlv = source.element(&mut buffer)?;
        if tlv.tag != tag::context_constructed(0) {
            return Err(Malformed::Refused("unexpected tag").into());
        }
        Some(tlv.contents.to_vec())
    } else {
        None
    };
    source.at(tbs_end)?;
    let tbs_digest = source.digest.finish()?;

    let outer = source.element(&mut buffer)?.raw.to_vec();
    let signature = source.element(&mut buffer)?;
    if signature.tag != tag::BIT_STRING {
        return Err(Malformed::Refused("unexpected tag").into());
    }
    let signature = Arc::from(signature.bit_string_octets()?);
    source.at(list_end)?;
    if source.peek()?.is_some() {
        return Err(Malformed::Refused("trailing bytes").into());
    }
    let front = Front {
        version,
        algorithm: &inner,
        issuer: &issuer_der,
        this_update_at,
        next_update_at,
    };
    Ok(Crl {
        header: Arc::new(CrlHeader::assemble(&front, &outer, extensions.as_deref())?),
        body: Body::Condensed {
            tbs_digest: tbs_digest.into(),
            asked: serial_numbers.to_vec().into(),
            found: kept.into(),
            sound,
        },
        signature,
    })
}

/// A position in the source, at which a constructed value ends.
#[derive(Clone, Copy)]
struct End(u64);

impl End {
    fn within(self, outer: Self) -> Result<Self, Malformed> {
        if self.0 <= outer.0 {
            Ok(self)
        } else {
            Err(Malformed::Refused("a part is longer than the whole"))
        }
    }
}

enum Digest {
    Off,
    /// The algorithm is not known yet; it is told within the first bytes.
    Pending(Vec<u8>),
    On(Box<Hasher>),
}

impl Digest {
    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Off => {}
            Self::Pending(kept) => kept.extend_from_slice(bytes),
            Self::On(hasher) => hasher.update(bytes),
        }
    }

    fn start(&mut self, mut hasher: Hasher) -> Result<(), Malformed> {
        let Self::Pending(kept) = self else {
            return Err(Malformed::Refused("digest"));
        };
        hasher.update(kept);
        *self = Self::On(Box::new(hasher));
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<u8>, Malformed> {
        match std::mem::replace(self, Self::Off) {
            Self::On(hasher) => Ok(hasher.finalize()),
            _ => Err(Malformed::Refused("digest")),
        }
    }
}

struct Source<R> {
    inner: BufReader<R>,
    digest: Digest,
    position: u64,
}

impl<R: Read> Source<R> {
    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.inner.fill_buf()?.first().copied())
    }

    fn take(&mut self, into: &mut [u8]) -> Result<(), ScanError> {
        self.inner
            .read_exact(into)
            .map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => {
                    ScanError::Malformed(Malformed::Refused("truncated"))
                }
                _ => ScanError::Io(error),
            })?;
        self.digest.update(into);
        self.position = self.position.saturating_add(into.len() as u64);
        Ok(())
    }

    /// Reads tag and length into `header`; gives the length of the contents.
    fn header(&mut self, header: &mut Vec<u8>) -> Result<u64, ScanError> {
        header.clear();
        loop {
            let mut byte = [0];
            self.take(&mut byte)?;
            header.extend_from_slice(&byte);
            match tlv::header(header) {
                // At most a tag of five octets and a length of nine.
                Err(Malformed::Truncated) if header.len() < 14 => {}
                Err(error) => return Err(error.into()),
                Ok(found) => match found.contents {
                    Some(length) if found.minimal => return Ok(length as u64),
                    _ => return Err(Malformed::Length.into()),
                },
            }
        }
    }

    /// Reads the header of a constructed value whose contents follow piece by piece, and tells
    /// where they end.
    fn enter(&mut self, tag: u8) -> Result<End, ScanError> {
        let mut header = Vec::with_capacity(10);
        let length = self.header(&mut header)?;
        if header.first() != Some(&tag) {
            return Err(Malformed::Refused("unexpected tag").into());
        }
        let end = self
            .position
            .checked_add(length)
            .ok_or(Malformed::Refused("length overflows"))?;
        Ok(End(end))
    }

    /// The source must stand exactly here.
    const fn at(&self, end: End) -> Result<(), Malformed> {
        if self.position == end.0 {
            Ok(())
        } else {
            Err(Malformed::Refused("a part is longer than the whole"))
        }
    }

    /// Reads one whole value into `buffer`.
    fn element<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Element<'b>, ScanError> {
        let length = self.header(buffer)?;
        let start = buffer.len();
        let end = usize::try_from(length)
            .ok()
            .filter(|length| *length <= LARGEST_ELEMENT)
            .map(|length| start + length)
            .ok_or(Malformed::Refused("an element is too large"))?;
        buffer.resize(end, 0);
        self.take(buffer.get_mut(start..).unwrap_or_default())?;
        let whole: &'b [u8] = buffer;
        Ok(tlv::Cursor::new(whole).any()?)
    }
}
