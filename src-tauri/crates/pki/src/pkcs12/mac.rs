//! MacData (RFC 7292 §4) and PBMAC1 in it (RFC 9579).

use hmac::{Mac as _, SimpleHmac};
use subtle::ConstantTimeEq;

use super::kdf::{Hash, Purpose, derive_pbkdf2, derive_pkcs12, with_hash};
use super::password::Password;
use super::pbe::{Pbkdf2, der_integer, identifier};
use super::{Budget, Error, iterations, oid};
use crate::tlv::{Cursor, encode, tag};

/// The integrity check of a file.
pub(super) struct Mac {
    method: Method,
    value: Vec<u8>,
}

enum Method {
    Pkcs12 {
        hash: Hash,
        salt: Vec<u8>,
        iterations: u32,
    },
    Pbmac1 {
        derivation: Pbkdf2,
        hash: Hash,
        key_length: usize,
    },
}

impl Mac {
    /// Reads the contents of MacData.
    pub(super) fn read(mut data: Cursor<'_>) -> Result<Self, Error> {
        let mut info = data.sequence()?;
        let mut algorithm = info.sequence()?;
        let digest = algorithm.object_identifier()?;
        let value = info.octet_string()?.to_vec();
        let method = if digest == oid::PBMAC1 {
            let mut parameters = algorithm.sequence()?;
            let derivation = Pbkdf2::read(&mut parameters)?;
            let hash = Hash::from_hmac_oid(parameters.sequence()?.object_identifier()?)?;
            // RFC 9579 §5: the length of the key must be given; below 20 bytes it is refused.
            let key_length = derivation
                .key_length
                .filter(|length| (20..=128).contains(length))
                .ok_or(Error::Damaged("length of the MAC key"))?;
            Method::Pbmac1 {
                derivation,
                hash,
                key_length,
            }
        } else {
            let hash = Hash::from_digest_oid(digest)?;
            let salt = data.octet_string()?.to_vec();
            let iterations = match data.peek() {
                Some(_) => iterations(&mut data)?,
                None => 1,
            };
            Method::Pkcs12 {
                hash,
                salt,
                iterations,
            }
        };
        Ok(Self { method, value })
    }

    /// Whether it rests on something newer than SHA-1.
    pub(super) fn is_modern(&self) -> bool {
        match &self.method {
            Method::Pkcs12 { hash, .. } | Method::Pbmac1 { hash, .. } => *hash != Hash::Sha1,
        }
    }

    /// Whether the MAC over `content` is right, compared in constant time.
    pub(super) fn verify(
        &self,
        password: &Password,
        content: &[u8],
        budget: &mut Budget,
    ) -> Result<bool, Error> {
        let (hash, key) = match &self.method {
            Method::Pkcs12 {
                hash,
                salt,
                iterations,
            } => {
                let length = hash.size();
                let key = derive_pkcs12(
                    *hash,
                    Purpose::Mac,
                    &password.bmp,
                    salt,
                    *iterations,
                    length,
                    budget,
                )?;
                (*hash, key)
            }
            Method::Pbmac1 {
                derivation,
                hash,
                key_length,
            } => {
                let key = derive_pbkdf2(
                    derivation.prf,
                    &password.utf8,
                    &derivation.salt,
                    derivation.iterations,
                    *key_length,
                    budget,
                )?;
                (*hash, key)
            }
        };
        Ok(authenticate(hash, &key, content)?.ct_eq(&self.value).into())
    }
}

/// Makes MacData over `content` with the derivation of RFC 7292.
pub(super) fn make(
    hash: Hash,
    password: &Password,
    salt: &[u8],
    iterations: u32,
    content: &[u8],
) -> Result<Vec<u8>, Error> {
    let mut budget = Budget(super::MAX_ITERATIONS);
    let key = derive_pkcs12(
        hash,
        Purpose::Mac,
        &password.bmp,
        salt,
        iterations,
        hash.size(),
        &mut budget,
    )?;
    let value = authenticate(hash, &key, content)?;
    let digest = match hash {
        Hash::Sha1 => oid::SHA1,
        Hash::Sha224 => oid::SHA224,
        Hash::Sha256 => oid::SHA256,
        Hash::Sha384 => oid::SHA384,
        Hash::Sha512 => oid::SHA512,
    };
    let algorithm = identifier(digest, &[tag::NULL, 0]);
    let value = encode(tag::OCTET_STRING, &[&value]);
    let info = encode(tag::SEQUENCE, &[&algorithm, &value]);
    let salt = encode(tag::OCTET_STRING, &[salt]);
    Ok(encode(
        tag::SEQUENCE,
        &[&info, &salt, &der_integer(iterations)],
    ))
}

fn authenticate(hash: Hash, key: &[u8], content: &[u8]) -> Result<Vec<u8>, Error> {
    with_hash!(hash, D => {
        let mut mac = SimpleHmac::<D>::new_from_slice(key)
            .map_err(|_| Error::Damaged("length of the MAC key"))?;
        mac.update(content);
        Ok(mac.finalize().into_bytes().to_vec())
    })
}
