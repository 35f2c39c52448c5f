//! What must be refused, and how it is told.

#![allow(clippy::unwrap_used, reason = "tests")]

use hex_literal::hex;
use tanba_gost::{
    CRYPTOPRO_A, Digest, Encoding, Error, ParameterSet, SigningKey, Streebog512, TC26_256_A,
    TC26_512_A, TC26_512_C, VerifyingKey,
};

fn key() -> SigningKey {
    SigningKey::from_bytes(&TC26_512_A, &[0x42; 64]).unwrap()
}

/// The order of a set, little-endian, in as many octets as a scalar.
fn order(set: &ParameterSet) -> Vec<u8> {
    let mut octets: Vec<u8> = set
        .order()
        .iter()
        .flat_map(|word| word.to_le_bytes())
        .collect();
    octets.truncate(set.size());
    octets
}

fn reversed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().rev().copied().collect()
}

#[test]
fn private_keys_out_of_range() {
    for set in [&TC26_512_A, &TC26_512_C, &TC26_256_A, &CRYPTOPRO_A] {
        let size = set.size();
        let refused = |octets: &[u8]| SigningKey::from_bytes(set, octets).unwrap_err();
        assert_eq!(refused(&vec![0; size]), Error::ScalarRange);
        assert_eq!(refused(&order(set)), Error::ScalarRange);
        assert_eq!(refused(&vec![0xff; size]), Error::ScalarRange);
        let mut below = order(set);
        below[0] -= 1;
        let key = SigningKey::from_bytes(set, &below).unwrap();
        assert_eq!(*key.to_bytes(), below);
        for length in [0, size - 1, size + 1, 2 * size] {
            let error = Error::KeyLength {
                expected: size,
                actual: length,
            };
            assert_eq!(refused(&vec![1; length]), error);
        }
    }
}

