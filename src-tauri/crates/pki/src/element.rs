//! Values of single DER elements, in the types that certificates and revocation data use.

use const_oid::ObjectIdentifier;
use time::OffsetDateTime;

use crate::tlv::{Cursor, Element, Error, tag};

type Result<T> = core::result::Result<T, Error>;

impl<'a> Element<'a> {
    pub(crate) const fn boolean(&self) -> Result<bool> {
        match self.contents {
            [0] => Ok(false),
            [0xff] => Ok(true),
            _ => Err(Error::Value("BOOLEAN")),
        }
    }

    /// The contents of an INTEGER: two's complement, minimal.
    pub(crate) const fn integer(&self) -> Result<&'a [u8]> {
        match self.contents {
            [] => Err(Error::Value("INTEGER")),
            [0, second, ..] if *second < 0x80 => Err(Error::Value("INTEGER")),
            [0xff, second, ..] if *second >= 0x80 => Err(Error::Value("INTEGER")),
            bytes => Ok(bytes),
        }
    }

    /// A non-negative INTEGER; values too large to hold saturate.
    pub(crate) fn unsigned(&self) -> Result<u64> {
        let bytes = self.integer()?;
        if bytes.first().is_some_and(|first| *first >= 0x80) {
            return Err(Error::Value("INTEGER"));
        }
        Ok(crate::tlv::unsigned(bytes).unwrap_or(u64::MAX))
    }

    /// The octets of a BIT STRING with no unused bits.
    pub(crate) const fn bit_string_octets(&self) -> Result<&'a [u8]> {
        match self.contents {
            [0, rest @ ..] => Ok(rest),
            _ => Err(Error::Value("BIT STRING")),
        }
    }

    /// Named bits, bit 0 first, at most 16 of them.
    pub(crate) fn named_bits(&self) -> Result<u16> {
        let [unused, octets @ ..] = self.contents else {
            return Err(Error::Value("BIT STRING"));
        };
        if *unused > 7 || (octets.is_empty() && *unused != 0) {
            return Err(Error::Value("BIT STRING"));
        }
        let mut bits = 0;
        for (index, octet) in octets.iter().take(2).enumerate() {
            for bit in 0..8 {
                if octet & (0x80 >> bit) != 0 {
                    bits |= 1_u16 << (index * 8 + bit);
                }
            }
        }
        Ok(bits)
    }

    pub(crate) fn oid(&self) -> Result<ObjectIdentifier> {
        ObjectIdentifier::from_bytes(self.contents).map_err(|_| Error::Value("OBJECT IDENTIFIER"))
    }

    /// A `Time` of RFC 5280 §4.1.2.5, in whole seconds.
    pub(crate) fn time(&self) -> Result<OffsetDateTime> {
        let digits = match self.tag {
            tag::UTC_TIME => 12,
            _ => 14,
        };
        if self.contents.len() != digits + 1 {
            return Err(Error::Value("time"));
        }
        crate::instant::read(self)
    }
}

impl<'a> Cursor<'a> {
    /// The next element, or `None` at the end.
    pub(crate) fn read(&mut self) -> Result<Option<Element<'a>>> {
        if self.is_empty() {
            Ok(None)
        } else {
            self.any().map(Some)
        }
    }
}

/// Reads exactly one element of this tag that fills `bytes`.
pub(crate) fn only(bytes: &[u8], tag: u8) -> Result<Element<'_>> {
    let mut cursor = Cursor::new(bytes);
    let element = cursor.element(tag)?;
    cursor.finish()?;
    Ok(element)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::tlv::encode;

    #[test]
    fn times_before_1970_and_after_2050() {
        let read = |tag, text: &str| only(&encode(tag, &[text.as_bytes()]), tag).unwrap().time();
        assert_eq!(
            read(tag::UTC_TIME, "500101120100Z"),
            Ok(datetime!(1950-01-01 12:01 UTC))
        );
        assert_eq!(
            read(tag::GENERALIZED_TIME, "99991231235959Z"),
            Ok(datetime!(9999-12-31 23:59:59 UTC))
        );
        for bad in [
            "5001011201Z",
            "500101120100+",
            "501301120100Z",
            "500101120100.5Z",
        ] {
            assert!(read(tag::UTC_TIME, bad).is_err(), "{bad}");
        }
        assert!(read(tag::GENERALIZED_TIME, "20500101120100.5Z").is_err());
    }

    #[test]
    fn named_bits_count_from_the_left() {
        let bits = |contents: &'static [u8]| {
            Element {
                tag: tag::BIT_STRING,
                raw: contents,
                contents,
            }
            .named_bits()
        };
        assert_eq!(bits(&[1, 0x06]), Ok(0b0110_0000));
        assert_eq!(bits(&[7, 0x00, 0x80]), Ok(1 << 8));
        assert_eq!(bits(&[0]), Ok(0));
        assert!(bits(&[]).is_err());
        assert!(bits(&[1]).is_err());
    }

    #[test]
    fn numbers_saturate() {
        let unsigned = |contents: &'static [u8]| {
            Element {
                tag: tag::INTEGER,
                raw: contents,
                contents,
            }
            .unsigned()
        };
        assert_eq!(unsigned(&[1; 9]), Ok(u64::MAX));
        assert_eq!(unsigned(&[0, 0xff]), Ok(0xff));
        assert!(unsigned(&[0xff, 0]).is_err());
        assert!(unsigned(&[0, 1]).is_err());
    }
}
