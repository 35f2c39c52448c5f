//! XML signatures that name their certificate, and time stamps over them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::sync::Arc;

use support::world::World;
use support::xml::{check, sign};
use support::{Key, NOW, Signer};
use tanba_ades::parsed::{Defect, Remark};
use tanba_ades::validate::{Context, validate};
use tanba_ades::xml::{self, Layout, Target, XmlParameters};
use tanba_ades::{Error, SignatureLevel};
use tanba_gost::{SigningKey, TC26_512_A};
use tanba_pki::Certificate;
use tanba_pki::anchor::{Environment, builtin};
use tanba_pki::crl::Crl;
use tanba_pki::digest::Dialect;
use tanba_pki::indication::{Indication, SubIndication};
use tanba_pki::path::Evidence;
use tanba_pki::pkcs12::Pfx;
use tanba_testkit::shared_or_skip;

const DOCUMENT: &str = "<a xmlns='urn:a' xml:lang='kk'><b Id='i'>мәтін</b></a>\n";

fn level_b() -> XmlParameters {
    XmlParameters {
        signing_at: Some(NOW),
        ..XmlParameters::default()
    }
}

/// Time stamps every signature that can be.
fn stamp(source: &str, world: &World) -> String {
    let stampable = xml::stampable(source.as_bytes()).unwrap();
    let tokens: Vec<_> = stampable
        .iter()
        .map(|it| (it.index, world.time_stamp(&it.signature_value, NOW)))
        .collect();
    String::from_utf8(xml::extend(source.as_bytes(), &tokens).unwrap()).unwrap()
}

#[test]
fn level_b_states_the_time_and_names_the_certificate() {
    for key in [Key::gost512(3), Key::p256()] {
        let signer = Signer::alone("signer", key);
        for target in [Target::Document, Target::Id("i".to_owned())] {
            for layout in [Layout::Lines, Layout::Compact] {
                let signed = sign(
                    DOCUMENT,
                    &signer,
                    &XmlParameters {
                        target: target.clone(),
                        layout,
                        ..level_b()
                    },
                );
                let found = check(&signed).remove(0);
                assert_eq!(found.signature.integrity, Ok(()), "{signed}");
                assert!(found.signature.names_certificate);
                assert_eq!(found.signature.claimed_at, Some(NOW));
                assert_eq!(found.coverage.len(), 1);
                assert_eq!(found.covers_whole_document, target == Target::Document);
                for (from, to) in [
                    ("2026-11-20T12", "2026-11-20T13"),
                    ("text/xml", "text/plain"),
                ] {
                    let changed = check(&signed.replacen(from, to, 1)).remove(0).signature;
                    assert_eq!(changed.integrity, Err(Defect::HashMismatch));
                }
            }
        }
    }
}

#[test]
fn properties_count_only_when_they_are_covered() {
    let signer = Signer::alone("signer", Key::gost512(3));
    let plain = sign(DOCUMENT, &signer, &XmlParameters::default());
    let with_properties = sign(DOCUMENT, &signer, &level_b());
    let start = with_properties.find("<ds:Object>").unwrap();
    let end = with_properties.find("</ds:Signature>").unwrap();
    let object = &with_properties[start..end];
    let smuggled = plain.replacen("</ds:Signature>", &format!("{object}</ds:Signature>"), 1);
    let found = check(&smuggled).remove(0).signature;
    assert_eq!(found.integrity, Ok(()));
    assert_eq!((found.claimed_at, found.names_certificate), (None, false));
}

#[test]
fn another_certificate_for_the_same_key_is_noticed() {
    let signer = Signer::alone("signer", Key::gost512(3));
    let other = Signer::alone("another name", Key::gost512(3));
    let signed = sign(
        DOCUMENT,
        &signer,
        &XmlParameters {
            layout: Layout::Compact,
            ..level_b()
        },
    );
    let encode = |signer: &Signer| {
        let compact = sign(
            DOCUMENT,
            signer,
            &XmlParameters {
                layout: Layout::Compact,
                ..XmlParameters::default()
            },
        );
        let start = compact.find("<ds:X509Certificate>").unwrap();
        compact[start..compact.find("</ds:X509Certificate>").unwrap()].to_owned()
    };
    let replaced = signed.replace(&encode(&signer), &encode(&other));
    assert_ne!(replaced, signed);
    let found = check(&replaced).remove(0).signature;
    assert_eq!(found.integrity, Err(Defect::SigningCertificateMismatch));
    // With both there, the named one is the signer's.
    let both = signed.replace(
        &encode(&signer),
        &(encode(&other) + "</ds:X509Certificate>" + &encode(&signer)),
    );
    let found = check(&both).remove(0).signature;
    assert_eq!(
        (found.integrity, found.certificate.as_ref()),
        (Ok(()), Some(&signer.certificate))
    );
}

