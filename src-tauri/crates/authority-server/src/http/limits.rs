//! How often somebody may call.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use tanba_authority::{Limit, Rate};
use tanba_protocol::ProblemCode;
use time::{Duration, OffsetDateTime};

use super::problem::Problem;

/// In which time calls are counted.
const SPAN: Duration = Duration::minutes(1);

/// The limits of calls that could be made by the million.
#[derive(Debug)]
pub(crate) struct Limits {
    by_address: Mutex<Limit>,
    by_bin: Mutex<Limit>,
}

impl Limits {
    /// So many calls a minute from one address, and about one BIN.
    pub(crate) fn new(per_address: u32, per_bin: u32) -> Self {
        let limit = |calls: u32| {
            Mutex::new(Limit::new(Rate {
                calls: usize::try_from(calls).unwrap_or(usize::MAX),
                span: SPAN,
            }))
        };
        Self {
            by_address: limit(per_address),
            by_bin: limit(per_bin),
        }
    }

    pub(super) fn count(
        &self,
        address: IpAddr,
        bin: Option<&str>,
        now: OffsetDateTime,
    ) -> Result<(), Problem> {
        count(&self.by_address, &address.to_string(), now)?;
        match bin {
            Some(bin) => count(&self.by_bin, bin, now),
            None => Ok(()),
        }
    }
}

fn count(limit: &Mutex<Limit>, key: &str, now: OffsetDateTime) -> Result<(), Problem> {
    let mut limit = limit.lock().unwrap_or_else(PoisonError::into_inner);
    limit
        .count(key, now)
        .map_err(|wait| Problem::new(ProblemCode::RateLimited).after(wait))
}
