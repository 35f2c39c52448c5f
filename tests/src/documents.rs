//! Documents to sign, and small damage to them.

use std::fs;
use std::path::{Path, PathBuf};

pub use tanba_testkit::sample_pdf;

/// A copy of `file` beside it with one bit changed in the byte that follows `mark`.
#[must_use]
#[track_caller]
pub fn flip(file: &Path, mark: &[u8]) -> PathBuf {
    let mut bytes = fs::read(file).expect("a file");
    let at = bytes.windows(mark.len()).position(|window| window == mark);
    let at = at.expect("the mark is in the file") + mark.len();
    bytes[at] ^= 1;
    let name = file.file_name().expect("a name").to_string_lossy();
    let copy = file.with_file_name(format!("flipped-{name}"));
    fs::write(&copy, bytes).expect("a copy");
    copy
}

/// Writes [`sample_pdf`] to a file.
pub fn write_pdf(path: &Path, line: &str) {
    fs::write(path, sample_pdf(line)).expect("a PDF");
}
