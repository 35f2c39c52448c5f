//! Signatures, validity, and serial numbers.

use crate::make::Party;
use crate::world::{Case, anchor, pair};
use tanba_pki::indication::SubIndication as Sub;
use tanba_pki::path::FailureKind;
use time::macros::datetime;

#[test]
fn a_plain_path_passes() {
    let pair = pair();
    pair.case().passes(&pair.leaf.make());
    let report = pair.case().validate(&pair.leaf.make());
    assert_eq!(report.path.len(), 2);
    assert_eq!(report.policies.len(), 1);
    assert!(report.anchor.is_some() && report.missing.is_empty());
}

#[test]
fn a_wrong_signature_anywhere_fails() {
    let pair = pair();
    pair.case()
        .fails_as(&pair.leaf.clone().damaged().make(), Sub::SigCryptoFailure);
    let case = Case::new()
        .certificate(&pair.ca_certificate.clone().damaged())
        .crl(&pair.ca.crl());
    case.fails_as(&pair.leaf.make(), Sub::SigCryptoFailure);
}

#[test]
fn the_inner_and_the_outer_algorithm_must_agree() {
    let pair = pair();
    let mut leaf = pair.leaf.clone();
    leaf.inner_algorithm = "1.2.840.10045.4.3.3";
    pair.case().fails(&leaf.make());
    let mut crl = pair.ca.crl();
    crl.outer_algorithm = "1.2.840.10045.4.3.3";
    pair.case_with(&crl)
        .fails_as(&pair.leaf.make(), Sub::TryLater);
}

#[test]
fn unknown_algorithms_are_indeterminate() {
    let pair = pair();
    let mut leaf = pair.leaf.clone();
    leaf.inner_algorithm = "1.2.840.10040.4.3";
    leaf.outer_algorithm = "1.2.840.10040.4.3";
    pair.case()
        .fails_as(&leaf.make(), Sub::CryptoConstraintsFailureNoPoe);
}

#[test]
fn validity_of_leaf_and_authority() {
    let pair = pair();
    for (from, to, valid) in [
        ("100101083000Z", "301231083000Z", true),
        ("300101083000Z", "301231083000Z", false),
        ("20471201120000Z", "20491201120000Z", false),
        ("500101120100Z", "301231083000Z", true),
        ("19500101120100Z", "301231083000Z", true),
        ("20100101083000Z", "20301231083000Z", true),
        ("100101083000Z", "110101083000Z", false),
        ("970101083000Z", "990101083000Z", false),
        ("100101083000Z", "20110101083000Z", false),
        ("100101083000Z", "20501231083000Z", true),
        ("100101083000Z", "99991231235959Z", true),
        ("200601120000Z", "301231083000Z", true),
        ("100101083000Z", "200601120000Z", true),
        ("200601120001Z", "301231083000Z", false),
        ("100101083000Z", "200601115959Z", false),
    ] {
        let leaf = pair.leaf.clone().valid(from, to).make();
        let ca = pair.ca_certificate.clone().valid(from, to);
        let with_ca = Case::new().certificate(&ca).crl(&pair.ca.crl());
        if valid {
            pair.case().passes(&leaf);
            with_ca.passes(&pair.leaf.make());
        } else {
            for report in [
                pair.case().validate(&leaf),
                with_ca.validate(&pair.leaf.make()),
            ] {
                let sub = report.sub_indication;
                assert!(
                    matches!(
                        sub,
                        Some(Sub::OutOfBoundsNotRevoked | Sub::OutOfBoundsNoPoe)
                    ),
                    "{from} {to} {sub:?}"
                );
            }
        }
    }
}

#[test]
fn an_expired_leaf_was_valid_in_its_time() {
    let pair = pair();
    let leaf = pair
        .leaf
        .clone()
        .valid("100101083000Z", "110101083000Z")
        .make();
    let crl = pair.ca.crl().from("100201083000Z").until("300101083000Z");
    pair.case_with(&crl)
        .fails_as(&leaf, Sub::OutOfBoundsNotRevoked);
    pair.case_with(&crl)
        .at(datetime!(2010-06-01 12:00 UTC))
        .passes(&leaf);
}

