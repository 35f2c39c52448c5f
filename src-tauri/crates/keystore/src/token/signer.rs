//! A key on a token that signs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use cryptoki::error::{Error as Cryptoki, RvError as Rv};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::ObjectHandle;
use cryptoki::session::{Session, UserType};
use openssl::pkey::{PKey, Public};
use secrecy::SecretString;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::signing::{KeyIdentifier, SignatureValue, ToBeSigned};
use tanba_pki::{Certificate, PublicKey};

use super::Token;
use super::error::refused;
use super::key::TokenKey;
use super::listing;
use super::module::Module;
use super::objects::{self, Found, named};
use super::pin::{PinKind, PinState};
use super::profile::VendorProfile;
use super::session::Inside;
use super::signature::Way;
use super::slots::TokenId;
use crate::software::verify;
use crate::{Error, Signer};

/// A key on a token. Session and log-in are kept as long as it lives, and the PIN with them: for keys that
/// ask for it every time, and to go on by itself after the token was pulled out and put back. The PIN is sent
/// again only to the token of the same serial number and label, only when that token says that all is well with
/// its PIN, and never after it was refused or changed.
pub struct TokenSigner {
    key: TokenKey,
    public_key: PublicKey,
    key_identifier: KeyIdentifier,
    chain: Vec<Certificate>,
    /// The public key as OpenSSL has it, which verifies several times faster.
    openssl: Option<PKey<Public>>,
    mechanisms: Vec<MechanismType>,
    profile: Option<&'static VendorProfile>,
    held: Arc<Held>,
}

/// What the module's own thread needs of a signer.
struct Held {
    module: Arc<Module>,
    id: TokenId,
    pin: SecretString,
    always_authenticate: bool,
    public_key: PublicKey,
    /// The log-in and the key's handle under it; touched by the module's thread alone.
    place: Mutex<Place>,
    /// The log-in under which a signature was verified last; 0 before the first.
    proven: AtomicU64,
}

#[derive(Clone, Copy)]
struct Place {
    log_in: u64,
    object: ObjectHandle,
}

impl Token {
    /// Opens a key for signing. `key` is a [`TokenKey::id`] or the bytes of a key identifier.
    ///
    /// # Errors
    /// [`Error::KeyNotOnToken`], and as [`Token::log_in`].
    pub fn signer(&self, key: &[u8], pin: &SecretString) -> Result<TokenSigner, Error> {
        let (id, name, secret) = (self.id.clone(), key.to_vec(), pin.clone());
        let opened = self.module.call(move |inside| {
            let (slot, info) = inside.locate(&id)?;
            let log_in = inside.hold(&id, &secret)?;
            let opened = open(inside, &id, log_in, &name, info.profile).and_then(|found| {
                let mechanisms = listing::offered(&inside.pkcs11, slot, info.profile)?;
                Ok((log_in, found, mechanisms, info.profile))
            });
            if opened.is_err() {
                inside.release(&id, log_in);
            }
            opened
        })?;
        let (log_in, (found, chain), mechanisms, profile) = opened;
        // From here on dropping it lets go of the log-in.
        let mut held = Held {
            module: Arc::clone(&self.module),
            id: self.id.clone(),
            pin: pin.clone(),
            always_authenticate: found.key.always_authenticate,
            public_key: found.public_key.clone(),
            place: Mutex::new(Place {
                log_in,
                object: found.object,
            }),
            proven: AtomicU64::new(0),
        };
        held.always_authenticate = found.key.always_authenticate;
        let key_identifier = found.public_key.key_identifier()?;
        let openssl = match found.public_key {
            PublicKey::Gost(..) | PublicKey::Gost2004(_) => None,
            _ => Some(PKey::public_key_from_der(&found.public_key.to_spki_der()?)?),
        };
        Ok(TokenSigner {
            public_key: found.public_key,
            key_identifier,
            key: found.key,
            chain,
            openssl,
            mechanisms,
            profile,
            held: Arc::new(held),
        })
    }
}

/// A key that can sign.
struct Usable {
    key: TokenKey,
    public_key: PublicKey,
    object: ObjectHandle,
}

fn open(
    inside: &Inside,
    id: &TokenId,
    log_in: u64,
    name: &[u8],
    profile: Option<&'static VendorProfile>,
) -> Result<(Usable, Vec<Certificate>), Error> {
    let all = objects::read(inside.held(id, log_in)?, profile, true)?;
    let chain = |found: &Found| match found.private {
        None => found.key.certificate.clone(),
        Some(_) => None,
    };
    let chain = all.iter().filter_map(chain).collect();
    let found = named(all, name)?;
    match (found.private, found.key.public_key.clone()) {
        (Some(object), Some(public_key)) => Ok((
            Usable {
                key: found.key,
                public_key,
                object,
            },
            chain,
        )),
        _ => Err(Error::KeyNotOnToken(hex::encode(name))),
    }
}

impl TokenSigner {
    /// What the token holds of the key.
    pub fn key(&self) -> &TokenKey {
        &self.key
    }

    /// The token it is on.
    pub fn token(&self) -> &TokenId {
        &self.held.id
    }

    fn way(&self, algorithm: SignatureAlgorithm) -> Option<Way> {
        // A key that asks for the PIN each time is signed with in parts, and many a module takes parts only
        // of what it hashes itself.
        let whole = self.held.always_authenticate;
        Way::find(algorithm, &self.mechanisms, self.profile, whole)
    }

