//! Message digests, named by what they compute and by the dialect of their identifier.

use const_oid::{ObjectIdentifier, db};
use der::asn1::{Any, Null};
use digest::DynDigest;
use serde::{Deserialize, Serialize};
use spki::AlgorithmIdentifierOwned;

use crate::{Error, Result, oid};

/// Which national arc names a GOST algorithm; the mathematics is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Dialect {
    /// `1.2.398.3.10`: everything little-endian.
    Kazakh,
    /// `1.2.643.7.1`: as RFC 9215 writes it.
    Rfc9215,
}

/// A message digest algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DigestAlgorithm {
    /// SHA-1 (FIPS 180-4); only for what others made.
    Sha1,
    /// SHA-224 (FIPS 180-4).
    Sha224,
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384 (FIPS 180-4).
    Sha384,
    /// SHA-512 (FIPS 180-4).
    Sha512,
    /// GOST R 34.11-2012, 256 bit (RFC 6986).
    Streebog256(Dialect),
    /// GOST R 34.11-2012, 512 bit (RFC 6986).
    Streebog512(Dialect),
    /// GOST R 34.11-94 with the test S-box, GOST 34.311 in Kazakhstan; only for what others made.
    Gost94,
}

impl DigestAlgorithm {
    /// Every algorithm, for look-ups.
    pub const ALL: [Self; 10] = [
        Self::Sha1,
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Streebog256(Dialect::Kazakh),
        Self::Streebog256(Dialect::Rfc9215),
        Self::Streebog512(Dialect::Kazakh),
        Self::Streebog512(Dialect::Rfc9215),
        Self::Gost94,
    ];

    /// The algorithm that `oid` names.
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|digest| digest.oid() == oid)
    }

    /// The algorithm of an AlgorithmIdentifier.
    ///
    /// # Errors
    /// [`Error::UnsupportedAlgorithm`] when the identifier is not one of ours.
    pub fn from_identifier(identifier: &AlgorithmIdentifierOwned) -> Result<Self> {
        Self::from_oid(identifier.oid).ok_or(Error::UnsupportedAlgorithm(identifier.oid))
    }

    /// Its object identifier.
    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => db::rfc5912::ID_SHA_1,
            Self::Sha224 => db::rfc5912::ID_SHA_224,
            Self::Sha256 => db::rfc5912::ID_SHA_256,
            Self::Sha384 => db::rfc5912::ID_SHA_384,
            Self::Sha512 => db::rfc5912::ID_SHA_512,
            Self::Streebog256(Dialect::Kazakh) => oid::KZ_STREEBOG256,
            Self::Streebog512(Dialect::Kazakh) => oid::KZ_STREEBOG512,
            Self::Streebog256(Dialect::Rfc9215) => oid::TC26_STREEBOG256,
            Self::Streebog512(Dialect::Rfc9215) => oid::TC26_STREEBOG512,
            Self::Gost94 => oid::KZ_GOST94,
        }
    }

    /// Its AlgorithmIdentifier, with NULL parameters as the Kazakh tools and most others write it
    /// in CMS; absent for RFC 9215.
    pub fn identifier(self) -> AlgorithmIdentifierOwned {
        let parameters = match self {
            Self::Streebog256(Dialect::Rfc9215) | Self::Streebog512(Dialect::Rfc9215) => None,
            _ => Some(Any::from(Null)),
        };
        AlgorithmIdentifierOwned {
            oid: self.oid(),
            parameters,
        }
    }

    /// Length of the digest in bytes.
    pub const fn size(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 | Self::Streebog256(_) | Self::Gost94 => 32,
            Self::Sha384 => 48,
            Self::Sha512 | Self::Streebog512(_) => 64,
        }
    }

    /// The digest of `message`.
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        let mut hasher = self.hasher();
        hasher.update(message);
        hasher.finalize()
    }

    /// A hasher to feed piece by piece.
    pub fn hasher(self) -> Hasher {
        let state: Box<dyn DynDigest + Send + Sync> = match self {
            Self::Sha1 => Box::new(sha1::Sha1::default()),
            Self::Sha224 => Box::new(sha2::Sha224::default()),
            Self::Sha256 => Box::new(sha2::Sha256::default()),
            Self::Sha384 => Box::new(sha2::Sha384::default()),
            Self::Sha512 => Box::new(sha2::Sha512::default()),
            Self::Streebog256(_) => Box::new(tanba_gost::Streebog256::default()),
            Self::Streebog512(_) => Box::new(tanba_gost::Streebog512::default()),
            Self::Gost94 => Box::new(tanba_gost::Gost94::default()),
        };
        Hasher {
            algorithm: self,
            state,
        }
    }

    /// Its name as people know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Streebog256(_) => "GOST R 34.11-2012 (256)",
            Self::Streebog512(_) => "GOST R 34.11-2012 (512)",
            Self::Gost94 => "GOST 34.311-95",
        }
    }
}

/// A digest in the making.
pub struct Hasher {
    algorithm: DigestAlgorithm,
    state: Box<dyn DynDigest + Send + Sync>,
}

impl Hasher {
    /// What it computes.
    pub fn algorithm(&self) -> DigestAlgorithm {
        self.algorithm
    }

    /// Adds a piece of the message.
    pub fn update(&mut self, data: &[u8]) {
        self.state.update(data);
    }

    /// The digest of all that was added.
    pub fn finalize(self) -> Vec<u8> {
        self.state.finalize().into_vec()
    }
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hasher")
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

impl std::io::Write for Hasher {
    fn write(&mut self, data: &[u8]) -> std::io::Result<usize> {
        self.update(data);
        Ok(data.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
