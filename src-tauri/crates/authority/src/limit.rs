//! Rate limits: so many calls of one kind in a span of time, by a key such as an address or a BIN. They
//! live in memory: a restart forgives, and the proof of work still stands.

use std::collections::HashMap;
use std::collections::VecDeque;

use time::{Duration, OffsetDateTime};

/// The most keys that are remembered; beyond that the ones that were quiet longest are forgotten.
const MOST_KEYS: usize = 100_000;

/// So many calls within a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub calls: usize,
    /// Within what.
    pub span: Duration,
}

/// Counts calls by key.
#[derive(Debug)]
pub struct Limit {
    rate: Rate,
    calls: HashMap<String, VecDeque<OffsetDateTime>>,
}

impl Limit {
    /// A limit of this rate for every key.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            calls: HashMap::new(),
        }
    }

    /// Counts a call.
    ///
    /// # Errors
    /// When it is one too many: how long to wait. It is not counted then.
    pub fn count(&mut self, key: &str, now: OffsetDateTime) -> Result<(), Duration> {
        let begin = now - self.rate.span;
        if self.calls.len() >= MOST_KEYS && !self.calls.contains_key(key) {
            self.calls
                .retain(|_, times| times.back().is_some_and(|last| *last > begin));
            if self.calls.len() >= MOST_KEYS {
                return Err(self.rate.span);
            }
        }
        let times = self.calls.entry(key.to_owned()).or_default();
        // A clock that was set back must not hold anybody off for ever.
        times.retain(|at| *at > begin && *at <= now);
        if let Some(first) = times.front().filter(|_| times.len() >= self.rate.calls) {
            return Err(*first + self.rate.span - now);
        }
        times.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn one_too_many_waits_and_others_do_not() {
        let now = datetime!(2026-11-20 12:00 UTC);
        let seconds = Duration::seconds;
        let mut limit = Limit::new(Rate {
            calls: 2,
            span: seconds(60),
        });
        assert_eq!(limit.count("a", now), Ok(()));
        assert_eq!(limit.count("a", now + seconds(10)), Ok(()));
        assert_eq!(limit.count("a", now + seconds(20)), Err(seconds(40)));
        assert_eq!(limit.count("b", now + seconds(20)), Ok(()));
        assert_eq!(limit.count("a", now + seconds(60)), Ok(()));
        assert_eq!(limit.count("a", now + seconds(61)), Err(seconds(9)));
        // Set back by a year.
        let past = now - Duration::days(365);
        assert_eq!(limit.count("a", past), Ok(()));
    }
}
