//! Nonces in the manner of RFC 6979: HMAC_DRBG (NIST SP 800-90A) over key, digest and,
//! for hedged signatures, fresh randomness.
//!
//! The hash is SHA-512 rather than Streebog, whose tables would be read at addresses
//! made from the key.

use hmac::{Hmac, Mac};
use sha2::Sha512;
use zeroize::{Zeroize, Zeroizing};

use crate::ParameterSet;
use crate::arithmetic::words;

/// The state of the generator: K and V of RFC 6979, section 3.2.
pub(crate) struct Nonces {
    key: [u8; 64],
    value: [u8; 64],
    bits: usize,
}

impl Nonces {
    /// `entropy` is empty for deterministic signatures (RFC 6979, section 3.6).
    pub(crate) fn new(
        set: &ParameterSet,
        scalar: &[u64; 8],
        digest: &[u64; 8],
        entropy: &[u8],
    ) -> Self {
        let size = set.size();
        let mut seed = Zeroizing::new([0; 128]);
        let (left, right) = seed.split_at_mut(size);
        words::write_le_bytes(scalar, left);
        words::write_le_bytes(digest, right.split_at_mut(size).0);
        let seed = seed.split_at(2 * size).0;
        let bits = words::bit_length_vartime(set.order());
        let mut nonces = Self {
            key: [0; 64],
            value: [1; 64],
            bits,
        };
        nonces.absorb(0, &[seed, entropy]);
        nonces.absorb(1, &[seed, entropy]);
        nonces
    }

    /// The next candidate, of as many bits as the order has; it may still be zero or too large.
    pub(crate) fn next(&mut self) -> Zeroizing<[u64; 8]> {
        self.step();
        let mut nonce = Zeroizing::new(words::from_le_bytes::<8>(&self.value));
        for (i, word) in nonce.iter_mut().enumerate() {
            match self.bits.saturating_sub(64 * i) {
                0 => *word = 0,
                bits @ 1..64 => *word &= (1 << bits) - 1,
                _ => {}
            }
        }
        self.absorb(0, &[]);
        nonce
    }

    fn absorb(&mut self, separator: u8, parts: &[&[u8]]) {
        let mut mac = self.mac();
        mac.update(&self.value);
        mac.update(&[separator]);
        for part in parts {
            mac.update(part);
        }
        self.key = mac.finalize().into_bytes().into();
        self.step();
    }

    fn step(&mut self) {
        let mut mac = self.mac();
        mac.update(&self.value);
        self.value = mac.finalize().into_bytes().into();
    }

    /// The key is as long as the digest, which is within the block, so this is a plain HMAC.
    fn mac(&self) -> Hmac<Sha512> {
        let mut block = Zeroizing::new([0; 128]);
        block.split_at_mut(64).0.copy_from_slice(&self.key);
        <Hmac<Sha512> as digest::KeyInit>::new((&*block).into())
    }
}

impl Drop for Nonces {
    fn drop(&mut self) {
        self.key.zeroize();
        self.value.zeroize();
    }
}
