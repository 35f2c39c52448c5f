use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::{Padding, Rsa};
use openssl::sign::{RsaPssSaltlen, Signer};
use tanba_gost::{ParameterSet, SigningKey, TC26_256_A, TC26_512_A};
use tanba_pki::PublicKey;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_pki::key::encoding_of;
use tanba_pki::signing::{SignatureValue, ToBeSigned};

/// A private key for tests.
pub enum Key {
    Gost(SigningKey, Dialect),
    OpenSsl(PKey<Private>),
}

impl Key {
    pub fn gost512(seed: u8) -> Self {
        Self::gost(&TC26_512_A, seed, Dialect::Kazakh)
    }

    pub fn gost256(seed: u8) -> Self {
        Self::gost(&TC26_256_A, seed, Dialect::Kazakh)
    }

    pub fn gost(set: &'static ParameterSet, seed: u8, dialect: Dialect) -> Self {
        let mut scalar = vec![seed; set.size()];
        *scalar.last_mut().unwrap() = 1;
        Self::Gost(SigningKey::from_bytes(set, &scalar).unwrap(), dialect)
    }

    pub fn rsa() -> Self {
        Self::OpenSsl(PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap())
    }

    pub fn p256() -> Self {
        Self::ec(Nid::X9_62_PRIME256V1)
    }

    pub fn p384() -> Self {
        Self::ec(Nid::SECP384R1)
    }

    fn ec(curve: Nid) -> Self {
        let group = EcGroup::from_curve_name(curve).unwrap();
        Self::OpenSsl(PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap())
    }

    pub fn public(&self) -> PublicKey {
        match self {
            Self::Gost(key, dialect) => {
                PublicKey::Gost(Box::new(key.verifying_key().clone()), *dialect)
            }
            Self::OpenSsl(key) => {
                PublicKey::from_spki_der(&key.public_key_to_der().unwrap()).unwrap()
            }
        }
    }

    pub fn sign(&self, what: &ToBeSigned) -> SignatureValue {
        SignatureValue(match self {
            Self::Gost(key, dialect) => key
                .sign_digest_deterministic(&what.digest(), encoding_of(*dialect))
                .unwrap(),
            Self::OpenSsl(key) => {
                let mut signer = Signer::new(message_digest(what.algorithm), key).unwrap();
                if let SignatureAlgorithm::RsaPss { salt_length, .. } = what.algorithm {
                    signer.set_rsa_padding(Padding::PKCS1_PSS).unwrap();
                    let length = i32::try_from(salt_length).unwrap();
                    signer
                        .set_rsa_pss_saltlen(RsaPssSaltlen::custom(length))
                        .unwrap();
                }
                signer.sign_oneshot_to_vec(&what.message).unwrap()
            }
        })
    }

    /// The private key as PEM, for OpenSSL's own commands.
    pub fn pem(&self) -> Vec<u8> {
        match self {
            Self::Gost(..) => unreachable!("GOST keys stay here"),
            Self::OpenSsl(key) => key.private_key_to_pem_pkcs8().unwrap(),
        }
    }
}

fn message_digest(algorithm: SignatureAlgorithm) -> MessageDigest {
    match algorithm.digest() {
        DigestAlgorithm::Sha1 => MessageDigest::sha1(),
        DigestAlgorithm::Sha256 => MessageDigest::sha256(),
        DigestAlgorithm::Sha384 => MessageDigest::sha384(),
        DigestAlgorithm::Sha512 => MessageDigest::sha512(),
        other => unreachable!("{other:?}"),
    }
}
