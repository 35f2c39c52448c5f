//! Revocation lists: streamed to disk, kept until the next is due, asked for
//! anew only when changed. A list is never held in memory as a whole.

use std::fs::File;
use std::io;

use reqwest::StatusCode;
use reqwest::header::{
    ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use tempfile::NamedTempFile;
use time::OffsetDateTime;
use tokio::task::spawn_blocking;
use url::Url;

use crate::cache::{self, Cache, Note};
use crate::client::{Answer, Limits, Request};
use crate::error::{Error, ErrorKind, Service};
use crate::fetcher::{Fetcher, parse, refuse_pages};

/// The longest ETag or Last-Modified that is remembered, in bytes.
const LONGEST_VALIDATOR: usize = 512;

/// A revocation list as a file, in DER.
#[derive(Debug)]
pub struct FetchedCrl {
    /// The list, open at its beginning. It needs no name: read it to the end or
    /// scan it; the space is freed once it is closed and superseded.
    pub file: File,
    /// When it was issued.
    pub this_update_at: OffsetDateTime,
    /// When the next one is due.
    pub next_update_at: Option<OffsetDateTime>,
    /// A newer list was due and could not be had, for this reason; the list is
    /// the last one known.
    pub stale_because: Option<Error>,
}

impl Fetcher {
    /// The revocation list at `address`: from the cache while the next is not
    /// due at `now`, otherwise from its server. When the server fails, an older
    /// list from the cache is given together with the reason.
    ///
    /// # Errors
    /// [`Error`], after all tries, when there is no list at all.
    pub async fn crl(&self, address: &str, now: OffsetDateTime) -> Result<FetchedCrl, Error> {
        let url = parse(Service::Crl, address)?;
        let cached = match self.cache.clone() {
            Some(cache) => {
                let url = url.clone();
                spawn_blocking(move || cache.load(&url))
                    .await
                    .ok()
                    .flatten()
            }
            None => None,
        };
        let Some((note, file)) = cached else {
            return self.fetch_crl(&url, None, now).await;
        };
        let is_fresh = note.fetched_at <= now && note.next_update_at.is_some_and(|due| now < due);
        if is_fresh {
            return Ok(from_note(&note, file, None));
        }
        match self.fetch_crl(&url, Some((&note, &file)), now).await {
            Ok(fetched) => Ok(fetched),
            Err(reason) => Ok(from_note(&note, file, Some(reason))),
        }
    }

    async fn fetch_crl(
        &self,
        url: &Url,
        known: Option<(&Note, &File)>,
        now: OffsetDateTime,
    ) -> Result<FetchedCrl, Error> {
        let mut tried = 0;
        loop {
            tried += 1;
            match self.try_crl(url, known, now).await {
                Ok(fetched) => return Ok(fetched),
                Err(kind) => self.pause_or_fail(Service::Crl, url, tried, kind).await?,
            }
        }
    }

    async fn try_crl(
        &self,
        url: &Url,
        known: Option<(&Note, &File)>,
        now: OffsetDateTime,
    ) -> Result<FetchedCrl, ErrorKind> {
        let mut request = Request::get(url.clone());
        if let Some((note, _)) = known {
            let conditions = [
                (IF_NONE_MATCH, &note.etag),
                (IF_MODIFIED_SINCE, &note.last_modified),
            ];
            request.headers.extend(
                conditions
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value.clone()?))),
            );
        }
        let incoming = make_file(self.cache.clone()).await?;
        let mut sink = tokio::fs::File::from_std(incoming.as_file().try_clone()?);
        let limits = Limits {
            time: self.settings.crl_timeout,
            bytes: self.settings.largest_crl,
        };
        let answer = self.client.send(request, limits, &mut sink).await?;
        drop(sink);

        let cache = self.cache.clone();
        let url = url.clone();
        if answer.status == StatusCode::NOT_MODIFIED {
            let Some((note, file)) = known else {
                return Err(ErrorKind::Refused(304));
            };
            let note = Note {
                fetched_at: now,
                ..note.clone()
            };
            let file = file.try_clone()?;
            return blocking(move || {
                if let Some(cache) = cache {
                    cache.write_note(&note)?;
                }
                Ok(from_note(&note, file, None))
            })
            .await;
        }
        blocking(move || keep(cache, incoming, &url, &answer, now)).await
    }
}

async fn make_file(cache: Option<Cache>) -> Result<NamedTempFile, ErrorKind> {
    blocking(move || {
        Ok(match cache {
            Some(cache) => cache.make_file()?,
            None => NamedTempFile::new()?,
        })
    })
    .await
}

