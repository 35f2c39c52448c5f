//! Keys: those of the authority, taken out of their files, and those of people, made cheaply.

use std::fs;

use openssl::bn::{BigNum, BigNumContext};
use openssl::md::Md;
use openssl::pkey::{PKey, Private};
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::{Padding, RsaPrivateKeyBuilder};
use rand_core::OsRng;
use tanba_keystore::software::{KeyAlgorithm, SoftwareKey, generate};
use tanba_pki::PublicKey;
use tanba_pki::builder::{Leaf, LeafUrls};
use tanba_pki::key::encoding_of;
use tanba_pki::name::Subject;
use tanba_pki::pkcs12::Pfx;
use tanba_pki::private_key::PrivateKey;
use tanba_pki::profile::{KeyPurpose, KeyStorage};

use crate::Practice;

/// A key of the authority that signs and does nothing else: no check of the signature afterwards.
#[derive(Clone)]
pub struct BareKey {
    private: PrivateKey,
    openssl: Option<PKey<Private>>,
}

impl std::fmt::Debug for BareKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BareKey").finish_non_exhaustive()
    }
}

impl BareKey {
    /// Opens the key of this identifier in the folder of a practice authority.
    ///
    /// # Panics
    /// When it is not there.
    #[must_use]
    pub fn open(practice: &Practice, identifier: &str) -> Self {
        let folder = practice.folder();
        let passphrase = fs::read_to_string(folder.join("passphrase")).expect("the passphrase");
        let path = folder.join("keys").join(format!("{identifier}.p12"));
        let sealed = fs::read(path).expect("a key file");
        let contents = Pfx::parse(&sealed)
            .and_then(|pfx| pfx.open(&passphrase.trim_end().to_owned().into()))
            .expect("the key file opens");
        let bag = contents.keys.first().expect("a key");
        let private = PrivateKey::from_pkcs8_der(&bag.private_key_info).expect("a key");
        let openssl = match private.public_key() {
            PublicKey::Gost(..) => None,
            _ => Some(PKey::private_key_from_pkcs8(private.pkcs8_der()).expect("a key")),
        };
        Self { private, openssl }
    }

    /// The key in PEM, for an outside program; `None` of a GOST key.
    ///
    /// # Panics
    /// When OpenSSL cannot write it.
    #[must_use]
    pub fn pem(&self) -> Option<Vec<u8>> {
        let key = self.openssl.as_ref()?;
        Some(key.private_key_to_pem_pkcs8().expect("PEM"))
    }

    /// Signatures by this key, to be made one after another on one thread.
    #[must_use]
    pub fn signer(&self) -> Box<dyn FnMut() + '_> {
        match (&self.openssl, self.private.gost()) {
            (Some(key), _) => Box::new(rsa(key)),
            (None, Some((key, dialect))) => Box::new(move || {
                key.sign_digest(&[7; 64], encoding_of(dialect), &mut OsRng)
                    .expect("a signature");
            }),
            (None, None) => Box::new(|| ()),
        }
    }
}

fn rsa(key: &PKey<Private>) -> impl FnMut() + use<> {
    let mut context = PkeyCtx::new(key).expect("a context");
    context.sign_init().expect("a context");
    context.set_rsa_padding(Padding::PKCS1).expect("a padding");
    context.set_signature_md(Md::sha256()).expect("a digest");
    let mut value = Vec::new();
    move || {
        value.clear();
        context
            .sign_to_vec(&[7; 32], &mut value)
            .expect("a signature");
    }
}

/// Makes requests for certificates (PKCS#10), each for a key of its own.
#[derive(Debug)]
pub enum RequestMaker {
    /// For GOST keys, 512 bit.
    Gost,
    /// For RSA keys, 2048 bit. Two of the primes make a key, so that a thousand keys need some fifty primes: to
    /// whoever certifies them such keys are as good as any, to their owners they would be worthless.
    Rsa(Vec<BigNum>),
}

impl RequestMaker {
    /// For so many RSA keys.
    ///
    /// # Panics
    /// When OpenSSL has no primes to give.
    #[must_use]
    pub fn rsa(count: usize) -> Self {
        let mut primes = Vec::new();
        while primes.len() * (primes.len().saturating_sub(1)) / 2 < count {
            let mut prime = BigNum::new().expect("a number");
            prime
                .generate_prime(1024, false, None, None)
                .expect("a prime");
            primes.push(prime);
        }
        Self::Rsa(primes)
    }

    /// So many requests in DER.
    ///
    /// # Panics
    /// When there are fewer keys.
    #[must_use]
    pub fn make(&self, count: usize) -> Vec<Vec<u8>> {
        match self {
            Self::Gost => (0..count)
                .map(|_| request(&generate(KeyAlgorithm::Gost512, &mut OsRng).expect("a key")))
                .collect(),
            Self::Rsa(primes) => {
                let pairs = primes.iter().enumerate().flat_map(|(place, one)| {
                    primes.iter().skip(place + 1).map(move |other| (one, other))
                });
                let requests: Vec<_> = pairs
                    .take(count)
                    .map(|(one, other)| request(&rsa_key(one, other)))
                    .collect();
                assert_eq!(requests.len(), count, "too few primes");
                requests
            }
        }
    }
}

fn rsa_key(p: &BigNum, q: &BigNum) -> SoftwareKey {
    let pkcs8 = assemble(p, q).expect("a key of two primes");
    SoftwareKey::new(PrivateKey::from_pkcs8_der(&pkcs8).expect("a key")).expect("a key")
}

fn assemble(p: &BigNum, q: &BigNum) -> Result<Vec<u8>, openssl::error::ErrorStack> {
    let (p, q) = if p > q { (p, q) } else { (q, p) };
    let mut context = BigNumContext::new()?;
    let one = BigNum::from_u32(1)?;
    let (p1, q1) = (p - &one, q - &one);
    let e = BigNum::from_u32(65537)?;
    let mut d = BigNum::new()?;
    d.mod_inverse(&e, &(&p1 * &q1), &mut context)?;
    let (dp, dq) = (&d % &p1, &d % &q1);
    let mut inverse = BigNum::new()?;
    inverse.mod_inverse(q, p, &mut context)?;
    let key = RsaPrivateKeyBuilder::new(p * q, e, d)?
        .set_factors(copy(p)?, copy(q)?)?
        .set_crt_params(dp, dq, inverse)?
        .build();
    PKey::from_rsa(key)?.private_key_to_pkcs8()
}

fn copy(number: &BigNum) -> Result<BigNum, openssl::error::ErrorStack> {
    BigNum::from_slice(&number.to_vec())
}

fn request(key: &SoftwareKey) -> Vec<u8> {
    let leaf = Leaf {
        subject: Subject {
            common_name: Some("BENCH".into()),
            ..Subject::default()
        },
        purpose: KeyPurpose::Signature,
        roles: Vec::new(),
        storage: KeyStorage::Pkcs12,
        urls: LeafUrls::default(),
    };
    key.request(&leaf).expect("a request").der().to_vec()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use tanba_pki::request::CertificationRequest;

    use super::*;

    #[test]
    fn every_request_is_for_another_key() {
        let mut seen = HashSet::new();
        for requests in [RequestMaker::Gost.make(3), RequestMaker::rsa(3).make(3)] {
            for der in requests {
                let request = CertificationRequest::from_der(&der).unwrap();
                request.verify().unwrap();
                assert!(seen.insert(request.spki_der().to_vec()));
            }
        }
    }
}
