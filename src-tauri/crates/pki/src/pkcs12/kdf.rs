//! Key derivation: RFC 7292 appendix B and PBKDF2 (RFC 8018 §5.2) over SHA-1 and SHA-2.

use der::asn1::ObjectIdentifier;
use digest::core_api::BlockSizeUser;
use digest::{Digest, Output};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::{Budget, Error, Secret, oid, sha256};

/// The hash under a derivation or a MAC.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// Runs an expression with `$hash` standing for the type of a [`Hash`].
macro_rules! with_hash {
    ($value:expr, $hash:ident => $body:expr) => {
        match $value {
            $crate::pkcs12::kdf::Hash::Sha1 => {
                type $hash = sha1::Sha1;
                $body
            }
            $crate::pkcs12::kdf::Hash::Sha224 => {
                type $hash = sha2::Sha224;
                $body
            }
            $crate::pkcs12::kdf::Hash::Sha256 => {
                type $hash = sha2::Sha256;
                $body
            }
            $crate::pkcs12::kdf::Hash::Sha384 => {
                type $hash = sha2::Sha384;
                $body
            }
            $crate::pkcs12::kdf::Hash::Sha512 => {
                type $hash = sha2::Sha512;
                $body
            }
        }
    };
}
pub(super) use with_hash;

impl Hash {
    pub(super) fn from_digest_oid(digest: ObjectIdentifier) -> Result<Self, Error> {
        match digest {
            oid::SHA1 => Ok(Self::Sha1),
            oid::SHA224 => Ok(Self::Sha224),
            oid::SHA256 => Ok(Self::Sha256),
            oid::SHA384 => Ok(Self::Sha384),
            oid::SHA512 => Ok(Self::Sha512),
            other => Err(Error::UnsupportedAlgorithm(other)),
        }
    }

    pub(super) fn from_hmac_oid(hmac: ObjectIdentifier) -> Result<Self, Error> {
        match hmac {
            oid::HMAC_SHA1 => Ok(Self::Sha1),
            oid::HMAC_SHA224 => Ok(Self::Sha224),
            oid::HMAC_SHA256 => Ok(Self::Sha256),
            oid::HMAC_SHA384 => Ok(Self::Sha384),
            oid::HMAC_SHA512 => Ok(Self::Sha512),
            other => Err(Error::UnsupportedAlgorithm(other)),
        }
    }

    /// Bytes of output.
    pub(super) fn size(self) -> usize {
        with_hash!(self, D => <D as Digest>::output_size())
    }
}

/// What a key derived by RFC 7292 is for: its §B.3 ID byte.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

/// RFC 7292 §B.2. `password` is a terminated BMPString.
pub(super) fn derive_pkcs12(
    hash: Hash,
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    length: usize,
    budget: &mut Budget,
) -> Result<Secret, Error> {
    budget.spend(iterations, length.div_ceil(hash.size()))?;
    Ok(match hash {
        Hash::Sha256 => derive::<Sha256>(purpose, password, salt, length, |first| {
            let Ok(mut digest) = <[u8; 32]>::try_from(first.as_slice()) else {
                return first;
            };
            sha256::repeat(&mut digest, iterations.saturating_sub(1));
            digest.into()
        }),
        _ => with_hash!(hash, D => derive::<D>(purpose, password, salt, length, |mut value| {
            for _ in 1..iterations {
                value = D::digest(value);
            }
            value
        })),
    })
}

/// `repeat` turns the first digest of a block into the last.
fn derive<D: Digest + BlockSizeUser>(
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    length: usize,
    repeat: impl Fn(Output<D>) -> Output<D>,
) -> Secret {
    let block = D::block_size();
    let fill = |bytes: &[u8]| -> Secret {
        let full = bytes.len().div_ceil(block) * block;
        Secret::new(bytes.iter().copied().cycle().take(full).collect())
    };
    let diversifier = vec![purpose as u8; block];
    let mut input = fill(salt);
    input.extend_from_slice(&fill(password));
    let mut out = Secret::new(Vec::with_capacity(length + <D as Digest>::output_size()));
    loop {
        let value = repeat(
            D::new()
                .chain_update(&diversifier)
                .chain_update(&*input)
                .finalize(),
        );
        out.extend_from_slice(&value);
        if out.len() >= length {
            out.truncate(length);
            return out;
        }
        // I_j = I_j + B + 1 modulo the block.
        let addend: Secret = fill(&value);
        for part in input.chunks_mut(block) {
            let mut carry = 1_u16;
            for (byte, add) in part.iter_mut().rev().zip(addend.iter().take(block).rev()) {
                carry += u16::from(*byte) + u16::from(*add);
                let [high, low] = carry.to_be_bytes();
                *byte = low;
                carry = u16::from(high);
            }
        }
    }
}