/// Checks what came in and keeps it.
fn keep(
    cache: Option<Cache>,
    mut incoming: NamedTempFile,
    url: &Url,
    answer: &Answer,
    now: OffsetDateTime,
) -> Result<FetchedCrl, ErrorKind> {
    let (size, sha256) = cache::digest(incoming.as_file_mut())?;
    let mut start = [0u8; 1];
    let count = io::Read::read(incoming.as_file_mut(), &mut start)?;
    refuse_pages(answer, start.get(..count).unwrap_or_default())?;
    io::Seek::rewind(incoming.as_file_mut())?;
    let header = interim::header(incoming.as_file_mut())
        .ok_or_else(|| ErrorKind::WrongContent("not a revocation list".to_owned()))?;
    let note = Note {
        address: url.to_string(),
        sha256,
        size,
        fetched_at: now,
        this_update_at: header.this_update_at,
        next_update_at: header.next_update_at,
        etag: validator(&answer.headers, &ETAG),
        last_modified: validator(&answer.headers, &LAST_MODIFIED),
    };
    let file = match cache {
        Some(cache) => cache.keep(incoming, &note)?,
        None => {
            let mut file = incoming.into_file();
            io::Seek::rewind(&mut file)?;
            file
        }
    };
    Ok(from_note(&note, file, None))
}

fn from_note(note: &Note, file: File, stale_because: Option<Error>) -> FetchedCrl {
    FetchedCrl {
        file,
        this_update_at: note.this_update_at,
        next_update_at: note.next_update_at,
        stale_because,
    }
}

fn validator(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (value.len() <= LONGEST_VALIDATOR).then(|| value.to_owned())
}

/// Disk work off the asynchronous threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ErrorKind> + Send + 'static,
) -> Result<T, ErrorKind> {
    spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(ErrorKind::Client(error.to_string())))
}

mod interim {
    use std::io::Read;
    use time::{Date, Month, OffsetDateTime, Time};

    pub(super) struct Header {
        pub(super) this_update_at: OffsetDateTime,
        pub(super) next_update_at: Option<OffsetDateTime>,
    }

    fn element(input: &[u8]) -> Option<(u8, &[u8], &[u8])> {
        let (&tag, rest) = input.split_first()?;
        let (&first, mut rest) = rest.split_first()?;
        let mut length = usize::from(first);
        if first >= 0x80 {
            let count = usize::from(first & 0x7f);
            let (bytes, after) = rest.split_at_checked(count.min(4))?;
            length = bytes
                .iter()
                .fold(0, |length, byte| length << 8 | usize::from(*byte));
            rest = after;
        }
        let length = length.min(rest.len());
        let (content, rest) = rest.split_at_checked(length)?;
        Some((tag, content, rest))
    }

    fn instant(tag: u8, text: &[u8]) -> Option<OffsetDateTime> {
        let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
        let (year, rest) = match tag {
            0x17 => {
                let (year, rest) = text.split_at_checked(2)?;
                let year: i32 = year.parse().ok()?;
                (if year < 50 { 2000 + year } else { 1900 + year }, rest)
            }
            0x18 => {
                let (year, rest) = text.split_at_checked(4)?;
                (year.parse().ok()?, rest)
            }
            _ => return None,
        };
        let two = |at: usize| rest.get(at..at + 2)?.parse::<u8>().ok();
        let date = Date::from_calendar_date(year, Month::try_from(two(0)?).ok()?, two(2)?).ok()?;
        Some(
            date.with_time(Time::from_hms(two(4)?, two(6)?, two(8)?).ok()?)
                .assume_utc(),
        )
    }

    pub(super) fn header(file: &mut std::fs::File) -> Option<Header> {
        let mut start = Vec::new();
        file.take(1 << 16).read_to_end(&mut start).ok()?;
        let (0x30, list, _) = element(&start)? else {
            return None;
        };
        let (0x30, tbs, _) = element(list)? else {
            return None;
        };
        let mut rest = tbs;
        if rest.first() == Some(&2) {
            rest = element(rest)?.2;
        }
        rest = element(rest)?.2;
        rest = element(rest)?.2;
        let (tag, content, rest) = element(rest)?;
        let this_update_at = instant(tag, content)?;
        let next_update_at = element(rest).and_then(|(tag, content, _)| instant(tag, content));
        Some(Header {
            this_update_at,
            next_update_at,
        })
    }
}
