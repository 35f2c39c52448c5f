//! Making keys.

use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use rand_core::CryptoRngCore;
use tanba_gost::SigningKey;
use tanba_pki::digest::Dialect;
use tanba_pki::private_key::PrivateKey;
use zeroize::Zeroizing;

use super::SoftwareKey;
use crate::Error;

/// What kind of key to make.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum KeyAlgorithm {
    /// GOST 34.10-2015, 512 bit: what the NCA issues to people and companies.
    Gost512,
    /// GOST 34.10-2015, 256 bit.
    Gost256,
    /// RSA with a modulus of so many bits, 2048 to 8192.
    Rsa(u32),
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
}

/// Makes a key. `rng` feeds GOST keys; OpenSSL draws on its own generator, which the system seeds.
///
/// # Errors
/// [`Error::Randomness`], [`Error::OpenSsl`], and [`Error::Pki`] for an unreasonable size of RSA.
pub fn generate(
    algorithm: KeyAlgorithm,
    rng: &mut dyn CryptoRngCore,
) -> Result<SoftwareKey, Error> {
    let pkey = match algorithm {
        KeyAlgorithm::Gost512 => return gost(&tanba_gost::TC26_512_A, rng),
        KeyAlgorithm::Gost256 => return gost(&tanba_gost::TC26_256_A, rng),
        KeyAlgorithm::Rsa(bits @ 2048..=8192) => PKey::from_rsa(Rsa::generate(bits)?)?,
        KeyAlgorithm::Rsa(_) => {
            return Err(tanba_pki::Error::UnsupportedParameters("RSA modulus").into());
        }
        KeyAlgorithm::P256 => elliptic(Nid::X9_62_PRIME256V1)?,
        KeyAlgorithm::P384 => elliptic(Nid::SECP384R1)?,
    };
    let der = Zeroizing::new(pkey.private_key_to_pkcs8()?);
    SoftwareKey::new(PrivateKey::from_pkcs8_der(&der)?)
}

fn elliptic(curve: Nid) -> Result<PKey<Private>, Error> {
    let group = EcGroup::from_curve_name(curve)?;
    Ok(PKey::from_ec_key(EcKey::generate(&group)?)?)
}

fn gost(
    set: &'static tanba_gost::ParameterSet,
    rng: &mut dyn CryptoRngCore,
) -> Result<SoftwareKey, Error> {
    let key = SigningKey::random(set, rng).map_err(|_| Error::Randomness)?;
    SoftwareKey::new(PrivateKey::from_gost(key, Dialect::Kazakh)?)
}
