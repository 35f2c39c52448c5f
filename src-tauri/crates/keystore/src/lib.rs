//! Keys behind one door, the [`Signer`]: whatever holds the private key, what is asked of it is a public
//! key, a certificate and a signature. Here are the keys in PKCS#12 files and those on PKCS#11 tokens.
//!
//! Private-key operations of RSA and elliptic curves run in OpenSSL, those of GOST in `tanba-gost`. Every
//! signature is verified under the public key before it leaves, so that a fault while signing cannot give
//! the key away. Secrets live in types that wipe themselves.
//!
//! The crate must not know: documents and signature formats, the network, prompts, texts for people. It
//! asks nobody for a password, it is given one.
//!
//! ```no_run
//! use tanba_keystore::{Signer, file::KeyFile};
//! use tanba_pki::signing::ToBeSigned;
//!
//! # fn main() -> Result<(), tanba_keystore::Error> {
//! let file = KeyFile::open("GOST512_ec42.p12".as_ref())?;
//! let signers = file.unlock(&"Qwerty12".into())?;
//! if let Some(signer) = signers.first() {
//!     let algorithm = signer.default_algorithm();
//!     let value = signer.sign(&ToBeSigned { algorithm, message: b"hello".to_vec() })?;
//!     println!("{} bytes", value.0.len());
//! }
//! # Ok(())
//! # }
//! ```

mod error;
pub mod file;
pub mod password;
mod random;
mod signer;
pub mod software;
pub mod token;

pub use error::Error;
pub use random::SystemRandom;
pub use signer::Signer;
