//! Known answers of the signatures.

#![allow(clippy::unwrap_used, reason = "tests")]

use hex_literal::hex;
use tanba_gost::{Encoding, ParameterSet, SigningKey, TEST_256, TEST_512, VerifyingKey};

/// The standards print numbers, most significant octet first.
fn reversed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().rev().copied().collect()
}

struct Example<'a> {
    set: &'static ParameterSet,
    d: &'a [u8],
    x: &'a [u8],
    y: &'a [u8],
    e: &'a [u8],
    r: &'a [u8],
    s: &'a [u8],
}

fn check(example: &Example<'_>) {
    let key = SigningKey::from_bytes(example.set, &reversed(example.d)).unwrap();
    let public = [reversed(example.x), reversed(example.y)].concat();
    assert_eq!(key.verifying_key().to_bytes(), public);
    let public = VerifyingKey::from_bytes(example.set, &public).unwrap();
    assert_eq!(&public, key.verifying_key());
    let digest = reversed(example.e);
    let kazakh = [reversed(example.r), reversed(example.s)].concat();
    assert_eq!(
        public.verify_digest(&digest, &kazakh, Encoding::Kazakh),
        Ok(())
    );
    let rfc9215 = [example.s, example.r].concat();
    assert_eq!(
        public.verify_digest(&digest, &rfc9215, Encoding::Rfc9215),
        Ok(())
    );
    assert!(
        public
            .verify_digest(&digest, &rfc9215, Encoding::Kazakh)
            .is_err()
    );
    for encoding in [Encoding::Kazakh, Encoding::Rfc9215] {
        let own = key.sign_digest_deterministic(&digest, encoding).unwrap();
        assert_eq!(public.verify_digest(&digest, &own, encoding), Ok(()));
    }
}

/// RFC 7091, section 7.1 (RFC 5832 has the same).
#[test]
fn example_of_rfc_7091() {
    check(&Example {
        set: &TEST_256,
        d: &hex!("7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28"),
        x: &hex!("7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B"),
        y: &hex!("26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA"),
        e: &hex!("2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5"),
        r: &hex!("41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493"),
        s: &hex!("01456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40"),
    });
}

/// GOST R 34.10-2012, appendix A.2.
#[test]
fn example_of_gost_r_34_10_2012() {
    check(&Example {
        set: &TEST_512,
        d: &hex!(
            "0BA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B102072E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4"
        ),
        x: &hex!(
            "115DC5BC96760C7B48598D8AB9E740D4C4A85A65BE33C1815B5C320C854621DD5A515856D13314AF69BC5B924C8B4DDFF75C45415C1D9DD9DD33612CD530EFE1"
        ),
        y: &hex!(
            "37C7C90CD40B0F5621DC3AC1B751CFA0E2634FA0503B3D52639F5D7FB72AFD61EA199441D943FFE7F0C70A2759A3CDB84C114E1F9339FDF27F35ECA93677BEEC"
        ),
        e: &hex!(
            "3754F3CFACC9E0615C4F4A7C4D8DAB531B09B6F9C170C533A71D147035B0C5917184EE536593F4414339976C647C5D5A407ADEDB1D560C4FC6777D2972075B8C"
        ),
        r: &hex!(
            "2F86FA60A081091A23DD795E1E3C689EE512A3C82EE0DCC2643C78EEA8FCACD35492558486B20F1C9EC197C90699850260C93BCBCD9C5C3317E19344E173AE36"
        ),
        s: &hex!(
            "1081B394696FFE8E6585E7A9362D26B6325F56778AADBC081C0BFBE933D52FF5823CE288E8C4F362526080DF7F70CE406A6EEB1F56919CB92A9853BDE73E5B4A"
        ),
    });
}
