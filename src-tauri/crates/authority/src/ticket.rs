//! Challenges that need no memory until they are answered: what is sent out carries its own end and a mark
//! that only this authority can make. That each is answered once is in the records.

use rand_core::CryptoRngCore;
use time::{Duration, OffsetDateTime};

use crate::pepper::Pepper;

/// Makes `RANDOM-END-MARK`, all in hexadecimal digits.
pub(crate) fn make(
    pepper: &Pepper,
    usage: &str,
    now: OffsetDateTime,
    lifetime: Duration,
    rng: &mut dyn CryptoRngCore,
) -> (String, OffsetDateTime) {
    let mut random = [0; 16];
    rng.fill_bytes(&mut random);
    let until = now + lifetime;
    let (random, end) = (hex::encode(random), format!("{:x}", until.unix_timestamp()));
    let mark = pepper.derive(usage, &[&random, &end]);
    (format!("{random}-{end}-{mark}"), until)
}

/// Until when a ticket is good; `None` when it is over, or none of ours for this use.
pub(crate) fn check(
    pepper: &Pepper,
    usage: &str,
    ticket: &str,
    now: OffsetDateTime,
) -> Option<OffsetDateTime> {
    let mut parts = ticket.split('-');
    let (random, end, mark) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && pepper.holds(usage, &[random, end], mark);
    let until = i64::from_str_radix(end, 16).ok()?;
    let until = OffsetDateTime::from_unix_timestamp(until).ok()?;
    (whole && now < until).then_some(until)
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn only_ours_in_time_for_their_use() {
        let now = datetime!(2026-11-20 12:00 UTC);
        let pepper = Pepper::make(&mut OsRng);
        let (ticket, until) = make(&pepper, "a", now, Duration::minutes(5), &mut OsRng);
        assert_eq!(check(&pepper, "a", &ticket, now), Some(until));
        assert_eq!(check(&pepper, "b", &ticket, now), None);
        assert_eq!(check(&pepper, "a", &ticket, until), None);
        assert_eq!(check(&Pepper::make(&mut OsRng), "a", &ticket, now), None);
        let (random, rest) = ticket.split_once('-').unwrap();
        let (_, mark) = rest.split_once('-').unwrap();
        let longer = format!("{random}-7fffffff-{mark}");
        for wrong in ["", "--", "a-b-c", &longer, &format!("{ticket}-")] {
            assert_eq!(check(&pepper, "a", wrong, now), None, "{wrong}");
        }
    }
}
