//! A cursor over DER (X.690 §10) that hands out slices of the original bytes.
//!
//! The typed decoders of the `der` crate copy, reorder and stop at 256 MiB; signatures are verified over
//! the bytes as they came, so readers of signed structures walk them with this instead. Input in BER goes
//! through [`crate::ber`] first.

/// Universal tags as they appear in the first byte of an element.
pub mod tag {
    /// BOOLEAN.
    pub const BOOLEAN: u8 = 0x01;
    /// INTEGER.
    pub const INTEGER: u8 = 0x02;
    /// BIT STRING, primitive.
    pub const BIT_STRING: u8 = 0x03;
    /// OCTET STRING, primitive.
    pub const OCTET_STRING: u8 = 0x04;
    /// NULL.
    pub const NULL: u8 = 0x05;
    /// OBJECT IDENTIFIER.
    pub const OBJECT_IDENTIFIER: u8 = 0x06;
    /// ENUMERATED.
    pub const ENUMERATED: u8 = 0x0a;
    /// UTF8String.
    pub const UTF8_STRING: u8 = 0x0c;
    /// UTCTime.
    pub const UTC_TIME: u8 = 0x17;
    /// GeneralizedTime.
    pub const GENERALIZED_TIME: u8 = 0x18;
    /// BMPString.
    pub const BMP_STRING: u8 = 0x1e;
    /// SEQUENCE and SEQUENCE OF.
    pub const SEQUENCE: u8 = 0x30;
    /// SET and SET OF.
    pub const SET: u8 = 0x31;

    /// A primitive element of context-specific class, `[number]`, for numbers below 31.
    #[must_use]
    pub const fn context(number: u8) -> u8 {
        0x80 | number
    }

    /// A constructed element of context-specific class, `[number]`, for numbers below 31.
    #[must_use]
    pub const fn context_constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

/// Why bytes are not the DER that was expected.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// The data ends inside an element.
    #[error("the data ends inside an element")]
    Truncated,
    /// A length is indefinite, not minimal or beyond any memory.
    #[error("a length is not in DER")]
    Length,
    /// Another element was expected here.
    #[error("element 0x{found:02x} stands where 0x{expected:02x} was expected")]
    UnexpectedTag {
        /// The first byte that was expected.
        expected: u8,
        /// The first byte that was found.
        found: u8,
    },
    /// Bytes follow the end of the structure.
    #[error("bytes follow the end of the structure")]
    TrailingData,
    /// A value is outside its type; the name says which.
    #[error("{0} is malformed")]
    Value(&'static str),
    /// The structure breaks a rule of its standard, or a limit; told in words.
    #[error("{0}")]
    Refused(&'static str),
}

/// One element: its identifier and the original bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Element<'a> {
    /// The first identifier byte.
    pub tag: u8,
    /// Header and contents.
    pub raw: &'a [u8],
    /// The contents octets.
    pub contents: &'a [u8],
}

impl<'a> Element<'a> {
    /// A cursor over the contents of a constructed element.
    #[must_use]
    pub const fn children(&self) -> Cursor<'a> {
        Cursor::new(self.contents)
    }

    /// The contents when the tag is the expected one.
    ///
    /// # Errors
    /// [`Error::UnexpectedTag`].
    pub const fn expect(&self, expected: u8) -> Result<&'a [u8], Error> {
        if self.tag == expected {
            Ok(self.contents)
        } else {
            Err(Error::UnexpectedTag {
                expected,
                found: self.tag,
            })
        }
    }
}

