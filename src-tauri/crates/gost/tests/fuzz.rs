//! The fuzz bodies over seeds of our own making and their mutations.

#![allow(clippy::unwrap_used, reason = "tests")]

use tanba_gost::{Encoding, SigningKey, TC26_256_A, TC26_512_A};

#[test]
fn fuzz_bodies() {
    let mut seeds = Vec::new();
    for set in [&TC26_512_A, &TC26_256_A] {
        let private = vec![0x35; set.size()];
        let key = SigningKey::from_bytes(set, &private).unwrap();
        let digest = vec![0x61; set.size()];
        let signature = key
            .sign_digest_deterministic(&digest, Encoding::Kazakh)
            .unwrap();
        seeds.push([key.verifying_key().to_bytes(), digest, signature].concat());
        seeds.push(private);
    }
    for (name, body) in tanba_gost::fuzzing::BODIES {
        tanba_testkit::fuzz::run(name, *body, &seeds);
    }
}
