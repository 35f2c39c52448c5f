//! PKCS#12 files (RFC 7292): private keys and certificates under one password.
//!
//! [`Pfx::parse`] needs no password and shows what is not encrypted; [`Pfx::open`] checks the MAC and
//! decrypts. [`write`] makes a file in the NCA's layout or a modern one. The reader takes BER, the
//! encryption of old (3DES, RC2) and PBES2, and MACs from SHA-1 to PBMAC1 (RFC 9579). How much work a file
//! may ask for is bounded.

use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

use crate::{ber, tlv};

mod bags;
mod kdf;
mod mac;
mod oid;
mod password;
mod pbe;
mod reader;
mod sha256;
mod writer;

pub use bags::{BagAttributes, CertificateBag, Contents, KeyBag};
pub use reader::Pfx;
pub use writer::{Layout, MODERN_ITERATIONS, write, write_iterated};

/// Files larger than this are refused, in bytes: a key, its chain and much room.
pub const MAX_SIZE: usize = 4 << 20;

/// Iterations of a hash that one opening of a file may cost in all. The files met ask for a few thousand
/// up to a million for each of three derivations.
pub const MAX_ITERATIONS: u64 = 20_000_000;

/// Bags, attributes and safes beyond this number are refused.
const MAX_COUNT: usize = 256;

/// Why a PKCS#12 file was not opened or written.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Error {
    /// Not a PKCS#12 file, or a damaged one; the text says where.
    #[error("not a whole PKCS#12 file: {0}")]
    Damaged(&'static str),
    /// Not the structure of RFC 7292.
    #[error("not a whole PKCS#12 file: {0}")]
    Structure(#[from] tlv::Error),
    /// The file does not open with this password.
    #[error("the password is wrong")]
    WrongPassword,
    /// An algorithm that is not known here.
    #[error("algorithm {0} is not supported")]
    UnsupportedAlgorithm(ObjectIdentifier),
    /// The file is protected by a public key and not by a password (RFC 7292 §3.1).
    #[error("the file is not protected by a password")]
    PublicKeyMode,
    /// The file asks for more work than [`MAX_ITERATIONS`].
    #[error("the file asks for too much work to open it")]
    TooManyIterations,
    /// The file is larger than [`MAX_SIZE`] or has too many parts.
    #[error("the file is too large")]
    TooLarge,
    /// There is nothing to write, or no password to write it under.
    #[error("nothing to write: {0}")]
    Empty(&'static str),
}

impl From<ber::Error> for Error {
    fn from(error: ber::Error) -> Self {
        match error {
            ber::Error::Syntax(error) => Self::Structure(error),
            ber::Error::TooDeep => Self::Damaged("nested too deeply"),
            ber::Error::TooLarge => Self::TooLarge,
        }
    }
}

/// Bytes that are wiped when dropped.
type Secret = Zeroizing<Vec<u8>>;

/// What is left of [`MAX_ITERATIONS`].
struct Budget(u64);

impl Budget {
    /// Pays for `iterations` of a derivation that produces `blocks` blocks.
    fn spend(&mut self, iterations: u32, blocks: usize) -> Result<(), Error> {
        let blocks = u64::try_from(blocks).map_err(|_| Error::TooManyIterations)?;
        let cost = u64::from(iterations).saturating_mul(blocks.max(1));
        self.0 = self.0.checked_sub(cost).ok_or(Error::TooManyIterations)?;
        Ok(())
    }
}

/// Reads an iteration count: positive, at most 2³²−1.
fn iterations(cursor: &mut tlv::Cursor<'_>) -> Result<u32, Error> {
    let integer = cursor.integer()?;
    match tlv::unsigned(integer).map(u32::try_from) {
        Ok(Ok(0)) => Err(Error::Damaged("iteration count")),
        Ok(Ok(count)) => Ok(count),
        _ if integer.first().is_some_and(|first| first & 0x80 == 0) => {
            Err(Error::TooManyIterations)
        }
        _ => Err(Error::Damaged("iteration count")),
    }
}

#[cfg(test)]
mod tests;
