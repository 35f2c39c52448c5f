//! CMS signatures of every kind of key: made, read back, added to, tampered with.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::io::Cursor;

use support::{Key, NOW, Signer};
use tanba_ades::cms::{self, Content, Parameters};
use tanba_ades::parsed::Defect;
use tanba_ades::{Error, ParsedSignature, PreparedSignature, SignaturePackaging};
use tanba_pki::digest::{Dialect, DigestAlgorithm};

const CONTENT: &[u8] = "Шарт № 7".as_bytes();

fn parse(cms: &[u8], content: Option<&[u8]>) -> Result<Vec<ParsedSignature>, Error> {
    cms::parse(&mut Cursor::new(cms), content.map(Content::Bytes), &[])
}

#[test]
fn every_key_signs_detached_and_attached() {
    for signer in Signer::of_every_kind() {
        let name = signer.certificate.subject_fields().common_name;
        let detached = signer.detached(CONTENT);
        let found = parse(&detached, Some(CONTENT)).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].integrity, Ok(()), "{name:?}");
        assert!(found[0].names_certificate);
        assert_eq!(found[0].claimed_at, Some(NOW));
        assert_eq!(found[0].packaging, SignaturePackaging::Detached);
        assert_eq!(found[0].certificate.as_ref(), Some(&signer.certificate));

        let other = parse(&detached, Some(b"another")).unwrap();
        assert_eq!(other[0].integrity, Err(Defect::HashMismatch));
        let missing = parse(&detached, None).unwrap();
        assert_eq!(missing[0].integrity, Err(Defect::ContentMissing));

        let attached = signer.attached(CONTENT);
        let found = parse(&attached, None).unwrap();
        assert_eq!(found[0].integrity, Ok(()), "{name:?}");
        assert_eq!(found[0].packaging, SignaturePackaging::Enveloping);
        let mut content = Vec::new();
        let length = cms::extract(&mut Cursor::new(&attached), &mut content).unwrap();
        assert_eq!(
            (length, content.as_slice()),
            (CONTENT.len() as u64, CONTENT)
        );
    }
}

#[test]
fn a_changed_byte_is_never_passed_over() {
    for signer in [
        Signer::alone("gost", Key::gost512(3)),
        Signer::alone("p256", Key::p256()),
    ] {
        let cms = signer.attached(CONTENT);
        let value = parse(&cms, None).unwrap()[0].signature_value.clone();
        let inside = |part: &[u8]| {
            let at = cms.windows(part.len()).position(|window| window == part);
            at.unwrap()..at.unwrap() + part.len()
        };
        let (content, value) = (inside(CONTENT), inside(&value));
        for at in 0..cms.len() {
            let mut changed = cms.clone();
            changed[at] ^= 1;
            let Ok(found) = parse(&changed, None) else {
                continue;
            };
            let integrity = found.into_iter().next().unwrap().integrity;
            if content.contains(&at) {
                assert_eq!(integrity, Err(Defect::HashMismatch));
            }
            if value.contains(&at) && matches!(signer.key, Key::Gost(..)) {
                assert_eq!(integrity, Err(Defect::InvalidSignature));
            }
        }
    }
}

#[test]
fn a_content_both_inside_and_beside_must_be_the_same() {
    let cms = Signer::alone("one", Key::p256()).attached(CONTENT);
    assert_eq!(parse(&cms, Some(CONTENT)).unwrap()[0].integrity, Ok(()));
    assert_eq!(
        parse(&cms, Some(b"other")).unwrap()[0].integrity,
        Err(Defect::HashMismatch)
    );
}

#[test]
fn the_value_of_another_key_is_refused() {
    let signer = Signer::alone("one", Key::gost512(3));
    let prepared = signer.prepare(CONTENT);
    let value = Key::gost512(4).sign(&prepared.to_be_signed);
    let refused = cms::finish(&prepared, &value, None);
    assert!(matches!(refused, Err(Error::KeyMismatch)));
}

#[test]
fn a_prepared_signature_survives_being_stored() {
    let signer = Signer::alone("one", Key::rsa());
    let prepared = signer.prepare(CONTENT);
    let json = serde_json::to_string(&prepared).unwrap();
    let again: PreparedSignature = serde_json::from_str(&json).unwrap();
    assert_eq!(again, prepared);
}

#[test]
fn a_content_that_changes_meanwhile_is_noticed() {
    let signer = Signer::alone("one", Key::p256());
    let prepared = signer.prepare(CONTENT);
    let value = signer.key.sign(&prepared.to_be_signed);
    let mut longer = CONTENT.to_vec();
    longer.push(b'!');
    let mut other = CONTENT.to_vec();
    other[0] ^= 1;
    for changed in [&longer[..], &other, &CONTENT[1..], b""] {
        let mut out = Vec::new();
        let refused = cms::finish_attached(&prepared, &value, None, &mut &*changed, &mut out);
        assert!(matches!(refused, Err(Error::ContentChanged)));
    }
}

