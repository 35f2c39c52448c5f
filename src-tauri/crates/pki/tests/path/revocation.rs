//! Basic revocation checking, RFC 5280 §6.3.

use crate::make::{Party, boolean, extension, reason, sequence};
use crate::world::{Case, anchor, pair};
use tanba_pki::crl::CrlReason;
use tanba_pki::indication::SubIndication as Sub;
use tanba_pki::path::{RevocationPolicy, RevocationStatus};
use time::macros::datetime;

#[test]
fn every_certificate_but_the_anchor_needs_a_list() {
    let pair = pair();
    let leaf = pair.leaf.make();
    Case::new()
        .certificate(&pair.ca_certificate)
        .fails_as(&leaf, Sub::TryLater);
    Case::bare()
        .certificate(&pair.ca_certificate)
        .crl(&pair.ca.crl())
        .fails_as(&leaf, Sub::TryLater);
    let mut lenient = Case::bare().certificate(&pair.ca_certificate);
    lenient.parameters.revocation = RevocationPolicy::IfKnown;
    lenient.passes(&leaf);
    lenient = lenient.crl(&pair.ca.crl().revoke(&leaf));
    lenient.fails_as(&leaf, Sub::Revoked);
    lenient.parameters.revocation = RevocationPolicy::Skip;
    lenient.passes(&leaf);
}

#[test]
fn a_revoked_leaf_or_authority_fails() {
    let pair = pair();
    let leaf = pair.leaf.make();
    pair.case_with(&pair.ca.crl().revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    let of_anchor = anchor().crl().revoke(&pair.ca_certificate.make());
    Case::bare()
        .certificate(&pair.ca_certificate)
        .crl(&of_anchor)
        .crl(&pair.ca.crl())
        .fails_as(&leaf, Sub::Revoked);
}

#[test]
fn a_revocation_after_the_time_asked_for_is_reported_and_passes() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let case = pair.case_with(&pair.ca.crl().revoke_for(&leaf, 1));
    let before = case.clone().at(datetime!(2014-06-01 0:00 UTC));
    before.passes(&leaf);
    let status = before.validate(&leaf).revocation.first().unwrap().status;
    let RevocationStatus::Revoked { revoked_at, reason } = status else {
        panic!("{status:?}")
    };
    assert_eq!(revoked_at, datetime!(2015-01-01 08:30 UTC));
    assert_eq!(reason, Some(CrlReason::KeyCompromise));
    case.fails_as(&leaf, Sub::Revoked);
}

#[test]
fn a_list_issued_after_the_time_asked_for_serves() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let crl = pair.ca.crl().from("250101083000Z").until("250201083000Z");
    pair.case_with(&crl).passes(&leaf);
}

#[test]
fn lists_that_cannot_be_used() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let unknown = |critical| extension("1.2.3.4.5", critical, &boolean(true));
    for (what, crl, usable) in [
        ("as it should be", pair.ca.crl(), true),
        ("wrong signature", pair.ca.crl().damaged(), false),
        (
            "another issuer",
            pair.ca.crl().issuer("C=KZ,O=Tests,CN=Another"),
            false,
        ),
        ("a list of the anchor", anchor().crl(), false),
        (
            "unknown critical extension",
            pair.ca.crl().with("1.2.3.4.5", true, &boolean(true)),
            false,
        ),
        (
            "unknown extension",
            pair.ca.crl().with("1.2.3.4.5", false, &boolean(true)),
            true,
        ),
        (
            "unknown critical entry extension",
            pair.ca.crl().entry(&[9], "150101083000Z", &[unknown(true)]),
            false,
        ),
        (
            "unknown entry extension",
            pair.ca
                .crl()
                .entry(&[9], "150101083000Z", &[unknown(false)]),
            true,
        ),
        ("out of date", pair.ca.crl().until("100201083000Z"), false),
        (
            "out of date before 2000",
            pair.ca.crl().from("980101083000Z").until("990101083000Z"),
            false,
        ),
        (
            "good for long",
            pair.ca.crl().until("20510101083000Z"),
            true,
        ),
        (
            "others revoked",
            pair.ca.crl().entry(&[9], "150101083000Z", &[reason(1)]),
            true,
        ),
    ] {
        let case = pair.case_with(&crl);
        let passed = case.validate(&leaf).failure.is_none();
        assert_eq!(passed, usable, "{what}");
        if !usable {
            case.fails_as(&leaf, Sub::TryLater);
        }
    }
    let mut without_next = pair.ca.crl();
    without_next.next_update = None;
    pair.case_with(&without_next).fails_as(&leaf, Sub::TryLater);
}

#[test]
fn a_revocation_does_not_age_but_a_hold_does() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let old = pair.ca.crl().until("160101083000Z");
    pair.case_with(&old.clone().revoke_for(&leaf, 1))
        .fails_as(&leaf, Sub::Revoked);
    pair.case_with(&old.revoke_for(&leaf, 6))
        .fails_as(&leaf, Sub::TryLater);
}

#[test]
fn of_two_lists_the_usable_one_counts() {
    let pair = pair();
    let leaf = pair.leaf.make();
    pair.case_with(&pair.ca.crl().revoke(&leaf).damaged())
        .crl(&pair.ca.crl())
        .passes(&leaf);
    pair.case_with(&pair.ca.crl().revoke(&leaf))
        .crl(&pair.ca.crl().damaged())
        .fails_as(&leaf, Sub::Revoked);
}

