//! `dist`: the package that people install.
//!
//! The .deb is laid out here and joined by dpkg's own programs rather than by Tauri's bundler: that
//! one builds the window alone and once more, knows one name in one language, and has no place for
//! actions of file managers, MIME types or completions.

mod deb;
mod layout;

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::target;
use crate::{Result, build, system};

/// What a tree for packing is made of.
#[derive(Debug)]
struct Stage {
    /// What looks like a source package, around it.
    source: PathBuf,
    /// Where the tree begins: its `usr` is the package's `/usr`.
    root: PathBuf,
    /// Whether the programs are those of `--release`.
    release: bool,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut release = true;
    let mut out = target().join("dist");
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            // The programs for tests as they stand: for tests of the package itself, which must
            // not build under the feet of the others.
            "--debug" => release = false,
            "--out" => out = rest.next().ok_or("--out needs a folder")?.into(),
            other => return Err(format!("dist takes --debug and --out DIR, not {other}")),
        }
    }
    if !cfg!(target_os = "linux") || !system::is_debian() {
        return Err("dist makes a .deb, and only on Debian and its kin".into());
    }
    system::ensure(system::Purpose::Build)?;
    if release {
        build::programs(release)?;
    }
    // Where Debian's own programs look for it: in `debian` of a source package.
    let source = target().join("dist-stage");
    clear(&source)?;
    let stage = Stage {
        root: source.join("debian/tanba"),
        source,
        release,
    };
    fs::create_dir_all(&out).map_err(|error| told(&out, &error))?;
    layout::lay_out(&stage)?;
    let package = deb::join(&stage, &out)?;
    println!("{}", package.display());
    Ok(())
}

/// Empties a folder that an earlier run left.
fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(told(folder, &error)),
        _ => Ok(()),
    }
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