#[test]
fn a_given_digest_is_signed_and_another_algorithm_refused() {
    let signer = Signer::alone("one", Key::gost512(3));
    let sign = |algorithm: DigestAlgorithm| {
        let content = Content::Digest {
            algorithm,
            value: &algorithm.digest(CONTENT),
            length: None,
        };
        cms::prepare(content, &signer.certificate, &Parameters::signed_at(NOW))
    };
    let prepared = sign(DigestAlgorithm::Streebog512(Dialect::Kazakh)).unwrap();
    assert_eq!(prepared, {
        let mut whole = signer.prepare(CONTENT);
        let tanba_ades::PreparedForm::Cms(form) = &mut whole.form else {
            unreachable!()
        };
        form.length = None;
        whole
    });
    assert!(sign(DigestAlgorithm::Sha256).is_err());
}

#[test]
fn signers_are_added_and_the_earlier_ones_kept() {
    for is_attached in [true, false] {
        let mut all = Signer::of_every_kind().into_iter();
        let first = all.next().unwrap();
        let mut cms = match is_attached {
            true => first.attached(CONTENT),
            false => first.detached(CONTENT),
        };
        let beside = (!is_attached).then_some(CONTENT);
        for (count, signer) in all.enumerate() {
            let prepared = cms::prepare_added(
                &mut Cursor::new(&cms),
                beside.map(Content::Bytes),
                &signer.certificate,
                &Parameters::signed_at(NOW),
            )
            .unwrap();
            let value = signer.key.sign(&prepared.to_be_signed);
            let mut out = Vec::new();
            cms::finish_added(&prepared, &value, None, &mut Cursor::new(&cms), &mut out).unwrap();
            cms = out;
            let found = parse(&cms, beside).unwrap();
            assert_eq!(found.len(), count + 2);
            assert!(found.iter().all(|signature| signature.integrity.is_ok()));
            assert!(
                found.iter().any(|signature| {
                    signature.certificate.as_ref() == Some(&first.certificate)
                })
            );
        }
    }
}

#[test]
fn a_signer_is_not_added_over_another_content() {
    let first = Signer::alone("one", Key::p256());
    let second = Signer::alone("two", Key::p256());
    let cms = first.detached(CONTENT);
    let add = |content: Option<&[u8]>| {
        cms::prepare_added(
            &mut Cursor::new(&cms),
            content.map(Content::Bytes),
            &second.certificate,
            &Parameters::signed_at(NOW),
        )
    };
    assert!(add(Some(CONTENT)).is_ok());
    assert!(matches!(add(Some(b"other")), Err(Error::ContentChanged)));
    assert!(matches!(add(None), Err(Error::ContentMissing)));
}

#[test]
fn pem_and_base64_are_read() {
    use base64::Engine as _;
    let cms = Signer::alone("one", Key::gost512(3)).attached(&CONTENT.repeat(100));
    let base64 = base64::engine::general_purpose::STANDARD.encode(&cms);
    let lines: Vec<_> = base64.as_bytes().chunks(64).collect();
    let wrapped = String::from_utf8(lines.join(&b"\r\n"[..])).unwrap();
    let texts = [
        base64.clone(),
        wrapped.clone() + "\n",
        format!("-----BEGIN CMS-----\r\n{wrapped}\r\n-----END CMS-----\r\n"),
        format!("\n-----BEGIN PKCS7-----\n{wrapped}\n-----END PKCS7-----"),
    ];
    for text in &texts {
        let found = parse(text.as_bytes(), None).unwrap();
        assert_eq!(found[0].integrity, Ok(()), "{text}");
    }
    for bad in [
        "",
        "M",
        "MIIB!",
        "MIIB",
        "-----BEGIN CMS-----",
        "hello",
        "-----BEGIN X-----\nMII=",
    ] {
        let refused = parse(bad.as_bytes(), None);
        assert!(matches!(refused, Err(Error::Malformed { .. })), "{bad}");
    }
}

#[test]
fn the_two_signers_of_kalkan_are_understood() {
    let name = "the_two_signers_of_kalkan_are_understood";
    let Some(path) = tanba_testkit::shared_or_skip(name, "kalkan/attached_gost512_and_rsa.cms")
    else {
        return;
    };
    let mut file = std::fs::File::open(path).unwrap();
    let found = cms::parse(&mut file, None, &[]).unwrap();
    assert_eq!(found.len(), 2);
    for signature in &found {
        assert_eq!(signature.integrity, Ok(()));
        assert!(!signature.names_certificate);
        assert!(signature.claimed_at.is_some());
    }
    let mut content = Vec::new();
    cms::extract(&mut file, &mut content).unwrap();
    assert_eq!(content, b"test123");
}
