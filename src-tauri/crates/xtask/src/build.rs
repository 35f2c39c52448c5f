//! `build`: every program of the house, into `target/debug` or `target/release`.

use std::path::PathBuf;

use crate::Result;
use crate::process::{cargo, run as run_command, target};
use crate::{system, ui};

/// The package and the name of every program.
const PROGRAMS: &[(&str, &str)] = &[
    ("tanba-cli", "tanba"),
    ("tanba-authority-server", "tanba-authority"),
    ("tanba-desktop", "tanba-desktop"),
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let release = match arguments {
        [] => false,
        [only] if only == "--release" => true,
        other => {
            return Err(format!(
                "build takes --release only, not {}",
                other.join(" ")
            ));
        }
    };
    system::ensure(system::Purpose::Build)?;
    for program in programs(release)? {
        println!("{}", program.display());
    }
    Ok(())
}

/// Builds every program, the window's pages first, and tells their paths.
pub(crate) fn programs(release: bool) -> Result<Vec<PathBuf>> {
    ui::build()?;
    let mut command = cargo(["build", "--locked"]);
    command.args(release.then_some("--release"));
    for (package, program) in PROGRAMS {
        command.args(["--package", package, "--bin", program]);
    }
    run_command(&mut command)?;
    let paths = PROGRAMS.iter().map(|(_, name)| program(name, release));
    Ok(paths.collect())
}

/// Builds all there is, programs and tests, not for release. Asked for at once, cargo settles on one
/// set of features, and no crate is compiled once for the programs and again for the tests.
pub(crate) fn everything() -> Result<()> {
    ui::build()?;
    run_command(&mut cargo([
        "build",
        "--locked",
        "--workspace",
        "--all-targets",
    ]))
}

/// Where [`programs`] puts the command-line program.
pub(crate) fn tanba(release: bool) -> PathBuf {
    program("tanba", release)
}

/// Where [`programs`] puts the program of the window.
pub(crate) fn desktop(release: bool) -> PathBuf {
    program("tanba-desktop", release)
}

/// Where [`programs`] puts the program of the authority.
pub(crate) fn authority(release: bool) -> PathBuf {
    program("tanba-authority", release)
}

pub(crate) fn program(name: &str, release: bool) -> PathBuf {
    let directory = target().join(if release { "release" } else { "debug" });
    directory.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
