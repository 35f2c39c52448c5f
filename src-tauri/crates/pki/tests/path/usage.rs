//! Basic constraints, path length, key usage, private extensions.

use crate::make::{Party, basic, bits, boolean};
use crate::world::{Case, chain, pair};
use tanba_pki::indication::SubIndication as Sub;
use tanba_pki::path::FailureKind as Kind;

#[test]
fn an_authority_says_so() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let with = |ca: &crate::make::CertificateMaker| Case::new().certificate(ca).crl(&pair.ca.crl());
    let ca = &pair.ca_certificate;
    assert_eq!(
        with(&ca.clone().without("2.5.29.19")).fails(&leaf),
        Kind::NotAnAuthority
    );
    for critical in [true, false] {
        let not = ca.clone().with("2.5.29.19", critical, &basic(false, None));
        assert_eq!(with(&not).fails(&leaf), Kind::NotAnAuthority);
        with(&ca.clone().with("2.5.29.19", critical, &basic(true, None))).passes(&leaf);
    }
    let mut version_1 = ca.clone();
    version_1.version = None;
    version_1.extensions.clear();
    assert_eq!(with(&version_1).fails(&leaf), Kind::NotAnAuthority);
    let mut leaf_1 = pair.leaf.clone();
    leaf_1.version = None;
    leaf_1.extensions.clear();
    pair.case().passes(&leaf_1.make());
    leaf_1.extensions = pair.leaf.extensions.clone();
    if let Ok(odd) = tanba_pki::Certificate::from_der(&leaf_1.der()) {
        pair.case().fails_as(&odd, Sub::FormatFailure);
    }
}

#[test]
fn a_leaf_may_be_an_authority() {
    let pair = pair();
    pair.case()
        .passes(&pair.ca.authority(&Party::new("Leaf CA")).make());
}

#[test]
fn lengths_of_paths() {
    for (lengths, valid) in [
        (&[Some(0)][..], true),
        (&[Some(0), None], false),
        (&[Some(1), None], true),
        (&[Some(6), Some(0), None], false),
        (&[Some(6), Some(4), Some(0)], true),
        (&[Some(6), Some(4), Some(1), None], true),
        (&[Some(6), Some(4), Some(0), Some(5)], false),
        (&[Some(1), Some(5), None], false),
        (&[None, Some(0), None], false),
        (&[Some(2), None, None], true),
        (&[None, None, None, None, None], true),
    ] {
        let names: Vec<String> = (0..lengths.len()).map(|n| format!("CA {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for leaf_is_ca in [false, true] {
            let (case, leaf) = chain(&names, "Leaf", |index, maker| match lengths.get(index) {
                Some(Some(length)) => maker.length(*length),
                None if leaf_is_ca => maker.with("2.5.29.19", true, &basic(true, Some(0))),
                _ => maker,
            });
            // The last certificate does not count, whatever it is.
            if valid {
                case.passes(&leaf);
            } else {
                assert_eq!(case.fails(&leaf), Kind::PathTooLong, "{lengths:?}");
            }
        }
    }
}

#[test]
fn keys_that_sign_certificates_and_lists() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let with = |ca: &crate::make::CertificateMaker| Case::new().certificate(ca).crl(&pair.ca.crl());
    for critical in [true, false] {
        let ca = |set: &[u8]| pair.ca_certificate.clone().usage(critical, set);
        with(&ca(&[5, 6])).passes(&leaf);
        with(&ca(&[0, 1, 5, 6])).passes(&leaf);
        assert_eq!(with(&ca(&[0, 6])).fails(&leaf), Kind::KeyUsage);
        with(&ca(&[0, 5])).fails_as(&leaf, Sub::TryLater);
    }
    with(&pair.ca_certificate.clone().without("2.5.29.15")).passes(&leaf);
}

#[test]
fn unknown_extensions() {
    let pair = pair();
    let (id, value) = ("2.16.840.1.101.2.1.12.2", boolean(true));
    pair.case()
        .passes(&pair.leaf.clone().with(id, false, &value).make());
    let leaf = pair.leaf.clone().with(id, true, &value).make();
    assert!(matches!(
        pair.case().fails(&leaf),
        Kind::UnknownCriticalExtension(_)
    ));
    let ca = pair.ca_certificate.clone().with(id, true, &value);
    let case = Case::new().certificate(&ca).crl(&pair.ca.crl());
    assert!(matches!(
        case.fails(&pair.leaf.make()),
        Kind::UnknownCriticalExtension(_)
    ));
}

#[test]
fn extensions_that_cannot_be_read() {
    let pair = pair();
    for (id, value) in [
        ("2.5.29.19", bits(&[1])),
        ("2.5.29.15", boolean(true)),
        ("2.5.29.32", vec![0x30, 0]),
        ("2.5.29.30", vec![0x30, 0]),
        ("2.5.29.36", vec![0x30, 0]),
        ("2.5.29.54", boolean(true)),
        ("2.5.29.31", vec![0x30, 0]),
        ("2.5.29.33", vec![0x30, 0]),
    ] {
        let leaf = pair.leaf.clone().with(id, true, &value).make();
        pair.case().fails_as(&leaf, Sub::FormatFailure);
    }
    assert!(tanba_pki::Certificate::from_der(&pair.leaf.clone().twice("2.5.29.32").der()).is_err());
}
