//! `fuzz`: the fuzz bodies under libFuzzer.
//!
//! libFuzzer needs the compiler to count branches. rustc can on any channel (the pass is LLVM's
//! own), so neither nightly nor another tool is asked for: only a C++ compiler.

use std::fs;
use std::process::Command;

use crate::Result;
use crate::process::{cargo, read, root, run as run_command, target};
use crate::system::{self, Purpose};

/// Seconds for each body, unless said otherwise.
const SECONDS: u32 = 60;

/// The crates that have fuzz bodies.
const CRATES: &[&str] = &["tanba-ades", "tanba-pki"];

const COVERAGE: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "-Cdebug-assertions=on",
    "-Coverflow-checks=on",
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut only = None;
    let mut seconds = SECONDS;
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seconds" => {
                let number = words.next().and_then(|number| number.parse().ok());
                seconds = number.ok_or("--seconds takes a number")?;
            }
            name if !name.starts_with('-') => only = Some(name.to_owned()),
            other => return Err(format!("fuzz does not know {other}")),
        }
    }
    system::ensure(Purpose::Build)?;
    let program = build()?;
    let bodies = read(Command::new(&program).env("TANBA_FUZZ_BODY", "list"))?;
    let bodies: Vec<&str> = bodies.lines().collect();
    let chosen: Vec<&str> = match &only {
        None => bodies.clone(),
        Some(name) if bodies.contains(&name.as_str()) => vec![name.as_str()],
        Some(name) => return Err(format!("no body {name}; there are: {}", bodies.join(", "))),
    };
    export_seeds();
    let mut broken = Vec::new();
    for body in chosen {
        if let Err(error) = fuzz(&program, body, seconds) {
            println!("{error}");
            broken.push(body);
        }
    }
    match broken.is_empty() {
        true => Ok(()),
        false => Err(format!("bodies that broke: {}", broken.join(", "))),
    }
}

/// Builds the fuzz target with its branches counted, and tells where it is.
fn build() -> Result<std::path::PathBuf> {
    let home = root().join("tests/fuzz");
    // The versions that the house itself uses.
    fs::copy(root().join("Cargo.lock"), home.join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let host = read(Command::new("rustc").args(["--version", "--verbose"]))?;
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("rustc does not tell its host")?;
    let directory = target().join("fuzz/build");
    let mut command = cargo(["build", "--release", "--target", host]);
    command
        .arg("--manifest-path")
        .arg(home.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&directory)
        .env("RUSTFLAGS", COVERAGE.join(" "));
    run_command(&mut command)?;
    Ok(directory.join(host).join("release/bodies"))
}

/// The tests write their seeds, each body's into a folder of its own.
fn export_seeds() {
    let seeds = target().join("fuzz/seeds");
    let mut command = cargo([
        "test",
        "--quiet",
        "--locked",
        "--no-fail-fast",
        "--lib",
        "--tests",
    ]);
    command
        .args(CRATES.iter().flat_map(|name| ["--package", name]))
        .env("TANBA_FUZZ_EXPORT", &seeds);
    // A test that fails is for the test command to tell; its seeds are there or are not.
    if let Err(error) = run_command(&mut command) {
        println!("{error}");
    }
}

fn fuzz(program: &std::path::Path, body: &str, seconds: u32) -> Result<()> {
    let folder = |kind: &str| -> Result<std::path::PathBuf> {
        let path = target().join("fuzz").join(kind).join(body);
        fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(path)
    };
    let (corpus, seeds, artifacts) = (folder("corpus")?, folder("seeds")?, folder("artifacts")?);
    let mut command = Command::new(program);
    command
        .arg(corpus)
        .arg(seeds)
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg(format!("-max_total_time={seconds}"))
        .args([
            "-timeout=10",
            "-rss_limit_mb=2048",
            "-max_len=65536",
            "-print_final_stats=1",
        ])
        .env("TANBA_FUZZ_BODY", body)
        .current_dir(root());
    run_command(&mut command)
}
