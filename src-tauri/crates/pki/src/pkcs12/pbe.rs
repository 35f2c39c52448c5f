//! Password-based encryption: RFC 7292 appendix C and PBES2 (RFC 8018 §6.2).

use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipher, BlockDecryptMut, BlockEncryptMut, InnerIvInit, KeyInit};
use des::{TdesEde2, TdesEde3};
use rc2::Rc2;

use super::kdf::{Hash, Purpose, derive_pbkdf2, derive_pkcs12};
use super::password::Password;
use super::{Budget, Error, Secret, iterations, oid};
use crate::tlv::{Cursor, encode, tag};

/// A block cipher in CBC mode.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cipher {
    TripleDes3,
    TripleDes2,
    Rc2_128,
    Rc2_40,
    Aes128,
    Aes192,
    Aes256,
}

/// How a key comes out of the password.
#[derive(Clone, Debug)]
pub(super) enum Derivation {
    /// RFC 7292 with SHA-1: key and initialisation vector.
    Pkcs12,
    /// PBKDF2: the key; the vector is given.
    Pbkdf2 { prf: Hash, iv: Vec<u8> },
}

/// An encryption scheme with its parameters.
#[derive(Clone, Debug)]
pub(super) struct Scheme {
    pub(super) cipher: Cipher,
    pub(super) derivation: Derivation,
    pub(super) salt: Vec<u8>,
    pub(super) iterations: u32,
}

impl Cipher {
    const fn key_size(self) -> usize {
        match self {
            Self::Rc2_40 => 5,
            Self::TripleDes2 | Self::Rc2_128 | Self::Aes128 => 16,
            Self::TripleDes3 | Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }

    const fn block_size(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
            _ => 8,
        }
    }
}