/// PBKDF2 with HMAC.
pub(super) fn derive_pbkdf2(
    hash: Hash,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    length: usize,
    budget: &mut Budget,
) -> Result<Secret, Error> {
    // Two compressions for each HMAC.
    budget.spend(iterations.saturating_mul(2), length.div_ceil(hash.size()))?;
    let mut out = Secret::new(vec![0; length]);
    match hash {
        Hash::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, iterations, &mut out),
        Hash::Sha224 => pbkdf2::pbkdf2_hmac::<Sha224>(password, salt, iterations, &mut out),
        Hash::Sha256 => {
            for (index, block) in (1_u32..).zip(out.chunks_mut(32)) {
                let mut first = [0; 32];
                let salt = [salt, &index.to_be_bytes()].concat();
                first.copy_from_slice(&hmac_sha256(password, &salt));
                let whole = Zeroizing::new(sha256::pbkdf2_block(password, &first, iterations));
                for (to, from) in block.iter_mut().zip(whole.iter()) {
                    *to = *from;
                }
            }
        }
        Hash::Sha384 => pbkdf2::pbkdf2_hmac::<Sha384>(password, salt, iterations, &mut out),
        Hash::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>(password, salt, iterations, &mut out),
    }
    Ok(out)
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    use hmac::Mac;
    // HMAC takes keys of any length.
    hmac::Hmac::<Sha256>::new_from_slice(key)
        .map(|mac| mac.chain_update(message).finalize().into_bytes().into())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use hex_literal::hex;

    use super::*;

    /// Vectors of the PKCS#12 tests of Bouncy Castle: password "smeg" and "queeg".
    #[test]
    fn derivation_of_rfc_7292_matches_known_answers() {
        let smeg = hex!("0073006D006500670000");
        let queeg = hex!("007100750065006500670000");
        let run = |purpose, password: &[u8], salt: &[u8], iterations, length| {
            derive_pkcs12(
                Hash::Sha1,
                purpose,
                password,
                salt,
                iterations,
                length,
                &mut Budget(1 << 20),
            )
            .unwrap()
        };
        assert_eq!(
            *run(Purpose::Key, &smeg, &hex!("0A58CF64530D823F"), 1, 24),
            hex!("8AAAE6297B6CB04642AB5B077851284EB7128F1A2A7FBCA3")
        );
        assert_eq!(
            *run(Purpose::Iv, &smeg, &hex!("0A58CF64530D823F"), 1, 8),
            hex!("79993DFE048D3B76")
        );
        assert_eq!(
            *run(Purpose::Key, &queeg, &hex!("05DEC959ACFF72F7"), 1000, 24),
            hex!("ED2034E36328830FF09DF1E1A07DD357185DAC0D4F9EB3D4")
        );
        assert_eq!(
            *run(Purpose::Mac, &queeg, &hex!("263216FCC2FAB31C"), 1000, 20),
            hex!("5EC4C7A80DF652294C3925B6489A7AB857C83476")
        );
    }

    /// The short way over SHA-256 gives what the general one gives.
    #[test]
    fn sha_256_by_blocks_matches_the_general_derivations() {
        let long = [0x61; 100];
        for password in [&b"password"[..], &[], &long] {
            for (iterations, length) in [(1, 32), (2, 20), (1000, 80)] {
                let mut budget = Budget(1 << 30);
                let mut expected = vec![0; length];
                pbkdf2::pbkdf2_hmac::<Sha256>(password, b"salt", iterations, &mut expected);
                let found = derive_pbkdf2(
                    Hash::Sha256,
                    password,
                    b"salt",
                    iterations,
                    length,
                    &mut budget,
                );
                assert_eq!(*found.unwrap(), expected);
                let general =
                    derive::<Sha256>(Purpose::Mac, password, b"salt", length, |mut value| {
                        for _ in 1..iterations {
                            value = Sha256::digest(value);
                        }
                        value
                    });
                let found = derive_pkcs12(
                    Hash::Sha256,
                    Purpose::Mac,
                    password,
                    b"salt",
                    iterations,
                    length,
                    &mut budget,
                );
                assert_eq!(found.unwrap(), general);
            }
        }
    }

    #[test]
    fn work_is_bounded() {
        let mut budget = Budget(2048);
        let hostile = derive_pkcs12(
            Hash::Sha1,
            Purpose::Key,
            &[0, 0],
            &[1],
            u32::MAX,
            24,
            &mut budget,
        );
        assert_eq!(hostile, Err(Error::TooManyIterations));
        assert!(derive_pbkdf2(Hash::Sha1, &[], &[], 1024, 20, &mut budget).is_ok());
        assert!(derive_pbkdf2(Hash::Sha1, &[], &[], 1, 20, &mut budget).is_err());
    }
}
