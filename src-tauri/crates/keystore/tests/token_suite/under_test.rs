//! The tokens that the suite runs over.

use std::path::{Path, PathBuf};

/// One of them.
pub(crate) struct UnderTest {
    /// Its name in messages.
    pub(crate) name: &'static str,
    /// Its module, when it is on this computer.
    pub(crate) module: fn() -> Option<PathBuf>,
    /// Writes its configuration into an empty folder; the environment that makes the module read it.
    pub(crate) configure: fn(&Path) -> Vec<(&'static str, String)>,
    /// The number of wrong user PINs that lock it.
    pub(crate) tries: Option<usize>,
    /// Whether the module goes by the PINs that it read when it was loaded, whatever other programs change.
    pub(crate) keeps_pins: bool,
}

#[allow(non_upper_case_globals, reason = "named as the tests are")]
pub(crate) const softhsm: UnderTest = UnderTest {
    name: "SoftHSM",
    module: || {
        let places = [
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so",
        ];
        places.iter().map(PathBuf::from).find(|path| path.is_file())
    },
    configure: |folder| {
        let (tokens, file) = (folder.join("tokens"), folder.join("softhsm2.conf"));
        std::fs::create_dir(&tokens).unwrap();
        let text = format!(
            "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
            tokens.display()
        );
        std::fs::write(&file, text).unwrap();
        vec![("SOFTHSM2_CONF", file.display().to_string())]
    },
    tries: None,
    keeps_pins: true,
};

#[allow(non_upper_case_globals, reason = "named as the tests are")]
pub(crate) const kryoptic: UnderTest = UnderTest {
    name: "kryoptic",
    module: || {
        let built =
            || tanba_testkit::target_directory().join("tools/kryoptic/libkryoptic_pkcs11.so");
        let path = std::env::var_os("TANBA_KRYOPTIC").map_or_else(built, PathBuf::from);
        path.is_file().then_some(path)
    },
    configure: |folder| {
        let file = folder.join("kryoptic.conf");
        let text = format!(
            "[[slots]]\nslot = 1\ndbtype = \"sqlite\"\ndbargs = \"{}\"\n",
            folder.join("token.sql").display()
        );
        std::fs::write(&file, text).unwrap();
        vec![("KRYOPTIC_CONF", file.display().to_string())]
    },
    tries: Some(10),
    keeps_pins: false,
};
