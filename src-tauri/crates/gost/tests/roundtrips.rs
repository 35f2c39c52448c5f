//! Sign and verify over every parameter set, with random keys, digests and damage.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use rand_core::{CryptoRng, Error as RngError, OsRng, RngCore};
use tanba_gost::{
    CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C, Encoding, Error, ParameterSet, SigningKey, TC26_256_A,
    TC26_512_A, TC26_512_B, TC26_512_C, TEST_256, TEST_512, VerifyingKey,
};

static SETS: [&ParameterSet; 9] = [
    &TC26_512_A,
    &TC26_512_B,
    &TC26_512_C,
    &TC26_256_A,
    &CRYPTOPRO_A,
    &CRYPTOPRO_B,
    &CRYPTOPRO_C,
    &TEST_256,
    &TEST_512,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn signed_is_verified_and_damage_is_not(
        seed in any::<[u8; 64]>(),
        digest in any::<[u8; 64]>(),
        bit in 0usize..1024,
        rfc9215 in any::<bool>(),
    ) {
        let encoding = if rfc9215 { Encoding::Rfc9215 } else { Encoding::Kazakh };
        for set in SETS {
            let size = set.size();
            let key = SigningKey::random(set, &mut Repeating(seed.to_vec())).unwrap();
            let again = SigningKey::from_bytes(set, &key.to_bytes()).unwrap();
            prop_assert_eq!(key.verifying_key(), again.verifying_key());
            let public = VerifyingKey::from_bytes(set, &key.verifying_key().to_bytes()).unwrap();
            let digest = &digest[..size];
            let mut signature = key.sign_digest(digest, encoding, &mut OsRng).unwrap();
            prop_assert_eq!(signature.len(), 2 * size);
            prop_assert_eq!(public.verify_digest(digest, &signature, encoding), Ok(()));

            let bit = bit % (16 * size);
            signature[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(public.verify_digest(digest, &signature, encoding).is_err());
            signature[bit / 8] ^= 1 << (bit % 8);
            let mut other = digest.to_vec();
            other[bit / 16] ^= 1 << (bit % 8);
            prop_assert!(public.verify_digest(&other, &signature, encoding).is_err());
        }
    }

    #[test]
    fn random_octets_are_no_signature_and_no_trouble(
        key in any::<[u8; 128]>().prop_map(|octets| octets.to_vec()),
        signature in proptest::collection::vec(any::<u8>(), 0..200),
        digest in proptest::collection::vec(any::<u8>(), 0..70),
    ) {
        for set in SETS {
            let _ = VerifyingKey::from_bytes(set, &key[..2 * set.size()]);
        }
        let good = SigningKey::from_bytes(&TC26_256_A, &[5; 32]).unwrap();
        for encoding in [Encoding::Kazakh, Encoding::Rfc9215] {
            prop_assert!(good.verifying_key().verify_digest(&digest, &signature, encoding).is_err());
        }
    }
}

/// Gives the same octets again and again.
struct Repeating(Vec<u8>);

impl CryptoRng for Repeating {}

impl RngCore for Repeating {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, octets: &mut [u8]) {
        for (i, octet) in octets.iter_mut().enumerate() {
            *octet = self.0[i % self.0.len()];
        }
        // A number out of range must not come again for ever.
        if let Some(first) = self.0.first_mut() {
            *first = first.wrapping_add(1);
        }
        self.0.rotate_left(1);
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), RngError> {
        self.fill_bytes(octets);
        Ok(())
    }
}

/// Always fails.
struct Broken;

impl CryptoRng for Broken {}

impl RngCore for Broken {
    fn next_u32(&mut self) -> u32 {
        0
    }

    fn next_u64(&mut self) -> u64 {
        0
    }

    fn fill_bytes(&mut self, _octets: &mut [u8]) {}

    fn try_fill_bytes(&mut self, _octets: &mut [u8]) -> Result<(), RngError> {
        Err(RngError::from(std::num::NonZeroU32::MIN))
    }
}

#[test]
fn deterministic_signatures_repeat_and_differ_by_digest() {
    for set in SETS {
        let key = SigningKey::from_bytes(set, &vec![0x21; set.size()]).unwrap();
        let sign = |digest: u8| {
            let digest = vec![digest; set.size()];
            key.sign_digest_deterministic(&digest, Encoding::Kazakh)
                .unwrap()
        };
        assert_eq!(sign(1), sign(1));
        // Another digest means another nonce, and with it another r.
        assert_ne!(sign(1)[..set.size()], sign(2)[..set.size()]);
    }
}

#[test]
fn hedged_signatures_never_repeat_a_nonce() {
    let key = SigningKey::from_bytes(&TC26_512_A, &[0x21; 64]).unwrap();
    let sign = |digest: u8, rng: &mut dyn rand_core::CryptoRngCore| {
        key.sign_digest(&[digest; 64], Encoding::Kazakh, rng)
            .unwrap()
    };
    let first = sign(1, &mut OsRng);
    assert_ne!(first[..64], sign(1, &mut OsRng)[..64]);
    // Even a generator that repeats itself gives different nonces for different digests.
    let stuck = || Repeating(vec![0]);
    assert_ne!(sign(1, &mut stuck())[..64], sign(2, &mut stuck())[..64]);
}

#[test]
fn a_failing_generator_is_told() {
    let key = SigningKey::from_bytes(&TC26_512_A, &[0x21; 64]).unwrap();
    let signed = key.sign_digest(&[1; 64], Encoding::Kazakh, &mut Broken);
    assert_eq!(signed, Err(Error::Randomness));
    assert!(matches!(
        SigningKey::random(&TC26_512_A, &mut Broken),
        Err(Error::Randomness)
    ));
}
