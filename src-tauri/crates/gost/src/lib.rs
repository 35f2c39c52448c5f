//! GOST R 34.10-2012 signatures, Streebog and GOST R 34.11-94, in the encodings of Kazakhstan and
//! of RFC 9215.
//!
//! Purpose: the arithmetic under every Kazakh signature. Signing is constant-time in the key and
//! the nonce; verifying is not, as it handles public values only. The crate knows numbers and
//! octets; it must not know ASN.1, certificates, files or clocks, and randomness is handed to it.
//!
//! ```
//! use tanba_gost::{Digest, Encoding, SigningKey, Streebog512, TC26_512_A, VerifyingKey};
//!
//! let key = SigningKey::from_bytes(&TC26_512_A, &[7; 64])?;
//! let digest = Streebog512::digest(b"document");
//! let signature = key.sign_digest_deterministic(&digest, Encoding::Kazakh)?;
//!
//! let public = VerifyingKey::from_bytes(&TC26_512_A, &key.verifying_key().to_bytes())?;
//! public.verify_digest(&digest, &signature, Encoding::Kazakh)?;
//! let other = Streebog512::digest(b"another document");
//! assert!(public.verify_digest(&other, &signature, Encoding::Kazakh).is_err());
//! # Ok::<(), tanba_gost::Error>(())
//! ```

#![warn(missing_docs)]

mod arithmetic;
mod curve;
mod encoding;
mod error;
#[doc(hidden)]
pub mod fuzzing;
mod gost94;
mod nonce;
mod parameters;
mod sets;
mod signing_key;
mod streebog;
mod verifying_key;

pub use digest::Digest;
pub use encoding::Encoding;
pub use error::Error;
pub use gost94::{
    CryptoProParamSet, Gost94, Gost94Core, Gost94CryptoPro, SubstitutionBox, TestParamSet,
};
pub use parameters::ParameterSet;
pub use sets::{
    CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C, TC26_256_A, TC26_512_A, TC26_512_B, TC26_512_C,
    TEST_256, TEST_512,
};
pub use signing_key::SigningKey;
pub use streebog::{Streebog256, Streebog512, StreebogCore};
pub use verifying_key::VerifyingKey;
