//! The secret beside the records: who copies the records alone can neither try out codes nor make proofs.

use hmac::{Hmac, Mac as _};
use rand_core::CryptoRngCore;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// 256 random bits, kept outside the records.
#[derive(Clone)]
pub struct Pepper(Zeroizing<[u8; Self::SIZE]>);

impl Pepper {
    /// Its size in bytes.
    pub const SIZE: usize = 32;

    /// Makes one.
    pub fn make(rng: &mut dyn CryptoRngCore) -> Self {
        let mut bytes = Zeroizing::new([0; Self::SIZE]);
        rng.fill_bytes(&mut *bytes);
        Self(bytes)
    }

    /// The one that was stored.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes
            .try_into()
            .ok()
            .map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// What is to be stored, for nobody else to read.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &*self.0
    }

    /// HMAC-SHA-256 over a use and its parts, each behind its length, in lower-case hex.
    pub(crate) fn derive(&self, usage: &str, parts: &[&str]) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*self.0) else {
            // HMAC takes keys of any length.
            return String::new();
        };
        for part in std::iter::once(&usage).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        hex::encode(mac.finalize().into_bytes())
    }

    /// Whether `found` is what [`Self::derive`] says; takes the same time wherever it differs.
    pub(crate) fn holds(&self, usage: &str, parts: &[&str], found: &str) -> bool {
        let wanted = self.derive(usage, parts);
        !wanted.is_empty() && wanted.as_bytes().ct_eq(found.as_bytes()).into()
    }
}

impl std::fmt::Debug for Pepper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pepper(..)")
    }
}
