//! `wasm`: the pure crates built for WebAssembly, where a compiler for it can be had.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::process::{cargo, read, run as run_command, target};
use crate::steps::Outcome;
use crate::system::{self, Purpose};

const TRIPLE: &str = "wasm32-unknown-unknown";

/// What the phone shares with the desktop.
const CRATES: &[&str] = &["tanba-gost", "tanba-pki", "tanba-ades"];

/// Debian's compiler for WebAssembly, of the package rustc-web.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

pub(crate) fn run() -> Result<()> {
    match check() {
        Outcome::Passed(note) => {
            println!("{note}");
            Ok(())
        }
        Outcome::Failed(reason) | Outcome::Skipped(reason) => Err(reason),
    }
}

pub(crate) fn check() -> Outcome {
    if target_library("rustc").is_some() {
        return run_command(&mut build())
            .map(|()| "with the toolchain's own target".to_owned())
            .into();
    }
    if !system::is_debian() {
        return Outcome::Skipped(format!("no target; rustup target add {TRIPLE}"));
    }
    if let Err(error) = system::ensure(Purpose::Wasm) {
        return Outcome::Skipped(format!("no target; rustup target add {TRIPLE}, or {error}"));
    }
    let mut command = build();
    command.env("RUSTC", DEBIAN_RUSTC);
    if target_library(DEBIAN_RUSTC).is_none() {
        // The standard library comes as source: built along, which only the compiler's own
        // developers may do without asking twice.
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .arg("-Zbuild-std=std,panic_abort");
    }
    run_command(&mut command)
        .map(|()| "with Debian's rustc-web".to_owned())
        .into()
}

fn build() -> Command {
    let mut command = cargo(["build", "--quiet", "--locked", "--lib", "--target", TRIPLE]);
    command.args(CRATES.iter().flat_map(|name| ["--package", name]));
    command
        .arg("--target-dir")
        .arg(target().join("wasm"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker())
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

/// Debian's linker where it is installed, else the toolchain's own.
fn linker() -> &'static str {
    match crate::process::find("wasm-ld") {
        Some(_) => "wasm-ld",
        None => "rust-lld",
    }
}

/// Where a compiler keeps its standard library for WebAssembly, when it has one.
fn target_library(rustc: &str) -> Option<PathBuf> {
    let sysroot = read(Command::new(rustc).args(["--print", "sysroot"])).ok()?;
    let library = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TRIPLE)
        .join("lib");
    library.is_dir().then_some(library)
}