impl Scheme {
    /// Reads an AlgorithmIdentifier.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Self, Error> {
        let mut identifier = cursor.sequence()?;
        let algorithm = identifier.object_identifier()?;
        let cipher = match algorithm {
            oid::PBES2 => return Self::read_pbes2(&mut identifier.sequence()?),
            oid::PBE_SHA1_3DES_3KEY => Cipher::TripleDes3,
            oid::PBE_SHA1_3DES_2KEY => Cipher::TripleDes2,
            oid::PBE_SHA1_RC2_128 => Cipher::Rc2_128,
            oid::PBE_SHA1_RC2_40 => Cipher::Rc2_40,
            other => return Err(Error::UnsupportedAlgorithm(other)),
        };
        let mut parameters = identifier.sequence()?;
        Ok(Self {
            cipher,
            derivation: Derivation::Pkcs12,
            salt: parameters.octet_string()?.to_vec(),
            iterations: iterations(&mut parameters)?,
        })
    }

    fn read_pbes2(parameters: &mut Cursor<'_>) -> Result<Self, Error> {
        let derivation = Pbkdf2::read(parameters)?;
        let mut encryption = parameters.sequence()?;
        let cipher = match encryption.object_identifier()? {
            oid::AES_128_CBC => Cipher::Aes128,
            oid::AES_192_CBC => Cipher::Aes192,
            oid::AES_256_CBC => Cipher::Aes256,
            oid::DES_EDE3_CBC => Cipher::TripleDes3,
            other => return Err(Error::UnsupportedAlgorithm(other)),
        };
        let iv = encryption.octet_string()?.to_vec();
        if derivation
            .key_length
            .is_some_and(|length| length != cipher.key_size())
        {
            return Err(Error::Damaged("key length"));
        }
        Ok(Self {
            cipher,
            derivation: Derivation::Pbkdf2 {
                prf: derivation.prf,
                iv,
            },
            salt: derivation.salt,
            iterations: derivation.iterations,
        })
    }

    /// The AlgorithmIdentifier in DER.
    pub(super) fn to_der(&self) -> Vec<u8> {
        let salt = encode(tag::OCTET_STRING, &[&self.salt]);
        let count = der_integer(self.iterations);
        match &self.derivation {
            Derivation::Pkcs12 => {
                let algorithm = match self.cipher {
                    Cipher::TripleDes2 => oid::PBE_SHA1_3DES_2KEY,
                    Cipher::Rc2_128 => oid::PBE_SHA1_RC2_128,
                    Cipher::Rc2_40 => oid::PBE_SHA1_RC2_40,
                    _ => oid::PBE_SHA1_3DES_3KEY,
                };
                let parameters = encode(tag::SEQUENCE, &[&salt, &count]);
                identifier(algorithm, &parameters)
            }
            Derivation::Pbkdf2 { prf, iv } => {
                let algorithm = match self.cipher {
                    Cipher::Aes128 => oid::AES_128_CBC,
                    Cipher::Aes192 => oid::AES_192_CBC,
                    Cipher::Aes256 => oid::AES_256_CBC,
                    _ => oid::DES_EDE3_CBC,
                };
                let cipher = identifier(algorithm, &encode(tag::OCTET_STRING, &[iv]));
                let prf = match prf {
                    Hash::Sha1 => Vec::new(),
                    Hash::Sha224 => identifier(oid::HMAC_SHA224, &[tag::NULL, 0]),
                    Hash::Sha256 => identifier(oid::HMAC_SHA256, &[tag::NULL, 0]),
                    Hash::Sha384 => identifier(oid::HMAC_SHA384, &[tag::NULL, 0]),
                    Hash::Sha512 => identifier(oid::HMAC_SHA512, &[tag::NULL, 0]),
                };
                let parameters = encode(tag::SEQUENCE, &[&salt, &count, &prf]);
                let derivation = identifier(oid::PBKDF2, &parameters);
                identifier(oid::PBES2, &encode(tag::SEQUENCE, &[&derivation, &cipher]))
            }
        }
    }

    fn key_and_iv(
        &self,
        password: &Password,
        budget: &mut Budget,
    ) -> Result<(Secret, Secret), Error> {
        let (size, block) = (self.cipher.key_size(), self.cipher.block_size());
        match &self.derivation {
            Derivation::Pkcs12 => {
                let mut derive = |purpose, length| {
                    derive_pkcs12(
                        Hash::Sha1,
                        purpose,
                        &password.bmp,
                        &self.salt,
                        self.iterations,
                        length,
                        budget,
                    )
                };
                Ok((derive(Purpose::Key, size)?, derive(Purpose::Iv, block)?))
            }
            Derivation::Pbkdf2 { prf, iv } => {
                if iv.len() != block {
                    return Err(Error::Damaged("initialisation vector"));
                }
                let key = derive_pbkdf2(
                    *prf,
                    &password.utf8,
                    &self.salt,
                    self.iterations,
                    size,
                    budget,
                )?;
                Ok((key, Secret::new(iv.clone())))
            }
        }
    }

    /// Decrypts and takes off the padding. A padding that is wrong is [`Error::WrongPassword`].
    pub(super) fn decrypt(
        &self,
        password: &Password,
        data: &[u8],
        budget: &mut Budget,
    ) -> Result<Secret, Error> {
        if data.is_empty() || !data.len().is_multiple_of(self.cipher.block_size()) {
            return Err(Error::Damaged("length of the encrypted part"));
        }
        let (key, iv) = self.key_and_iv(password, budget)?;
        match self.cipher {
            Cipher::TripleDes3 => decrypt(TdesEde3::new_from_slice(&key), &iv, data),
            Cipher::TripleDes2 => decrypt(TdesEde2::new_from_slice(&key), &iv, data),
            Cipher::Rc2_128 => decrypt(Ok(Rc2::new_with_eff_key_len(&key, 128)), &iv, data),
            Cipher::Rc2_40 => decrypt(Ok(Rc2::new_with_eff_key_len(&key, 40)), &iv, data),
            Cipher::Aes128 => decrypt(Aes128::new_from_slice(&key), &iv, data),
            Cipher::Aes192 => decrypt(Aes192::new_from_slice(&key), &iv, data),
            Cipher::Aes256 => decrypt(Aes256::new_from_slice(&key), &iv, data),
        }
    }

    /// Pads and encrypts.
    pub(super) fn encrypt(&self, password: &Password, data: &[u8]) -> Result<Vec<u8>, Error> {
        let mut budget = Budget(super::MAX_ITERATIONS);
        let (key, iv) = self.key_and_iv(password, &mut budget)?;
        match self.cipher {
            Cipher::TripleDes3 => encrypt(TdesEde3::new_from_slice(&key), &iv, data),
            Cipher::TripleDes2 => encrypt(TdesEde2::new_from_slice(&key), &iv, data),
            Cipher::Rc2_128 => encrypt(Ok(Rc2::new_with_eff_key_len(&key, 128)), &iv, data),
            Cipher::Rc2_40 => encrypt(Ok(Rc2::new_with_eff_key_len(&key, 40)), &iv, data),
            Cipher::Aes128 => encrypt(Aes128::new_from_slice(&key), &iv, data),
            Cipher::Aes192 => encrypt(Aes192::new_from_slice(&key), &iv, data),
            Cipher::Aes256 => encrypt(Aes256::new_from_slice(&key), &iv, data),
        }
    }
}

