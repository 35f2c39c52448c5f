//! Keys whose private half is in this process: opened from a file or just made.

use openssl::md::{Md, MdRef};
use openssl::pkey::{HasPublic, PKey, PKeyRef, Private};
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::Padding;
use openssl::sign::RsaPssSaltlen;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::key::encoding_of;
use tanba_pki::private_key::PrivateKey;
use tanba_pki::signing::{KeyIdentifier, SignatureValue, ToBeSigned};
use tanba_pki::{Certificate, PublicKey};

use crate::{Error, Signer, SystemRandom};

mod generate;
mod issue;

pub use generate::{KeyAlgorithm, generate};
pub use issue::request;

/// A private key in memory.
#[derive(Clone)]
pub struct SoftwareKey {
    private: PrivateKey,
    /// OpenSSL's form of an RSA or elliptic key.
    openssl: Option<PKey<Private>>,
    key_identifier: KeyIdentifier,
}

impl SoftwareKey {
    /// Takes a parsed private key into use.
    ///
    /// # Errors
    /// [`Error::OpenSsl`] when OpenSSL finds the key inconsistent.
    pub fn new(private: PrivateKey) -> Result<Self, Error> {
        let openssl = match private.public_key() {
            PublicKey::Rsa(_) | PublicKey::P256(_) | PublicKey::P384(_) | PublicKey::P521(_) => {
                Some(PKey::private_key_from_pkcs8(private.pkcs8_der())?)
            }
            _ => None,
        };
        let key_identifier = private.public_key().key_identifier()?;
        Ok(Self {
            private,
            openssl,
            key_identifier,
        })
    }

    /// The private key itself, to be written into a file.
    pub fn private_key(&self) -> &PrivateKey {
        &self.private
    }

    fn sign_digest(&self, algorithm: SignatureAlgorithm, digest: &[u8]) -> Result<Vec<u8>, Error> {
        let mismatch = || Error::AlgorithmMismatch(algorithm);
        if let Some((key, dialect)) = self.private.gost() {
            if self.private.public_key().default_signature_algorithm() != algorithm {
                return Err(mismatch());
            }
            return key
                .sign_digest(digest, encoding_of(dialect), &mut SystemRandom)
                .map_err(|error| match error {
                    tanba_gost::Error::Randomness => Error::Randomness,
                    _ => mismatch(),
                });
        }
        let key = self.openssl.as_ref().ok_or_else(mismatch)?;
        let md = md(algorithm.digest()).ok_or_else(mismatch)?;
        let mut context = PkeyCtx::new(key)?;
        context.sign_init()?;
        match (self.private.public_key(), algorithm) {
            (PublicKey::Rsa(_), SignatureAlgorithm::RsaPkcs1(_)) => {
                context.set_rsa_padding(Padding::PKCS1)?;
            }
            (PublicKey::Rsa(_), SignatureAlgorithm::RsaPss { salt_length, .. }) => {
                let length = i32::try_from(salt_length).map_err(|_| mismatch())?;
                context.set_rsa_padding(Padding::PKCS1_PSS)?;
                context.set_rsa_pss_saltlen(RsaPssSaltlen::custom(length))?;
                context.set_rsa_mgf1_md(md)?;
            }
            (
                PublicKey::P256(_) | PublicKey::P384(_) | PublicKey::P521(_),
                SignatureAlgorithm::Ecdsa(_),
            ) => {}
            _ => return Err(mismatch()),
        }
        context.set_signature_md(md)?;
        let mut value = Vec::new();
        context.sign_to_vec(digest, &mut value)?;
        Ok(value)
    }

    /// Lets a signature out only when it verifies.
    fn release(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        value: Vec<u8>,
    ) -> Result<SignatureValue, Error> {
        let verified = match &self.openssl {
            Some(key) => verify(key, algorithm, digest, &value).unwrap_or(false),
            None => self
                .public_key()
                .verify_digest(algorithm, digest, &value)
                .is_ok(),
        };
        match verified {
            true => Ok(SignatureValue(value)),
            false => Err(Error::SignatureFault),
        }
    }
}

/// Whether OpenSSL finds that a signature holds: for RSA many times as fast as RustCrypto, and as often as keys
/// here sign.
pub(crate) fn verify<T: HasPublic>(
    key: &PKeyRef<T>,
    algorithm: SignatureAlgorithm,
    digest: &[u8],
    value: &[u8],
) -> Result<bool, Error> {
    let mismatch = || Error::AlgorithmMismatch(algorithm);
    let md = md(algorithm.digest()).ok_or_else(mismatch)?;
    let mut context = PkeyCtx::new(key)?;
    context.verify_init()?;
    match algorithm {
        SignatureAlgorithm::RsaPkcs1(_) => context.set_rsa_padding(Padding::PKCS1)?,
        SignatureAlgorithm::RsaPss { salt_length, .. } => {
            let length = i32::try_from(salt_length).map_err(|_| mismatch())?;
            context.set_rsa_padding(Padding::PKCS1_PSS)?;
            context.set_rsa_pss_saltlen(RsaPssSaltlen::custom(length))?;
            context.set_rsa_mgf1_md(md)?;
        }
        _ => {}
    }
    context.set_signature_md(md)?;
    Ok(context.verify(digest, value)?)
}

impl Signer for SoftwareKey {
    fn public_key(&self) -> &PublicKey {
        self.private.public_key()
    }

    fn key_identifier(&self) -> &KeyIdentifier {
        &self.key_identifier
    }

    fn certificate(&self) -> Option<&Certificate> {
        None
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, Error> {
        let digest = to_be_signed.digest();
        let value = self.sign_digest(to_be_signed.algorithm, &digest)?;
        self.release(to_be_signed.algorithm, &digest, value)
    }
}

impl std::fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoftwareKey")
            .field("key_identifier", &self.key_identifier)
            .finish_non_exhaustive()
    }
}

fn md(digest: DigestAlgorithm) -> Option<&'static MdRef> {
    match digest {
        DigestAlgorithm::Sha1 => Some(Md::sha1()),
        DigestAlgorithm::Sha224 => Some(Md::sha224()),
        DigestAlgorithm::Sha256 => Some(Md::sha256()),
        DigestAlgorithm::Sha384 => Some(Md::sha384()),
        DigestAlgorithm::Sha512 => Some(Md::sha512()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
