//! `bench`: the benches of the package `e2e`, each beside its peer in the same run.

use std::path::PathBuf;

use crate::Result;
use crate::build;
use crate::process::{cargo, run as run_command};
use crate::system::{self, Purpose};
use crate::{tools, ui};

const BENCHES: &[&str] = &[
    "gost", "cms", "pades", "token", "issuance", "ocsp", "tsa", "window",
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) if BENCHES.contains(&name.as_str()) => (name, rest),
        _ => {
            return Err(format!(
                "usage: cargo xtask bench {} [--json] [OPTION…]",
                BENCHES.join("|")
            ));
        }
    };
    system::ensure(Purpose::Build)?;
    let json = rest.iter().any(|argument| argument == "--json");
    match name.as_str() {
        "cms" => build_quietly("tanba-cli")?,
        "issuance" | "ocsp" | "tsa" => build_quietly("tanba-authority-server")?,
        _ => {}
    }
    if name == "pades" && !json {
        // The peer of this bench; without it only our own figure is printed.
        if let Err(error) = tools::ensure_environment() {
            println!("no pyHanko to compare with: {error}");
        }
    }
    let mut command = cargo(["run", "--quiet", "--locked", "--package", "e2e", "--bin"]);
    command.arg(format!("bench_{name}"));
    if name == "window" {
        // It only looks on: what it measures are the two programs.
        command.arg("--").args(windows()?);
    } else {
        command.args(["--release", "--"]);
    }
    command.args(rest);
    command
        .env("TANBA_BIN", build::tanba(true))
        .env("TANBA_AUTHORITY_BIN", build::authority(true))
        .env("TANBA_TOOLS", tools::environment());
    match json {
        // One object on standard output and nothing else.
        true => match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("bench {name}: {status}")),
            Err(error) => Err(format!("bench {name}: {error}")),
        },
        false => run_command(&mut command),
    }
}

/// The window and an empty Tauri application to hold it against.
fn windows() -> Result<[PathBuf; 2]> {
    system::ensure(Purpose::Test)?;
    ui::build()?;
    run_command(&mut cargo([
        "build",
        "--quiet",
        "--locked",
        "--release",
        "--package",
        "tanba-desktop",
        "--package",
        "empty-window",
    ]))?;
    Ok([build::desktop(true), build::program("empty-window", true)])
}

fn build_quietly(package: &str) -> Result<()> {
    let mut command = cargo(["build", "--quiet", "--locked", "--release", "--package"]);
    match command.arg(package).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the release program does not build: {status}")),
        Err(error) => Err(error.to_string()),
    }
}
