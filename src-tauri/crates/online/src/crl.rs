//! Revocation lists: streamed to disk, kept until the next is due, asked for
//! anew only when changed. A list is never held in memory as a whole.

use std::fs::File;
use std::io;

use reqwest::StatusCode;
use reqwest::header::{
    ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use tanba_pki::crl::{Crl, ScanError, scan};
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

impl FetchedCrl {
    /// The list as far as it speaks of `serial_numbers` (contents of INTEGERs):
    /// its signature can be verified, and nothing else of it is held in memory.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn look_up(mut self, serial_numbers: Vec<Vec<u8>>) -> Result<Crl, ScanError> {
        spawn_blocking(move || {
            io::Seek::rewind(&mut self.file)?;
            scan(&self.file, &serial_numbers)
        })
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error).into()))
    }
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
    // Reads the list to its end, so that one that is broken anywhere is not kept.
    let list = scan(incoming.as_file_mut(), &[])
        .map_err(|error| ErrorKind::WrongContent(error.to_string()))?;
    let header = list.header();
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
