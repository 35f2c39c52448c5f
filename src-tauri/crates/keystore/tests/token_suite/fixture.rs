//! The module of the tests with a token in its slot.

use std::time::Duration;

use secrecy::SecretString;
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{Cancellation, ModuleSource, Options, Token, TokenKey, Tokens};
use tanba_keystore::{Error, Signer};
use tanba_pki::signing::ToBeSigned;
use token_module::{TestToken, TokenFile};

pub(crate) const SERIAL: &str = "0A1B2C";

/// More than any call takes that does not hang.
pub(crate) const LIMIT: Duration = Duration::from_secs(5);

pub(crate) struct Fake {
    _folder: tempfile::TempDir,
    pub(crate) fake: TestToken,
    pub(crate) tokens: Tokens,
    pub(crate) pin: SecretString,
}

impl Fake {
    pub(crate) fn new(file: &TokenFile) -> Self {
        Self::with(file, LIMIT)
    }

    pub(crate) fn with(file: &TokenFile, call_limit: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fake = TestToken::new(folder.path()).unwrap();
        fake.put(file).unwrap();
        fake.insert(&file.serial).unwrap();
        let tokens = Tokens::new(Options {
            call_limit,
            poll: Duration::from_millis(20),
            pcsc: false,
            probe: None,
        });
        tokens.add_module(&fake.module(), ModuleSource::Person);
        tokens.refresh();
        Self {
            _folder: folder,
            fake,
            tokens,
            pin: "12345678".into(),
        }
    }

    pub(crate) fn token(&self) -> Token {
        let found = self.tokens.find(SERIAL);
        self.tokens.token(&found[0].id).unwrap()
    }

    pub(crate) fn make(&self, algorithm: KeyAlgorithm) -> Result<TokenKey, Error> {
        let cancel = Cancellation::default();
        self.token()
            .generate(&self.pin, algorithm, None, "x", &cancel, |_| {})
    }
}

pub(crate) fn content(signer: &dyn Signer) -> ToBeSigned {
    ToBeSigned {
        algorithm: signer.default_algorithm(),
        message: b"content".to_vec(),
    }
}

pub(crate) fn new() -> TokenFile {
    TokenFile::new(SERIAL)
}
