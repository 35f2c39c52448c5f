use super::*;

fn to_be_signed(algorithm: SignatureAlgorithm) -> ToBeSigned {
    ToBeSigned {
        algorithm,
        message: "мәтін".as_bytes().to_vec(),
    }
}

#[test]
fn every_algorithm_of_every_key_signs_and_verifies() {
    for algorithm in [
        KeyAlgorithm::Gost512,
        KeyAlgorithm::Gost256,
        KeyAlgorithm::Rsa(2048),
        KeyAlgorithm::P256,
    ] {
        let key = generate(algorithm, &mut SystemRandom).unwrap();
        let accepted = key.algorithms();
        assert_eq!(accepted.first(), Some(&key.default_algorithm()));
        for algorithm in accepted {
            let content = to_be_signed(algorithm);
            let value = key.sign(&content).unwrap();
            key.public_key()
                .verify(algorithm, &content.message, &value.0)
                .unwrap();
            assert!(
                key.public_key()
                    .verify(algorithm, b"other", &value.0)
                    .is_err()
            );
        }
        let again =
            SoftwareKey::new(PrivateKey::from_pkcs8_der(key.private_key().pkcs8_der()).unwrap())
                .unwrap();
        assert_eq!(again.key_identifier(), key.key_identifier());
    }
}

#[test]
fn a_foreign_algorithm_is_refused() {
    let gost = generate(KeyAlgorithm::Gost512, &mut SystemRandom).unwrap();
    let ec = generate(KeyAlgorithm::P256, &mut SystemRandom).unwrap();
    for (key, algorithm) in [
        (&gost, ec.default_algorithm()),
        (&ec, gost.default_algorithm()),
        (&ec, SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256)),
        (&gost, SignatureAlgorithm::Gost2004),
    ] {
        assert!(matches!(
            key.sign(&to_be_signed(algorithm)),
            Err(Error::AlgorithmMismatch(found)) if found == algorithm
        ));
    }
    assert!(generate(KeyAlgorithm::Rsa(512), &mut SystemRandom).is_err());
}

#[test]
fn a_faulty_signature_is_withheld() {
    let key = generate(KeyAlgorithm::P256, &mut SystemRandom).unwrap();
    let content = to_be_signed(key.default_algorithm());
    let mut value = key.sign(&content).unwrap().0;
    let last = value.len() - 1;
    value[last] ^= 1;
    let kept = key.release(content.algorithm, &content.digest(), value);
    assert!(matches!(kept, Err(Error::SignatureFault)));
}

#[test]
fn nothing_secret_is_shown() {
    let key = generate(KeyAlgorithm::Gost512, &mut SystemRandom).unwrap();
    let scalar = key.private_key().gost().unwrap().0.to_bytes();
    let shown = format!("{key:?} {:?}", key.private_key());
    assert!(!shown.contains(&hex::encode(&scalar[..8])));
}
