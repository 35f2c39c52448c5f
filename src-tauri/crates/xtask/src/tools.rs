//! Programs of the tests that come through cargo and pip rather than from the system.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::Result;
use crate::process::{cargo, run_within, succeeds, target};

/// What the virtual environment holds. pyHanko judges our PDF signatures, pkilint our certificates,
/// schemathesis our API.
const PYTHON_PACKAGES: &[&str] = &[
    "pyhanko==0.38.0",
    "pyhanko-cli==0.6.0",
    "pkilint==0.13.3",
    "schemathesis==4.32.5",
];

/// A software token whose PINs lock as those of devices do. It is a library, which `cargo install` does not
/// install: a package that depends on it has it built. Its algorithms are those that our tests use, and
/// OpenSSL is the system's.
const KRYOPTIC: &str = r#"[package]
name = "kryoptic-for-tests"
version = "0.0.0"
edition = "2024"
publish = false

[lib]
path = "lib.rs"

[dependencies]
kryoptic = { version = "=1.5.4", default-features = false, features = ["minimal"] }
kryoptic-lib = { version = "=1.5.4", default-features = false, features = ["dynamic"] }

[workspace]
"#;

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

/// Where the module of kryoptic lies, whether or not it is there.
pub(crate) fn kryoptic() -> PathBuf {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    target().join(format!("tools/kryoptic/{prefix}kryoptic_pkcs11{suffix}"))
}

/// Has it there, building it the first time.
pub(crate) fn ensure_kryoptic() -> Result<()> {
    let module = kryoptic();
    let home = module.parent().unwrap_or(&module).to_owned();
    let manifest = home.join("Cargo.toml");
    let is_it = fs::read_to_string(&manifest).is_ok_and(|text| text == KRYOPTIC);
    if is_it && module.is_file() {
        return Ok(());
    }
    println!("building kryoptic, once");
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(&home).map_err(|error| told(&home, error))?;
    write(&manifest, KRYOPTIC)?;
    write(&home.join("lib.rs"), "")?;
    let mut command = cargo(["build", "--quiet", "--release", "--package", "kryoptic"]);
    command.current_dir(&home);
    command.env("CARGO_TARGET_DIR", home.join("build"));
    run_within(&mut command, CARGO_LIMIT)?;
    let name = module.file_name().unwrap_or_default();
    let built = home.join("build/release").join(name);
    fs::copy(&built, &module).map_err(|error| told(&built, error))?;
    // Ten times as large as what it brought forth.
    let _ = fs::remove_dir_all(home.join("build"));
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
