//! Where a CMS is read from: binary, PEM or bare base64, found out from its first bytes.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::stream::Walker;
use crate::{Error, Result};

/// A document that can be read more than once, such as a file or a `Cursor` over bytes.
pub trait Source: Read + Seek {}

impl<T: Read + Seek + ?Sized> Source for T {}

/// Bytes read at once.
pub(super) const BUFFER: usize = 256 * 1024;

/// Text before the base64 of a PEM block is no longer.
const MAX_PREAMBLE: u64 = 4096;

/// PEM labels under which others write a ContentInfo.
const LABELS: [&str; 4] = ["CMS", "PKCS7", "PKCS #7 SIGNED DATA", "SIGNATURE"];

/// A walker from the first byte of the ContentInfo.
pub(super) fn open(source: &mut dyn Source) -> Result<Walker<Box<dyn BufRead + '_>>> {
    source.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    (&mut *source).take(MAX_PREAMBLE).read_to_end(&mut start)?;
    let skip = match start.first() {
        Some(0x30) => None,
        _ => Some(text_start(&start)?),
    };
    source.seek(SeekFrom::Start(skip.unwrap_or(0)))?;
    let input = BufReader::with_capacity(BUFFER, source);
    Ok(Walker::new(match skip {
        None => Box::new(input),
        Some(_) => Box::new(BufReader::with_capacity(BUFFER, Base64::new(input))),
    }))
}

/// Where the base64 begins in a text.
fn text_start(start: &[u8]) -> Result<u64> {
    let not_cms = || Error::malformed("SignedData", "neither BER nor base64");
    let blank = start
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte))
        .count();
    let text = start.get(blank..).unwrap_or_default();
    let offset = match text.strip_prefix(b"-----BEGIN ") {
        Some(rest) => {
            let line = rest
                .iter()
                .position(|byte| *byte == b'\n')
                .ok_or_else(not_cms)?;
            let label = rest.get(..line).unwrap_or_default().trim_ascii_end();
            let known = |name: &&str| label.strip_suffix(b"-----") == Some(name.as_bytes());
            if !LABELS.iter().any(known) {
                return Err(not_cms());
            }
            text.len() - rest.len() + line + 1
        }
        None if text.starts_with(b"M") => 0,
        None => return Err(not_cms()),
    };
    Ok((blank + offset) as u64)
}

/// Decodes base64 with white space in it, up to its end or to the dashes of a PEM end.
struct Base64<R> {
    input: R,
    group: Vec<u8>,
    decoded: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: BufRead> Base64<R> {
    fn new(input: R) -> Self {
        Self {
            input,
            group: Vec::new(),
            decoded: Vec::new(),
            given: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        while !self.ended {
            let buffer = self.input.fill_buf()?;
            let read = buffer.len();
            let end = buffer.iter().position(|byte| *byte == b'-');
            self.ended = read == 0 || end.is_some();
            let text = buffer.get(..end.unwrap_or(read)).unwrap_or_default();
            self.group
                .extend(text.iter().filter(|byte| !byte.is_ascii_whitespace()));
            self.input.consume(read);
            let whole = match self.ended {
                true => self.group.len(),
                false => self.group.len() / 4 * 4,
            };
            let rest = self.group.split_off(whole);
            self.decoded = STANDARD
                .decode(&self.group)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            self.given = 0;
            self.group = rest;
            if !self.decoded.is_empty() {
                return Ok(());
            }
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Base64<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.decoded.len() {
            self.refill()?;
        }
        let left = self.decoded.get(self.given..).unwrap_or_default();
        let count = left.len().min(out.len());
        if let (Some(from), Some(to)) = (left.get(..count), out.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}
