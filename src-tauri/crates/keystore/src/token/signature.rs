//! How a signature is made on a token, and what becomes of its value.

use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::vendor_defined::VendorDefinedMechanism;
use cryptoki::mechanism::{Mechanism, MechanismType};
use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use tanba_pki::PublicKey;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm as D;
use tanba_pki::signing::ToBeSigned;

use super::error::{nonsense, refused};
use super::profile::{GostMechanisms, ValueOrder, VendorProfile};
use crate::Error;

/// What a token is asked to do.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// CKM_RSA_PKCS over a DigestInfo.
    RsaPkcs,
    /// CKM_RSA_PKCS_PSS over a digest.
    RsaPss(D, usize),
    /// CKM_ECDSA over a digest.
    Ecdsa,
    /// Over the message, which the token hashes.
    HashedRsaPkcs(D),
    /// The same with PSS.
    HashedRsaPss(D, usize),
    /// The same with ECDSA.
    HashedEcdsa(D),
    /// A vendor's mechanism over a digest.
    Gost(&'static GostMechanisms),
}

impl Way {
    /// The way to sign: hashing here, so that every token is used alike; on the token where it knows no
    /// other way, or where `whole` asks for it. `None` where the token has no way.
    pub(super) fn find(
        algorithm: SignatureAlgorithm,
        mechanisms: &[MechanismType],
        profile: Option<&'static VendorProfile>,
        whole: bool,
    ) -> Option<Self> {
        use SignatureAlgorithm as S;
        let ways = match algorithm {
            S::RsaPkcs1(digest) => [Self::RsaPkcs, Self::HashedRsaPkcs(digest)],
            S::RsaPss {
                digest,
                salt_length,
            } => [
                Self::RsaPss(digest, salt_length),
                Self::HashedRsaPss(digest, salt_length),
            ],
            S::Ecdsa(digest) => [Self::Ecdsa, Self::HashedEcdsa(digest)],
            S::Gost(size, dialect) => {
                let gost = profile?.gost(size).filter(|gost| gost.dialect == dialect)?;
                [Self::Gost(gost), Self::Gost(gost)]
            }
            S::Gost2004 => return None,
        };
        let [first, second] = match whole {
            true => [ways[1], ways[0]],
            false => ways,
        };
        let offered = |way: Self| {
            let mechanism = way.mechanism().ok()?;
            mechanisms
                .contains(&mechanism.mechanism_type())
                .then_some(way)
        };
        offered(first).or_else(|| offered(second))
    }

    /// The mechanism with its parameters.
    pub(super) fn mechanism(self) -> Result<Mechanism<'static>, Error> {
        Ok(match self {
            Self::RsaPkcs => Mechanism::RsaPkcs,
            Self::Ecdsa => Mechanism::Ecdsa,
            Self::RsaPss(digest, salt) => Mechanism::RsaPkcsPss(pss(digest, salt)?),
            Self::HashedRsaPkcs(D::Sha1) => Mechanism::Sha1RsaPkcs,
            Self::HashedRsaPkcs(D::Sha224) => Mechanism::Sha224RsaPkcs,
            Self::HashedRsaPkcs(D::Sha256) => Mechanism::Sha256RsaPkcs,
            Self::HashedRsaPkcs(D::Sha384) => Mechanism::Sha384RsaPkcs,
            Self::HashedRsaPkcs(D::Sha512) => Mechanism::Sha512RsaPkcs,
            Self::HashedRsaPss(D::Sha256, salt) => {
                Mechanism::Sha256RsaPkcsPss(pss(D::Sha256, salt)?)
            }
            Self::HashedRsaPss(D::Sha384, salt) => {
                Mechanism::Sha384RsaPkcsPss(pss(D::Sha384, salt)?)
            }
            Self::HashedRsaPss(D::Sha512, salt) => {
                Mechanism::Sha512RsaPkcsPss(pss(D::Sha512, salt)?)
            }
            Self::HashedEcdsa(D::Sha1) => Mechanism::EcdsaSha1,
            Self::HashedEcdsa(D::Sha224) => Mechanism::EcdsaSha224,
            Self::HashedEcdsa(D::Sha256) => Mechanism::EcdsaSha256,
            Self::HashedEcdsa(D::Sha384) => Mechanism::EcdsaSha384,
            Self::HashedEcdsa(D::Sha512) => Mechanism::EcdsaSha512,
            Self::Gost(gost) => {
                let number = MechanismType::new_vendor_defined(gost.sign).map_err(refused)?;
                Mechanism::VendorDefined(VendorDefinedMechanism::new::<u8>(number, None))
            }
            Self::HashedRsaPkcs(_) | Self::HashedRsaPss(..) | Self::HashedEcdsa(_) => {
                return Err(tanba_pki::Error::UnsupportedParameters("digest").into());
            }
        })
    }

    /// What is handed to the token.
    pub(super) fn input(
        self,
        to_be_signed: &ToBeSigned,
        digest: &[u8],
        public_key: &PublicKey,
    ) -> Result<Vec<u8>, Error> {
        Ok(match self {
            Self::RsaPkcs => digest_info(to_be_signed.algorithm.digest(), digest)
                .ok_or(Error::AlgorithmMismatch(to_be_signed.algorithm))?,
            // The leftmost bits, as many as the order has (FIPS 186-5 §6.4.1).
            Self::Ecdsa => {
                let order = public_key.bits().div_ceil(8);
                digest.iter().take(order).copied().collect()
            }
            Self::Gost(gost) if gost.digest_reversed => digest.iter().rev().copied().collect(),
            Self::RsaPss(..) | Self::Gost(_) => digest.to_vec(),
            Self::HashedRsaPkcs(_) | Self::HashedRsaPss(..) | Self::HashedEcdsa(_) => {
                to_be_signed.message.clone()
            }
        })
    }

    /// The value in the form that its algorithm prescribes.
    pub(super) fn value(self, raw: Vec<u8>) -> Result<Vec<u8>, Error> {
        match self {
            Self::Ecdsa | Self::HashedEcdsa(_) => {
                if raw.is_empty() || !raw.len().is_multiple_of(2) {
                    return Err(nonsense("C_Sign"));
                }
                let (r, s) = raw.split_at(raw.len() / 2);
                let (r, s) = (BigNum::from_slice(r)?, BigNum::from_slice(s)?);
                Ok(EcdsaSig::from_private_components(r, s)?.to_der()?)
            }
            Self::Gost(gost) => Ok(gost_value(gost, raw)),
            _ => Ok(raw),
        }
    }
}

