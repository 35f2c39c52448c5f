//! `test`: everything that must hold before a change lands. A failing step does not stop the rest.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::process::{cargo, run as run_command, run_within, target};
use crate::steps::{Outcome, Steps};
use crate::{Result, arrows, build, generate, system, tools, ui, wasm};

type Step = (&'static str, fn() -> Outcome);

const STEPS: &[Step] = &[
    ("system packages", packages),
    ("fmt", fmt),
    ("arrows", || arrows::check().into()),
    ("ui", || ui::check().into()),
    ("clippy", clippy),
    ("licences and bans", deny),
    ("advisories", advisories),
    ("programs", || build::everything().into()),
    ("generated files", || generate::all(true).into()),
    ("tests", tests),
    ("doc tests", doc_tests),
    ("wasm", wasm::check),
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let known: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = arguments
        .iter()
        .find(|name| !known.contains(&name.as_str()))
    {
        return Err(format!(
            "no step {unknown}; there are: {}",
            known.join(", ")
        ));
    }
    // Nothing compiles without these: there is no point in going on.
    system::ensure(system::Purpose::Build)?;
    let mut steps = Steps::default();
    for (name, work) in STEPS {
        if arguments.is_empty() || arguments.iter().any(|wanted| wanted == name) {
            steps.step(name, work);
        }
    }
    steps.sum_up()
}

fn packages() -> Outcome {
    if let Err(error) = system::ensure(system::Purpose::Test) {
        return Outcome::Skipped(format!("tests that need them skip themselves: {error}"));
    }
    let missing: Vec<String> = [
        (
            "pyHanko, pkilint or schemathesis",
            tools::ensure_environment(),
        ),
        ("kryoptic", tools::ensure_kryoptic()),
    ]
    .into_iter()
    .filter_map(|(name, there)| Some(format!("{name} skip themselves: {}", there.err()?)))
    .collect();
    match missing.is_empty() {
        true => Outcome::Passed(String::new()),
        false => Outcome::Skipped(format!("tests that need {}", missing.join("; "))),
    }
}

fn fmt() -> Outcome {
    match tools::ensure_component("fmt", "rustfmt") {
        Ok(()) => run_command(&mut cargo(["fmt", "--all", "--check"])).into(),
        Err(error) => Outcome::Skipped(format!("rustfmt is not installed: {error}")),
    }
}

fn clippy() -> Outcome {
    match tools::ensure_component("clippy", "clippy") {
        Ok(()) => run_command(&mut cargo([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]))
        .into(),
        Err(error) => Outcome::Skipped(format!("clippy is not installed: {error}")),
    }
}

fn deny() -> Outcome {
    // The crates of every platform are judged; a build has fetched those of this one.
    let judged = tools::ensure_cargo_tool("deny", &[])
        .and_then(|()| run_command(&mut cargo(["fetch", "--locked", "--quiet"])))
        .and_then(|()| {
            run_command(&mut cargo([
                "deny",
                "--offline",
                "check",
                "bans",
                "licenses",
                "sources",
            ]))
        });
    judged.into()
}

fn advisories() -> Outcome {
    if let Err(error) = run_within(&mut cargo(["deny", "fetch", "db"]), Duration::from_secs(90)) {
        return Outcome::Skipped(format!("the database of advisories cannot be had: {error}"));
    }
    run_command(&mut cargo([
        "deny",
        "check",
        "--disable-fetch",
        "advisories",
    ]))
    .into()
}

/// The environment of all tests: outside programs, our own program, and a file for their notes.
fn environment(command: &mut Command, notes: &PathBuf) {
    command
        .env("TANBA_TOOLS", tools::environment())
        .env("TANBA_BIN", build::tanba(false))
        .env("TANBA_AUTHORITY_BIN", build::authority(false))
        .env("TANBA_DESKTOP_BIN", build::desktop(false))
        .env("TANBA_KRYOPTIC", tools::kryoptic())
        .env("TANBA_TEST_NOTES", notes);
}

fn tests() -> Outcome {
    // Its self-update reaches out by itself, and probes for tracing need more than a linker.
    if let Err(error) = tools::ensure_cargo_tool("nextest", &["--no-default-features"]) {
        return Outcome::Failed(error);
    }
    let notes = target().join("test-notes.txt");
    let _ = fs::remove_file(&notes);
    let mut command = cargo([
        "nextest",
        "run",
        "--workspace",
        "--locked",
        "--no-fail-fast",
    ]);
    environment(&mut command, &notes);
    let outcome = run_command(&mut command);
    let noted: BTreeSet<String> = fs::read_to_string(&notes)
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect();
    let (bodies, skipped): (Vec<_>, Vec<_>) = noted
        .iter()
        .partition(|note| note.starts_with("fuzz body "));
    for note in bodies.iter().chain(&skipped) {
        println!("{note}");
    }
    let mutations: u64 = bodies.iter().filter_map(|note| mutations(note)).sum();
    let note = format!(
        "{} fuzz bodies with {mutations} mutations; {} notes of skipped tests, above",
        bodies.len(),
        skipped.len()
    );
    outcome.map(|()| note).into()
}

/// The number before the word in `fuzz body crl: 4 seeds, 4000 mutations in 0.3 s`.
fn mutations(note: &str) -> Option<u64> {
    let (before, _) = note.split_once(" mutations")?;
    before.rsplit(' ').next()?.parse().ok()
}

fn doc_tests() -> Outcome {
    let mut command = cargo(["test", "--quiet", "--workspace", "--doc", "--locked"]);
    environment(&mut command, &target().join("test-notes.txt"));
    run_command(&mut command).into()
}

#[cfg(test)]
mod tests {
    use super::mutations;

    #[test]
    fn counts_the_mutations_of_a_note() {
        assert_eq!(
            mutations("fuzz body crl: 4 seeds, 4000 mutations in 0.3 s"),
            Some(4000)
        );
        assert_eq!(mutations("skipped: a_test: no shared data"), None);
    }
}
