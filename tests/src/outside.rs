//! Outside programs: run, and believed.

use std::process::Command;

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
