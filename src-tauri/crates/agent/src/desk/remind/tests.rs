use tanba_pki::profile::KeyPurpose;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::{Due, due};
use crate::describe::{CertificateView, Signer};
use crate::desk::{KeyGroup, KeyLocation, KeyState, KeyView};

pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-20 10:00 UTC);

/// A key of ТЕСТОВ that ends after so many days.
pub(crate) fn key(name: &str, days: i64) -> KeyView {
    let not_after_at = NOW + Duration::days(days);
    let state = match days {
        ..0 => KeyState::Expired,
        0..30 => KeyState::Expiring,
        _ => KeyState::Valid,
    };
    KeyView {
        reference: name.to_owned(),
        home: KeyLocation::File { path: name.into() },
        file: Some(name.into()),
        name: name.to_owned(),
        key_identifier: Some(name.to_owned()),
        algorithm: None,
        group: KeyGroup::default(),
        certificate: Some(CertificateView {
            subject: String::new(),
            issuer: String::new(),
            serial_number: String::new(),
            not_before_at: not_after_at - Duration::days(365),
            not_after_at,
            key: None,
            key_identifier: name.to_owned(),
            key_purpose: Some(KeyPurpose::Signature),
            key_storage: None,
            key_usage: Vec::new(),
            extended_key_usage: Vec::new(),
            policies: Vec::new(),
            authority: false,
            sha256: name.to_owned(),
            test: false,
            signer: Signer {
                common_name: Some("ТЕСТОВ ТЕСТ".to_owned()),
                ..Signer::default()
            },
        }),
        state,
        days_left: Some(days),
        used: None,
        practice: false,
        warnings: Vec::new(),
        failure: None,
    }
}

/// The steps that are due, each with those that it passes over.
fn steps(keys: &[KeyView], now: OffsetDateTime) -> Vec<(String, i64, Vec<i64>)> {
    let told = |due: Due<'_>| {
        let name = due.ending.key.reference.clone();
        (name, due.step, due.passed.to_vec())
    };
    due(keys, now).map(told).collect()
}

#[test]
fn each_step_begins_to_the_second_and_ends_with_the_next() {
    let keys = [key("a", 0)];
    let due_at = |left: Duration| steps(&keys, NOW - left).pop();
    let second = Duration::SECOND;
    for (days, passed) in [
        (30, &[][..]),
        (14, &[30]),
        (10, &[30, 14]),
        (7, &[30, 14, 10]),
    ] {
        let reached = due_at(Duration::days(days) - second).unwrap();
        assert_eq!((reached.1, &reached.2[..]), (days, passed));
        let before = due_at(Duration::days(days));
        assert_ne!(before.map(|(_, step, _)| step), Some(days));
    }
    assert_eq!(due_at(second).unwrap().1, 7);
    assert_eq!(due_at(Duration::ZERO).unwrap().1, 0);
    assert_eq!(due_at(-Duration::days(29)).unwrap().1, 0);
    assert_eq!(
        due_at(-Duration::days(30)),
        None,
        "nobody renews it any more"
    );
}

#[test]
fn what_has_a_successor_or_was_revoked_is_not_spoken_of() {
    assert_eq!(steps(&[key("old", 5), key("new", 360)], NOW), []);
    assert_eq!(steps(&[key("old", -5), key("new", 360)], NOW), []);
    // One that ends soon as well is none.
    let both = steps(&[key("old", 5), key("new", 12)], NOW);
    assert_eq!(both.len(), 2);
    let mut other = key("other", 360);
    if let Some(certificate) = &mut other.certificate {
        certificate.signer.bin = Some("140340012346".to_owned());
    }
    assert_eq!(steps(&[key("old", 5), other], NOW).len(), 1);
    let revoked = KeyView {
        state: KeyState::Revoked,
        ..key("old", 5)
    };
    assert_eq!(steps(&[revoked], NOW), []);
}

#[test]
fn of_a_pair_one_is_spoken_of() {
    let mut second = key("authentication", 5);
    if let Some(certificate) = &mut second.certificate {
        certificate.key_purpose = Some(KeyPurpose::Authentication);
    }
    let alone = steps(std::slice::from_ref(&second), NOW);
    assert_eq!(alone.len(), 1);
    let pair = steps(&[second, key("signature", 5)], NOW);
    assert_eq!(pair.len(), 1);
    assert_eq!(pair[0].0, "signature");
}
