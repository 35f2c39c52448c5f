//! Signature algorithms: what an AlgorithmIdentifier says, and back.

use const_oid::db;
use der::asn1::{Any, Null};
use der::{Decode, Encode, Sequence};
use serde::{Deserialize, Serialize};
use spki::AlgorithmIdentifierOwned;

use crate::digest::{Dialect, DigestAlgorithm};
use crate::{Error, Result, oid};

/// Length of a GOST R 34.10-2012 key in bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GostSize {
    /// 256 bit, with Streebog-256.
    Bits256,
    /// 512 bit, with Streebog-512.
    Bits512,
}

/// A signature algorithm together with its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS (RFC 8017 §8.1); MGF1 uses the same digest.
    RsaPss {
        /// Digest of the message and of MGF1.
        digest: DigestAlgorithm,
        /// Length of the salt in bytes.
        salt_length: usize,
    },
    /// ECDSA (FIPS 186-5); the value is the SEQUENCE of r and s.
    Ecdsa(DigestAlgorithm),
    /// GOST R 34.10-2012 with Streebog of the same length.
    Gost(GostSize, Dialect),
    /// GOST 34.310-2004 with GOST 34.311; only for what others made.
    Gost2004,
}

/// RSASSA-PSS-params (RFC 8017 §A.2.3), owned.
#[derive(Clone, Debug, Sequence)]
struct PssParameters {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    hash: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    mask: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT", optional = "true")]
    salt_length: Option<u32>,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    trailer: Option<u32>,
}

impl SignatureAlgorithm {
    /// Reads an AlgorithmIdentifier that names both signature and digest, as in certificates.
    ///
    /// # Errors
    /// [`Error::UnsupportedAlgorithm`] or [`Error::UnsupportedParameters`].
    pub fn from_identifier(identifier: &AlgorithmIdentifierOwned) -> Result<Self> {
        use DigestAlgorithm as D;
        Ok(match identifier.oid {
            db::rfc5912::SHA_1_WITH_RSA_ENCRYPTION => Self::RsaPkcs1(D::Sha1),
            db::rfc5912::SHA_224_WITH_RSA_ENCRYPTION => Self::RsaPkcs1(D::Sha224),
            db::rfc5912::SHA_256_WITH_RSA_ENCRYPTION => Self::RsaPkcs1(D::Sha256),
            db::rfc5912::SHA_384_WITH_RSA_ENCRYPTION => Self::RsaPkcs1(D::Sha384),
            db::rfc5912::SHA_512_WITH_RSA_ENCRYPTION => Self::RsaPkcs1(D::Sha512),
            db::rfc5912::ECDSA_WITH_SHA_224 => Self::Ecdsa(D::Sha224),
            db::rfc5912::ECDSA_WITH_SHA_256 => Self::Ecdsa(D::Sha256),
            db::rfc5912::ECDSA_WITH_SHA_384 => Self::Ecdsa(D::Sha384),
            db::rfc5912::ECDSA_WITH_SHA_512 => Self::Ecdsa(D::Sha512),
            ECDSA_WITH_SHA_1 => Self::Ecdsa(D::Sha1),
            oid::RSASSA_PSS => Self::from_pss(identifier)?,
            oid::KZ_GOST2015_512_SIGNATURE => Self::Gost(GostSize::Bits512, Dialect::Kazakh),
            oid::KZ_GOST2015_256_SIGNATURE => Self::Gost(GostSize::Bits256, Dialect::Kazakh),
            oid::TC26_SIGN_512 => Self::Gost(GostSize::Bits512, Dialect::Rfc9215),
            oid::TC26_SIGN_256 => Self::Gost(GostSize::Bits256, Dialect::Rfc9215),
            oid::KZ_GOST2004_SIGNATURE => Self::Gost2004,
            other => return Err(Error::UnsupportedAlgorithm(other)),
        })
    }