/// −1 times the base point is the base point with y negated.
#[test]
fn smallest_and_largest_private_keys() {
    for set in [&TC26_512_A, &TC26_512_C, &TC26_256_A, &CRYPTOPRO_A] {
        let mut one = vec![0; set.size()];
        one[0] = 1;
        let mut largest = order(set);
        largest[0] -= 1;
        let one = SigningKey::from_bytes(set, &one)
            .unwrap()
            .verifying_key()
            .to_bytes();
        let largest = SigningKey::from_bytes(set, &largest)
            .unwrap()
            .verifying_key()
            .to_bytes();
        let (x, y) = set.base_point();
        let base: Vec<u8> = [x, y]
            .into_iter()
            .flat_map(|words| {
                let octets = words.iter().flat_map(|word| word.to_le_bytes());
                octets.take(set.size()).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(one, base);
        assert_eq!(largest[..set.size()], base[..set.size()]);
        assert_ne!(largest, base);
    }
}

#[test]
fn public_keys_that_are_none() {
    let good = key().verifying_key().to_bytes();
    let refused = |octets: &[u8]| VerifyingKey::from_bytes(&TC26_512_A, octets).unwrap_err();
    for length in [0, 64, 127, 129] {
        let error = Error::KeyLength {
            expected: 128,
            actual: length,
        };
        assert_eq!(refused(&vec![1; length]), error);
    }
    for at in [0, 63, 64, 127] {
        let mut other = good.clone();
        other[at] ^= 1;
        assert!(matches!(
            refused(&other),
            Error::NotOnCurve | Error::CoordinateRange
        ));
    }
    assert_eq!(refused(&[0; 128]), Error::NotOnCurve);
    assert_eq!(refused(&[0xff; 128]), Error::CoordinateRange);
    // x + p fits no field element although it means the same number: x = 3 is on the curve.
    let mut base: Vec<u8> = TC26_512_A
        .base_point()
        .1
        .iter()
        .flat_map(|word| word.to_le_bytes())
        .collect();
    let mut x = vec![0xff; 64];
    x[0] = 0xc7 + 3;
    x[1] = 0xfd;
    x.append(&mut base);
    assert_eq!(refused(&x), Error::CoordinateRange);
}

type Points<'a> = [(&'a [u8], &'a [u8]); 3];

/// Points of order 2 and 4, and the base point plus one of them, on the curves with cofactor 4.
#[test]
fn public_keys_outside_the_group() {
    let points: [(&'static ParameterSet, Points<'_>); 2] = [
        (
            &TC26_512_C,
            [
                (
                    &hex!(
                        "9A628F975594ECEFD89BA28A2539FFB79C8AB238AEED0851FA5C1ABB02B80B44C6734501B83A011DD625CD0B5145091A6D9ACD4B1F5C5B1E21B2B249DDFD1271"
                    ),
                    &[0; 64],
                ),
                (
                    &hex!(
                        "B2CEB8345535898813B22EBAED63002431BAA6E3A8897BD702D1F2A27EA3FA5D9CC65D7F23E2FF7114ED197A575D7B72C932995A7051D270EF26A6DB1101748F"
                    ),
                    &hex!(
                        "186C289CFFA09C983B168C30C829006C952FF4AAF99C73850875D7E77BEBEF18D653187D6BA8FE533EC74C6F061872585B97CC0F50F57752CD73F4913304621E"
                    ),
                ),
                (
                    &hex!(
                        "A971A08C11434AED18BE284BDA0575DF3112277F7F11DB4CFC63762467ACF3A9AD39E333D5727748008CA4A7275F22CE793D6E36A77CF3EE6793FDA38008C4BB"
                    ),
                    &hex!(
                        "A9D47F0ED920FAC7438C4DE7042D95E15B4DCED16636D7D59C54ECB3089D0F889DD8856EFE606B368BDDD793C97053E7C676F70F5BFE30663501B4B3E8C6749D"
                    ),
                ),
            ],
        ),
        (
            &TC26_256_A,
            [
                (
                    &hex!("0100FE73F595FF158E974B44D478D9588744FE5C192AC47EA63075DCE7A14AAA"),
                    &[0; 32],
                ),
                (
                    &hex!("7F7F80C60535007538B45A5D95C39353BC5D80D1F36A9DC0ACE7C5118C2F5977"),
                    &hex!("7E7E82520F9F015FAA1D0F18C14AB9FB35188275DA3FD94206B74F34A48E0ECD"),
                ),
                (
                    &hex!("18476B1AF2E5CECDC380E4C91D2A3A5C2B6C0788066615E2B4E9A63246463E96"),
                    &hex!("4CFA952E3B48A1409977E07FABA396136986D7E8EDC05C336154375BE5070030"),
                ),
            ],
        ),
    ];
    for (set, points) in points {
        for (x, y) in points {
            let key = [reversed(x), reversed(y)].concat();
            assert_eq!(VerifyingKey::from_bytes(set, &key), Err(Error::WrongOrder));
        }
    }
}

#[test]
fn signatures_out_of_range() {
    let key = key();
    let digest = Streebog512::digest(b"range");
    let good = key
        .sign_digest_deterministic(&digest, Encoding::Kazakh)
        .unwrap();
    let (r, s) = good.split_at(64);
    let order = order(&TC26_512_A);
    let check = |r: &[u8], s: &[u8]| {
        let kazakh = [r, s].concat();
        let answer = key
            .verifying_key()
            .verify_digest(&digest, &kazakh, Encoding::Kazakh);
        let rfc9215 = reversed(&kazakh);
        assert_eq!(
            key.verifying_key()
                .verify_digest(&digest, &rfc9215, Encoding::Rfc9215),
            answer
        );
        answer
    };
    assert_eq!(check(r, s), Ok(()));
    for bad in [&[0; 64][..], &order, &[0xff; 64]] {
        assert_eq!(check(bad, s), Err(Error::SignatureRange));
        assert_eq!(check(r, bad), Err(Error::SignatureRange));
        assert_eq!(check(bad, bad), Err(Error::SignatureRange));
    }
    let mut one = [0; 64];
    one[0] = 1;
    for (r, s) in [(&one[..], s), (r, &one[..]), (&one, &one), (s, r)] {
        assert_eq!(check(r, s), Err(Error::SignatureMismatch));
    }
    for length in [0, 64, 127, 129, 256] {
        assert_eq!(
            key.verifying_key()
                .verify_digest(&digest, &vec![1; length], Encoding::Kazakh),
            Err(Error::SignatureLength {
                expected: 128,
                actual: length
            })
        );
    }
}

#[test]
fn digests_of_another_length() {
    let key = key();
    for length in [0, 32, 63, 65, 128] {
        let digest = vec![1; length];
        let error = Error::DigestLength {
            expected: 64,
            actual: length,
        };
        assert_eq!(
            key.sign_digest_deterministic(&digest, Encoding::Kazakh),
            Err(error)
        );
        assert_eq!(
            key.verifying_key()
                .verify_digest(&digest, &[1; 128], Encoding::Kazakh),
            Err(error)
        );
    }
}

/// RFC 7091, section 6.1, step 2: e = 0 counts as 1, and so does every multiple of q.
#[test]
fn a_digest_of_zero_counts_as_one() {
    for set in [&TC26_512_A, &TC26_512_C, &TC26_256_A] {
        let size = set.size();
        let key = SigningKey::from_bytes(set, &vec![0x17; size]).unwrap();
        let (zero, mut one) = (vec![0; size], vec![0; size]);
        one[0] = 1;
        for digest in [&zero, &one, &order(set)] {
            let signature = key
                .sign_digest_deterministic(digest, Encoding::Kazakh)
                .unwrap();
            for same in [&zero, &one, &order(set)] {
                let answer = key
                    .verifying_key()
                    .verify_digest(same, &signature, Encoding::Kazakh);
                assert_eq!(answer, Ok(()));
            }
        }
    }
}

#[test]
fn another_key_or_curve() {
    let digest = Streebog512::digest(b"curve");
    let signature = key()
        .sign_digest_deterministic(&digest, Encoding::Kazakh)
        .unwrap();
    let other = SigningKey::from_bytes(&TC26_512_A, &[0x43; 64]).unwrap();
    assert_eq!(
        other
            .verifying_key()
            .verify_digest(&digest, &signature, Encoding::Kazakh),
        Err(Error::SignatureMismatch)
    );
    let public = key().verifying_key().to_bytes();
    assert_eq!(
        VerifyingKey::from_bytes(&TC26_512_C, &public),
        Err(Error::NotOnCurve)
    );
}

#[test]
fn secrets_are_not_shown() {
    let shown = format!("{:?}", key());
    assert!(shown.contains("id-tc26-gost-3410-2012-512-paramSetA"));
    assert!(!shown.contains("4242") && !shown.contains(&0x4242_4242_4242_4242_u64.to_string()));
}
