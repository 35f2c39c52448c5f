//! PAdES: made, checked, tampered with.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::world::World;
use support::{Key, NOW, Signer};
use tanba_ades::parsed::{Defect, ParsedSignature};
use tanba_ades::pdf::{self, Coverage, Parameters};
use tanba_ades::{Error, PreparedSignature, SignatureForm, SignatureLevel, SignaturePackaging};
use tanba_pki::indication::{Indication, SubIndication};
use tanba_testkit::shared_or_skip;

const DOCUMENT: &[u8] = support::pdf::PLAIN;

fn parameters() -> Parameters {
    Parameters {
        signed_at: Some(NOW),
        reason: Some("Approved".to_owned()),
        location: Some("Астана (Қазақстан)".to_owned()),
        name: Some("TEST \\ (signer)".to_owned()),
        ..Parameters::default()
    }
}

fn sign(signer: &Signer, document: &[u8]) -> Vec<u8> {
    let prepared = pdf::prepare(document, &signer.certificate, &parameters()).unwrap();
    let value = signer.key.sign(&prepared.to_be_signed);
    let update = pdf::finish(&prepared, &value, None).unwrap();
    [document, &update].concat()
}

fn read(document: &[u8]) -> Vec<ParsedSignature> {
    pdf::parse(document, &[]).unwrap()
}

#[test]
fn every_kind_of_key_signs() {
    let signers = [
        ("gost 512", Key::gost512(3)),
        ("gost 256", Key::gost256(3)),
        ("rsa", Key::rsa()),
        ("p256", Key::p256()),
    ]
    .map(|(name, key)| Signer::alone(name, key));
    let mut document = DOCUMENT.to_vec();
    for signer in &signers {
        document = sign(signer, &document);
    }
    let signatures = pdf::signatures(&document, &[]).unwrap();
    assert_eq!(signatures.len(), signers.len());
    for (index, (signature, signer)) in signatures.iter().zip(&signers).enumerate() {
        let parsed = &signature.parsed;
        assert_eq!(parsed.integrity, Ok(()));
        assert_eq!(parsed.certificate.as_ref(), Some(&signer.certificate));
        assert!(parsed.names_certificate);
        assert_eq!(parsed.claimed_at, Some(NOW));
        assert_eq!(parsed.form, SignatureForm::Pdf);
        assert_eq!(parsed.packaging, SignaturePackaging::Enveloped);
        assert_eq!(signature.field_name, format!("Signature{}", index + 1));
        let expected = match index + 1 == signers.len() {
            true => Coverage::WholeDocument,
            false => Coverage::FollowedBySignatures,
        };
        assert_eq!(signature.coverage, expected);
    }
}

#[test]
fn a_prepared_signature_can_wait() {
    let signer = Signer::alone("later", Key::gost512(5));
    let document = DOCUMENT;
    let prepared = pdf::prepare(document, &signer.certificate, &parameters()).unwrap();
    let stored = serde_json::to_string(&prepared).unwrap();
    let prepared: PreparedSignature = serde_json::from_str(&stored).unwrap();
    let value = signer.key.sign(&prepared.to_be_signed);
    let mut signed = document.to_vec();
    pdf::finish_document(&mut signed, &prepared, &value, None).unwrap();
    assert_eq!(read(&signed)[0].integrity, Ok(()));

    let mut changed = document.to_vec();
    changed[30] ^= 1;
    let refused = pdf::finish_document(&mut changed, &prepared, &value, None);
    assert!(matches!(refused, Err(Error::ContentChanged)));
    assert_eq!(changed.len(), document.len());
    let stranger = Key::gost512(6).sign(&prepared.to_be_signed);
    let refused = pdf::finish(&prepared, &stranger, None);
    assert!(matches!(refused, Err(Error::KeyMismatch)));
}