/// Walks a series of DER elements from the first to the last.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// Starts at the first byte of `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether every element was read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The bytes not read yet.
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The tag of the next element, `None` at the end.
    #[must_use]
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Reads the next element whatever it is.
    ///
    /// # Errors
    /// [`Error::Truncated`] or [`Error::Length`].
    pub fn any(&mut self) -> Result<Element<'a>, Error> {
        let header = header(self.rest)?;
        let contents_len = header.contents.ok_or(Error::Length)?;
        if !header.minimal {
            return Err(Error::Length);
        }
        let end = header.size.checked_add(contents_len).ok_or(Error::Length)?;
        let (raw, rest) = self.rest.split_at_checked(end).ok_or(Error::Truncated)?;
        let contents = raw.get(header.size..).ok_or(Error::Truncated)?;
        self.rest = rest;
        Ok(Element {
            tag: header.tag,
            raw,
            contents,
        })
    }

    /// Reads the next element and demands this tag.
    ///
    /// # Errors
    /// As [`Self::any`], and [`Error::UnexpectedTag`]; the cursor then stays where it was.
    pub fn element(&mut self, expected: u8) -> Result<Element<'a>, Error> {
        let before = *self;
        let element = self.any()?;
        if let Err(error) = element.expect(expected) {
            *self = before;
            return Err(error);
        }
        Ok(element)
    }

    /// Reads the next element when it has this tag.
    ///
    /// # Errors
    /// As [`Self::any`].
    pub fn optional(&mut self, expected: u8) -> Result<Option<Element<'a>>, Error> {
        if self.peek() == Some(expected) {
            self.any().map(Some)
        } else {
            Ok(None)
        }
    }

    /// Enters a SEQUENCE.
    ///
    /// # Errors
    /// As [`Self::element`].
    pub fn sequence(&mut self) -> Result<Self, Error> {
        Ok(self.element(tag::SEQUENCE)?.children())
    }

    /// Enters a SET.
    ///
    /// # Errors
    /// As [`Self::element`].
    pub fn set(&mut self) -> Result<Self, Error> {
        Ok(self.element(tag::SET)?.children())
    }

    /// The contents of an OCTET STRING.
    ///
    /// # Errors
    /// As [`Self::element`].
    pub fn octet_string(&mut self) -> Result<&'a [u8], Error> {
        Ok(self.element(tag::OCTET_STRING)?.contents)
    }

    /// An OBJECT IDENTIFIER.
    ///
    /// # Errors
    /// As [`Self::element`], and [`Error::Value`].
    pub fn object_identifier(&mut self) -> Result<der::asn1::ObjectIdentifier, Error> {
        let contents = self.element(tag::OBJECT_IDENTIFIER)?.contents;
        der::asn1::ObjectIdentifier::from_bytes(contents)
            .map_err(|_| Error::Value("object identifier"))
    }

    /// The contents of an INTEGER: big-endian two's complement, at least one byte.
    ///
    /// # Errors
    /// As [`Self::element`], and [`Error::Value`] when it is empty.
    pub fn integer(&mut self) -> Result<&'a [u8], Error> {
        let contents = self.element(tag::INTEGER)?.contents;
        if contents.is_empty() {
            return Err(Error::Value("integer"));
        }
        Ok(contents)
    }

    /// A non-negative INTEGER that fits 64 bits.
    ///
    /// # Errors
    /// As [`Self::integer`], and [`Error::Value`] when it does not fit.
    pub fn unsigned(&mut self) -> Result<u64, Error> {
        unsigned(self.integer()?)
    }

    /// A whole SEQUENCE as an AlgorithmIdentifier (RFC 5280 §4.1.1.2).
    ///
    /// # Errors
    /// As [`Self::element`], and [`Error::Value`].
    pub fn algorithm_identifier(&mut self) -> Result<spki::AlgorithmIdentifierOwned, Error> {
        let element = self.element(tag::SEQUENCE)?;
        der::Decode::from_der(element.raw).map_err(|_| Error::Value("algorithm identifier"))
    }

    /// Demands that nothing is left.
    ///
    /// # Errors
    /// [`Error::TrailingData`].
    pub const fn finish(&self) -> Result<(), Error> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(Error::TrailingData)
        }
    }
}

/// Contents of an INTEGER as an unsigned number.
pub(crate) fn unsigned(contents: &[u8]) -> Result<u64, Error> {
    if contents.first().is_none_or(|first| first & 0x80 != 0) {
        return Err(Error::Value("integer"));
    }
    contents.iter().try_fold(0_u64, |value, byte| {
        if value >> 56 != 0 {
            return Err(Error::Value("integer"));
        }
        Ok((value << 8) | u64::from(*byte))
    })
}

/// Identifier and length of one element.
pub(crate) struct Header {
    /// The first identifier byte.
    pub(crate) tag: u8,
    /// Bytes of the identifier alone.
    pub(crate) tag_size: usize,
    /// Bytes of identifier and length.
    pub(crate) size: usize,
    /// Bytes of contents; `None` when indefinite.
    pub(crate) contents: Option<usize>,
    /// Whether identifier and length are written as DER demands.
    pub(crate) minimal: bool,
}

