//! The tokens that the suite runs over.

use std::path::{Path, PathBuf};

use token_module::{TestToken, TokenFile};

/// A module, and the environment that makes it find its token.
type LaidOut = (PathBuf, Vec<(&'static str, String)>);

/// One of them.
pub(crate) struct UnderTest {
    /// Its name in messages.
    pub(crate) name: &'static str,
    /// The name of its profile.
    pub(crate) profile: Option<&'static str>,
    /// Lays a blank token out in an empty folder, when the module is on this computer.
    pub(crate) lay_out: fn(&Path) -> Option<LaidOut>,
    /// The number of wrong user PINs that lock it.
    pub(crate) tries: Option<usize>,
    /// Whether the module goes by the PINs that it read when it was loaded, whatever other programs change.
    pub(crate) keeps_pins: bool,
}

#[allow(non_upper_case_globals, reason = "named as the tests are")]
pub(crate) const fake: UnderTest = UnderTest {
    name: "the tests' own module",
    profile: None,
    lay_out: |folder| {
        let token = TestToken::new(folder).unwrap();
        let blank = TokenFile {
            label: String::new(),
            initialised: false,
            user_pin: None,
            hashes: true,
            ..TokenFile::new("F4CE01")
        };
        token.put(&blank).unwrap();
        token.insert(&blank.serial).unwrap();
        Some((token.module(), Vec::new()))
    },
    tries: Some(10),
    keeps_pins: false,
};

#[allow(non_upper_case_globals, reason = "named as the tests are")]
pub(crate) const softhsm: UnderTest = UnderTest {
    name: "SoftHSM",
    profile: Some("SoftHSM"),
    lay_out: |folder| {
        let places = [
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so",
        ];
        let module = places
            .iter()
            .map(PathBuf::from)
            .find(|path| path.is_file())?;
        let (tokens, file) = (folder.join("tokens"), folder.join("softhsm2.conf"));
        std::fs::create_dir(&tokens).unwrap();
        let text = format!(
            "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
            tokens.display()
        );
        std::fs::write(&file, text).unwrap();
        Some((module, vec![("SOFTHSM2_CONF", file.display().to_string())]))
    },
    tries: None,
    keeps_pins: true,
};

#[allow(non_upper_case_globals, reason = "named as the tests are")]
pub(crate) const kryoptic: UnderTest = UnderTest {
    name: "kryoptic",
    profile: Some("kryoptic"),
    lay_out: |folder| {
        let built =
            || tanba_testkit::target_directory().join("tools/kryoptic/libkryoptic_pkcs11.so");
        let module = std::env::var_os("TANBA_KRYOPTIC").map_or_else(built, PathBuf::from);
        let file = folder.join("kryoptic.conf");
        let text = format!(
            "[[slots]]\nslot = 1\ndbtype = \"sqlite\"\ndbargs = \"{}\"\n",
            folder.join("token.sql").display()
        );
        std::fs::write(&file, text).unwrap();
        let environment = vec![("KRYOPTIC_CONF", file.display().to_string())];
        module.is_file().then_some((module, environment))
    },
    tries: Some(10),
    keeps_pins: false,
};
