//! Vectors made by Kalkan, the reference implementation of Kazakhstan.

#![allow(clippy::unwrap_used, reason = "tests")]

use tanba_gost::{Digest, Encoding, SigningKey, Streebog512, TC26_512_A, VerifyingKey};

#[test]
fn kalkan_vectors() {
    let Some(path) = tanba_testkit::shared_or_skip("kalkan_vectors", "data/kalkan/gost512.vectors")
    else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let mut fields = std::collections::HashMap::new();
    let mut checked = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, value)) = line.split_once('=') else {
            continue;
        };
        fields.insert(name, value);
        if name == "sig" {
            check(&fields);
            checked += 1;
        }
    }
    assert!(checked > 0);
}

fn check(fields: &std::collections::HashMap<&str, &str>) {
    let octets = |name: &str| hex::decode(fields[name]).unwrap();
    let little_endian = |name: &str| {
        let mut octets = octets(name);
        octets.reverse();
        octets
    };
    let digest = Streebog512::digest(fields["msg"]);
    assert!(digest.as_slice() == octets("digest") || digest.as_slice() == little_endian("digest"));
    let key = SigningKey::from_bytes(&TC26_512_A, &little_endian("d")).unwrap();
    let public = [little_endian("qx"), little_endian("qy")].concat();
    assert_eq!(key.verifying_key().to_bytes(), public);
    let public = VerifyingKey::from_bytes(&TC26_512_A, &public).unwrap();
    assert_eq!(
        public.verify_digest(&digest, &octets("sig"), Encoding::Kazakh),
        Ok(())
    );
    let mut reversed = octets("sig");
    reversed.reverse();
    assert_eq!(
        public.verify_digest(&digest, &reversed, Encoding::Rfc9215),
        Ok(())
    );
}