fn gost_value(gost: &GostMechanisms, raw: Vec<u8>) -> Vec<u8> {
    use tanba_pki::digest::Dialect;
    let mut value = raw;
    let half = value.len() / 2;
    // First r ‖ s, each little-endian.
    match gost.value_order {
        ValueOrder::LittleRs => {}
        ValueOrder::LittleSr => value.rotate_left(half),
        ValueOrder::BigRs => {
            value.reverse();
            value.rotate_left(half);
        }
        ValueOrder::BigSr => value.reverse(),
    }
    if gost.dialect == Dialect::Rfc9215 {
        value.reverse();
    }
    value
}

fn pss(digest: D, salt_length: usize) -> Result<PkcsPssParams, Error> {
    let unsupported = || Error::from(tanba_pki::Error::UnsupportedParameters("RSASSA-PSS-params"));
    let (hash_alg, mgf) = match digest {
        D::Sha1 => (MechanismType::SHA1, PkcsMgfType::MGF1_SHA1),
        D::Sha224 => (MechanismType::SHA224, PkcsMgfType::MGF1_SHA224),
        D::Sha256 => (MechanismType::SHA256, PkcsMgfType::MGF1_SHA256),
        D::Sha384 => (MechanismType::SHA384, PkcsMgfType::MGF1_SHA384),
        D::Sha512 => (MechanismType::SHA512, PkcsMgfType::MGF1_SHA512),
        _ => return Err(unsupported()),
    };
    Ok(PkcsPssParams {
        hash_alg,
        mgf,
        s_len: salt_length.try_into().map_err(|_| unsupported())?,
    })
}

/// DigestInfo (RFC 8017 §9.2), whose DER differs in the digest's identifier and length alone.
fn digest_info(algorithm: D, digest: &[u8]) -> Option<Vec<u8>> {
    const SHA1: &[u8] = &[0x2b, 0x0e, 0x03, 0x02, 0x1a];
    let sha2 = |number| vec![0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, number];
    let oid = match algorithm {
        D::Sha1 => SHA1.to_vec(),
        D::Sha256 => sha2(1),
        D::Sha384 => sha2(2),
        D::Sha512 => sha2(3),
        D::Sha224 => sha2(4),
        _ => return None,
    };
    let length = |bytes: usize| u8::try_from(bytes).ok();
    let mut der = vec![0x30, length(oid.len() + digest.len() + 8)?];
    der.extend([0x30, length(oid.len() + 4)?, 0x06, length(oid.len())?]);
    der.extend(oid);
    der.extend([0x05, 0x00, 0x04, length(digest.len())?]);
    der.extend(digest);
    Some(der)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_infos_are_those_of_the_standard() {
        let expected = "3031300d060960864801650304020105000420";
        let der = digest_info(D::Sha256, &[7; 32]).unwrap();
        assert_eq!(hex::encode(&der[..19]), expected);
        assert_eq!(der.len(), 51);
        let der = digest_info(D::Sha1, &[7; 20]).unwrap();
        assert_eq!(hex::encode(&der[..15]), "3021300906052b0e03021a05000414");
        let der = digest_info(D::Sha512, &[7; 64]).unwrap();
        assert_eq!(
            hex::encode(&der[..19]),
            "3051300d060960864801650304020305000440"
        );
    }
}
