//! X.509 as typed values: certificates and their parts, revocation, time stamps, PKCS#12, names
//! with IIN and BIN, the NCA's profile and path validation.
//!
//! It knows no file, no network and no clock: bytes and times come in, values come out. Signatures
//! are verified here; private keys stay behind the `Signer` of `keystore`.
//!
//! ```
//! use tanba_pki::anchor::{builtin, Environment};
//! let anchor = &builtin(Environment::Test)[0];
//! assert_eq!(anchor.public_key()?.name(), "GOST 34.10-2015 (512)");
//! # Ok::<(), tanba_pki::Error>(())
//! ```

#![warn(missing_docs)]

pub mod algorithm;
pub mod anchor;
mod asn1;
pub mod ber;
pub mod builder;
pub mod certificate;
pub mod crl;
pub mod digest;
mod element;
mod error;
pub mod extension;
#[doc(hidden)]
pub mod fuzzing;
pub mod indication;
pub mod instant;
pub mod key;
pub mod name;
pub mod ocsp;
pub mod oid;
pub mod path;
pub mod pem;
pub mod pkcs12;
pub mod private_key;
pub mod profile;
pub mod request;
pub mod signed_data;
pub mod signing;
pub mod tlv;
pub mod tsp;

pub use certificate::Certificate;
pub use const_oid::ObjectIdentifier;
pub use error::{Error, Result};
pub use key::PublicKey;
