//! A PKCS#11 module for tests: no token is needed to have one inserted, pulled out, hanging, crashing,
//! full, locked, or lying about itself.
//!
//! Everything lies in one folder, which is `$TANBA_TEST_TOKEN`, else the one that the module was loaded
//! from, so that copies of it are modules of their own:
//!
//! - `slot`: there is a token in the slot while this file exists. It holds the token's serial number.
//! - `tokens/SERIAL.json`: a token, [`TokenFile`]. Programs share it under a lock.
//! - `behaviour`: a line each for what goes wrong, [`Behaviour`]; read again at every call.
//! - `calls`: every call is noted here while this file exists.
//!
//! Its keys are real: OpenSSL makes RSA and elliptic ones, `tanba-gost` those of GOST.
//!
//! `unsafe` is allowed here and nowhere else in the house: a C library is pointers and lengths. It stays in
//! [`ffi`] and in the functions of [`calls`], which believe their caller as every module must.
//!
//! ```no_run
//! use token_module::{TestToken, TokenFile};
//!
//! # fn main() -> std::io::Result<()> {
//! let token = TestToken::new("/tmp/one".as_ref())?;
//! token.put(&TokenFile::new("0A1B2C"))?;
//! token.insert("0A1B2C")?; // now `token.module()` has a token in its slot
//! token.remove()?;
//! # Ok(())
//! # }
//! ```

mod behaviour;
mod calls;
mod ffi;
mod fixture;
mod generate;
mod mechanism;
mod object;
mod pin;
mod process;
mod sign;
mod token_file;

pub use behaviour::{Behaviour, Nonsense};
pub use fixture::TestToken;
pub use token_file::{Attributes, Bytes, Object, TokenFile};

/// What a call ends with when it does not succeed: a `CKR_…`.
type Answer<T = ()> = Result<T, cryptoki_sys::CK_RV>;
