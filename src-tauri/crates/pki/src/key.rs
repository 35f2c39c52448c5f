//! Public keys and the verification of signatures over digests.

use const_oid::{ObjectIdentifier, db};
use der::asn1::{Any, BitString, Null, OctetStringRef};
use der::{Decode, Encode};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPublicKey};
use signature::hazmat::PrehashVerifier;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use tanba_gost::{Encoding, ParameterSet, VerifyingKey};

use crate::algorithm::{GostSize, SignatureAlgorithm};
use crate::digest::{Dialect, DigestAlgorithm};
use crate::signing::KeyIdentifier;
use crate::{Error, Result, oid};

/// The largest RSA modulus that is looked at, in bits; a larger one only costs time.
const RSA_MAX_BITS: usize = 16384;

/// A public key of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicKey {
    /// RSA (RFC 8017).
    Rsa(RsaPublicKey),
    /// NIST P-256 (FIPS 186-5).
    P256(p256::ecdsa::VerifyingKey),
    /// NIST P-384 (FIPS 186-5).
    P384(p384::ecdsa::VerifyingKey),
    /// NIST P-521 (FIPS 186-5).
    P521(P521Key),
    /// GOST R 34.10-2012 in the Kazakh or the RFC 9215 dialect.
    Gost(Box<VerifyingKey>, Dialect),
    /// GOST 34.310-2004.
    Gost2004(Box<VerifyingKey>),
}

