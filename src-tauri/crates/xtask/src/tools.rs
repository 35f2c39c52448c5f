//! Programs of the tests that come through cargo and pip rather than from the system.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::Result;
use crate::process::{cargo, run_within, succeeds, target};

/// What the virtual environment holds. pyHanko judges our PDF signatures, pkilint our certificates.
const PYTHON_PACKAGES: &[&str] = &["pyhanko==0.38.0", "pyhanko-cli==0.6.0", "pkilint==0.13.3"];

/// Compiling a tool on two slow cores.
const CARGO_LIMIT: Duration = Duration::from_secs(25 * 60);
const PIP_LIMIT: Duration = Duration::from_secs(5 * 60);

/// Has `cargo <name>` there, installing it when it is missing.
pub(crate) fn ensure_cargo_tool(name: &str, features: &[&str]) -> Result<()> {
    if succeeds(&mut cargo([name, "--version"])) {
        return Ok(());
    }
    let package = format!("cargo-{name}");
    println!("{package} is missing; installing it takes a few minutes, once");
    let mut command = cargo(["install", "--locked", "--quiet", &package]);
    command.args(features);
    // One target directory for all tools, kept out of the way of the house's own.
    command.env("CARGO_TARGET_DIR", target().join("tools/build"));
    run_within(&mut command, CARGO_LIMIT)
}

/// Has a component of the toolchain there, such as clippy.
pub(crate) fn ensure_component(name: &str, component: &str) -> Result<()> {
    if succeeds(&mut cargo([name, "--version"])) {
        return Ok(());
    }
    let mut command = Command::new("rustup");
    command.args(["component", "add", component]);
    run_within(&mut command, PIP_LIMIT)
}

/// Where the virtual environment of the tests lies, whether or not it is there.
pub(crate) fn environment() -> PathBuf {
    target().join("tools").join("venv")
}

/// Has the virtual environment there with all packages.
pub(crate) fn ensure_environment() -> Result<()> {
    let home = environment();
    let wanted = PYTHON_PACKAGES.join("\n");
    let marker = home.join("installed.txt");
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    // Debian's own python finds Debian's own venv; another along PATH may come first.
    let python = ["/usr/bin/python3", "python3", "python"]
        .into_iter()
        .find(|python| succeeds(Command::new(python).args(["-c", "import venv, ensurepip"])))
        .ok_or("no python3 with venv")?;
    run_within(
        Command::new(python).args(["-m", "venv"]).arg(&home),
        PIP_LIMIT,
    )?;
    let pip = |folder: &str| {
        home.join(folder)
            .join(format!("pip{}", std::env::consts::EXE_SUFFIX))
    };
    let pip = [pip("bin"), pip("Scripts")]
        .into_iter()
        .find(|path| path.is_file())
        .ok_or("the virtual environment has no pip")?;
    let mut install = Command::new(pip);
    install
        .args(["install", "--quiet", "--disable-pip-version-check"])
        .args(PYTHON_PACKAGES);
    run_within(&mut install, PIP_LIMIT)?;
    write(&marker, &wanted)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
