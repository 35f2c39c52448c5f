//! The tokens that the suite runs over.

use std::path::{Path, PathBuf};

use tanba_testkit::SoftwareToken;
use token_module::{TestToken, TokenFile};

/// A module, and the environment that makes it find its token.
type LaidOut = (PathBuf, Vec<(&'static str, String)>);

/// One of them.
pub(crate) struct UnderTest {
    /// The name of its profile.
    pub(crate) profile: Option<&'static str>,
    /// Lays a blank token out in an empty folder; says so when the module is not on this computer.
    pub(crate) lay_out: fn(&Path) -> Option<LaidOut>,
    /// The number of wrong user PINs that lock it.
    pub(crate) tries: Option<usize>,
    /// Whether the module goes by the PINs that it read when it was loaded, whatever other programs change.
    pub(crate) keeps_pins: bool,
}

#[allow(non_upper_case_globals, reason = "named as the tests are")]
pub(crate) const fake: UnderTest = UnderTest {
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
    profile: Some("SoftHSM"),
    lay_out: |folder| tanba_testkit::softhsm(folder).map(laid_out),
    tries: None,
    keeps_pins: true,
};

#[allow(non_upper_case_globals, reason = "named as the tests are")]
pub(crate) const kryoptic: UnderTest = UnderTest {
    profile: Some("kryoptic"),
    lay_out: |folder| tanba_testkit::kryoptic(folder).map(laid_out),
    tries: Some(10),
    keeps_pins: false,
};

fn laid_out(token: SoftwareToken) -> LaidOut {
    let configuration = token.configuration.display().to_string();
    (token.module, vec![(token.variable, configuration)])
}