/// A valid P-521 point in SEC1 form; `p521` 0.13 gives its verifying key no equality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct P521Key(Vec<u8>);

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 9215, and the NCA's own form).
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::InvalidKey`] for points off the curve,
    /// [`Error::UnsupportedAlgorithm`].
    pub fn from_spki_der(der: &[u8]) -> Result<Self> {
        let spki = SubjectPublicKeyInfoOwned::from_der(der)
            .map_err(|error| Error::malformed("SubjectPublicKeyInfo", error))?;
        Self::from_spki(&spki)
    }

    /// As [`from_spki_der`](Self::from_spki_der), from the decoded structure.
    ///
    /// # Errors
    /// The same.
    pub fn from_spki(spki: &SubjectPublicKeyInfoOwned) -> Result<Self> {
        let bytes = spki
            .subject_public_key
            .as_bytes()
            .ok_or_else(|| Error::malformed("subjectPublicKey", "unused bits"))?;
        match spki.algorithm.oid {
            db::rfc5912::RSA_ENCRYPTION | oid::RSASSA_PSS => Self::from_rsa(bytes),
            db::rfc5912::ID_EC_PUBLIC_KEY => Self::from_ec(&spki.algorithm, bytes),
            algorithm => Self::from_gost(algorithm, &spki.algorithm, bytes),
        }
    }

    fn from_rsa(bytes: &[u8]) -> Result<Self> {
        let key = pkcs1_public_key(bytes)?;
        let modulus = BigUint::from_bytes_be(&key.0);
        let exponent = BigUint::from_bytes_be(&key.1);
        RsaPublicKey::new_with_max_size(modulus, exponent, RSA_MAX_BITS)
            .map(Self::Rsa)
            .map_err(|_| Error::InvalidKey)
    }

    fn from_ec(algorithm: &AlgorithmIdentifierOwned, bytes: &[u8]) -> Result<Self> {
        let curve = parameter_oids(algorithm)?;
        match curve.first().copied() {
            Some(db::rfc5912::SECP_256_R_1) => p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes)
                .map(Self::P256)
                .map_err(|_| Error::InvalidKey),
            Some(db::rfc5912::SECP_384_R_1) => p384::ecdsa::VerifyingKey::from_sec1_bytes(bytes)
                .map(Self::P384)
                .map_err(|_| Error::InvalidKey),
            Some(db::rfc5912::SECP_521_R_1) => p521::ecdsa::VerifyingKey::from_sec1_bytes(bytes)
                .map(|key| Self::P521(P521Key(key.to_encoded_point(false).as_bytes().to_vec())))
                .map_err(|_| Error::InvalidKey),
            Some(other) => Err(Error::UnsupportedAlgorithm(other)),
            None => Err(Error::UnsupportedParameters("ECParameters")),
        }
    }

    fn from_gost(
        oid: ObjectIdentifier,
        algorithm: &AlgorithmIdentifierOwned,
        bytes: &[u8],
    ) -> Result<Self> {
        let (dialect, size) = match oid {
            oid::KZ_GOST2015_512 => (Dialect::Kazakh, 128),
            oid::KZ_GOST2015_256 | oid::KZ_GOST2004 => (Dialect::Kazakh, 64),
            oid::TC26_GOST2012_512 => (Dialect::Rfc9215, 128),
            oid::TC26_GOST2012_256 => (Dialect::Rfc9215, 64),
            other => return Err(Error::UnsupportedAlgorithm(other)),
        };
        let parameters = parameter_oids(algorithm)?;
        let curve = *parameters.first().ok_or(Error::UnsupportedParameters(
            "GostR3410-2012-PublicKeyParameters",
        ))?;
        let set = parameter_set(curve).ok_or(Error::UnsupportedAlgorithm(curve))?;
        let point = OctetStringRef::from_der(bytes)
            .map_err(|error| Error::malformed("GostR3410-2012-PublicKey", error))?;
        if point.as_bytes().len() != size || set.size() * 2 != size {
            return Err(Error::InvalidKey);
        }
        let key = VerifyingKey::from_bytes(set, point.as_bytes()).map_err(|_| Error::InvalidKey)?;
        Ok(if oid == oid::KZ_GOST2004 {
            Self::Gost2004(Box::new(key))
        } else {
            Self::Gost(Box::new(key), dialect)
        })
    }

    /// Its SubjectPublicKeyInfo, in the form of [`from_spki_der`](Self::from_spki_der).
    ///
    /// # Errors
    /// Only when the encoder refuses the lengths.
    pub fn to_spki_der(&self) -> Result<Vec<u8>> {
        let (algorithm, bytes) = match self {
            Self::Rsa(key) => (
                identifier(db::rfc5912::RSA_ENCRYPTION, Any::from(Null)),
                pkcs1_encode(key)?,
            ),
            Self::P256(key) => (
                ec_identifier(db::rfc5912::SECP_256_R_1),
                key.to_encoded_point(false).as_bytes().to_vec(),
            ),
            Self::P384(key) => (
                ec_identifier(db::rfc5912::SECP_384_R_1),
                key.to_encoded_point(false).as_bytes().to_vec(),
            ),
            Self::P521(key) => (ec_identifier(db::rfc5912::SECP_521_R_1), key.0.clone()),
            Self::Gost(key, dialect) => (gost_identifier(key, *dialect)?, wrap(&key.to_bytes())?),
            Self::Gost2004(key) => (gost2004_identifier()?, wrap(&key.to_bytes())?),
        };
        SubjectPublicKeyInfoOwned {
            algorithm,
            subject_public_key: BitString::from_bytes(&bytes).map_err(encoding)?,
        }
        .to_der()
        .map_err(encoding)
    }

    /// Verifies `signature` over a `digest` computed with `algorithm.digest()`.
    ///
    /// # Errors
    /// [`Error::InvalidSignature`]; [`Error::UnsupportedParameters`] when key and algorithm do
    /// not belong together.
    pub fn verify_digest(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        if digest.len() != algorithm.digest().size() {
            return Err(Error::InvalidSignature);
        }
        let valid = match (self, algorithm) {
            (Self::Rsa(key), SignatureAlgorithm::RsaPkcs1(hash)) => {
                key.verify(pkcs1_scheme(hash)?, digest, signature).is_ok()
            }
            (
                Self::Rsa(key),
                SignatureAlgorithm::RsaPss {
                    digest: hash,
                    salt_length,
                },
            ) => key
                .verify(pss_scheme(hash, salt_length)?, digest, signature)
                .is_ok(),
            (Self::P256(key), SignatureAlgorithm::Ecdsa(_)) => {
                p256::ecdsa::Signature::from_der(signature)
                    .is_ok_and(|value| key.verify_prehash(&padded(digest, 32), &value).is_ok())
            }
            (Self::P384(key), SignatureAlgorithm::Ecdsa(_)) => {
                p384::ecdsa::Signature::from_der(signature)
                    .is_ok_and(|value| key.verify_prehash(&padded(digest, 48), &value).is_ok())
            }
            (Self::P521(key), SignatureAlgorithm::Ecdsa(_)) => {
                let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(&key.0)
                    .map_err(|_| Error::InvalidKey)?;
                p521::ecdsa::Signature::from_der(signature)
                    .is_ok_and(|value| key.verify_prehash(&padded(digest, 66), &value).is_ok())
            }
            (Self::Gost(key, dialect), SignatureAlgorithm::Gost(size, named)) => {
                if *dialect != named || gost_size(key) != size {
                    return Err(Error::UnsupportedParameters("signatureAlgorithm"));
                }
                key.verify_digest(digest, signature, encoding_of(named))
                    .is_ok()
            }
            (Self::Gost2004(key), SignatureAlgorithm::Gost2004) => key
                .verify_digest(digest, signature, Encoding::Kazakh)
                .is_ok(),
            _ => return Err(Error::UnsupportedParameters("signatureAlgorithm")),
        };
        if valid {
            Ok(())
        } else {
            Err(Error::InvalidSignature)
        }
    }

    /// Verifies `signature` over `message`, which is hashed here.
    ///
    /// # Errors
    /// As [`verify_digest`](Self::verify_digest).
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        self.verify_digest(algorithm, &algorithm.digest().digest(message), signature)
    }

    /// The algorithm that Tanba signs with when nobody asks for another.
    pub fn default_signature_algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::Rsa(_) => SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256),
            Self::P256(_) => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
            Self::P384(_) => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384),
            Self::P521(_) => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512),
            Self::Gost(key, dialect) => SignatureAlgorithm::Gost(gost_size(key), *dialect),
            Self::Gost2004(_) => SignatureAlgorithm::Gost2004,
        }
    }

    /// SHA-1 of the subjectPublicKey bits, the name of the key for good.
    ///
    /// # Errors
    /// As [`to_spki_der`](Self::to_spki_der).
    pub fn key_identifier(&self) -> Result<KeyIdentifier> {
        let spki = SubjectPublicKeyInfoOwned::from_der(&self.to_spki_der()?).map_err(encoding)?;
        let bits = spki.subject_public_key.raw_bytes();
        Ok(KeyIdentifier(DigestAlgorithm::Sha1.digest(bits)))
    }

    /// Length of the key in bits: the modulus, or the order of the curve.
    pub fn bits(&self) -> usize {
        match self {
            Self::Rsa(key) => key.n().bits(),
            Self::P256(_) => 256,
            Self::P384(_) => 384,
            Self::P521(_) => 521,
            Self::Gost(key, _) | Self::Gost2004(key) => key.parameter_set().size() * 8,
        }
    }

    /// Its name as people know it, for instance `GOST 34.10-2015 (512)`.
    pub fn name(&self) -> String {
        match self {
            Self::Rsa(_) => format!("RSA ({})", self.bits()),
            Self::P256(_) => "ECDSA P-256".into(),
            Self::P384(_) => "ECDSA P-384".into(),
            Self::P521(_) => "ECDSA P-521".into(),
            Self::Gost(_, Dialect::Kazakh) => format!("GOST 34.10-2015 ({})", self.bits()),
            Self::Gost(_, Dialect::Rfc9215) => format!("GOST R 34.10-2012 ({})", self.bits()),
            Self::Gost2004(_) => "GOST 34.310-2004".into(),
        }
    }
}

/// The encoding of signatures in a dialect.
pub const fn encoding_of(dialect: Dialect) -> Encoding {
    match dialect {
        Dialect::Kazakh => Encoding::Kazakh,
        Dialect::Rfc9215 => Encoding::Rfc9215,
    }
}

/// The GOST parameter set that `oid` names, in either dialect.
pub fn parameter_set(oid: ObjectIdentifier) -> Option<&'static ParameterSet> {
    Some(match oid {
        oid::KZ_GOST2015_512_PARAMS | oid::TC26_512_A => &tanba_gost::TC26_512_A,
        oid::TC26_512_B => &tanba_gost::TC26_512_B,
        oid::TC26_512_C => &tanba_gost::TC26_512_C,
        oid::KZ_GOST2015_256_PARAMS | oid::TC26_256_A => &tanba_gost::TC26_256_A,
        oid::KZ_GOST2004_PARAMS | oid::CRYPTOPRO_A | oid::CRYPTOPRO_XCH_A | oid::TC26_256_B => {
            &tanba_gost::CRYPTOPRO_A
        }
        _ => return None,
    })
}

/// The AlgorithmIdentifier of a GOST key, for SubjectPublicKeyInfo and PKCS#8 alike.
///
/// # Errors
/// [`Error::UnsupportedParameters`] when the dialect has no name for the parameter set.
pub fn gost_identifier(key: &VerifyingKey, dialect: Dialect) -> Result<AlgorithmIdentifierOwned> {
    let set = key.parameter_set();
    let is = |other: &'static ParameterSet| std::ptr::eq(set, other);
    let (oid, parameters): (_, Vec<ObjectIdentifier>) = match dialect {
        Dialect::Kazakh if is(&tanba_gost::TC26_512_A) => (
            oid::KZ_GOST2015_512,
            vec![oid::KZ_GOST2015_512_PARAMS, oid::KZ_STREEBOG512],
        ),
        Dialect::Kazakh if is(&tanba_gost::TC26_256_A) => (
            oid::KZ_GOST2015_256,
            vec![oid::KZ_GOST2015_256_PARAMS, oid::KZ_STREEBOG256],
        ),
        Dialect::Rfc9215 if is(&tanba_gost::TC26_512_A) => {
            (oid::TC26_GOST2012_512, vec![oid::TC26_512_A])
        }
        Dialect::Rfc9215 if is(&tanba_gost::TC26_512_B) => {
            (oid::TC26_GOST2012_512, vec![oid::TC26_512_B])
        }
        Dialect::Rfc9215 if is(&tanba_gost::TC26_512_C) => {
            (oid::TC26_GOST2012_512, vec![oid::TC26_512_C])
        }
        Dialect::Rfc9215 if is(&tanba_gost::TC26_256_A) => {
            (oid::TC26_GOST2012_256, vec![oid::TC26_256_A])
        }
        Dialect::Rfc9215 if is(&tanba_gost::CRYPTOPRO_A) => {
            (oid::TC26_GOST2012_256, vec![oid::TC26_256_B])
        }
        _ => return Err(Error::UnsupportedParameters("publicKeyParamSet")),
    };
    Ok(identifier(
        oid,
        Any::encode_from(&parameters).map_err(encoding)?,
    ))
}

fn gost2004_identifier() -> Result<AlgorithmIdentifierOwned> {
    let parameters = vec![oid::KZ_GOST2004_PARAMS, oid::KZ_GOST94_PARAMS];
    Ok(identifier(
        oid::KZ_GOST2004,
        Any::encode_from(&parameters).map_err(encoding)?,
    ))
}

fn gost_size(key: &VerifyingKey) -> GostSize {
    if key.parameter_set().size() == 64 {
        GostSize::Bits512
    } else {
        GostSize::Bits256
    }
}

/// The OIDs of the parameters: one alone, or a SEQUENCE of them.
fn parameter_oids(algorithm: &AlgorithmIdentifierOwned) -> Result<Vec<ObjectIdentifier>> {
    let parameters = algorithm
        .parameters
        .as_ref()
        .ok_or(Error::UnsupportedParameters("AlgorithmIdentifier"))?;
    parameters
        .decode_as::<ObjectIdentifier>()
        .map(|oid| vec![oid])
        .or_else(|_| parameters.decode_as::<Vec<ObjectIdentifier>>())
        .map_err(|_| Error::UnsupportedParameters("AlgorithmIdentifier"))
}

fn identifier(oid: ObjectIdentifier, parameters: Any) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: Some(parameters),
    }
}

fn ec_identifier(curve: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    identifier(db::rfc5912::ID_EC_PUBLIC_KEY, Any::from(curve))
}

/// RSAPublicKey (RFC 8017 §A.1.1) as two big-endian numbers.
fn pkcs1_public_key(bytes: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
    let key = rsa::pkcs1::RsaPublicKey::try_from(bytes)
        .map_err(|error| Error::malformed("RSAPublicKey", error))?;
    Ok((
        key.modulus.as_bytes().to_vec(),
        key.public_exponent.as_bytes().to_vec(),
    ))
}

fn pkcs1_encode(key: &RsaPublicKey) -> Result<Vec<u8>> {
    use rsa::pkcs1::EncodeRsaPublicKey;
    key.to_pkcs1_der()
        .map(|document| document.into_vec())
        .map_err(|error| Error::malformed("RSAPublicKey", error))
}

/// DigestInfo's prefix (RFC 8017 §9.2): everything before the digest itself.
fn pkcs1_scheme(hash: DigestAlgorithm) -> Result<rsa::Pkcs1v15Sign> {
    let identifier = AlgorithmIdentifierOwned {
        oid: hash.oid(),
        parameters: Some(Any::from(Null)),
    };
    let mut inner = identifier.to_der().map_err(encoding)?;
    let size = u8::try_from(hash.size()).map_err(|_| Error::TooLarge("digest"))?;
    inner.extend([0x04, size]);
    let total = u8::try_from(inner.len() + hash.size()).map_err(|_| Error::TooLarge("digest"))?;
    let mut prefix = vec![0x30, total];
    prefix.append(&mut inner);
    Ok(rsa::Pkcs1v15Sign {
        hash_len: Some(hash.size()),
        prefix: prefix.into(),
    })
}

fn pss_scheme(hash: DigestAlgorithm, salt_length: usize) -> Result<rsa::Pss> {
    Ok(match hash {
        DigestAlgorithm::Sha1 => rsa::Pss::new_with_salt::<sha1::Sha1>(salt_length),
        DigestAlgorithm::Sha224 => rsa::Pss::new_with_salt::<sha2::Sha224>(salt_length),
        DigestAlgorithm::Sha256 => rsa::Pss::new_with_salt::<sha2::Sha256>(salt_length),
        DigestAlgorithm::Sha384 => rsa::Pss::new_with_salt::<sha2::Sha384>(salt_length),
        DigestAlgorithm::Sha512 => rsa::Pss::new_with_salt::<sha2::Sha512>(salt_length),
        _ => return Err(Error::UnsupportedParameters("RSASSA-PSS-params")),
    })
}

/// `ecdsa` refuses digests shorter than half the field; leading zeros do not change the number.
fn padded(digest: &[u8], field: usize) -> Vec<u8> {
    let mut bytes = vec![0; field.saturating_sub(digest.len())];
    bytes.extend_from_slice(digest);
    bytes
}

fn wrap(point: &[u8]) -> Result<Vec<u8>> {
    OctetStringRef::new(point)
        .and_then(|octets| octets.to_der())
        .map_err(encoding)
}

fn encoding(error: der::Error) -> Error {
    Error::malformed("SubjectPublicKeyInfo", error)
}
