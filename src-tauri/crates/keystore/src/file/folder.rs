//! Folders of key files.

use std::fs;
use std::path::{Path, PathBuf};

use super::KeyFile;
use crate::Error;

/// Entries of a folder beyond this number are not looked at.
const MAX_ENTRIES: usize = 10_000;

/// One entry of a listing.
#[derive(Debug)]
pub struct Listed {
    /// The file.
    pub path: PathBuf,
    /// The locked file, or why it is none.
    pub file: Result<KeyFile, Error>,
}

/// Lists key files, sorted by path, without a password. A path to a file is tried whatever it is called; of
/// a folder the `.p12` and `.pfx` files are taken, those in folders within it are not.
///
/// # Errors
/// [`Error::Io`] when a path cannot be looked at. Trouble with one file is told in its entry.
pub fn list(paths: &[PathBuf]) -> Result<Vec<Listed>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if fs::metadata(path).map_err(Error::io(path))?.is_dir() {
            for entry in fs::read_dir(path)
                .map_err(Error::io(path))?
                .take(MAX_ENTRIES)
            {
                let candidate = entry.map_err(Error::io(path))?.path();
                if is_key_file_name(&candidate) && candidate.is_file() {
                    files.push(candidate);
                }
            }
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files.dedup();
    Ok(files
        .into_iter()
        .map(|path| Listed {
            file: KeyFile::open(&path),
            path,
        })
        .collect())
}

fn is_key_file_name(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| ["p12", "pfx"].contains(&extension.to_ascii_lowercase().as_str()))
}
