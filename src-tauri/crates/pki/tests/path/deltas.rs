//! Delta lists, RFC 5280 §5.2.4.

use crate::make::{CrlMaker, boolean, encode_unique, reason};
use crate::world::{Pair, pair};
use tanba_pki::Certificate;
use tanba_pki::indication::SubIndication as Sub;
use tanba_pki::path::{RevocationSource, RevocationStatus};

fn delta(pair: &Pair, number: u8, base: u8) -> CrlMaker {
    pair.ca
        .crl()
        .number(number)
        .delta(base)
        .from("190101083000Z")
}

fn entry(crl: CrlMaker, leaf: &Certificate, number: u8) -> CrlMaker {
    crl.entry(leaf.serial_number(), "180101083000Z", &[reason(number)])
}

#[test]
fn a_delta_list_alone_does_not_serve() {
    let pair = pair();
    let leaf = pair.leaf.make();
    pair.case_with(&delta(&pair, 5, 1))
        .fails_as(&leaf, Sub::TryLater);
}

#[test]
fn complete_and_delta_together() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let complete = || pair.ca.crl().number(4);
    let held = || entry(complete(), &leaf, 6);
    let revoked = || entry(complete(), &leaf, 1);
    for (what, complete, delta, valid) in [
        ("nothing", complete(), delta(&pair, 5, 4), true),
        (
            "revoked since",
            complete(),
            entry(delta(&pair, 5, 4), &leaf, 1),
            false,
        ),
        (
            "held since",
            complete(),
            entry(delta(&pair, 5, 4), &leaf, 6),
            false,
        ),
        ("still revoked", revoked(), delta(&pair, 5, 4), false),
        ("still held", held(), delta(&pair, 5, 4), false),
        (
            "released",
            held(),
            entry(delta(&pair, 5, 4), &leaf, 8),
            true,
        ),
        (
            "held, then revoked",
            held(),
            entry(delta(&pair, 5, 4), &leaf, 1),
            false,
        ),
        (
            "removed without a hold",
            complete(),
            entry(delta(&pair, 5, 4), &leaf, 8),
            true,
        ),
        (
            "an older base",
            complete(),
            entry(delta(&pair, 5, 2), &leaf, 1),
            false,
        ),
        (
            "a newer base",
            complete(),
            entry(delta(&pair, 7, 5), &leaf, 1),
            true,
        ),
        (
            "a newer base cannot release",
            held(),
            entry(delta(&pair, 7, 5), &leaf, 8),
            false,
        ),
        (
            "numbers of its own",
            complete(),
            entry(delta(&pair, 1, 3), &leaf, 1),
            false,
        ),
        (
            "a wrong signature",
            complete(),
            entry(delta(&pair, 5, 4), &leaf, 1).damaged(),
            true,
        ),
        (
            "out of date",
            held(),
            entry(delta(&pair, 5, 4), &leaf, 8).until("190201083000Z"),
            false,
        ),
        (
            "unknown critical extension",
            held(),
            entry(delta(&pair, 5, 4), &leaf, 8).with("1.2.3.4", true, &boolean(true)),
            false,
        ),
    ] {
        let case = pair.case_with(&complete).crl(&delta);
        let report = case.validate(&leaf);
        assert_eq!(
            report.failure.is_none(),
            valid,
            "{what}: {:?}",
            report.failure
        );
    }
}

#[test]
fn the_newest_delta_counts() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let case = pair
        .case_with(&entry(pair.ca.crl().number(4), &leaf, 6))
        .crl(&entry(delta(&pair, 5, 4), &leaf, 6))
        .crl(&entry(delta(&pair, 6, 4), &leaf, 8).from("200101083000Z"));
    case.passes(&leaf);
    let source = case.validate(&leaf).revocation.remove(0);
    assert_eq!(source.status, RevocationStatus::Good);
    let Some(RevocationSource::Crl {
        number,
        delta_number,
        ..
    }) = source.source
    else {
        panic!()
    };
    assert_eq!((number, delta_number), (Some(vec![4]), Some(vec![6])));
}

#[test]
fn a_fresh_delta_renews_an_old_complete_list() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let old = pair.ca.crl().number(4).until("190101083000Z");
    pair.case_with(&old).fails_as(&leaf, Sub::TryLater);
    pair.case_with(&old).crl(&delta(&pair, 6, 4)).passes(&leaf);
    pair.case_with(&old).crl(&delta(&pair, 6, 3)).passes(&leaf);
    pair.case_with(&old)
        .crl(&delta(&pair, 6, 5))
        .fails_as(&leaf, Sub::TryLater);
    pair.case_with(&old)
        .crl(&entry(delta(&pair, 6, 4), &leaf, 1))
        .fails_as(&leaf, Sub::Revoked);
}

#[test]
fn scope_and_key_of_both_must_agree() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let held = entry(pair.ca.crl().number(4), &leaf, 6);
    let release = entry(delta(&pair, 5, 4), &leaf, 8);
    let user_only = crate::make::sequence(&[&crate::make::retag(0x81, &boolean(true))]);
    pair.case_with(&held)
        .crl(&release.clone().scope(&user_only))
        .fails_as(&leaf, Sub::Revoked);
    pair.case_with(&held.clone().scope(&user_only))
        .crl(&release)
        .fails_as(&leaf, Sub::Revoked);
    pair.case_with(&held.clone().scope(&user_only))
        .crl(&release.clone().scope(&user_only))
        .passes(&leaf);
    let other_key = release.with(
        "2.5.29.35",
        false,
        &crate::make::sequence(&[&encode_unique(&[0x80])]),
    );
    pair.case_with(&held)
        .crl(&other_key)
        .fails_as(&leaf, Sub::Revoked);
}
