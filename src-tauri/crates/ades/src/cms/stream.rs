//! BER elements from a stream: the few levels around the content are walked by hand, so that a
//! content of any size passes by in a buffer.

use std::io::{self, BufRead};

use tanba_pki::tlv::tag;

use crate::{Error, Result};

/// Constructed strings and opaque elements nest no deeper.
const MAX_DEPTH: usize = 24;

/// Where an element that was entered ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    /// At this position.
    At(u64),
    /// At the next end-of-contents.
    Marked,
}

/// Walks the elements of a stream and counts the bytes.
#[derive(Debug)]
pub(super) struct Walker<R> {
    input: R,
    position: u64,
}

impl<R: BufRead> Walker<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, position: 0 }
    }

    /// The first byte of the next element; `None` at the end of the stream.
    fn peek(&mut self) -> Result<Option<u8>> {
        loop {
            match self.input.fill_buf() {
                Ok(buffer) => return Ok(buffer.first().copied()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn byte(&mut self) -> Result<u8> {
        let byte = self.peek()?.ok_or_else(truncated)?;
        self.advance(1);
        Ok(byte)
    }

    fn advance(&mut self, count: usize) {
        self.input.consume(count);
        self.position = self.position.saturating_add(count as u64);
    }

    /// Identifier and length octets; `None` for an indefinite length. Appends them to `raw`.
    fn header(&mut self, raw: &mut Vec<u8>) -> Result<(u8, Option<u64>)> {
        let mut next = |walker: &mut Self| {
            let byte = walker.byte()?;
            raw.push(byte);
            Ok::<_, Error>(byte)
        };
        let identifier = next(self)?;
        if identifier & 0x1f == 0x1f {
            for count in 0.. {
                let more = next(self)? & 0x80 != 0;
                if !more {
                    break;
                }
                if count > 4 {
                    return Err(malformed("tag number"));
                }
            }
        }
        let first = next(self)?;
        let length = match first {
            0x80 => None,
            0x81..=0x88 => {
                let mut length = 0u64;
                for _ in 0..first & 0x7f {
                    length = length << 8 | u64::from(next(self)?);
                }
                Some(length)
            }
            0x89.. => return Err(malformed("length")),
            short => Some(u64::from(short)),
        };
        if length.is_none() && identifier & 0x20 == 0 {
            return Err(malformed("indefinite length of a primitive element"));
        }
        Ok((identifier, length))
    }

    fn end(&self, length: Option<u64>, parent: End) -> Result<End> {
        let Some(length) = length else {
            return Ok(End::Marked);
        };
        let end = self.position.checked_add(length).ok_or_else(truncated)?;
        match parent {
            End::At(limit) if end > limit => Err(truncated()),
            _ => Ok(End::At(end)),
        }
    }

    /// Reads the header of an element with this identifier.
    pub(super) fn enter(&mut self, identifier: u8, parent: End) -> Result<End> {
        let (found, length) = self.header(&mut Vec::new())?;
        if found != identifier {
            return Err(malformed(&format!(
                "tag {found:#04x} where {identifier:#04x} is due"
            )));
        }
        self.end(length, parent)
    }

    /// The identifier of the next element inside one that was entered; `None` at its end.
    pub(super) fn next_in(&mut self, end: End) -> Result<Option<u8>> {
        match end {
            End::At(end) if self.position >= end => Ok(None),
            End::At(_) => self.peek()?.ok_or_else(truncated).map(Some),
            End::Marked => match self.peek()?.ok_or_else(truncated)? {
                0 => Ok(None),
                identifier => Ok(Some(identifier)),
            },
        }
    }

    /// Leaves an element that was entered; nothing may be left in it.
    pub(super) fn leave(&mut self, end: End) -> Result<()> {
        match end {
            End::At(end) if end == self.position => Ok(()),
            End::At(_) => Err(malformed("trailing bytes inside an element")),
            End::Marked if self.byte()? == 0 && self.byte()? == 0 => Ok(()),
            End::Marked => Err(malformed("end of contents")),
        }
    }

    /// Appends the next element, whatever it is, as it stands to `raw`, which may grow to `limit`.
    pub(super) fn raw(&mut self, parent: End, raw: &mut Vec<u8>, limit: usize) -> Result<()> {
        self.raw_nested(parent, raw, limit, MAX_DEPTH)
    }

    fn raw_nested(
        &mut self,
        parent: End,
        raw: &mut Vec<u8>,
        limit: usize,
        depth: usize,
    ) -> Result<()> {
        let depth = depth.checked_sub(1).ok_or(Error::TooLarge("nesting"))?;
        let (_, length) = self.header(raw)?;
        match self.end(length, parent)? {
            End::At(end) => {
                let length = end - self.position;
                let room = limit.saturating_sub(raw.len()) as u64;
                if length > room {
                    return Err(Error::TooLarge("SignedData without its content"));
                }
                self.each_chunk(length, |chunk| {
                    raw.extend_from_slice(chunk);
                    Ok(())
                })
            }
            End::Marked => {
                while self.next_in(End::Marked)?.is_some() {
                    self.raw_nested(parent, raw, limit, depth)?;
                    if raw.len() > limit {
                        return Err(Error::TooLarge("SignedData without its content"));
                    }
                }
                self.leave(End::Marked)?;
                raw.extend([0, 0]);
                Ok(())
            }
        }
    }

    /// Passes the octets of an OCTET STRING, in one piece or in many, to `sink`; counts them.
    pub(super) fn octets(
        &mut self,
        parent: End,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<u64> {
        self.octets_nested(parent, sink, MAX_DEPTH)
    }

    fn octets_nested(
        &mut self,
        parent: End,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
        depth: usize,
    ) -> Result<u64> {
        let depth = depth.checked_sub(1).ok_or(Error::TooLarge("nesting"))?;
        let (identifier, length) = self.header(&mut Vec::new())?;
        let end = self.end(length, parent)?;
        match (identifier, end) {
            (tag::OCTET_STRING, End::At(end)) => {
                let length = end - self.position;
                self.each_chunk(length, sink)?;
                Ok(length)
            }
            (CONSTRUCTED_OCTET_STRING, end) => {
                let mut total = 0u64;
                while self.next_in(end)?.is_some() {
                    total = total.saturating_add(self.octets_nested(end, sink, depth)?);
                }
                self.leave(end)?;
                Ok(total)
            }
            _ => Err(malformed("the content is not an OCTET STRING")),
        }
    }

    fn each_chunk(&mut self, length: u64, mut sink: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let mut left = length;
        while left > 0 {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            let take = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
            let chunk = buffer.get(..take).filter(|chunk| !chunk.is_empty());
            sink(chunk.ok_or_else(truncated)?)?;
            self.advance(take);
            left -= take as u64;
        }
        Ok(())
    }

    /// Nothing but zeros and white space may follow; PDF fills up with zeros.
    pub(super) fn finish(mut self) -> Result<()> {
        for _ in 0..MAX_PADDING {
            match self.peek()? {
                None => return Ok(()),
                Some(0 | b' ' | b'\t' | b'\r' | b'\n') => self.advance(1),
                Some(_) => break,
            }
        }
        Err(malformed("bytes after the end"))
    }
}

const CONSTRUCTED_OCTET_STRING: u8 = 0x24;

/// Padding after the ContentInfo that is passed over, in bytes.
const MAX_PADDING: usize = 1 << 20;

fn truncated() -> Error {
    malformed("it ends too early")
}

fn malformed(detail: &str) -> Error {
    Error::malformed("SignedData", detail)
}
