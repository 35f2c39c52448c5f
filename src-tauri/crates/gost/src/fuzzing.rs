//! Fuzz bodies: what reads octets from outside is called with anything.

use crate::{CRYPTOPRO_A, Encoding, SigningKey, TC26_256_A, TC26_512_A, VerifyingKey};

/// A parser, called and its result ignored.
pub type Body = fn(&[u8]);

/// Every body with its name.
pub const BODIES: &[(&str, Body)] = &[
    ("gost_public_key", public_key),
    ("gost_private_key", private_key),
];

fn public_key(data: &[u8]) {
    for set in [&TC26_512_A, &TC26_256_A, &CRYPTOPRO_A] {
        let split = data.len().min(2 * set.size());
        let (key, rest) = data.split_at(split);
        let Ok(key) = VerifyingKey::from_bytes(set, key) else {
            continue;
        };
        assert_eq!(key.to_bytes(), data.split_at(split).0);
        let (digest, signature) = rest.split_at(rest.len().min(set.size()));
        let _ = key.verify_digest(digest, signature, Encoding::Kazakh);
        let _ = key.verify_digest(digest, signature, Encoding::Rfc9215);
    }
}

fn private_key(data: &[u8]) {
    for set in [&TC26_512_A, &TC26_256_A] {
        if let Ok(key) = SigningKey::from_bytes(set, data) {
            assert_eq!(&**key.to_bytes(), data);
        }
    }
}