#[test]
fn of_two_good_lists_the_newer_one_counts() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let newer = pair.ca.crl().number(2).from("190101083000Z");
    pair.case_with(&pair.ca.crl().revoke_for(&leaf, 6))
        .crl(&newer)
        .passes(&leaf);
    pair.case()
        .crl(&newer.revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
}

#[test]
fn expired_certificates_may_have_left_the_list() {
    let pair = pair();
    let leaf = pair
        .leaf
        .clone()
        .valid("100101083000Z", "110101083000Z")
        .make();
    let at = datetime!(2010-06-01 0:00 UTC);
    let late = pair.ca.crl().from("190101083000Z");
    pair.case_with(&late).at(at).fails_as(&leaf, Sub::TryLater);
    let since = crate::make::time("20050101000000Z");
    pair.case_with(&late.with("2.5.29.60", false, &since))
        .at(at)
        .passes(&leaf);
}

#[test]
fn separate_keys_for_certificates_and_lists() {
    let ca = Party::new("Two keys CA");
    let lists = ca.rekeyed("key for lists");
    let ca_certificate = anchor().authority(&ca).usage(true, &[5]);
    let list_certificate = anchor().certificate(&lists).usage(true, &[6]);
    let leaf = ca.certificate(&Party::new("Leaf")).make();
    let case = Case::new()
        .certificate(&ca_certificate)
        .certificate(&list_certificate);
    case.clone().crl(&lists.crl()).passes(&leaf);
    case.clone()
        .crl(&lists.crl().revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    case.clone().crl(&ca.crl()).fails_as(&leaf, Sub::TryLater);
    let revoked = anchor().crl().revoke(&list_certificate.make());
    Case::bare()
        .certificate(&ca_certificate)
        .certificate(&list_certificate)
        .crl(&revoked)
        .crl(&lists.crl())
        .fails_as(&leaf, Sub::TryLater);
    let expired = list_certificate.valid("100101083000Z", "110101083000Z");
    Case::new()
        .certificate(&ca_certificate)
        .certificate(&expired)
        .crl(&lists.crl())
        .fails_as(&leaf, Sub::TryLater);
}

#[test]
fn the_issuer_of_a_list_must_lead_to_the_same_anchor() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let other_anchor = Party::new("Other Anchor");
    let impostor = pair.ca.rekeyed("impostor");
    let mut case = Case::new()
        .certificate(&pair.ca_certificate)
        .certificate(&other_anchor.authority(&impostor))
        .crl(&other_anchor.crl())
        .crl(&impostor.crl());
    case.anchors.push(crate::world::trusted(&other_anchor));
    case.fails_as(&leaf, Sub::TryLater);
    case = case.crl(&pair.ca.crl().revoke(&leaf));
    case.fails_as(&leaf, Sub::Revoked);
}

#[test]
fn a_list_does_not_vouch_for_its_own_issuer_unasked() {
    // A rolled-over key signs the only list, which is also the one about its own certificate.
    let ca = Party::new("CA");
    let new = ca.rekeyed("new key");
    let leaf = ca.certificate(&Party::new("Leaf")).make();
    Case::new()
        .certificate(&anchor().authority(&ca))
        .certificate(&ca.authority(&new))
        .crl(&new.crl())
        .fails_as(&leaf, Sub::TryLater);
}

#[test]
fn lists_of_version_1_and_odd_headers() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let mut plain = pair.ca.crl();
    plain.version = None;
    plain.extensions.clear();
    pair.case_with(&plain).passes(&leaf);
    let mut broken = pair.ca.crl();
    broken.version = None;
    assert!(tanba_pki::crl::Crl::from_der(&broken.der()).is_err());
    broken.version = Some(2);
    assert!(tanba_pki::crl::Crl::from_der(&broken.der()).is_err());
    let two_kinds = sequence(&[&encode_flag(0x81), &encode_flag(0x82)]);
    assert!(tanba_pki::crl::Crl::from_der(&pair.ca.crl().scope(&two_kinds).der()).is_err());
}

fn encode_flag(tag: u8) -> Vec<u8> {
    crate::make::retag(tag, &boolean(true))
}

#[test]
fn an_issuer_of_lists_is_not_trusted_for_standing_in_another_path() {
    // The list is signed with a key that stands in a path which does not hold; the path that
    // holds does not know it.
    let ca = Party::new("CA");
    let expired = ca.rekeyed("expired key");
    let bridges = [Party::new("Bridge 1"), Party::new("Bridge 2")];
    let leaf = ca.certificate(&Party::new("Leaf")).make();
    let case = Case::new()
        .certificate(
            &anchor()
                .authority(&expired)
                .valid("100101083000Z", "110101083000Z"),
        )
        .certificate(&expired.authority(&ca))
        .certificate(&anchor().authority(&bridges[0]))
        .certificate(&bridges[0].authority(&bridges[1]))
        .certificate(&bridges[1].authority(&ca))
        .crl(&bridges[0].crl())
        .crl(&bridges[1].crl())
        .crl(&expired.crl());
    case.fails(&leaf);
    case.crl(&ca.crl()).passes(&leaf);
}
