//! OpenSSL's gost engine and our GOST over RFC 9215 encodings: each accepts what the other
//! signed and refuses it when tampered with.

#![allow(clippy::unwrap_used, reason = "tests")]

use e2e::gost_engine;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey_ctx::PkeyCtx;
use rand_core::OsRng;
use tanba_gost::{
    CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C, Digest, Encoding, ParameterSet, SigningKey, Streebog256,
    Streebog512, TC26_256_A, TC26_512_A, TC26_512_B, TC26_512_C,
};

static SETS: [&ParameterSet; 7] = [
    &TC26_512_A,
    &TC26_512_B,
    &TC26_512_C,
    &TC26_256_A,
    &CRYPTOPRO_A,
    &CRYPTOPRO_B,
    &CRYPTOPRO_C,
];

fn engine(test: &str) -> bool {
    let available = gost_engine::available();
    if !available {
        tanba_testkit::note(&format!("skipped: {test}: OpenSSL has no gost engine"));
    }
    available
}

#[test]
fn signatures_of_ours_and_of_the_engine() {
    if !engine("signatures_of_ours_and_of_the_engine") {
        return;
    }
    for set in SETS {
        let key = SigningKey::random(set, &mut OsRng).unwrap();
        let digest = match set.size() {
            64 => Streebog512::digest(b"interop").to_vec(),
            _ => Streebog256::digest(b"interop").to_vec(),
        };
        let private = gost_engine::private_key(&key).unwrap();
        let public = gost_engine::public_key(key.verifying_key()).unwrap();
        let accepts = |digest: &[u8], signature: &[u8]| {
            let mut context = PkeyCtx::new(&public).unwrap();
            context.verify_init().unwrap();
            context.verify(digest, signature).unwrap_or(false)
        };

        let ours = key
            .sign_digest(&digest, Encoding::Rfc9215, &mut OsRng)
            .unwrap();
        assert!(accepts(&digest, &ours), "{set:?}");
        let mut damaged = ours.clone();
        damaged[3] ^= 1;
        assert!(!accepts(&digest, &damaged), "{set:?}");
        let kazakh = key
            .sign_digest(&digest, Encoding::Kazakh, &mut OsRng)
            .unwrap();
        assert!(!accepts(&digest, &kazakh), "{set:?}");

        let mut context = PkeyCtx::new(&private).unwrap();
        context.sign_init().unwrap();
        let mut theirs = Vec::new();
        context.sign_to_vec(&digest, &mut theirs).unwrap();
        let verify = |digest: &[u8], signature: &[u8]| {
            key.verifying_key()
                .verify_digest(digest, signature, Encoding::Rfc9215)
        };
        assert_eq!(verify(&digest, &theirs), Ok(()), "{set:?}");
        theirs[0] ^= 0x10;
        assert!(verify(&digest, &theirs).is_err(), "{set:?}");
    }
}

#[test]
fn digests_of_ours_and_of_the_engine() {
    if !engine("digests_of_ours_and_of_the_engine") {
        return;
    }
    for length in [0, 1, 31, 32, 63, 64, 65, 127, 128, 1000, 100_000] {
        let message: Vec<u8> = (0..length).map(|i| (i * 31 + (i >> 8)) as u8).collect();
        let ours = [
            ("md_gost12_512", Streebog512::digest(&message).to_vec()),
            ("md_gost12_256", Streebog256::digest(&message).to_vec()),
        ];
        for (name, ours) in ours {
            let algorithm = MessageDigest::from_name(name).unwrap();
            assert_eq!(
                hash(algorithm, &message).unwrap().to_vec(),
                ours,
                "{name} {length}"
            );
        }
    }
}
