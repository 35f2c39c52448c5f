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

/// Lists key files, sorted by path, without a password. A path to a file is tried whatever it is
/// called; of a folder the `.p12` and `.pfx` files are taken, and of the folders within it down to
/// `depth` levels.
///
/// # Errors
/// [`Error::Io`] when a path cannot be looked at. Trouble with one file is told in its entry, and
/// folders within a folder that cannot be opened are passed over.
pub fn list(paths: &[PathBuf], depth: usize) -> Result<Vec<Listed>, Error> {
    let files = find(paths, depth)?;
    Ok(files
        .into_iter()
        .map(|path| Listed {
            file: KeyFile::open(&path),
            path,
        })
        .collect())
}

/// The files that [`list`] would open, by their names alone.
///
/// # Errors
/// As [`list`].
pub fn find(paths: &[PathBuf], depth: usize) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut left = MAX_ENTRIES;
    for path in paths {
        if fs::metadata(path).map_err(Error::io(path))?.is_dir() {
            look_into(path, depth, &mut left, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn look_into(
    folder: &Path,
    depth: usize,
    left: &mut usize,
    files: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
        let Some(rest) = left.checked_sub(1) else {
            break;
        };
        *left = rest;
        let entry = entry.map_err(Error::io(folder))?;
        let path = entry.path();
        // A link to a folder is not followed: it may lead round in a circle.
        if depth > 0 && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = look_into(&path, depth - 1, left, files);
        } else if is_key_file_name(&path) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn is_key_file_name(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| ["p12", "pfx"].contains(&extension.to_ascii_lowercase().as_str()))
}
