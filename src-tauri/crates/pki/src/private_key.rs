//! Private keys in PKCS#8 (RFC 5208, RFC 5958): RSA, elliptic curves and GOST.
//!
//! Signing with RSA and elliptic curves is not done here: the room that holds the keys passes
//! [`PrivateKey::pkcs8_der`] on. GOST keys are ready to sign.

use const_oid::{ObjectIdentifier, db};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use rsa::{BigUint, RsaPublicKey};
use spki::AlgorithmIdentifierOwned;
use tanba_gost::{ParameterSet, SigningKey};
use zeroize::Zeroizing;

use crate::digest::Dialect;
use crate::key::{PublicKey, gost_identifier, parameter_set};
use crate::tlv::{self, Cursor, encode, tag};
use crate::{Error, Result, oid};

const WHAT: &str = "PrivateKeyInfo";

/// A private key with its public half. It is wiped when dropped and [`std::fmt::Debug`] shows only the
/// public half.
#[derive(Clone)]
pub struct PrivateKey {
    der: Zeroizing<Vec<u8>>,
    public_key: PublicKey,
    gost: Option<(SigningKey, Dialect)>,
}

impl PrivateKey {
    /// Reads a PrivateKeyInfo in DER. GOST scalars are accepted as the NCA writes them (an OCTET STRING
    /// within the OCTET STRING), bare, and as the INTEGER of older programs.
    ///
    /// ```
    /// use tanba_pki::{Error, private_key::PrivateKey};
    /// assert!(matches!(PrivateKey::from_pkcs8_der(b""), Err(Error::Malformed { .. })));
    /// ```
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::InvalidKey`], [`Error::UnsupportedAlgorithm`].
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self> {
        let mut outer = Cursor::new(der);
        let mut body = outer.sequence().map_err(malformed)?;
        outer.finish().map_err(malformed)?;
        if body.unsigned().map_err(malformed)? > 1 {
            return Err(Error::malformed(WHAT, "version"));
        }
        let algorithm = body.algorithm_identifier().map_err(malformed)?;
        let secret = body.octet_string().map_err(malformed)?;
        let mut gost = None;
        let public_key = match algorithm.oid {
            db::rfc5912::RSA_ENCRYPTION | oid::RSASSA_PSS => rsa_public_key(secret)?,
            db::rfc5912::ID_EC_PUBLIC_KEY => ec_public_key(curve(&algorithm)?, secret)?,
            _ => {
                let (key, dialect) = gost_key(&algorithm, secret)?;
                let public = PublicKey::Gost(Box::new(key.verifying_key().clone()), dialect);
                gost = Some((key, dialect));
                public
            }
        };
        Ok(Self {
            der: Zeroizing::new(der.to_vec()),
            public_key,
            gost,
        })
    }

    /// Wraps a GOST key in the PKCS#8 of the NCA: `privateKey` holds an OCTET STRING with the
    /// little-endian scalar.
    ///
    /// # Errors
    /// [`Error::UnsupportedParameters`] when the dialect has no name for the parameter set.
    pub fn from_gost(key: SigningKey, dialect: Dialect) -> Result<Self> {
        let algorithm = gost_identifier(key.verifying_key(), dialect)?;
        let algorithm = der::Encode::to_der(&algorithm).map_err(|e| Error::malformed(WHAT, e))?;
        let scalar = key.to_bytes();
        let inner = Zeroizing::new(encode(tag::OCTET_STRING, &[&scalar]));
        let secret = Zeroizing::new(encode(tag::OCTET_STRING, &[&inner]));
        let der = encode(tag::SEQUENCE, &[&[tag::INTEGER, 1, 0], &algorithm, &secret]);
        let public_key = PublicKey::Gost(Box::new(key.verifying_key().clone()), dialect);
        Ok(Self {
            der: Zeroizing::new(der),
            public_key,
            gost: Some((key, dialect)),
        })
    }

    /// The PrivateKeyInfo in DER.
    pub fn pkcs8_der(&self) -> &Zeroizing<Vec<u8>> {
        &self.der
    }

    /// The public half.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The GOST key and its dialect, when it is one.
    pub fn gost(&self) -> Option<(&SigningKey, Dialect)> {
        self.gost.as_ref().map(|(key, dialect)| (key, *dialect))
    }
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PrivateKey")
            .field("public_key", &self.public_key.name())
            .finish_non_exhaustive()
    }
}

fn malformed(error: tlv::Error) -> Error {
    Error::malformed(WHAT, error)
}

/// Modulus and exponent of RSAPrivateKey (RFC 8017 §A.1.2).
fn rsa_public_key(secret: &[u8]) -> Result<PublicKey> {
    let read = || -> Result<_, tlv::Error> {
        let mut body = Cursor::new(secret).sequence()?;
        body.unsigned()?;
        Ok((body.integer()?, body.integer()?))
    };
    let (modulus, exponent) = read().map_err(malformed)?;
    let negative = |number: &[u8]| number.first().is_some_and(|first| first & 0x80 != 0);
    if negative(modulus) || negative(exponent) {
        return Err(Error::InvalidKey);
    }
    RsaPublicKey::new_with_max_size(
        BigUint::from_bytes_be(modulus),
        BigUint::from_bytes_be(exponent),
        16384,
    )
    .map(PublicKey::Rsa)
    .map_err(|_| Error::InvalidKey)
}

/// The named curve, or the GOST parameter set: the first identifier of the parameters.
fn curve(algorithm: &AlgorithmIdentifierOwned) -> Result<ObjectIdentifier> {
    let parameters = algorithm
        .parameters
        .as_ref()
        .ok_or(Error::UnsupportedParameters(WHAT))?;
    if der::Tagged::tag(parameters) == der::Tag::Sequence {
        return Cursor::new(parameters.value())
            .object_identifier()
            .map_err(|_| Error::UnsupportedParameters(WHAT));
    }
    parameters
        .decode_as()
        .map_err(|_| Error::UnsupportedParameters(WHAT))
}

/// The point of ECPrivateKey (RFC 5915), computed from the scalar.
fn ec_public_key(curve: ObjectIdentifier, secret: &[u8]) -> Result<PublicKey> {
    let read = || -> Result<_, tlv::Error> {
        let mut body = Cursor::new(secret).sequence()?;
        body.unsigned()?;
        body.octet_string()
    };
    let scalar = read().map_err(malformed)?;
    let point = match curve {
        db::rfc5912::SECP_256_R_1 => p256::SecretKey::from_slice(scalar)
            .map(|key| key.public_key().to_encoded_point(false).as_bytes().to_vec()),
        db::rfc5912::SECP_384_R_1 => p384::SecretKey::from_slice(scalar)
            .map(|key| key.public_key().to_encoded_point(false).as_bytes().to_vec()),
        db::rfc5912::SECP_521_R_1 => p521::SecretKey::from_slice(scalar)
            .map(|key| key.public_key().to_encoded_point(false).as_bytes().to_vec()),
        other => return Err(Error::UnsupportedAlgorithm(other)),
    };
    let point = point.map_err(|_| Error::InvalidKey)?;
    let algorithm = db::rfc5912::ID_EC_PUBLIC_KEY;
    let algorithm = encode(tag::OBJECT_IDENTIFIER, &[algorithm.as_bytes()]);
    let curve = encode(tag::OBJECT_IDENTIFIER, &[curve.as_bytes()]);
    let algorithm = encode(tag::SEQUENCE, &[&algorithm, &curve]);
    let bits = encode(tag::BIT_STRING, &[&[0], &point]);
    PublicKey::from_spki_der(&encode(tag::SEQUENCE, &[&algorithm, &bits]))
}

fn gost_key(algorithm: &AlgorithmIdentifierOwned, secret: &[u8]) -> Result<(SigningKey, Dialect)> {
    let (dialect, size) = match algorithm.oid {
        oid::KZ_GOST2015_512 => (Dialect::Kazakh, 64),
        oid::KZ_GOST2015_256 => (Dialect::Kazakh, 32),
        oid::TC26_GOST2012_512 => (Dialect::Rfc9215, 64),
        oid::TC26_GOST2012_256 => (Dialect::Rfc9215, 32),
        other => return Err(Error::UnsupportedAlgorithm(other)),
    };
    let curve = curve(algorithm)?;
    let set: &'static ParameterSet =
        parameter_set(curve).ok_or(Error::UnsupportedAlgorithm(curve))?;
    if set.size() != size {
        return Err(Error::UnsupportedParameters(WHAT));
    }
    let scalar = gost_scalar(secret, size)?;
    let key = SigningKey::from_bytes(set, &scalar).map_err(|_| Error::InvalidKey)?;
    Ok((key, dialect))
}

/// The scalar, little-endian and `size` bytes long.
fn gost_scalar(secret: &[u8], size: usize) -> Result<Zeroizing<Vec<u8>>> {
    if secret.len() == size {
        return Ok(Zeroizing::new(secret.to_vec()));
    }
    let mut cursor = Cursor::new(secret);
    let element = cursor.any().map_err(malformed)?;
    cursor.finish().map_err(malformed)?;
    match element.tag {
        tag::OCTET_STRING if element.contents.len() == size => {
            Ok(Zeroizing::new(element.contents.to_vec()))
        }
        // GostR3410-2001-PrivateKey as an INTEGER: big-endian.
        tag::INTEGER => {
            let digits = match element.contents {
                [0, rest @ ..] => rest,
                whole => whole,
            };
            if digits.len() > size {
                return Err(Error::InvalidKey);
            }
            let mut scalar = Zeroizing::new(vec![0; size]);
            for (to, from) in scalar.iter_mut().zip(digits.iter().rev()) {
                *to = *from;
            }
            Ok(scalar)
        }
        _ => Err(Error::InvalidKey),
    }
}

#[cfg(test)]
mod tests {
    use hex_literal::hex;

    use super::*;

    fn gost_info(secret: &[u8]) -> Vec<u8> {
        let algorithm =
            hex!("302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a010303");
        let secret = encode(tag::OCTET_STRING, &[secret]);
        encode(tag::SEQUENCE, &[&hex!("020100"), &algorithm, &secret])
    }

    /// The test key of the reference implementation: scalar and x coordinate, big-endian.
    const SCALAR: [u8; 64] = hex!(
        "e86ce8e9cb499b2f3bb43c2f11c167f4a1cc1c54b39a5efc39e58dd73da1e02e"
        "62d86dea059c7f4b80890eed35f26977491548b9ceb93e47571acaecf4f59775"
    );
    const X: [u8; 64] = hex!(
        "28c9f1ffdf601800c890cc078f948fb9af056935c1d1bf8a844cba3719ec953b"
        "c4d14951e405671af34e72f2027a391238b13ab048088480fcf95989f12a92fa"
    );

    #[test]
    fn gost_scalars_are_read_in_every_form() {
        let mut little = SCALAR;
        little.reverse();
        let kazakh = gost_info(&encode(tag::OCTET_STRING, &[&little]));
        let bare = gost_info(&little);
        let integer = gost_info(&encode(tag::INTEGER, &[&[0], &SCALAR]));
        let keys = [&kazakh, &bare, &integer].map(|der| PrivateKey::from_pkcs8_der(der).unwrap());
        for key in &keys {
            let PublicKey::Gost(public, Dialect::Kazakh) = key.public_key() else {
                panic!("{key:?}");
            };
            let mut x = X;
            x.reverse();
            assert!(public.to_bytes().starts_with(&x));
        }
        let (key, dialect) = keys[0].gost().unwrap();
        let written = PrivateKey::from_gost(key.clone(), dialect).unwrap();
        assert_eq!(**written.pkcs8_der(), kazakh);
        assert!(!format!("{written:?}").contains("e86c"));
    }

    #[test]
    fn scalars_out_of_range_are_refused() {
        for secret in [vec![0; 64], vec![0xff; 64], vec![1; 63], vec![]] {
            assert!(PrivateKey::from_pkcs8_der(&gost_info(&secret)).is_err());
        }
    }

    #[test]
    fn rsa_and_elliptic_keys_know_their_public_half() {
        use openssl::ec::{EcGroup, EcKey};
        use openssl::nid::Nid;
        use openssl::pkey::PKey;
        use openssl::rsa::Rsa;

        let mut keys = vec![PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap()];
        for curve in [Nid::X9_62_PRIME256V1, Nid::SECP384R1, Nid::SECP521R1] {
            let group = EcGroup::from_curve_name(curve).unwrap();
            keys.push(PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap());
        }
        for key in keys {
            let der = key.private_key_to_pkcs8().unwrap();
            let parsed = PrivateKey::from_pkcs8_der(&der).unwrap();
            let expected = PublicKey::from_spki_der(&key.public_key_to_der().unwrap()).unwrap();
            assert_eq!(parsed.public_key(), &expected);
            assert!(parsed.gost().is_none());
            for end in 0..der.len() {
                assert!(PrivateKey::from_pkcs8_der(&der[..end]).is_err());
            }
        }
    }
}
