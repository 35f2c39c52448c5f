//! Reads objects from bytes (ISO 32000-2 §7.2, §7.3), with limits on depth and on the number of values.

use std::ops::Range;

use super::error::Error;
use super::object::{Dictionary, Object, Reference};

/// How deep arrays and dictionaries may nest.
const MAX_DEPTH: usize = 64;
/// How many values one indirect object may hold: about 64 MiB of them in memory.
const MAX_VALUES: usize = 1 << 20;

pub(super) const fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

const fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !is_delimiter(byte)
}

/// A cursor over a buffer.
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    values: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            values: 0,
        }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Skips white space and comments.
    pub(super) fn skip_white(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else if is_white(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Consumes `word` when it stands here as a whole token.
    pub(super) fn keyword(&mut self, word: &[u8]) -> bool {
        self.skip_white();
        let found = self.rest().starts_with(word)
            && !self
                .bytes
                .get(self.at + word.len())
                .copied()
                .is_some_and(is_regular);
        if found {
            self.at += word.len();
        }
        found
    }

    fn token(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|byte| !is_regular(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// An unsigned decimal number that stands here as a whole token.
    pub(super) fn unsigned(&mut self) -> Option<u64> {
        self.skip_white();
        let start = self.at;
        let value = decimal(self.token());
        if value.is_none() {
            self.at = start;
        }
        value
    }

    /// `N G obj`.
    pub(super) fn object_header(&mut self) -> Option<Reference> {
        let number = u32::try_from(self.unsigned()?).ok()?;
        let generation = u16::try_from(self.unsigned()?).ok()?;
        self.skip_white();
        // `obj` may run into what follows, as in `1 0 obj<<`.
        self.rest().starts_with(b"obj").then(|| self.at += 3)?;
        Some(Reference { number, generation })
    }

    /// The object that starts here.
    pub(super) fn object(&mut self) -> Result<Object, Error> {
        self.object_at_depth(0)
    }

    fn object_at_depth(&mut self, depth: usize) -> Result<Object, Error> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return Err(Error::TooComplex);
        }
        self.skip_white();
        match self.peek().ok_or(Error::Malformed("unexpected end"))? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.literal_string().map(Object::String),
            b'<' if self.rest().starts_with(b"<<") => {
                self.at += 2;
                self.dictionary(depth).map(Object::Dictionary)
            }
            b'<' => self.hex_string().map(Object::HexString),
            b'[' => {
                self.at += 1;
                self.array(depth).map(Object::Array)
            }
            byte if is_delimiter(byte) => Err(Error::Malformed("unexpected delimiter")),
            _ => self.number_or_keyword(),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Object>, Error> {
        let mut items = Vec::new();
        loop {
            self.skip_white();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(items);
            }
            items.push(self.object_at_depth(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Dictionary, Error> {
        let mut entries: Vec<(Vec<u8>, Object, Range<usize>)> = Vec::new();
        loop {
            self.skip_white();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Ok(Dictionary::from_entries(entries));
            }
            if self.peek() != Some(b'/') {
                return Err(Error::Malformed("dictionary key"));
            }
            let key = self.name()?;
            self.skip_white();
            let start = self.at;
            let value = self.object_at_depth(depth + 1)?;
            entries.push((key, value, start..self.at));
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Error> {
        self.at += 1;
        let raw = self.token();
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((first, tail)) = rest.split_first() {
            match tail.split_first_chunk::<2>() {
                Some((pair, after)) if *first == b'#' => {
                    match (hex_digit(pair[0]), hex_digit(pair[1])) {
                        (Some(high), Some(low)) => {
                            name.push(high << 4 | low);
                            rest = after;
                            continue;
                        }
                        _ => name.push(*first),
                    }
                }
                _ => name.push(*first),
            }
            rest = tail;
        }
        Ok(name)
    }

    fn literal_string(&mut self) -> Result<Vec<u8>, Error> {
        self.at += 1;
        let mut string = Vec::new();
        let mut open = 0_usize;
        loop {
            let byte = self.next()?;
            match byte {
                b'(' => open += 1,
                b')' if open == 0 => return Ok(string),
                b')' => open -= 1,
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    string.push(b'\n');
                    continue;
                }
                b'\\' => {
                    self.escape(&mut string)?;
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
    }

    fn escape(&mut self, string: &mut Vec<u8>) -> Result<(), Error> {
        match self.next()? {
            b'n' => string.push(b'\n'),
            b'r' => string.push(b'\r'),
            b't' => string.push(b'\t'),
            b'b' => string.push(8),
            b'f' => string.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            digit @ b'0'..=b'7' => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                string.push((value & 0xff) as u8);
            }
            other => string.push(other),
        }
        Ok(())
    }

    fn next(&mut self) -> Result<u8, Error> {
        let byte = self.peek().ok_or(Error::Malformed("unexpected end"))?;
        self.at += 1;
        Ok(byte)
    }

    fn hex_string(&mut self) -> Result<Vec<u8>, Error> {
        self.at += 1;
        let mut string = Vec::new();
        let mut high = None;
        loop {
            let byte = self.next()?;
            match (byte, hex_digit(byte), high) {
                (b'>', ..) => {
                    string.extend(high.map(|high| high << 4));
                    return Ok(string);
                }
                (_, Some(digit), None) => high = Some(digit),
                (_, Some(digit), Some(first)) => {
                    string.push(first << 4 | digit);
                    high = None;
                }
                (white, None, _) if is_white(white) => {}
                _ => return Err(Error::Malformed("hexadecimal string")),
            }
        }
    }

    fn number_or_keyword(&mut self) -> Result<Object, Error> {
        let token = self.token();
        match token {
            b"true" => return Ok(Object::Boolean(true)),
            b"false" => return Ok(Object::Boolean(false)),
            b"null" => return Ok(Object::Null),
            _ => {}
        }
        if let Some(value) = decimal(token)
            && let Some(reference) = self.reference(value)
        {
            return Ok(Object::Reference(reference));
        }
        let text = std::str::from_utf8(token).map_err(|_| Error::Malformed("unknown word"))?;
        match text.parse() {
            Ok(value) => Ok(Object::Integer(value)),
            Err(_)
                if token
                    .iter()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')) =>
            {
                Ok(Object::Real(token.to_vec()))
            }
            Err(_) => Err(Error::Malformed("unknown word")),
        }
    }

    /// The rest of `number G R`, or nothing consumed.
    fn reference(&mut self, number: u64) -> Option<Reference> {
        let number = u32::try_from(number).ok()?;
        let mut ahead = Parser::new(self.bytes, self.at);
        let generation = u16::try_from(ahead.unsigned()?).ok()?;
        if !ahead.keyword(b"R") {
            return None;
        }
        self.at = ahead.at;
        Some(Reference { number, generation })
    }
}

fn decimal(token: &[u8]) -> Option<u64> {
    if token.is_empty() || token.len() > 19 {
        return None;
    }
    token.iter().try_fold(0_u64, |value, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + u64::from(byte - b'0'))
    })
}

pub(super) const fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// The first place at or after `from` where `needle` stands.
pub(super) fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find(bytes.get(from..)?, needle).map(|at| from + at)
}

/// The last place before `end` where `needle` stands.
pub(super) fn find_last(bytes: &[u8], needle: &[u8], end: usize) -> Option<usize> {
    memchr::memmem::rfind(bytes.get(..end.min(bytes.len()))?, needle)
}
