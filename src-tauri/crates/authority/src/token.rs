//! Keys of authorities on PKCS#11 tokens, or in a hardware security module: made there, and never anywhere else.

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tanba_keystore::Signer as _;
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{Cancellation, ModuleSource, Options, Token, TokenSigner, Tokens};

use crate::Error;

/// A token by its module and serial number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityToken {
    /// The path of the PKCS#11 module.
    pub module: PathBuf,
    /// CK_TOKEN_INFO.serialNumber without its padding.
    pub serial: String,
}

impl AuthorityToken {
    /// The token, which has to be there. What is kept in the server does not come and go: nothing watches.
    fn find(&self) -> Result<Token, Error> {
        let tokens = Tokens::new(Options {
            poll: Duration::ZERO,
            pcsc: false,
            ..Options::default()
        });
        tokens.add_module(&self.module, ModuleSource::Person);
        tokens.refresh();
        let all = tokens.tokens();
        let found = all.iter().find(|token| token.serial == self.serial);
        let found = found.ok_or_else(|| Error::TokenMissing(self.serial.clone()))?;
        Ok(tokens.token(&found.id)?)
    }
}

/// Makes a key.
pub(crate) fn make(
    token: &AuthorityToken,
    algorithm: KeyAlgorithm,
    label: &str,
    pin: &SecretString,
) -> Result<TokenSigner, Error> {
    let token = token.find()?;
    let key = token.generate(
        pin,
        algorithm,
        None,
        label,
        &Cancellation::default(),
        |_| (),
    )?;
    Ok(token.signer(&key.id, pin)?)
}

/// What is kept of a key that lies there.
pub(crate) fn reference(token: &AuthorityToken) -> Vec<u8> {
    serde_json::to_vec(token).unwrap_or_default()
}

/// Opens the key that was kept in this way.
pub(crate) fn open(
    reference: &[u8],
    name: &str,
    pin: Option<&SecretString>,
) -> Result<TokenSigner, Error> {
    let token: AuthorityToken = serde_json::from_slice(reference)
        .map_err(|_| Error::Damaged("where a key is on a token"))?;
    let pin = pin.ok_or(Error::Missing("the PIN of the token"))?;
    let key = hex::decode(name).map_err(|_| Error::Damaged("the name of a key"))?;
    let signer = token.find()?.signer(&key, pin)?;
    match signer.key_identifier().to_string() == name {
        true => Ok(signer),
        false => Err(Error::Damaged("a token holds another key")),
    }
}
