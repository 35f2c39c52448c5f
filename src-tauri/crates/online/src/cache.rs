//! Revocation lists on disk. An entry is a note in JSON, named after the
//! address, that points to the list by its digest; both are written beside,
//! flushed and renamed. An entry that does not agree with itself is dropped.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use time::OffsetDateTime;
use url::Url;

#[cfg(test)]
mod tests;

/// Notes larger than this are not ours.
const LARGEST_NOTE: u64 = 16 << 10;

#[derive(Clone, Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    largest: u64,
}

/// What is known of a list on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) address: String,
    pub(crate) sha256: String,
    pub(crate) size: u64,
    #[serde(with = "time::serde::timestamp")]
    pub(crate) fetched_at: OffsetDateTime,
    #[serde(with = "time::serde::timestamp")]
    pub(crate) this_update_at: OffsetDateTime,
    #[serde(with = "time::serde::timestamp::option")]
    pub(crate) next_update_at: Option<OffsetDateTime>,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

impl Cache {
    pub(crate) fn new(folder: PathBuf, largest: u64) -> Self {
        Self { folder, largest }
    }

    fn note_path(&self, address: &Url) -> PathBuf {
        let name = hex::encode(Sha256::digest(address.as_str()));
        self.folder.join(format!("{name}.json"))
    }

    fn list_path(&self, sha256: &str) -> PathBuf {
        self.folder.join(format!("{sha256}.crl"))
    }

    /// The entry of `address`, whole and rewound; one that is not whole is
    /// removed. Reads the list once, so call it where blocking is allowed.
    pub(crate) fn load(&self, address: &Url) -> Option<(Note, File)> {
        let path = self.note_path(address);
        let text = read_small(&path)?;
        let found = serde_json::from_slice::<Note>(&text).ok().and_then(|note| {
            let is_name =
                note.sha256.len() == 64 && note.sha256.bytes().all(|b| b.is_ascii_hexdigit());
            if !is_name || note.address != address.as_str() {
                return None;
            }
            let mut file = File::open(self.list_path(&note.sha256)).ok()?;
            let (size, sha256) = digest(&mut file).ok()?;
            (size == note.size && sha256 == note.sha256).then_some((note, file))
        });
        if found.is_none() {
            tracing::warn!(address = %address.host_str().unwrap_or_default(), "dropped a damaged list");
            // If it cannot be removed it will be overwritten or dropped again.
            let _ = fs::remove_file(path);
        }
        found
    }

    /// A file in the cache's folder to receive a list; it vanishes unless kept.
    pub(crate) fn make_file(&self) -> io::Result<NamedTempFile> {
        fs::create_dir_all(&self.folder)?;
        tempfile::Builder::new()
            .prefix(".incoming-")
            .tempfile_in(&self.folder)
    }

    /// Keeps a received list under its note. The file stays open and readable.
    pub(crate) fn keep(&self, file: NamedTempFile, note: &Note) -> io::Result<File> {
        file.as_file().sync_all()?;
        let mut kept = file
            .persist(self.list_path(&note.sha256))
            .map_err(|error| error.error)?;
        self.write_note(note)?;
        self.sweep(note);
        kept.rewind()?;
        Ok(kept)
    }

    /// Replaces the note, after a server said that its list is unchanged.
    pub(crate) fn write_note(&self, note: &Note) -> io::Result<()> {
        let address = Url::parse(&note.address).map_err(io::Error::other)?;
        let mut file = self.make_file()?;
        file.write_all(&serde_json::to_vec(note)?)?;
        file.as_file().sync_all()?;
        file.persist(self.note_path(&address))
            .map_err(|error| error.error)?;
        Ok(())
    }

    /// Removes lists that no note points to, and the oldest beyond the limit.
    fn sweep(&self, newest: &Note) {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        let mut notes = Vec::new();
        let mut lists = Vec::new();
        for path in entries.flatten().map(|entry| entry.path()) {
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("json") => {
                    let note = read_small(&path)
                        .and_then(|text| serde_json::from_slice::<Note>(&text).ok());
                    notes.extend(note.map(|note| (note, path)));
                }
                Some("crl") => lists.push(path),
                _ => {}
            }
        }
        notes.sort_by_key(|(note, _)| {
            std::cmp::Reverse((note.address == newest.address, note.fetched_at))
        });
        let mut total = 0u64;
        let mut keep = Vec::new();
        for (note, path) in notes {
            total = total.saturating_add(note.size);
            if total <= self.largest || note.address == newest.address {
                keep.push(self.list_path(&note.sha256));
            } else {
                let _ = fs::remove_file(path);
            }
        }
        for path in lists.into_iter().filter(|path| !keep.contains(path)) {
            let _ = fs::remove_file(path);
        }
    }
}

/// The size and the SHA-256 of a file, which is rewound after.
pub(crate) fn digest(file: &mut File) -> io::Result<(u64, String)> {
    file.rewind()?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; 1 << 16];
    let mut size = 0u64;
    loop {
        let count = file.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        hasher.update(chunk);
        size = size.saturating_add(count as u64);
    }
    file.rewind()?;
    Ok((size, hex::encode(hasher.finalize())))
}

fn read_small(path: &Path) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    File::open(path)
        .ok()?
        .take(LARGEST_NOTE)
        .read_to_end(&mut text)
        .ok()?;
    Some(text)
}