#[test]
fn too_little_room_is_an_error_and_nothing_is_cut() {
    let signer = Signer::alone("long", Key::gost512(5));
    let parameters = Parameters {
        contents_size: Some(300),
        ..parameters()
    };
    let prepared = pdf::prepare(DOCUMENT, &signer.certificate, &parameters).unwrap();
    let value = signer.key.sign(&prepared.to_be_signed);
    match pdf::finish(&prepared, &value, None) {
        Err(Error::Pdf(pdf::Error::ContentsTooSmall { needed, reserved })) => {
            assert!(needed > reserved && reserved == 300);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_changed_byte_is_noticed() {
    let signer = Signer::alone("byte by byte", Key::gost512(4));
    let document = sign(&signer, DOCUMENT);
    let text: Vec<u8> = document.clone();
    let place = |needle: &[u8]| {
        text.windows(needle.len())
            .position(|window| window == needle)
    };
    let gap = place(b"/Contents <").unwrap() + 10;
    let end = gap + text[gap..].iter().position(|byte| *byte == b'>').unwrap();
    let mut failures = 0;
    // Every byte outside /Contents, every so many inside.
    let places = (0..gap)
        .chain((gap..end).step_by(97))
        .chain(end..text.len());
    for at in places {
        for bit in if at % 8 == 0 {
            [1, 0x20].as_slice()
        } else {
            &[1]
        } {
            let mut tampered = document.clone();
            tampered[at] ^= bit;
            // The case of a hexadecimal digit carries nothing.
            if at > gap && at < end && tampered[at].eq_ignore_ascii_case(&document[at]) {
                continue;
            }
            match pdf::parse(&tampered, &[]) {
                Err(_) => {}
                Ok(signatures) => {
                    for signature in signatures {
                        failures += 1;
                        let inside = at >= gap && at <= end;
                        match signature.integrity {
                            Err(Defect::HashMismatch | Defect::Format(_)) => {}
                            Err(
                                Defect::InvalidSignature
                                | Defect::NoSigningCertificate
                                | Defect::SigningCertificateMismatch
                                | Defect::UnsupportedAlgorithm(_),
                            ) if inside => {}
                            // Certificates that are not the signer's, unsigned by design, do not exist here.
                            other => panic!("byte {at} ({:?}): {other:?}", document[at] as char),
                        }
                    }
                }
            }
        }
    }
    assert!(failures > 1000);
}

#[test]
fn what_is_cut_off_or_put_on_is_noticed() {
    let signer = Signer::alone("ends", Key::p256());
    let document = sign(&signer, DOCUMENT);
    for length in (0..document.len()).rev().step_by(61) {
        if let Ok(signatures) = pdf::parse(&document[..length], &[]) {
            assert!(
                signatures
                    .iter()
                    .all(|signature| signature.integrity.is_err())
            );
        }
    }
    for more in [" ", "\n\n", "%%EOF", "1 0 obj\n<< >>\nendobj\n"] {
        let signatures = read(&[document.as_slice(), more.as_bytes()].concat());
        assert_eq!(signatures[0].integrity, Err(Defect::Wrapped), "{more:?}");
    }
}

#[test]
fn the_sample_is_signed() {
    let Some(sample) = shared_or_skip("the_sample_is_signed", "sample.pdf") else {
        return;
    };
    let sample = std::fs::read(sample).unwrap();
    let signed = sign(&Signer::alone("sample", Key::gost512(9)), &sample);
    assert!(signed.starts_with(&sample));
    assert_eq!(read(&signed)[0].integrity, Ok(()));
    assert!(matches!(pdf::parse(&sample, &[]), Err(Error::NoSignature)));
}

#[test]
fn a_time_stamp_goes_into_the_room_left() {
    let world = World::new();
    let first = sign(&world.person, DOCUMENT);
    let found = pdf::stampable(&first).unwrap();
    let [stampable] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(!stampable.is_time_stamped && stampable.room > 16_000);
    let token = world.time_stamp(&stampable.signature_value, NOW);
    let patch = pdf::extend(&first, 0, &token).unwrap();
    let mut extended = first.clone();
    patch.apply(&mut extended).unwrap();
    assert_eq!(extended.len(), first.len());
    let evidence = world.crl(NOW, &[]);
    let validate = |document: &[u8]| world.validate(&read(document), &evidence, NOW);
    let report = validate(&first);
    assert_eq!(report.signatures[0].level, Some(SignatureLevel::B));
    let report = validate(&extended);
    assert_eq!(report.indication, Indication::TotalPassed, "{report:?}");
    assert_eq!(report.signatures[0].level, Some(SignatureLevel::T));
    assert_eq!(report.signatures[0].time_stamped_at, Some(NOW));
    assert!(pdf::stampable(&extended).unwrap()[0].is_time_stamped);

    // A time stamp over something else is refused, and so is one for a signature that is covered.
    let other = world.time_stamp(b"other", NOW);
    assert!(matches!(
        pdf::extend(&first, 0, &other),
        Err(Error::TimeStamp(_))
    ));
    let second = sign(&world.person, &first);
    assert_eq!(pdf::stampable(&second).unwrap()[0].index, 1);
    assert!(matches!(
        pdf::extend(&second, 0, &token),
        Err(Error::NoSignature)
    ));
    let appended = [first.as_slice(), b"more"].concat();
    let report = validate(&appended);
    assert_eq!(report.indication, Indication::TotalFailed);
    assert_eq!(report.sub_indication, Some(SubIndication::FormatFailure));
}
