//! The authority's keys at rest: each in a PKCS#12 file of its own under the passphrase, or on a token.

use rand_core::CryptoRngCore;
use secrecy::SecretString;
use tanba_keystore::software::{KeyAlgorithm, SoftwareKey, generate};
use tanba_keystore::{Error as KeyError, Signer};
use tanba_pki::pkcs12::{self, BagAttributes, Contents, KeyBag, Layout, Pfx};
use tanba_pki::private_key::PrivateKey;

use crate::Error;
use crate::token::{self, AuthorityToken};

/// Iterations of PBKDF2 under a passphrase of 256 random bits, which nobody guesses: stretching it would
/// only slow down every start. Under any other use [`crate::MODERN_ITERATIONS`].
pub const PRACTICE_ITERATIONS: u32 = 2048;

/// Where a key belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Root keys: used in ceremonies alone, and may be away from the machine otherwise.
    Root,
    /// Keys that sign every day.
    Online,
    /// Keys of the authorities for TLS.
    Tls,
    /// Not keys: where those are that lie on a token.
    Token,
}

/// A folder of sealed keys. The names are of letters, digits and `_`.
pub trait KeyFolder: Send + Sync {
    /// Writes a sealed key for good; a name is used once.
    ///
    /// # Errors
    /// When it cannot be written, or the name is taken.
    fn save(&self, place: Place, name: &str, sealed: &[u8]) -> std::io::Result<()>;

    /// Reads a sealed key.
    ///
    /// # Errors
    /// When it cannot be read.
    fn load(&self, place: Place, name: &str) -> std::io::Result<Vec<u8>>;
}

/// The folder together with what opens the keys in it.
pub struct Keys<'a> {
    folder: &'a dyn KeyFolder,
    passphrase: &'a SecretString,
    iterations: u32,
    pin: Option<&'a SecretString>,
}

/// A key that is open, wherever it lies.
pub(crate) struct OpenKey(Box<dyn Signer>);

impl std::ops::Deref for OpenKey {
    type Target = dyn Signer;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl std::fmt::Debug for OpenKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenKey({})", self.0.key_identifier())
    }
}

impl<'a> Keys<'a> {
    /// Keys sealed under this passphrase with so many iterations.
    #[must_use]
    pub fn new(folder: &'a dyn KeyFolder, passphrase: &'a SecretString, iterations: u32) -> Self {
        Self {
            folder,
            passphrase,
            iterations,
            pin: None,
        }
    }

    /// The same, with the PIN of the token that keys of authorities lie on.
    #[must_use]
    pub fn with_pin(self, pin: Option<&'a SecretString>) -> Self {
        Self { pin, ..self }
    }

    /// Makes a key and keeps it.
    pub(crate) fn make(
        &self,
        place: Place,
        algorithm: KeyAlgorithm,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<SoftwareKey, Error> {
        let key = generate(algorithm, rng)?;
        let identifier = key.key_identifier();
        let bag = KeyBag {
            private_key_info: key.private_key().pkcs8_der().clone(),
            attributes: BagAttributes {
                friendly_name: Some(identifier.to_string()),
                local_key_id: Some(identifier.0.clone()),
            },
        };
        let contents = Contents {
            keys: vec![bag],
            certificates: Vec::new(),
        };
        let sealed = pkcs12::write_iterated(
            &contents,
            self.passphrase,
            Layout::Modern,
            self.iterations,
            rng,
        )
        .map_err(KeyError::from)?;
        let name = identifier.to_string();
        self.folder
            .save(place, &name, &sealed)
            .map_err(|source| Error::KeyFile { name, source })?;
        Ok(key)
    }

    /// Opens the key of this identifier, in its file or where its file says that it is.
    pub(crate) fn open(&self, place: Place, name: &str) -> Result<OpenKey, Error> {
        match self.folder.load(Place::Token, name) {
            Ok(reference) if place == Place::Online => {
                let signer = token::open(&reference, name, self.pin)?;
                Ok(OpenKey(Box::new(signer)))
            }
            _ => Ok(OpenKey(Box::new(self.open_file(place, name)?))),
        }
    }

    /// Makes a key on a token, and keeps where it is.
    pub(crate) fn make_on_token(
        &self,
        token: &AuthorityToken,
        algorithm: KeyAlgorithm,
        label: &str,
    ) -> Result<OpenKey, Error> {
        let pin = self.pin.ok_or(Error::Missing("the PIN of the token"))?;
        let signer = token::make(token, algorithm, label, pin)?;
        let name = signer.key_identifier().to_string();
        self.folder
            .save(Place::Token, &name, &token::reference(token))
            .map_err(|source| Error::KeyFile { name, source })?;
        Ok(OpenKey(Box::new(signer)))
    }

    /// Opens the key in the file of this identifier.
    pub(crate) fn open_file(&self, place: Place, name: &str) -> Result<SoftwareKey, Error> {
        let sealed = self
            .folder
            .load(place, name)
            .map_err(|source| Error::KeyFile {
                name: name.to_owned(),
                source,
            })?;
        let contents = Pfx::parse(&sealed)
            .and_then(|pfx| pfx.open(self.passphrase))
            .map_err(|error| match error {
                pkcs12::Error::WrongPassword => Error::WrongPassphrase,
                other => KeyError::from(other).into(),
            })?;
        let bag = contents.keys.first().ok_or(KeyError::NoKey)?;
        let key = SoftwareKey::new(PrivateKey::from_pkcs8_der(&bag.private_key_info)?)?;
        if key.key_identifier().to_string() == name {
            Ok(key)
        } else {
            Err(Error::Damaged("a key file holds another key"))
        }
    }
}

impl std::fmt::Debug for Keys<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}
