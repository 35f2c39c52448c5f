//! The only place where the time of the machine is read; or, in practice, the time that a file tells.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::error::Error;
use crate::storage::Database;

/// The years that a file may tell: the roots of an authority last for twenty of them, and no date overflows.
pub(crate) const YEARS: RangeInclusive<i32> = 2000..=2200;

/// Says what time it is, in UTC.
pub(crate) trait Clock: Send + Sync {
    fn now(&self) -> OffsetDateTime;
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the injected clock")]
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// A clock that stands at what a file says (RFC 3339), read at each use. While the file is being written, and
/// whenever it cannot be read, it stands where it stood.
#[derive(Debug)]
pub(crate) struct FileClock {
    path: PathBuf,
    last: Mutex<OffsetDateTime>,
}

impl FileClock {
    /// The clock of this file, which must tell a time now.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let path = std::path::absolute(path).map_err(Error::io(path))?;
        let last = read(&path)?;
        Ok(Self {
            path,
            last: Mutex::new(last),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Clock for FileClock {
    fn now(&self) -> OffsetDateTime {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(now) = read(&self.path) {
            *last = now;
        }
        *last
    }
}

fn read(path: &Path) -> Result<OffsetDateTime, Error> {
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let told = OffsetDateTime::parse(text.trim(), &Rfc3339).ok();
    told.filter(|told| YEARS.contains(&told.year()))
        .ok_or_else(|| Error::ClockUnreadable(path.into()))
}

/// The clock that this authority goes by: the file that `serve` was given, or the machine's.
pub(crate) async fn of(database: &Database) -> Result<Arc<dyn Clock>, Error> {
    Ok(match database.clock_file().await? {
        Some(file) => Arc::new(FileClock::open(Path::new(&file))?),
        None => Arc::new(SystemClock),
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_file_tells_the_time_at_each_use() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("clock");
        assert!(FileClock::open(&path).is_err());
        for none in ["noon", "", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"] {
            std::fs::write(&path, none).unwrap();
            let opened = FileClock::open(&path);
            assert!(matches!(opened, Err(Error::ClockUnreadable(_))), "{none}");
        }
        std::fs::write(&path, "2026-11-20T12:00:00Z\n").unwrap();
        let clock = FileClock::open(&path).unwrap();
        assert_eq!(clock.now(), datetime!(2026-11-20 12:00 UTC));
        std::fs::write(&path, "2027-10-20T17:00:00+05:00").unwrap();
        assert_eq!(clock.now(), datetime!(2027-10-20 12:00 UTC));
        std::fs::write(&path, "2027-").unwrap();
        assert_eq!(clock.now(), datetime!(2027-10-20 12:00 UTC));
    }
}