/// PBKDF2-params and its AlgorithmIdentifier (RFC 8018 §A.2).
pub(super) struct Pbkdf2 {
    pub(super) salt: Vec<u8>,
    pub(super) iterations: u32,
    pub(super) key_length: Option<usize>,
    pub(super) prf: Hash,
}

impl Pbkdf2 {
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Self, Error> {
        let mut identifier = cursor.sequence()?;
        let algorithm = identifier.object_identifier()?;
        if algorithm != oid::PBKDF2 {
            return Err(Error::UnsupportedAlgorithm(algorithm));
        }
        let mut parameters = identifier.sequence()?;
        let salt = parameters.octet_string()?.to_vec();
        let iterations = iterations(&mut parameters)?;
        let key_length = match parameters.peek() {
            Some(tag::INTEGER) => Some(
                usize::try_from(parameters.unsigned()?)
                    .map_err(|_| Error::Damaged("key length"))?,
            ),
            _ => None,
        };
        let prf = match parameters.optional(tag::SEQUENCE)? {
            Some(prf) => Hash::from_hmac_oid(prf.children().object_identifier()?)?,
            None => Hash::Sha1,
        };
        Ok(Self {
            salt,
            iterations,
            key_length,
            prf,
        })
    }
}

fn decrypt<C: BlockDecryptMut + BlockCipher>(
    cipher: Result<C, cbc::cipher::InvalidLength>,
    iv: &[u8],
    data: &[u8],
) -> Result<Secret, Error> {
    let cipher = cipher.map_err(|_| Error::Damaged("key length"))?;
    let mode = cbc::Decryptor::inner_iv_slice_init(cipher, iv)
        .map_err(|_| Error::Damaged("initialisation vector"))?;
    let mut buffer = Secret::new(data.to_vec());
    let length = mode
        .decrypt_padded_mut::<Pkcs7>(&mut buffer)
        .map_err(|_| Error::WrongPassword)?
        .len();
    buffer.truncate(length);
    Ok(buffer)
}

fn encrypt<C: BlockEncryptMut + BlockCipher>(
    cipher: Result<C, cbc::cipher::InvalidLength>,
    iv: &[u8],
    data: &[u8],
) -> Result<Vec<u8>, Error> {
    let cipher = cipher.map_err(|_| Error::Damaged("key length"))?;
    let mode = cbc::Encryptor::inner_iv_slice_init(cipher, iv)
        .map_err(|_| Error::Damaged("initialisation vector"))?;
    // The buffer holds the plain text first: it must not be moved by growing.
    let mut buffer = Secret::new(vec![0; data.len() + 16]);
    buffer
        .get_mut(..data.len())
        .ok_or(Error::TooLarge)?
        .copy_from_slice(data);
    let sealed = mode
        .encrypt_padded_mut::<Pkcs7>(&mut buffer, data.len())
        .map_err(|_| Error::TooLarge)?;
    Ok(sealed.to_vec())
}

/// An AlgorithmIdentifier with its parameters in DER.
pub(super) fn identifier(algorithm: der::asn1::ObjectIdentifier, parameters: &[u8]) -> Vec<u8> {
    let algorithm = encode(tag::OBJECT_IDENTIFIER, &[algorithm.as_bytes()]);
    encode(tag::SEQUENCE, &[&algorithm, parameters])
}

/// A non-negative INTEGER in DER.
pub(super) fn der_integer(value: u32) -> Vec<u8> {
    let bytes = u64::from(value).to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(7);
    let negative = bytes.get(zeros).is_some_and(|first| first & 0x80 != 0);
    let significant = bytes.get(zeros - usize::from(negative)..);
    encode(tag::INTEGER, &[significant.unwrap_or_default()])
}
