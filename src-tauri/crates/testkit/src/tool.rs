//! Outside programs that judge our output: openssl, xmlsec1, pdfsig, pyHanko.

use std::env;
use std::path::PathBuf;

use crate::data::target_directory;
use crate::note::note;

/// The path of an outside program, or `None` after saying that the test is skipped.
///
/// Looked for in `$TANBA_TOOLS` (else `target/tools/venv`) and its `bin`, then along `PATH`.
/// `cargo xtask test` installs what is missing where it can.
pub fn tool(name: &str) -> Option<PathBuf> {
    let found = find(name);
    if found.is_none() {
        note(&format!("skipped: {name} is not installed"));
    }
    found
}

fn find(name: &str) -> Option<PathBuf> {
    let ours = match env::var_os("TANBA_TOOLS") {
        Some(directory) => PathBuf::from(directory),
        None => target_directory().join("tools").join("venv"),
    };
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH").unwrap_or_default();
    [ours.join("bin"), ours.join("Scripts"), ours]
        .into_iter()
        .chain(env::split_paths(&path))
        .map(|directory| directory.join(&file))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_cargo_and_not_nonsense() {
        assert!(find("cargo").is_some());
        assert_eq!(find("no-such-program-anywhere"), None);
    }
}
