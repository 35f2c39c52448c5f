//! Software tokens for tests, each with a store of its own.
#![allow(clippy::expect_used, reason = "a test without its folder has failed")]

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::data::target_directory;
use crate::note::note;

/// Where SoftHSM's module lies on the systems that tests run on.
const SOFTHSM: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

/// A PKCS#11 module, and the variable of the environment that makes it find its store.
#[derive(Clone, Debug)]
pub struct SoftwareToken {
    /// The module.
    pub module: PathBuf,
    /// Name of the variable.
    pub variable: &'static str,
    /// Its value: a configuration file.
    pub configuration: PathBuf,
}

/// SoftHSM with nothing in it, which keeps its tokens in `folder`; `None` after saying so where it is
/// not installed.
///
/// # Panics
/// When the folder cannot be written.
pub fn softhsm(folder: &Path) -> Option<SoftwareToken> {
    let Some(module) = SOFTHSM
        .map(PathBuf::from)
        .into_iter()
        .find(|it| it.is_file())
    else {
        note("skipped: SoftHSM is not installed");
        return None;
    };
    let tokens = folder.join("tokens");
    fs::create_dir_all(&tokens).expect("a folder for tokens");
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        tokens.display()
    );
    Some(SoftwareToken {
        module,
        variable: "SOFTHSM2_CONF",
        configuration: written(folder.join("softhsm2.conf"), &text),
    })
}

/// kryoptic with nothing in it, which keeps its token in `folder`; `None` after saying so where it was
/// not built. `$TANBA_KRYOPTIC` names its module, else `cargo xtask test` has built it.
///
/// # Panics
/// When the folder cannot be written.
pub fn kryoptic(folder: &Path) -> Option<SoftwareToken> {
    let built = || target_directory().join("tools/kryoptic/libkryoptic_pkcs11.so");
    let module = env::var_os("TANBA_KRYOPTIC").map_or_else(built, PathBuf::from);
    if !module.is_file() {
        note("skipped: kryoptic is not built");
        return None;
    }
    let text = format!(
        "[[slots]]\nslot = 1\ndbtype = \"sqlite\"\ndbargs = \"{}\"\n",
        folder.join("token.sql").display()
    );
    Some(SoftwareToken {
        module,
        variable: "KRYOPTIC_CONF",
        configuration: written(folder.join("kryoptic.conf"), &text),
    })
}

fn written(file: PathBuf, text: &str) -> PathBuf {
    fs::write(&file, text).expect("a configuration");
    file
}
