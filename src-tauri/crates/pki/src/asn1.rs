//! The few DER helpers that `der` leaves out: times before 1970, and elements with their exact
//! bytes.

use der::{Decode, Header, Reader, SliceReader, Tag, TagNumber};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time};

use crate::{Error, Result};

/// Most elements of one SEQUENCE OF that are looked at outside of CRLs.
pub(crate) const MAX_ELEMENTS: usize = 4096;

/// One element: tag, value, and the whole with its header.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    pub(crate) tag: Tag,
    pub(crate) value: &'a [u8],
    pub(crate) raw: &'a [u8],
}

impl<'a> Element<'a> {
    /// The only element of `bytes`.
    pub(crate) fn only(bytes: &'a [u8], what: &'static str) -> Result<Self> {
        let mut reader = Elements::new(bytes, what)?;
        let element = reader.required()?;
        reader.finish()?;
        Ok(element)
    }

    /// Its value, when it has the tag.
    pub(crate) fn expect(self, tag: Tag, what: &'static str) -> Result<&'a [u8]> {
        if self.tag == tag {
            Ok(self.value)
        } else {
            Err(Error::malformed(what, format!("unexpected {}", self.tag)))
        }
    }

    /// Whether its tag is the context-specific `number`, whatever the form.
    pub(crate) fn is_context(&self, number: u8) -> bool {
        matches!(self.tag, Tag::ContextSpecific { number: found, .. } if found == TagNumber::new(number))
    }
}

/// The elements of a constructed value, one after the other.
pub(crate) struct Elements<'a> {
    reader: SliceReader<'a>,
    what: &'static str,
}

impl<'a> Elements<'a> {
    pub(crate) fn new(bytes: &'a [u8], what: &'static str) -> Result<Self> {
        let reader = SliceReader::new(bytes).map_err(|error| Error::malformed(what, error))?;
        Ok(Self { reader, what })
    }

    pub(crate) fn next(&mut self) -> Result<Option<Element<'a>>> {
        if self.reader.is_finished() {
            return Ok(None);
        }
        let raw = self
            .reader
            .tlv_bytes()
            .map_err(|error| Error::malformed(self.what, error))?;
        let mut inner =
            SliceReader::new(raw).map_err(|error| Error::malformed(self.what, error))?;
        let header =
            Header::decode(&mut inner).map_err(|error| Error::malformed(self.what, error))?;
        let value = inner
            .read_slice(header.length)
            .map_err(|error| Error::malformed(self.what, error))?;
        Ok(Some(Element {
            tag: header.tag,
            value,
            raw,
        }))
    }

    pub(crate) fn required(&mut self) -> Result<Element<'a>> {
        let what = self.what;
        self.next()?
            .ok_or_else(|| Error::malformed(what, "too short"))
    }

    pub(crate) fn finish(self) -> Result<()> {
        if self.reader.is_finished() {
            Ok(())
        } else {
            Err(Error::malformed(self.what, "trailing bytes"))
        }
    }

    /// All of them, at most [`MAX_ELEMENTS`].
    pub(crate) fn all(mut self) -> Result<Vec<Element<'a>>> {
        let mut all = Vec::new();
        while let Some(element) = self.next()? {
            if all.len() == MAX_ELEMENTS {
                return Err(Error::TooLarge(self.what));
            }
            all.push(element);
        }
        Ok(all)
    }
}

/// Decodes one value that must fill `bytes`.
pub(crate) fn decode<'a, T: Decode<'a>>(bytes: &'a [u8], what: &'static str) -> Result<T> {
    T::from_der(bytes).map_err(|error| Error::malformed(what, error))
}

/// Reads Time (RFC 5280 §4.1.2.5): UTCTime from 1950 to 2049, or GeneralizedTime. The `der` crate
/// begins with 1970, real and test certificates do not.
pub(crate) fn time(element: Element<'_>, what: &'static str) -> Result<OffsetDateTime> {
    let digits = element
        .value
        .strip_suffix(b"Z")
        .filter(|digits| digits.iter().all(u8::is_ascii_digit))
        .ok_or_else(|| Error::malformed(what, "time"))?;
    let pair = |at: usize| -> Option<u8> {
        let pair = digits.get(at..at + 2)?;
        Some((pair.first()? - b'0') * 10 + (pair.last()? - b'0'))
    };
    let read = || -> Option<OffsetDateTime> {
        let (year, rest) = match (element.tag, digits.len()) {
            (Tag::UtcTime, 12) => {
                let year = i32::from(pair(0)?);
                (if year < 50 { 2000 + year } else { 1900 + year }, 2)
            }
            (Tag::GeneralizedTime, 14) => (i32::from(pair(0)?) * 100 + i32::from(pair(2)?), 4),
            _ => return None,
        };
        let month = Month::try_from(pair(rest)?).ok()?;
        let date = Date::from_calendar_date(year, month, pair(rest + 2)?).ok()?;
        let time = Time::from_hms(pair(rest + 4)?, pair(rest + 6)?, pair(rest + 8)?).ok()?;
        Some(PrimitiveDateTime::new(date, time).assume_utc())
    };
    read().ok_or_else(|| Error::malformed(what, "time"))
}
