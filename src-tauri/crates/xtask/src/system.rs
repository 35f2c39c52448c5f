//! `system`: the system packages that the work needs; says which are missing and installs them.
//!
//! On Debian and its kin they are installed as root or through sudo. Elsewhere the exact commands
//! are printed and the work stops.

use std::fs;
use std::io::IsTerminal;
use std::process::Command;

use crate::Result;
use crate::process::{find, run as run_command, shown, succeeds};

/// What the packages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Without these nothing compiles.
    Build,
    /// Outside verifiers that the tests ask, and what brings them.
    Test,
    /// What builds the window's pages.
    Node,
    /// A compiler for WebAssembly, where rustup has none.
    Wasm,
}

/// Debian's names.
const DEBIAN: &[(Purpose, &[&str])] = &[
    (
        Purpose::Build,
        &[
            "build-essential",
            "libayatana-appindicator3-dev",
            "libgtk-3-dev",
            "libpcsclite-dev",
            "librsvg2-dev",
            "libssl-dev",
            "libwebkit2gtk-4.1-dev",
            "pkg-config",
        ],
    ),
    (
        Purpose::Test,
        &[
            "chromium",
            "dbus-daemon",
            "desktop-file-utils",
            "fakeroot",
            "fonts-noto-core",
            "libclang-dev",
            "libengine-gost-openssl",
            "libnss3-tools",
            "libsqlite3-dev",
            "opensc",
            "openssl",
            "pcscd",
            "poppler-utils",
            "python3-venv",
            "shared-mime-info",
            "softhsm2",
            "vsmartcard-vpcd",
            "webkit2gtk-driver",
            "xmlsec1",
            "xvfb",
        ],
    ),
    (Purpose::Node, &["nodejs", "npm"]),
    (Purpose::Wasm, &["lld", "rust-web-src", "rustc-web"]),
];

/// The exact commands elsewhere.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "Fedora",
        "sudo dnf install gcc gcc-c++ make openssl-devel pkgconf-pkg-config gtk3-devel webkit2gtk4.1-devel libappindicator-gtk3-devel librsvg2-devel pcsc-lite-devel nodejs openssl xmlsec1 xmlsec1-openssl poppler-utils python3 pcsc-lite opensc softhsm clang-devel sqlite-devel",
    ),
    (
        "macOS",
        "xcode-select --install\n           brew install openssl@3 pkgconf node libxmlsec1 poppler python@3 opensc softhsm",
    ),
    (
        "Windows",
        "winget install Microsoft.VisualStudio.2022.BuildTools --override \"--add Microsoft.VisualStudio.Workload.VCTools\"\n           winget install ShiningLight.OpenSSL.Dev OpenJS.NodeJS.LTS Python.Python.3.12\n           setx OPENSSL_DIR \"C:\\Program Files\\OpenSSL-Win64\"",
    ),
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => {
            ensure(Purpose::Build)?;
            ensure(Purpose::Test)
        }
        [only] if only == "--check" => {
            for (purpose, _) in DEBIAN {
                let missing = missing(*purpose);
                println!(
                    "{purpose:?}: {}",
                    if missing.is_empty() {
                        "all there".into()
                    } else {
                        missing.join(" ")
                    }
                );
            }
            Ok(())
        }
        _ => Err("system takes --check only".into()),
    }
}

/// Has the packages installed when one is missing.
pub(crate) fn ensure(purpose: Purpose) -> Result<()> {
    let missing = missing(purpose);
    if missing.is_empty() {
        return Ok(());
    }
    println!("missing system packages: {}", missing.join(" "));
    match is_debian() {
        true => install(&missing),
        false => Err(advice()),
    }
}

/// What to type where packages cannot be installed from here.
fn advice() -> String {
    let mut text = String::from("please install what is missing, then try again:");
    for (system, command) in ELSEWHERE {
        text.push_str(&format!("\n  {system:<8} {command}"));
    }
    text
}

/// Whether packages are installed with apt here.
pub(crate) fn is_debian() -> bool {
    find("apt-get").is_some() && find("dpkg-query").is_some()
}

/// The packages, or elsewhere the programs, that are not there.
fn missing(purpose: Purpose) -> Vec<String> {
    if is_debian() {
        let wanted = DEBIAN
            .iter()
            .find(|(its, _)| *its == purpose)
            .map_or(&[][..], |(_, names)| names);
        return wanted
            .iter()
            .filter(|name| !installed(name))
            .map(|name| (*name).to_owned())
            .collect();
    }
    let programs: &[&str] = match purpose {
        Purpose::Build if cfg!(windows) => &[],
        Purpose::Build => &["cc", "pkg-config"],
        Purpose::Test => &["openssl"],
        Purpose::Node => &["node", "npm"],
        Purpose::Wasm => &[],
    };
    let mut missing: Vec<String> = programs
        .iter()
        .filter(|program| find(program).is_none())
        .map(|program| (*program).to_owned())
        .collect();
    let has_openssl = std::env::var_os("OPENSSL_DIR").is_some()
        || succeeds(Command::new("pkg-config").args(["--exists", "openssl"]))
        || fs::exists("/opt/homebrew/opt/openssl@3").unwrap_or(false)
        || fs::exists("/usr/local/opt/openssl@3").unwrap_or(false);
    if purpose == Purpose::Build && !has_openssl {
        missing.push("the OpenSSL library with its headers".into());
    }
    missing
}

fn installed(package: &str) -> bool {
    let query = Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Abbrev}", package])
        .output();
    query.is_ok_and(|output| output.stdout.starts_with(b"ii"))
}

fn install(packages: &[String]) -> Result<()> {
    let by_hand = format!(
        "apt-get install --yes --no-install-recommends {}",
        packages.join(" ")
    );
    let prefix: &[&str] = match (is_root(), find("sudo")) {
        (true, _) => &[],
        (false, Some(_)) if std::io::stdin().is_terminal() => &["sudo"],
        (false, Some(_)) if succeeds(Command::new("sudo").args(["-n", "true"])) => &["sudo", "-n"],
        (false, _) => {
            return Err(format!(
                "not root and no sudo here; as root, please run:\n  {by_hand}"
            ));
        }
    };
    let apt = |arguments: &[&str]| {
        let words: Vec<&str> = prefix
            .iter()
            .copied()
            .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .collect();
        let mut command = Command::new(words.first().copied().unwrap_or("apt-get"));
        command.args(words.iter().skip(1)).args(arguments);
        command
    };
    let names: Vec<&str> = packages.iter().map(String::as_str).collect();
    let mut command = apt(&["install", "--yes", "--quiet", "--no-install-recommends"]);
    command.args(&names);
    // The lists may be absent or old: an update that fails is no reason not to try.
    if let Err(error) = run_command(&mut apt(&["update", "--quiet"])) {
        println!("{error}");
    }
    run_command(&mut command)
        .map_err(|error| format!("{error}\n  by hand: {by_hand} ({})", shown(&command)))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_every_system() {
        let advice = advice();
        for system in ["Fedora", "macOS", "Windows"] {
            assert!(advice.contains(system), "{advice}");
        }
    }
}