/// Reads an identifier of at most five bytes and a length of at most eight, BER or DER.
pub(crate) fn header(bytes: &[u8]) -> Result<Header, Error> {
    let at = |index: usize| bytes.get(index).copied().ok_or(Error::Truncated);
    let tag = at(0)?;
    let mut tag_size = 1;
    if tag & 0x1f == 0x1f {
        loop {
            let next = at(tag_size)?;
            tag_size += 1;
            if next & 0x80 == 0 {
                break;
            }
            if tag_size > 4 {
                return Err(Error::Value("tag number"));
            }
        }
    }
    let first = at(tag_size)?;
    let mut size = tag_size + 1;
    let (contents, minimal) = match first {
        0..=0x7f => (Some(usize::from(first)), true),
        0x80 => (None, false),
        _ => {
            let count = usize::from(first & 0x7f);
            if count > 8 {
                return Err(Error::Length);
            }
            let mut length = 0_u64;
            for index in 0..count {
                length = (length << 8) | u64::from(at(size + index)?);
            }
            let minimal = length > 0x7f && at(size)? != 0;
            size += count;
            let length = usize::try_from(length).map_err(|_| Error::Length)?;
            (Some(length), minimal)
        }
    };
    Ok(Header {
        tag,
        tag_size,
        size,
        contents,
        minimal,
    })
}

/// Writes one element: identifier byte, minimal length, contents.
#[must_use]
pub fn encode(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(length + 6);
    out.push(tag);
    push_length(&mut out, length);
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// Appends a length in its shortest form (X.690 §10.1).
pub(crate) fn push_length(out: &mut Vec<u8>, length: usize) {
    if length < 0x80 {
        out.push(u8::try_from(length).unwrap_or_default());
        return;
    }
    let bytes = length.to_be_bytes();
    let skip = bytes.iter().take_while(|byte| **byte == 0).count();
    let significant = bytes.get(skip..).unwrap_or_default();
    out.push(0x80 | u8::try_from(significant.len()).unwrap_or_default());
    out.extend_from_slice(significant);
}

/// Bytes that [`push_length`] appends.
pub(crate) const fn length_size(length: usize) -> usize {
    if length < 0x80 {
        1
    } else {
        let bits = usize::BITS - length.leading_zeros();
        1 + bits.div_ceil(8) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_minimal_in_both_directions() {
        for length in [0, 1, 127, 128, 255, 256, 65535, 65536, 1 << 24] {
            let mut out = vec![0x04];
            push_length(&mut out, length);
            assert_eq!(out.len(), 1 + length_size(length), "{length}");
            let read = header(&out).unwrap();
            assert_eq!(read.contents, Some(length));
            assert!(read.minimal);
        }
        for bad in [&[0x04, 0x81, 0x7f][..], &[0x04, 0x82, 0x00, 0xff]] {
            assert!(!header(bad).unwrap().minimal);
        }
        assert_eq!(header(&[0x04, 0x89]).err(), Some(Error::Length));
    }

    #[test]
    fn cursor_walks_and_refuses() {
        let inner = encode(tag::INTEGER, &[&[1, 0]]);
        let bytes = encode(tag::SEQUENCE, &[&inner, &[0x05, 0x00]]);
        let mut cursor = Cursor::new(&bytes);
        let mut inside = cursor.sequence().unwrap();
        assert!(inside.octet_string().is_err());
        assert_eq!(inside.unsigned(), Ok(256));
        assert_eq!(inside.finish(), Err(Error::TrailingData));
        assert!(inside.optional(tag::NULL).unwrap().is_some());
        inside.finish().unwrap();
        cursor.finish().unwrap();
        assert_eq!(
            Cursor::new(&[0x30, 0x80, 0, 0]).any(),
            Err(Error::Length),
            "indefinite"
        );
        assert_eq!(Cursor::new(&[0x30, 0x05, 0]).any(), Err(Error::Truncated));
        assert!(Cursor::new(&[0x02, 0x01, 0x80]).unsigned().is_err());
    }
}