#[test]
fn time_stamps_make_level_t() {
    let world = World::new();
    let evidence = world.crl(NOW, &[]);
    for (parameters, level) in [
        (level_b(), Some(SignatureLevel::T)),
        (XmlParameters::default(), None),
    ] {
        let signed = sign(DOCUMENT, &world.person, &parameters);
        let stamped = stamp(&signed, &world);
        let parsed = xml::parse(stamped.as_bytes(), &[]).unwrap();
        assert_eq!(parsed[0].integrity, Ok(()), "{stamped}");
        assert_eq!(parsed[0].time_stamps.len(), 1);
        let report = world.validate(&parsed, &evidence, NOW);
        assert_eq!(report.indication, Indication::TotalPassed, "{report:?}");
        assert_eq!(report.signatures[0].time_stamped_at, Some(NOW));
        assert_eq!(report.signatures[0].level, level);
        // A second time stamp joins the first.
        let stampable = xml::stampable(stamped.as_bytes()).unwrap();
        assert!(stampable[0].is_time_stamped);
        let twice = stamp(&stamped, &world);
        let parsed = xml::parse(twice.as_bytes(), &[]).unwrap();
        assert_eq!(
            (parsed[0].time_stamps.len(), &parsed[0].integrity),
            (2, &Ok(()))
        );
        assert_eq!(
            world.validate(&parsed, &evidence, NOW).indication,
            Indication::TotalPassed
        );
    }
}

#[test]
fn only_what_no_other_signature_covers_is_stamped() {
    let world = World::new();
    let first = sign(DOCUMENT, &world.person, &level_b());
    let twice = sign(&first, &world.person, &level_b());
    assert_eq!(
        check(&twice)
            .iter()
            .filter(|it| it.signature.integrity == Ok(()))
            .count(),
        2
    );
    let indices: Vec<_> = xml::stampable(twice.as_bytes())
        .unwrap()
        .iter()
        .map(|it| it.index)
        .collect();
    assert_eq!(indices, [1]);
    let stamped = stamp(&twice, &world);
    let found = check(&stamped);
    assert!(
        found.iter().all(|it| it.signature.integrity == Ok(())),
        "{stamped}"
    );
    assert_eq!(found[0].signature.remarks, [Remark::ContentAppended]);
    let token = world.time_stamp(
        &xml::stampable(first.as_bytes()).unwrap()[0].signature_value,
        NOW,
    );
    let refused = xml::extend(twice.as_bytes(), &[(0, token.clone())]);
    assert!(matches!(refused, Err(Error::Unsupported(_))));
    let refused = xml::extend(twice.as_bytes(), &[(1, token)]);
    assert!(matches!(refused, Err(Error::TimeStamp(_))));
}

#[test]
fn keys_of_the_nca_sign_what_validates() {
    let test = "keys_of_the_nca_sign_what_validates";
    let read = |file: &str| {
        Some(std::fs::read(shared_or_skip(test, &format!("nca-test/{file}"))?).unwrap())
    };
    let Some(list) = read("nca_gost2022_test.crl") else {
        return;
    };
    let evidence = Evidence {
        crls: vec![Arc::new(Crl::from_bytes(&list).unwrap())],
        ..Evidence::default()
    };
    let anchors = builtin(Environment::Test);
    let cases = [
        ("individual/individual_valid.p12", None),
        ("legal/head_valid.p12", None),
        ("legal/head_revoked.p12", Some(SubIndication::RevokedNoPoe)),
    ];
    for (file, expected) in cases {
        let contents = Pfx::parse(&read(file).unwrap())
            .unwrap()
            .open(&"Qwerty12".into())
            .unwrap();
        let encoded = &contents.keys[0].private_key_info;
        // OCTET STRING { OCTET STRING of 64 bytes }
        let start = encoded
            .windows(4)
            .position(|it| it == [4, 0x42, 4, 0x40])
            .unwrap()
            + 4;
        let key = SigningKey::from_bytes(&TC26_512_A, &encoded[start..start + 64]).unwrap();
        let certificate = Certificate::from_der(&contents.certificates[0].der).unwrap();
        let signer = Signer {
            key: Key::Gost(key, Dialect::Kazakh),
            certificate,
        };
        for target in [Target::Document, Target::Id("i".to_owned())] {
            let signed = sign(
                DOCUMENT,
                &signer,
                &XmlParameters {
                    target,
                    ..XmlParameters::default()
                },
            );
            let parsed = xml::parse(signed.as_bytes(), &[]).unwrap();
            let report = validate(&parsed, &Context::new(&anchors, &evidence, NOW)).unwrap();
            let is_passed = report.indication == Indication::TotalPassed;
            assert_eq!(
                (is_passed, report.sub_indication),
                (expected.is_none(), expected),
                "{report:?}"
            );
            let changed = signed.replacen("мәтін", "мәтін ", 1);
            let parsed = xml::parse(changed.as_bytes(), &[]).unwrap();
            let report = validate(&parsed, &Context::new(&anchors, &evidence, NOW)).unwrap();
            assert_eq!(report.indication, Indication::TotalFailed);
            assert_eq!(report.sub_indication, Some(SubIndication::HashFailure));
        }
    }
}