#[test]
fn odd_serial_numbers() {
    let pair = pair();
    let long = [0x7f; 20];
    for serial in [
        &[0xff][..],
        &[0x80, 0],
        &[0],
        &[1],
        &long,
        &[0, 0xff],
        &[0x00, 0x80, 1],
    ] {
        let leaf = pair.leaf.clone().serial(serial).make();
        pair.case().passes(&leaf);
        let revoked = pair.ca.crl().revoke(&leaf);
        pair.case_with(&revoked).fails_as(&leaf, Sub::Revoked);
    }
    // -1 is not 255, and longer numbers that begin alike are others.
    let negative = pair.leaf.clone().serial(&[0xff]).make();
    pair.case_with(&pair.ca.crl().entry(&[0, 0xff], "150101083000Z", &[]))
        .passes(&negative);
    let long_leaf = pair.leaf.clone().serial(&long).make();
    pair.case_with(&pair.ca.crl().entry(&long[..19], "150101083000Z", &[]))
        .passes(&long_leaf);
}

#[test]
fn the_anchor_itself_is_trusted() {
    let own = anchor().authority(&anchor());
    Case::bare().passes(&own.make());
    let expired = own.valid("100101083000Z", "110101083000Z").make();
    Case::bare().fails_as(&expired, Sub::OutOfBoundsNoPoe);
    let impostor = anchor().rekeyed("impostor");
    let impostor = impostor.authority(&impostor).make();
    assert!(matches!(
        Case::bare().fails(&impostor),
        FailureKind::NoPath | FailureKind::Signature
    ));
}

#[test]
fn no_anchor_no_path() {
    let pair = pair();
    let mut case = pair.case();
    case.anchors.clear();
    case.fails_as(&pair.leaf.make(), Sub::NoCertificateChainFound);
    let without_ca = Case::new().crl(&pair.ca.crl());
    without_ca.fails_as(&pair.leaf.make(), Sub::NoCertificateChainFound);
}

#[test]
fn same_name_another_key() {
    let pair = pair();
    let other = pair.ca.rekeyed("other");
    let leaf = other.certificate(&Party::new("Leaf")).make();
    pair.case().fails_as(&leaf, Sub::NoCertificateChainFound);
    // Both authorities at hand: the key decides.
    let both = pair.case().certificate(&anchor().authority(&other));
    both.passes(&pair.leaf.make());
    both.passes(&leaf);
}

#[test]
fn the_report_says_what_to_fetch() {
    let pair = pair();
    let access = |method: &str, url: &str| {
        crate::make::sequence(&[&crate::make::oid(method), &crate::make::uri(url)])
    };
    let aia = crate::make::list(&[
        access("1.3.6.1.5.5.7.48.1", "http://ocsp.example/"),
        access("1.3.6.1.5.5.7.48.2", "http://ca.example/ca.cer"),
    ]);
    let url = |text: &str| {
        let name = crate::make::full_name(&[crate::make::uri(text)]);
        crate::make::list(&[crate::make::point(&name, None, None)])
    };
    let leaf = pair
        .leaf
        .clone()
        .with("1.3.6.1.5.5.7.1.1", false, &aia)
        .with("2.5.29.31", false, &url("http://crl.example/full.crl"))
        .with("2.5.29.46", false, &url("http://crl.example/delta.crl"))
        .make();
    let told = |case: &Case| format!("{:?}", case.validate(&leaf).missing);
    let alone = told(&Case::new());
    assert!(
        alone.contains("Issuer") && alone.contains("http://ca.example/ca.cer"),
        "{alone}"
    );
    let without_list = told(&Case::new().certificate(&pair.ca_certificate));
    for url in [
        "http://ocsp.example/",
        "http://crl.example/full.crl",
        "http://crl.example/delta.crl",
    ] {
        assert!(without_list.contains(url), "{without_list}");
    }
    let with_list = told(&pair.case());
    assert!(
        with_list.contains("delta.crl") && !with_list.contains("full.crl"),
        "{with_list}"
    );
}
