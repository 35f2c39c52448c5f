use std::fmt;

use rand_core::CryptoRngCore;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::arithmetic::words;
use crate::nonce::Nonces;
use crate::{Encoding, Error, ParameterSet, VerifyingKey};

/// How often a random number is drawn anew before the generator is given up as broken.
const ATTEMPTS: usize = 256;

/// A private key: a scalar d, 0 < d < q. Wiped from memory when dropped, never shown by
/// [`fmt::Debug`]; nothing that uses it branches on it or reads memory at addresses made from it.
#[derive(Clone)]
pub struct SigningKey {
    scalar: [u64; 8],
    verifying_key: VerifyingKey,
}

impl SigningKey {
    /// Reads a little-endian scalar of [`ParameterSet::size`] octets, as in the PKCS#8 of the
    /// NCA and of RFC 9215.
    ///
    /// # Errors
    /// [`Error::KeyLength`], and [`Error::ScalarRange`] for zero and for q and above.
    pub fn from_bytes(parameter_set: &'static ParameterSet, bytes: &[u8]) -> Result<Self, Error> {
        let size = parameter_set.size();
        if bytes.len() != size {
            return Err(Error::KeyLength {
                expected: size,
                actual: bytes.len(),
            });
        }
        Self::from_scalar(parameter_set, words::from_le_bytes(bytes))
    }

    /// Makes a key from a generator of random numbers.
    ///
    /// # Errors
    /// [`Error::Randomness`] when the generator fails or never gives a number in range.
    pub fn random(
        parameter_set: &'static ParameterSet,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, Error> {
        let bits = words::bit_length_vartime(parameter_set.order());
        let mut bytes = Zeroizing::new([0; 64]);
        for _ in 0..ATTEMPTS {
            let (used, _) = bytes.split_at_mut(bits.div_ceil(8));
            rng.try_fill_bytes(used).map_err(|_| Error::Randomness)?;
            if let (Some(last), 1..8) = (used.last_mut(), bits % 8) {
                *last &= (1 << (bits % 8)) - 1;
            }
            if let Ok(key) = Self::from_scalar(parameter_set, words::from_le_bytes(&*bytes)) {
                return Ok(key);
            }
        }
        Err(Error::Randomness)
    }

    fn from_scalar(
        parameter_set: &'static ParameterSet,
        mut scalar: [u64; 8],
    ) -> Result<Self, Error> {
        if let Err(error) = parameter_set.engine().check_scalar(&scalar) {
            scalar.zeroize();
            return Err(error);
        }
        Ok(Self {
            scalar,
            verifying_key: VerifyingKey::from_scalar(parameter_set, &scalar),
        })
    }

    /// The little-endian scalar, [`ParameterSet::size`] octets.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(vec![0; self.parameter_set().size()]);
        words::write_le_bytes(&self.scalar, &mut out);
        out
    }

    /// The curve of the key.
    #[must_use]
    pub fn parameter_set(&self) -> &'static ParameterSet {
        self.verifying_key.parameter_set()
    }

    /// The public key.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.verifying_key
    }

    /// Signs a digest (RFC 7091, section 6.1) with a hedged nonce: it is derived from the key, the
    /// digest and fresh randomness, so neither a weak generator nor a fault that repeats one
    /// of the other two gives the key away. The digest is as long as a scalar.
    ///
    /// # Errors
    /// [`Error::DigestLength`], and [`Error::Randomness`] when the generator fails.
    pub fn sign_digest(
        &self,
        digest: &[u8],
        encoding: Encoding,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, Error> {
        let mut entropy = Zeroizing::new([0; 64]);
        rng.try_fill_bytes(&mut *entropy)
            .map_err(|_| Error::Randomness)?;
        self.sign_with(digest, encoding, &*entropy)
    }

    /// Signs a digest with a nonce derived from key and digest alone, in the manner of
    /// RFC 6979, section 3.2, with HMAC-SHA-512: the same input gives the same signature.
    ///
    /// # Errors
    /// [`Error::DigestLength`].
    pub fn sign_digest_deterministic(
        &self,
        digest: &[u8],
        encoding: Encoding,
    ) -> Result<Vec<u8>, Error> {
        self.sign_with(digest, encoding, &[])
    }

    fn sign_with(
        &self,
        digest: &[u8],
        encoding: Encoding,
        entropy: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let set = self.parameter_set();
        let size = set.size();
        if digest.len() != size {
            return Err(Error::DigestLength {
                expected: size,
                actual: digest.len(),
            });
        }
        let engine = set.engine();
        let digest = words::from_le_bytes(digest);
        let mut nonces = Nonces::new(set, &self.scalar, &digest, entropy);
        for _ in 0..ATTEMPTS {
            let nonce = nonces.next();
            if engine.check_scalar(&nonce).is_err() {
                continue;
            }
            if let Some((r, s)) = engine.sign(&digest, &self.scalar, &nonce) {
                let mut out = vec![0; 2 * size];
                let (left, right) = out.split_at_mut(size);
                words::write_le_bytes(&r, left);
                words::write_le_bytes(&s, right);
                encoding.convert(&mut out);
                return Ok(out);
            }
        }
        Err(Error::Randomness)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("verifying_key", &self.verifying_key)
            .finish_non_exhaustive()
    }
}

impl Drop for SigningKey {
    fn drop(&mut self) {
        self.scalar.zeroize();
    }
}

impl ZeroizeOnDrop for SigningKey {}
