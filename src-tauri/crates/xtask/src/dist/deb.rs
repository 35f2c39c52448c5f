//! The control files of the package, and how it is joined.
//!
//! There are no maintainer scripts: the databases of desktop files, MIME types and icons are brought
//! up to date by the triggers of their own packages.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Stage, told};
use crate::Result;
use crate::process::{read, run as run_command};

const SECTION: &str = "utils";

/// What the programs need and do not link against.
const NEEDS: &str = "xdg-utils";
/// What makes them better: the tray, a keyring for the head of the history, readers of tokens.
const RECOMMENDS: &str = "libayatana-appindicator3-1, gnome-keyring | libsecret-1-0, pcscd";

/// Joins the tree into a package in the folder `out`.
pub(super) fn join(stage: &Stage, out: &Path) -> Result<PathBuf> {
    let architecture = read(Command::new("dpkg").arg("--print-architecture"))?;
    let architecture = architecture.trim();
    let version = env!("CARGO_PKG_VERSION");
    let files = files(&stage.root)?;
    let control = format!(
        "Package: tanba\n\
         Version: {version}\n\
         Architecture: {architecture}\n\
         Maintainer: The Tanba contributors <maintainers@tanba.example>\n\
         Installed-Size: {size}\n\
         Depends: {depends}\n\
         Recommends: {RECOMMENDS}\n\
         Section: {SECTION}\n\
         Priority: optional\n\
         Description: sign documents and verify signatures with the keys of Kazakhstan\n \
         Signs PDF, XML and any other files with keys of the National Certification\n \
         Authority, and verifies signatures: who signed, when, and whether it holds.\n \
         A practice authority on the own computer lets everything be tried safely.\n \
         .\n \
         It has a window, and the program tanba for the command line.\n",
        size = kibibytes(&files)?,
        depends = depends(stage)?,
    );
    let folder = stage.root.join("DEBIAN");
    fs::create_dir_all(&folder).map_err(|error| told(&folder, &error))?;
    write(&folder.join("control"), &control)?;
    write(&folder.join("md5sums"), &sums(&stage.root, &files)?)?;
    let package = out.join(format!("tanba_{version}_{architecture}.deb"));
    run_command(
        Command::new("dpkg-deb")
            .args(["--root-owner-group", "-Zxz", "--build"])
            .arg(&stage.root)
            .arg(&package),
    )?;
    Ok(package)
}

/// The libraries that the programs link against, by the packages that bring them here.
fn depends(stage: &Stage) -> Result<String> {
    write(
        &stage.source.join("debian/control"),
        "Source: tanba\n\nPackage: tanba\nArchitecture: any\n",
    )?;
    let mut command = Command::new("dpkg-shlibdeps");
    command
        .current_dir(&stage.source)
        .args(["-O", "--ignore-missing-info"])
        .args(files(&stage.root.join("usr/bin"))?);
    let text = read(&mut command)?;
    let libraries = text
        .lines()
        .find_map(|line| line.strip_prefix("shlibs:Depends="))
        .ok_or("dpkg-shlibdeps names no libraries")?;
    Ok(format!("{libraries}, {NEEDS}"))
}

/// Every file below a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| told(folder, &error))?;
    for entry in entries.flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)?),
            path => found.push(path),
        }
    }
    found.sort();
    Ok(found)
}

fn kibibytes(files: &[PathBuf]) -> Result<u64> {
    let mut size = 0;
    for file in files {
        let length = fs::metadata(file)
            .map_err(|error| told(file, &error))?
            .len();
        size += length.div_ceil(1024);
    }
    Ok(size)
}

fn sums(root: &Path, files: &[PathBuf]) -> Result<String> {
    let mut text = String::new();
    for file in files {
        let line = read(Command::new("md5sum").arg(file))?;
        let sum = line.split_whitespace().next().unwrap_or_default();
        let place = file.strip_prefix(root).unwrap_or(file);
        // Writing into a string never fails.
        let _ = writeln!(text, "{sum}  {}", place.display());
    }
    Ok(text)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| told(path, &error))
}
