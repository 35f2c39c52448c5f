//! What a test has to say though it passes: that it was skipped, how much it tried.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;

/// Prints a line, and adds it to the file `$TANBA_TEST_NOTES` when that is set.
///
/// Test runners swallow what a passing test prints; `cargo xtask test` reads the file instead.
pub fn note(line: &str) {
    println!("{line}");
    let Some(path) = env::var_os("TANBA_TEST_NOTES") else {
        return;
    };
    if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(path) {
        // One write, so that lines of tests running side by side do not mix.
        let _ = file.write_all(format!("{line}\n").as_bytes());
    }
}
