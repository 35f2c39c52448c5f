//! Where things lie: the repository, its target directory and the public test data beside it.

use std::env;
use std::path::{Path, PathBuf};

use crate::note::note;

/// The root of the repository.
pub fn repository() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(3).unwrap_or(here)
}

/// Cargo's target directory: `$CARGO_TARGET_DIR`, else `target` in the repository.
pub fn target_directory() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => repository().join(directory),
        None => repository().join("target"),
    }
}

/// The path of a piece of public test data, such as `nca-test/individual/individual_valid.p12`.
///
/// The data lies in `shared/data` beside the repository, or where `$TANBA_SHARED` points (at the
/// folder `shared` or at its `data`). `None` when it is not there.
pub fn shared(relative: &str) -> Option<PathBuf> {
    let homes: Vec<PathBuf> = match env::var_os("TANBA_SHARED") {
        Some(home) => vec![PathBuf::from(home)],
        None => repository()
            .ancestors()
            .skip(1)
            .map(|directory| directory.join("shared"))
            .collect(),
    };
    homes
        .iter()
        .flat_map(|home| [home.join("data").join(relative), home.join(relative)])
        .find(|path| path.exists())
}

/// As [`shared`]; says `skipped: <test>: …` when the data is not there.
///
/// ```
/// let Some(path) = tanba_testkit::shared_or_skip("opens_the_key", "no/such.p12") else {
///     return;
/// };
/// # unreachable!("{path:?}");
/// ```
pub fn shared_or_skip(test: &str, relative: &str) -> Option<PathBuf> {
    let path = shared(relative);
    if path.is_none() {
        note(&format!("skipped: {test}: no shared data ({relative})"));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_holds_the_workspace() {
        assert!(repository().join("Cargo.toml").is_file());
        assert!(repository().join("src-tauri/crates/testkit").is_dir());
    }

    #[test]
    fn absent_data_is_none() {
        assert_eq!(shared("no/such/file"), None);
    }
}
