use hex_literal::hex;

use super::*;

/// A SignedData of one signer by subject key identifier, with an attribute certificate, a CRL, other
/// revocation information and signed attributes in an order that DER would not have.
fn sample(indefinite: bool) -> Vec<u8> {
    let sha256 = hex!("300b 0609 608648016503040201");
    let data = hex!("0609 2a864886f70d010701");
    let wrap = |tag: u8, parts: &[&[u8]]| {
        if indefinite {
            [&[tag, 0x80][..], &parts.concat(), &[0, 0]].concat()
        } else {
            tlv::encode(tag, parts)
        }
    };
    let octets = if indefinite {
        hex!("2480 0402 6869 0401 21 0000").to_vec()
    } else {
        hex!("0403 686921").to_vec()
    };
    let signed = tlv::encode(0xa0, &[&signed_attributes()[2..]]);
    let signer = wrap(
        0x30,
        &[
            &hex!("020103 8002 abcd"),
            &sha256,
            &signed,
            &sha256,
            &hex!("0402 5511"),
            &wrap(0xa1, &[&hex!("3009 0603 2a0304 3102 0500")]),
        ],
    );
    let other = wrap(0xa1, &[&hex!("0603 2a0305"), &hex!("0403 010203")]);
    let body = wrap(
        0x30,
        &[
            &hex!("020105"),
            &wrap(0x31, &[&sha256]),
            &wrap(0x30, &[&data, &wrap(0xa0, &[&octets])]),
            &wrap(0xa0, &[&hex!("3003 020101"), &hex!("a203 020102")]),
            &wrap(0xa1, &[&hex!("3003 020107"), &other]),
            &wrap(0x31, &[&signer]),
        ],
    );
    wrap(
        0x30,
        &[&hex!("0609 2a864886f70d010702"), &wrap(0xa0, &[&body])],
    )
}

/// messageDigest before contentType, longer before shorter.
fn signed_attributes() -> Vec<u8> {
    let digest = hex!("3017 0609 2a864886f70d010904 310a 0408 0102030405060708");
    let kind = hex!("3018 0609 2a864886f70d010903 310b 0609 2a864886f70d010701");
    tlv::encode(0x31, &[&kind, &digest])
}

#[test]
fn every_part_is_found_in_der_and_in_ber() {
    for indefinite in [false, true] {
        let bytes = sample(indefinite);
        let parsed = SignedData::parse(&bytes).unwrap();
        assert_eq!(parsed.version(), 5);
        assert_eq!(parsed.content_type(), ID_DATA);
        assert_eq!(parsed.content(), Some(&b"hi!"[..]));
        assert_eq!(parsed.digest_algorithms().len(), 1);
        assert_eq!(
            parsed.certificates().collect::<Vec<_>>(),
            [&hex!("3003 020101")[..]]
        );
        assert_eq!(
            parsed.crls().collect::<Vec<_>>(),
            [&hex!("3003 020107")[..]]
        );
        assert_eq!(
            parsed.other_revocation().collect::<Vec<_>>(),
            [(
                ObjectIdentifier::new_unwrap("1.2.3.5"),
                &hex!("0403 010203")[..]
            )]
        );
        let [signer] = parsed.signer_infos() else {
            panic!("one signer");
        };
        assert!(signer.sid().names(b"", b"", Some(&[0xab, 0xcd])));
        assert!(!signer.sid().names(b"", b"", None));
        assert_eq!(
            signer.signed_attributes_der(),
            Some(signed_attributes().as_slice())
        );
        assert_eq!(signer.content_type(), Ok(Some(ID_DATA)));
        assert_eq!(
            signer.message_digest(),
            Ok(Some(&[1, 2, 3, 4, 5, 6, 7, 8][..]))
        );
        assert_eq!(signer.signing_time(), Ok(None));
        assert_eq!(signer.signature(), [0x55, 0x11]);
        let unsigned = ObjectIdentifier::new_unwrap("1.2.3.4");
        assert_eq!(
            signer.unsigned_attributes().values(unsigned).next(),
            Some(&[5, 0][..])
        );
        assert_eq!(
            SignerInfo::from_der(signer.der()).unwrap().signature(),
            signer.signature()
        );
        if !indefinite {
            assert_eq!(parsed.der(), bytes);
        }
        let padded = [&bytes[..], &[0; 9]].concat();
        assert!(SignedData::parse(&padded).is_err());
        assert!(SignedData::parse_prefix(&padded).is_ok());
    }
}

#[test]
fn serial_numbers_match_with_and_without_leading_zeros() {
    let sid = SignerIdentifier::IssuerAndSerial {
        issuer: vec![0x30, 0],
        serial_number: vec![0, 0x8f],
    };
    assert!(sid.names(&[0x30, 0], &[0x8f], None));
    assert!(!sid.names(&[0x30, 0], &[0x8e], None));
    assert!(!sid.names(&[0x30], &[0x8f], None));
}

#[test]
fn an_attribute_given_twice_is_refused() {
    let attribute = hex!("3011 0609 2a864886f70d010904 3104 0402 0102");
    let set = [attribute, attribute].concat();
    let attributes = Attributes::from_contents(&set).unwrap();
    assert_eq!(
        attributes.single(ID_MESSAGE_DIGEST),
        Err(Error::NotSingle(ID_MESSAGE_DIGEST))
    );
    assert_eq!(attributes.values(ID_MESSAGE_DIGEST).count(), 2);
}

#[test]
fn truncated_and_foreign_input_is_refused() {
    for indefinite in [false, true] {
        let bytes = sample(indefinite);
        for end in 0..bytes.len() {
            assert!(SignedData::parse(&bytes[..end]).is_err(), "{end}");
        }
    }
    assert_eq!(
        SignedData::parse(&hex!("300d 0609 2a864886f70d010701 a000")).err(),
        Some(Error::NotSignedData(ID_DATA))
    );
}

#[test]
fn the_sample_with_two_signers_is_read() {
    let Some(path) = tanba_testkit::shared_or_skip(
        "the_sample_with_two_signers",
        "data/kalkan/attached_gost512_and_rsa.cms",
    ) else {
        return;
    };
    let bytes = std::fs::read(path).unwrap();
    let parsed = SignedData::parse(&bytes).unwrap();
    assert_eq!(parsed.der(), bytes);
    assert_eq!(parsed.content(), Some(&b"test123"[..]));
    assert_eq!(parsed.signer_infos().len(), 2);
    assert_eq!(parsed.certificates().count(), 2);
    for signer in parsed.signer_infos() {
        assert!(signer.message_digest().unwrap().is_some());
        assert!(signer.signing_time().unwrap().is_some());
        assert!(signer.signed_attributes_der().unwrap().starts_with(&[0x31]));
    }
}

#[test]
fn parsing_survives_mutations() {
    let seeds = [sample(false), sample(true)];
    tanba_testkit::fuzz::run("ber", crate::fuzzing::ber, &seeds);
    tanba_testkit::fuzz::run("signed_data", crate::fuzzing::signed_data, &seeds);
}