    /// Reads the signatureAlgorithm of a CMS SignerInfo, which may name only the key's algorithm
    /// and leave the digest to digestAlgorithm (RFC 5652 §5.3, RFC 9215).
    ///
    /// # Errors
    /// As [`from_identifier`](Self::from_identifier); also when the two digests disagree.
    pub fn from_cms(
        signature: &AlgorithmIdentifierOwned,
        digest: &AlgorithmIdentifierOwned,
    ) -> Result<Self> {
        let named = DigestAlgorithm::from_identifier(digest)?;
        let algorithm = match signature.oid {
            db::rfc5912::RSA_ENCRYPTION => Self::RsaPkcs1(named),
            db::rfc5912::ID_EC_PUBLIC_KEY => Self::Ecdsa(named),
            oid::KZ_GOST2015_512 => Self::Gost(GostSize::Bits512, Dialect::Kazakh),
            oid::KZ_GOST2015_256 => Self::Gost(GostSize::Bits256, Dialect::Kazakh),
            oid::TC26_GOST2012_512 => Self::Gost(GostSize::Bits512, Dialect::Rfc9215),
            oid::TC26_GOST2012_256 => Self::Gost(GostSize::Bits256, Dialect::Rfc9215),
            oid::KZ_GOST2004 => Self::Gost2004,
            _ => Self::from_identifier(signature)?,
        };
        if algorithm.digest().same_function(named) {
            Ok(algorithm)
        } else {
            Err(Error::UnsupportedParameters("digestAlgorithm"))
        }
    }

    /// Its AlgorithmIdentifier, as Tanba writes it in certificates and CMS alike.
    ///
    /// # Errors
    /// [`Error::UnsupportedParameters`] for combinations that have no identifier.
    pub fn identifier(self) -> Result<AlgorithmIdentifierOwned> {
        use DigestAlgorithm as D;
        let null = Some(Any::from(Null));
        let (oid, parameters) = match self {
            Self::RsaPkcs1(D::Sha1) => (db::rfc5912::SHA_1_WITH_RSA_ENCRYPTION, null),
            Self::RsaPkcs1(D::Sha224) => (db::rfc5912::SHA_224_WITH_RSA_ENCRYPTION, null),
            Self::RsaPkcs1(D::Sha256) => (db::rfc5912::SHA_256_WITH_RSA_ENCRYPTION, null),
            Self::RsaPkcs1(D::Sha384) => (db::rfc5912::SHA_384_WITH_RSA_ENCRYPTION, null),
            Self::RsaPkcs1(D::Sha512) => (db::rfc5912::SHA_512_WITH_RSA_ENCRYPTION, null),
            Self::Ecdsa(D::Sha1) => (ECDSA_WITH_SHA_1, None),
            Self::Ecdsa(D::Sha224) => (db::rfc5912::ECDSA_WITH_SHA_224, None),
            Self::Ecdsa(D::Sha256) => (db::rfc5912::ECDSA_WITH_SHA_256, None),
            Self::Ecdsa(D::Sha384) => (db::rfc5912::ECDSA_WITH_SHA_384, None),
            Self::Ecdsa(D::Sha512) => (db::rfc5912::ECDSA_WITH_SHA_512, None),
            Self::RsaPss {
                digest,
                salt_length,
            } => (
                oid::RSASSA_PSS,
                Some(Any::encode_from(&pss(digest, salt_length)?).map_err(encoding)?),
            ),
            Self::Gost(GostSize::Bits512, Dialect::Kazakh) => {
                (oid::KZ_GOST2015_512_SIGNATURE, null)
            }
            Self::Gost(GostSize::Bits256, Dialect::Kazakh) => {
                (oid::KZ_GOST2015_256_SIGNATURE, null)
            }
            Self::Gost(GostSize::Bits512, Dialect::Rfc9215) => (oid::TC26_SIGN_512, None),
            Self::Gost(GostSize::Bits256, Dialect::Rfc9215) => (oid::TC26_SIGN_256, None),
            Self::Gost2004 => (oid::KZ_GOST2004_SIGNATURE, null),
            Self::RsaPkcs1(_) | Self::Ecdsa(_) => {
                return Err(Error::UnsupportedParameters("signatureAlgorithm"));
            }
        };
        Ok(AlgorithmIdentifierOwned { oid, parameters })
    }