    /// Holds a signature against the public key before it is let out: RSA each time, as one faulty value
    /// betrays the key; ECDSA, which takes longer to verify than a fast module needs to sign, the first time
    /// after each log-in.
    fn release(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        value: Vec<u8>,
        log_in: u64,
    ) -> Result<SignatureValue, Error> {
        let is_elliptic = matches!(algorithm, SignatureAlgorithm::Ecdsa(_));
        if is_elliptic && self.held.proven.load(Ordering::Relaxed) == log_in {
            return Ok(SignatureValue(value));
        }
        let verified = match &self.openssl {
            Some(key) => verify(key, algorithm, digest, &value).unwrap_or(false),
            None => self
                .public_key
                .verify_digest(algorithm, digest, &value)
                .is_ok(),
        };
        if !verified {
            return Err(Error::SignatureFault);
        }
        self.held.proven.store(log_in, Ordering::Relaxed);
        Ok(SignatureValue(value))
    }
}

impl Signer for TokenSigner {
    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn key_identifier(&self) -> &KeyIdentifier {
        &self.key_identifier
    }

    fn certificate(&self) -> Option<&Certificate> {
        self.key.certificate.as_ref()
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, Error> {
        let algorithm = to_be_signed.algorithm;
        let mismatch = || Error::AlgorithmMismatch(algorithm);
        let fits = match algorithm {
            SignatureAlgorithm::RsaPkcs1(_) | SignatureAlgorithm::RsaPss { .. } => {
                matches!(self.public_key, PublicKey::Rsa(_))
            }
            SignatureAlgorithm::Ecdsa(_) => matches!(
                self.public_key,
                PublicKey::P256(_) | PublicKey::P384(_) | PublicKey::P521(_)
            ),
            _ => self.public_key.default_signature_algorithm() == algorithm,
        };
        let way = self.way(algorithm).filter(|_| fits).ok_or_else(mismatch)?;
        let digest = to_be_signed.digest();
        let input = way.input(to_be_signed, &digest, &self.public_key)?;
        let held = Arc::clone(&self.held);
        let (raw, log_in) = self
            .held
            .module
            .call(move |inside| held.sign(inside, way, &input))?;
        self.release(algorithm, &digest, way.value(raw)?, log_in)
    }
}

impl Held {
    /// On the module's thread: the raw value, and the log-in that it was made under. A session that went
    /// with its token is opened anew once, should the same token be there again.
    fn sign(&self, inside: &mut Inside, way: Way, input: &[u8]) -> Result<(Vec<u8>, u64), Error> {
        let mechanism = way.mechanism()?;
        let place = self.place();
        let signed = inside
            .held(&self.id, place.log_in)
            .and_then(|session| self.sign_in(session, &mechanism, place.object, input));
        match signed {
            Err(Error::TokenRemoved | Error::LoggedOut) => {}
            other => return self.heard(inside, other).map(|raw| (raw, place.log_in)),
        }
        let place = self.return_to(inside, place)?;
        let session = inside.held(&self.id, place.log_in)?;
        let signed = self.sign_in(session, &mechanism, place.object, input);
        let raw = self.heard(inside, signed)?;
        Ok((raw, place.log_in))
    }

    /// A PIN that was refused for a signature is out of date: it is not sent again.
    fn heard<T>(&self, inside: &mut Inside, signed: Result<T, Error>) -> Result<T, Error> {
        let kind = PinKind::User;
        match signed {
            Err(Error::PinWrong { state, .. }) => {
                inside.revoke(&self.id);
                let state = inside.info(&self.id).map_or(state, |info| info.user_pin);
                Err(Error::PinWrong { kind, state })
            }
            Err(Error::PinLocked { .. }) => {
                inside.revoke(&self.id);
                Err(Error::PinLocked { kind })
            }
            other => other,
        }
    }

    fn sign_in(
        &self,
        session: &Session,
        mechanism: &Mechanism<'_>,
        object: ObjectHandle,
        input: &[u8],
    ) -> Result<Vec<u8>, Error> {
        if !self.always_authenticate {
            return session.sign(mechanism, object, input).map_err(refused);
        }
        session.sign_init(mechanism, object).map_err(refused)?;
        session
            .login(UserType::ContextSpecific, Some(&self.pin))
            .map_err(pin_refused)?;
        session.sign_update(input).map_err(refused)?;
        session.sign_final().map_err(refused)
    }

    fn return_to(&self, inside: &mut Inside, place: Place) -> Result<Place, Error> {
        let log_in = inside.hold_again(&self.id, place.log_in, &self.pin)?;
        let profile = inside.info(&self.id)?.profile;
        let name = self.public_key.key_identifier()?;
        let found = open(inside, &self.id, log_in, &name.0, profile);
        let (usable, _) = found.inspect_err(|_| inside.release(&self.id, log_in))?;
        let place = Place {
            log_in,
            object: usable.object,
        };
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = place;
        Ok(place)
    }

    fn place(&self) -> Place {
        *self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What became of a PIN that was sent for one signature.
fn pin_refused(error: Cryptoki) -> Error {
    let kind = PinKind::User;
    match error {
        Cryptoki::Pkcs11(Rv::PinIncorrect | Rv::PinInvalid | Rv::PinLenRange, _) => {
            let state = PinState::Good;
            Error::PinWrong { kind, state }
        }
        Cryptoki::Pkcs11(Rv::PinLocked, _) => Error::PinLocked { kind },
        other => refused(other),
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let (id, log_in) = (self.id.clone(), self.place().log_in);
        // Nobody waits for it.
        let _ = self.module.post_usual(move |inside| {
            inside.release(&id, log_in);
            Ok(())
        });
    }
}

impl std::fmt::Debug for TokenSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenSigner")
            .field("token", &self.held.id)
            .field("key_identifier", &self.key_identifier)
            .finish_non_exhaustive()
    }
}
