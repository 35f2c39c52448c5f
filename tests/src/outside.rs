//! Outside programs: run, and believed.

use std::path::Path;
use std::process::Command;

use crate::Authority;

/// What an outside program prints, both streams; it must succeed.
#[track_caller]
pub fn output(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        output.status.success(),
        "{command:?}: {}\n{text}",
        output.status
    );
    text
}

/// Whether an outside program succeeds; what it prints is shown when the test fails.
pub fn succeeds(command: &mut Command) -> bool {
    let output = command.output().expect("the program starts");
    println!(
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output.status.success()
}

/// Whether pyHanko finds the document's signatures valid when it trusts this authority alone.
#[must_use]
pub fn pyhanko_accepts(pyhanko: &Path, authority: &Authority, file: &Path) -> bool {
    let mut command = Command::new(pyhanko);
    command
        .args([
            "sign",
            "validate",
            "--pretty-print",
            "--no-revocation-check",
            "--trust-replace",
            "--trust",
        ])
        .arg(authority.file("ca.pem"))
        .arg(file)
        .current_dir(tanba_testkit::target_directory());
    succeeds(&mut command)
}
