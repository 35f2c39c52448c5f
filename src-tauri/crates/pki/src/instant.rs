//! UTCTime and GeneralizedTime as instants (X.680 §46 and §47, RFC 5280 §4.1.2.5).
//!
//! Fractions of a second, which RFC 3161 allows in a time stamp, are read; a time without `Z` is refused.

use time::{Date, Month, OffsetDateTime, Time};

use crate::tlv::{Element, Error, tag};

/// Reads either type. Two-digit years below 50 belong to this century.
///
/// # Errors
/// [`Error::UnexpectedTag`] and [`Error::Value`].
pub fn read(element: &Element<'_>) -> Result<OffsetDateTime, Error> {
    let (year_digits, text) = match element.tag {
        tag::UTC_TIME => (2, element.contents),
        _ => (4, element.expect(tag::GENERALIZED_TIME)?),
    };
    parse(year_digits, text).ok_or(Error::Value("time"))
}

fn parse(year_digits: usize, text: &[u8]) -> Option<OffsetDateTime> {
    let (digits, rest) = text.split_at_checked(year_digits + 10)?;
    let fraction = rest.strip_suffix(b"Z")?;
    let number = |from: usize, count: usize| -> Option<u32> {
        digits
            .get(from..from + count)?
            .iter()
            .try_fold(0_u32, |value, byte| {
                let digit = char::from(*byte).to_digit(10)?;
                Some(value * 10 + digit)
            })
    };
    let year = match (number(0, year_digits)?, year_digits) {
        (short, 2) if short < 50 => 2000 + short,
        (short, 2) => 1900 + short,
        (full, _) => full,
    };
    let field = |index: usize| {
        number(year_digits + 2 * index, 2).and_then(|value| u8::try_from(value).ok())
    };
    let month = Month::try_from(field(0)?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, field(1)?).ok()?;
    let time = Time::from_hms_nano(field(2)?, field(3)?, field(4)?, nanoseconds(fraction)?).ok()?;
    Some(date.with_time(time).assume_utc())
}

/// `.123` as nanoseconds; an empty fraction is none.
fn nanoseconds(fraction: &[u8]) -> Option<u32> {
    if fraction.is_empty() {
        return Some(0);
    }
    let digits = fraction.strip_prefix(b".")?;
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let mut value = 0;
    for index in 0..9 {
        let digit = match digits.get(index) {
            Some(byte) => char::from(*byte).to_digit(10)?,
            None => 0,
        };
        value = value * 10 + digit;
    }
    Some(value)
}

/// Writes an instant as a GeneralizedTime in DER, with the fraction when there is one.
///
/// Years beyond 9999 cannot be written; they become the empty string, which every reader refuses.
#[must_use]
pub fn generalized(at: OffsetDateTime) -> Vec<u8> {
    let at = at.to_offset(time::UtcOffset::UTC);
    let mut text = format!(
        "{:04}{:02}{:02}{:02}{:02}{:02}",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    );
    if at.nanosecond() != 0 {
        let fraction = format!(".{:09}", at.nanosecond());
        text.push_str(fraction.trim_end_matches('0'));
    }
    text.push('Z');
    if !(0..=9999).contains(&at.year()) {
        text.clear();
    }
    crate::tlv::encode(tag::GENERALIZED_TIME, &[text.as_bytes()])
}

/// Writes an instant as UTCTime before 2050 and as GeneralizedTime from then on (RFC 5280 §4.1.2.5), in
/// whole seconds.
#[must_use]
pub fn utc_or_generalized(at: OffsetDateTime) -> Vec<u8> {
    let at = at
        .to_offset(time::UtcOffset::UTC)
        .replace_nanosecond(0)
        .unwrap_or(at);
    let full = generalized(at);
    match full.get(4..) {
        Some(short) if (1950..2050).contains(&at.year()) => {
            crate::tlv::encode(tag::UTC_TIME, &[short])
        }
        _ => full,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::tlv::Cursor;

    fn element(bytes: &[u8]) -> Element<'_> {
        Cursor::new(bytes).any().unwrap()
    }

    #[test]
    fn both_types_are_read() {
        let utc = crate::tlv::encode(tag::UTC_TIME, &[b"220918132014Z"]);
        assert_eq!(read(&element(&utc)), Ok(datetime!(2022-09-18 13:20:14 UTC)));
        let past = crate::tlv::encode(tag::UTC_TIME, &[b"500101000000Z"]);
        assert_eq!(read(&element(&past)), Ok(datetime!(1950-01-01 0:00 UTC)));
        for at in [
            datetime!(2022-09-18 13:20:14.5 UTC),
            datetime!(9999-12-31 23:59:59.123456789 UTC),
        ] {
            assert_eq!(read(&element(&generalized(at))), Ok(at));
        }
        for at in [
            datetime!(2049-12-31 23:59:59 UTC),
            datetime!(2050-01-01 0:00 UTC),
        ] {
            let written = utc_or_generalized(at);
            assert_eq!(written[0] == tag::UTC_TIME, at.year() < 2050);
            assert_eq!(read(&element(&written)), Ok(at));
        }
    }

    #[test]
    fn malformed_times_are_refused() {
        for bad in [
            &b"20220918132014"[..],
            b"20220918132014+0600",
            b"20221318132014Z",
            b"20220918242014Z",
            b"20220918132014.Z",
            b"20220918132014.x1Z",
            b"Z",
            b"",
        ] {
            let bytes = crate::tlv::encode(tag::GENERALIZED_TIME, &[bad]);
            assert_eq!(read(&element(&bytes)), Err(Error::Value("time")), "{bad:?}");
        }
        assert!(read(&element(&[4, 0])).is_err());
    }
}