    /// The digest that is signed.
    pub const fn digest(self) -> DigestAlgorithm {
        match self {
            Self::RsaPkcs1(digest) | Self::Ecdsa(digest) | Self::RsaPss { digest, .. } => digest,
            Self::Gost(GostSize::Bits256, dialect) => DigestAlgorithm::Streebog256(dialect),
            Self::Gost(GostSize::Bits512, dialect) => DigestAlgorithm::Streebog512(dialect),
            Self::Gost2004 => DigestAlgorithm::Gost94,
        }
    }

    /// Its name as people know it.
    pub fn name(self) -> String {
        match self {
            Self::RsaPkcs1(digest) => format!("RSA, {}", digest.name()),
            Self::RsaPss { digest, .. } => format!("RSA-PSS, {}", digest.name()),
            Self::Ecdsa(digest) => format!("ECDSA, {}", digest.name()),
            Self::Gost(size, dialect) => {
                let standard = match dialect {
                    Dialect::Kazakh => "GOST 34.10-2015",
                    Dialect::Rfc9215 => "GOST R 34.10-2012",
                };
                match size {
                    GostSize::Bits256 => format!("{standard} (256)"),
                    GostSize::Bits512 => format!("{standard} (512)"),
                }
            }
            Self::Gost2004 => "GOST 34.310-2004".to_owned(),
        }
    }

    fn from_pss(identifier: &AlgorithmIdentifierOwned) -> Result<Self> {
        const WHAT: &str = "RSASSA-PSS-params";
        let Some(parameters) = &identifier.parameters else {
            return Ok(Self::RsaPss {
                digest: DigestAlgorithm::Sha1,
                salt_length: 20,
            });
        };
        let bytes = parameters.to_der().map_err(encoding)?;
        let parameters =
            PssParameters::from_der(&bytes).map_err(|error| Error::malformed(WHAT, error))?;
        let digest = match &parameters.hash {
            Some(identifier) => DigestAlgorithm::from_identifier(identifier)?,
            None => DigestAlgorithm::Sha1,
        };
        let mask_digest = match &parameters.mask {
            None => DigestAlgorithm::Sha1,
            Some(mask) if mask.oid == oid::MGF1 => {
                let inner = mask
                    .parameters
                    .as_ref()
                    .ok_or(Error::UnsupportedParameters(WHAT))?;
                let inner = inner
                    .decode_as::<AlgorithmIdentifierOwned>()
                    .map_err(|error| Error::malformed(WHAT, error))?;
                DigestAlgorithm::from_identifier(&inner)?
            }
            Some(mask) => return Err(Error::UnsupportedAlgorithm(mask.oid)),
        };
        let salt_length = usize::try_from(parameters.salt_length.unwrap_or(20))
            .ok()
            .filter(|length| *length <= 512)
            .ok_or(Error::UnsupportedParameters(WHAT))?;
        if mask_digest != digest || parameters.trailer.unwrap_or(1) != 1 {
            return Err(Error::UnsupportedParameters(WHAT));
        }
        Ok(Self::RsaPss {
            digest,
            salt_length,
        })
    }
}

impl DigestAlgorithm {
    /// Whether both compute the same, whatever arc names them.
    pub fn same_function(self, other: Self) -> bool {
        match (self, other) {
            (Self::Streebog256(_), Self::Streebog256(_))
            | (Self::Streebog512(_), Self::Streebog512(_)) => true,
            (one, other) => one == other,
        }
    }
}

const ECDSA_WITH_SHA_1: const_oid::ObjectIdentifier =
    const_oid::ObjectIdentifier::new_unwrap("1.2.840.10045.4.1");

fn pss(digest: DigestAlgorithm, salt_length: usize) -> Result<PssParameters> {
    let hash = digest.identifier();
    let mask = AlgorithmIdentifierOwned {
        oid: oid::MGF1,
        parameters: Some(Any::encode_from(&hash).map_err(encoding)?),
    };
    Ok(PssParameters {
        hash: Some(hash),
        mask: Some(mask),
        salt_length: Some(u32::try_from(salt_length).map_err(|_| Error::TooLarge("saltLength"))?),
        trailer: None,
    })
}

fn encoding(error: der::Error) -> Error {
    Error::malformed("AlgorithmIdentifier", error)
}
