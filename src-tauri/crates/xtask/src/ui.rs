//! The window's pages: checked, tested and built with npm.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::Result;
use crate::process::{find, read, root, run as run_command};
use crate::system;

/// What Vite asks for: major and minor version of Node.
const NODE: (u32, u32) = (20, 19);

/// What the pages are made from, relative to the root.
const SOURCES: &[&str] = &[
    "ui/src",
    "ui/kit",
    "ui/operator",
    "ui/index.html",
    "ui/prompt.html",
    "ui/package-lock.json",
    "ui/svelte.config.js",
    "ui/tsconfig.json",
    "ui/vite.config.ts",
    "src-tauri/locales",
];

/// Builds the pages into `ui/dist` and those of the operators into `ui/dist-operator`, unless what lies there
/// is newer than all it is made from.
pub(crate) fn build() -> Result<()> {
    ensure_packages()?;
    let built = ["ui/dist/prompt.html", "ui/dist-operator/index.html"]
        .map(|page| modified_at(&root().join(page)))
        .into_iter()
        .min()
        .flatten();
    let changed = SOURCES
        .iter()
        .filter_map(|source| newest(&root().join(source)))
        .max();
    if built.is_some() && built >= changed {
        return Ok(());
    }
    npm(&["run", "build"])?;
    npm(&["run", "build:operator"])
}

/// Everything that must hold in the pages: types, unit tests, and that they build.
pub(crate) fn check() -> Result<()> {
    ensure_packages()?;
    npm(&["run", "check"])?;
    npm(&["test"])?;
    build()
}

/// Installs the packages that `package-lock.json` names, when it changed since the last time.
fn ensure_packages() -> Result<()> {
    ensure_node()?;
    let told = |error: std::io::Error| format!("ui/package-lock.json: {error}");
    let wanted = fs::read(root().join("ui/package-lock.json")).map_err(told)?;
    let marker = root().join("ui/node_modules/.installed-lock.json");
    if fs::read(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    npm(&["ci"])?;
    fs::write(&marker, &wanted).map_err(told)
}

fn ensure_node() -> Result<()> {
    if find("node").is_none() || find("npm").is_none() {
        system::ensure(system::Purpose::Node)?;
    }
    let text = read(Command::new("node").arg("--version"))?;
    match version(&text) {
        Some(version) if version >= NODE => Ok(()),
        _ => Err(format!(
            "Node {}.{} or newer is needed for the window's pages, here is {}; \
             get it from https://nodejs.org/en/download or with a version manager: \
             `nvm install 22`, `fnm install 22`",
            NODE.0,
            NODE.1,
            text.trim()
        )),
    }
}

/// Major and minor of `v20.19.4`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn npm(arguments: &[&str]) -> Result<()> {
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root().join("ui"));
    run_command(&mut command)
}

/// When the newest file at or below a path was changed.
fn newest(path: &Path) -> Option<SystemTime> {
    if !path.is_dir() {
        return modified_at(path);
    }
    let entries = fs::read_dir(path).ok()?;
    entries
        .flatten()
        .filter_map(|entry| newest(&entry.path()))
        .max()
}

fn modified_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_of_node_is_read() {
        assert_eq!(version("v20.19.4\n"), Some((20, 19)));
        assert_eq!(version("v22.0.0"), Some((22, 0)));
        assert_eq!(version("node"), None);
        assert!(version("v18.20.4").is_some_and(|old| old < NODE));
    }
}
