//! Known answers of the hash functions.

use hex_literal::hex;
use tanba_gost::{Digest, Gost94, Gost94CryptoPro, Streebog256, Streebog512};

/// RFC 6986, section 10, prints octets from the last to the first.
fn reversed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().rev().copied().collect()
}

#[test]
fn streebog_examples_of_rfc_6986() {
    let first = reversed(&hex!(
        "323130393837363534333231303938373635343332313039383736353433323130393837363534333231303938373635343332313039383736353433323130"
    ));
    assert_eq!(
        Streebog512::digest(&first).to_vec(),
        reversed(&hex!(
            "486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b"
        ))
    );
    assert_eq!(
        Streebog256::digest(&first).to_vec(),
        reversed(&hex!(
            "00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d"
        ))
    );
    let second = reversed(&hex!(
        "fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2f120fff0eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1e8f0f2d1202ce8f0f2e5e220e5d1"
    ));
    assert_eq!(
        Streebog512::digest(&second).to_vec(),
        reversed(&hex!(
            "28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f037613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e"
        ))
    );
    assert_eq!(
        Streebog256::digest(&second).to_vec(),
        reversed(&hex!(
            "508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d"
        ))
    );
}

/// All octets 0xff make every word of the sum Σ carry into the next.
#[test]
fn streebog_carries_through_the_sum() {
    let mut hash = Streebog512::new();
    for _ in 0..3 {
        hash.update([0xff; 64]);
    }
    hash.update([1; 7]);
    let whole = [vec![0xff; 192], vec![1; 7]].concat();
    assert_eq!(hash.finalize(), Streebog512::digest(whole));
}

/// RFC 7836, appendix B, HMAC_GOSTR3411_2012_256 and _512.
#[test]
fn hmac_examples_of_rfc_7836() {
    let key = hex!("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    let message = hex!("0126bdb87800af214341456563780100");
    assert_eq!(
        hmac::<Streebog256>(&key, &message),
        hex!("a1aa5f7de402d7b3d323f2991c8d4534013137010a83754fd0af6d7cd4922ed9")
    );
    assert_eq!(
        hmac::<Streebog512>(&key, &message),
        hex!(
            "a59bab22ecae19c65fbde6e5f4e9f5d8549d31f037f9df9b905500e171923a773d5f1530f2ed7e964cb2eedc29e9ad2f3afe93b2814f79f5000ffc0366c251e6"
        )
    );
}

fn hmac<D: Digest>(key: &[u8], message: &[u8]) -> Vec<u8> {
    let pad = |value: u8| {
        let mut block = [value; 64];
        for (octet, key) in block.iter_mut().zip(key) {
            *octet ^= key;
        }
        block
    };
    let inner = D::new()
        .chain_update(pad(0x36))
        .chain_update(message)
        .finalize();
    D::new()
        .chain_update(pad(0x5c))
        .chain_update(inner)
        .finalize()
        .to_vec()
}

/// The last two are the examples of RFC 5831, section 7.3.
#[test]
fn gost94_with_the_test_parameters() {
    let long = "U".repeat(128);
    for (message, digest) in [
        (
            "",
            hex!("ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"),
        ),
        (
            "a",
            hex!("d42c539e367c66e9c88a801f6649349c21871b4344c6a573f849fdce62f314dd"),
        ),
        (
            "abc",
            hex!("f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d"),
        ),
        (
            "message digest",
            hex!("ad4434ecb18f2c99b60cbe59ec3d2469582b65273f48de72db2fde16a4889a4d"),
        ),
        (
            &long,
            hex!("53a3a3ed25180cef0c1d85a074273e551c25660a87062a52d926a9e8fe5733a4"),
        ),
        (
            "This is message, length=32 bytes",
            hex!("b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa"),
        ),
        (
            "Suppose the original message has length = 50 bytes",
            hex!("471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208"),
        ),
    ] {
        assert_eq!(Gost94::digest(message).as_slice(), digest, "{message}");
    }
}

#[test]
fn gost94_with_the_cryptopro_parameters() {
    for (message, digest) in [
        (
            "",
            hex!("981e5f3ca30c841487830f84fb433e13ac1101569b9c13584ac483234cd656c0"),
        ),
        (
            "abc",
            hex!("b285056dbf18d7392d7677369524dd14747459ed8143997e163b2986f92fd42c"),
        ),
        (
            "Suppose the original message has length = 50 bytes",
            hex!("c3730c5cbccacf915ac292676f21e8bd4ef75331d9405e5f1a61dc3130a65011"),
        ),
    ] {
        assert_eq!(
            Gost94CryptoPro::digest(message).as_slice(),
            digest,
            "{message}"
        );
    }
}

#[test]
fn pieces_make_no_difference() {
    let message: Vec<u8> = (0..1000u32).map(|i| (i * 7) as u8).collect();
    for piece in [1, 31, 32, 33, 63, 64, 65, 128, 999] {
        let (mut long, mut short, mut old) =
            (Streebog512::new(), Streebog256::new(), Gost94::new());
        for part in message.chunks(piece) {
            long.update(part);
            short.update(part);
            old.update(part);
        }
        assert_eq!(long.finalize_reset(), Streebog512::digest(&message));
        assert_eq!(long.finalize(), Streebog512::digest(b""));
        assert_eq!(short.finalize(), Streebog256::digest(&message));
        assert_eq!(old.finalize(), Gost94::digest(&message));
    }
}
