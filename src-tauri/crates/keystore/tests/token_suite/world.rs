//! A fresh token for each test.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tanba_keystore::Signer;
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{
    Cancellation, ModuleSource, ModuleState, Options, Token, TokenKey, Tokens,
};
use tanba_pki::Certificate;
use tanba_pki::builder::{Leaf, LeafUrls};
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyPurpose, KeyStorage, Role};
use time::macros::datetime;

use crate::under_test::UnderTest;

/// Names the module to the child process.
const MODULE: &str = "TANBA_TOKEN_UNDER_TEST";

/// The last word of a child process whose test passed.
const PASSED: &str = "the token passed";

pub(crate) const LABEL: &str = "Сынақ token";

/// A token with its PINs, in a process of its own.
pub(crate) struct World {
    pub(crate) kind: &'static UnderTest,
    pub(crate) module: PathBuf,
    pub(crate) tokens: Tokens,
    pub(crate) token: Token,
    pub(crate) user: SecretString,
    pub(crate) so: SecretString,
}

/// Runs a test in a child process with a fresh token.
pub(crate) fn run(name: &str, kind: &'static UnderTest, test: fn(World)) {
    if let Some(module) = std::env::var_os(MODULE) {
        test(World::new(kind, module.into()));
        end_at_once();
    }
    let folder = tempfile::tempdir().unwrap();
    let Some((module, environment)) = (kind.lay_out)(folder.path()) else {
        return;
    };
    let output = Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(MODULE, module)
        .envs(environment)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && text.contains(PASSED),
        "{text}{errors}"
    );
}

/// Says that the test passed and ends the process. An ordinary end takes away from under the thread of a module
/// what it works with, and one that still makes a key would crash.
fn end_at_once() {
    println!("{PASSED}");
    std::io::stdout().flush().unwrap();
    #[cfg(unix)]
    signal_hook::low_level::exit(0);
    #[cfg(not(unix))]
    std::process::exit(0);
}

/// Tokens of one module, with no probe and no reader.
pub(crate) fn open(module: &std::path::Path) -> Tokens {
    let tokens = Tokens::new(Options {
        poll: Duration::ZERO,
        pcsc: false,
        ..Options::default()
    });
    tokens.add_module(module, ModuleSource::Person);
    tokens.refresh();
    assert_eq!(tokens.modules()[0].state, ModuleState::Ready);
    tokens
}

impl World {
    fn new(kind: &'static UnderTest, module: PathBuf) -> Self {
        let tokens = open(&module);
        let mut blank = tokens.tokens();
        blank.retain(|token| !token.initialised);
        let blank = tokens.token(&blank[0].id).unwrap();
        let (so, user) = (
            SecretString::from("87654321"),
            SecretString::from("12345678"),
        );
        let info = blank.initialise(&so, LABEL, &user).unwrap();
        tokens.refresh();
        Self {
            token: tokens.token(&info.id).unwrap(),
            kind,
            module,
            tokens,
            user,
            so,
        }
    }

    pub(crate) fn make(&self, algorithm: KeyAlgorithm, label: &str) -> TokenKey {
        let cancel = Cancellation::default();
        self.token
            .generate(&self.user, algorithm, None, label, &cancel, |_| {})
            .unwrap()
    }

    /// Runs pkcs11-tool on the token; `None` where it is not installed.
    pub(crate) fn pkcs11_tool(&self, arguments: &[&str]) -> Option<Output> {
        let tool = tanba_testkit::tool("pkcs11-tool")?;
        let mut command = Command::new(tool);
        command.arg("--module").arg(&self.module);
        command.args(["--token-label", LABEL]).args(arguments);
        Some(command.output().unwrap())
    }

    /// As [`Self::pkcs11_tool`], logged in, and it must succeed. Its standard output.
    pub(crate) fn pkcs11_tool_logged_in(&self, arguments: &[&str]) -> Option<String> {
        let mut all = vec!["--login", "--pin", self.user.expose_secret()];
        all.extend(arguments);
        let output = self.pkcs11_tool(&all)?;
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// A certificate that the key issues for itself.
pub(crate) fn certify(signer: &dyn Signer, common_name: &str) -> Certificate {
    let leaf = Leaf {
        subject: Subject {
            common_name: Some(common_name.into()),
            ..Subject::default()
        },
        purpose: KeyPurpose::Signature,
        roles: vec![Role::Individual],
        storage: KeyStorage::Pkcs12,
        urls: LeafUrls::default(),
    };
    let (from, to) = (
        datetime!(2026-01-01 0:00 UTC),
        datetime!(2029-01-01 0:00 UTC),
    );
    let prepared = leaf
        .self_signed(signer.public_key(), from, to)
        .unwrap()
        .prepare(signer.default_algorithm())
        .unwrap();
    let value = signer.sign(&prepared.to_be_signed()).unwrap();
    prepared.finish(&value).unwrap()
}
