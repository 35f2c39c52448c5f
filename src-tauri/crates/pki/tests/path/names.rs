//! Name chaining, RFC 5280 §6.1.3 (a)(4) and §7.1.

use crate::make::{Party, encode_unique};
use crate::world::{Case, anchor, pair};

/// An authority whose own certificate bears one spelling, and whose leaf names it in another.
fn spelled(own: &str, in_leaf: &str) -> (Case, tanba_pki::Certificate) {
    let ca = Party::named(own);
    let leaf = ca.certificate(&Party::new("Leaf")).issuer(in_leaf).make();
    let case = Case::new()
        .certificate(&anchor().authority(&ca))
        .crl(&ca.crl());
    (case, leaf)
}

#[test]
fn spellings_that_chain() {
    for (own, in_leaf) in [
        ("C=KZ,O=Tests,CN=Good CA", "C=KZ,O=Tests,CN=Good CA"),
        ("C=KZ,O=Tests,CN=Good CA", "C=KZ,O=Tests,CN=Good    CA"),
        ("C=KZ,O=Tests,CN=Good CA", "C=KZ,O=Tests,CN=   Good CA  "),
        ("C=KZ,O=Tests,CN=Good CA", "C=KZ,O=TESTS,CN=GOOD ca"),
        (
            "C=KZ,O=Tests,CN=Good CA",
            "C=KZ,O=utf8:Tests,CN=utf8:Good CA",
        ),
        (
            "C=KZ,O=utf8:Tests,CN=utf8:good ca",
            "C=kz,O=Tests,CN=Good CA",
        ),
        (
            "C=KZ,O=utf8:  tests,CN=utf8:Good  CA",
            "C=KZ,O=utf8:TESTS,CN=utf8:gOOD ca ",
        ),
        ("CN=utf8:Ұлттық куәландырушы", "CN=utf8:ҰЛТТЫҚ КУӘЛАНДЫРУШЫ"),
        ("E=ca@tests.kz,CN=Good CA", "E=CA@TESTS.KZ,CN=Good CA"),
        ("CN=t61:Good CA", "CN=Good CA"),
    ] {
        let (case, leaf) = spelled(own, in_leaf);
        case.passes(&leaf);
    }
}

#[test]
fn spellings_that_do_not_chain() {
    for (own, in_leaf) in [
        ("C=KZ,O=Tests,CN=Good CA", "C=KZ,O=Tests,CN=Good CB"),
        ("C=KZ,O=Tests,CN=Good CA", "O=Tests,C=KZ,CN=Good CA"),
        (
            "C=KZ,O=Tests,OU=a,OU=b,CN=Good CA",
            "C=KZ,O=Tests,OU=b,OU=a,CN=Good CA",
        ),
        ("C=KZ,O=Tests,CN=Good CA", "C=KZ,O=Tests,CN=GoodCA"),
        ("C=KZ,O=Tests,CN=Good CA", "C=KZ,O=Tests"),
        ("C=KZ,O=Tests", "C=KZ,O=Tests,CN=Good CA"),
        ("C=KZ,O=Tests,CN=Good CA", "C=KZ,OU=Tests,CN=Good CA"),
    ] {
        let (case, leaf) = spelled(own, in_leaf);
        case.fails(&leaf);
    }
}

#[test]
fn unique_identifiers_do_not_matter() {
    let pair = pair();
    let mut ca = pair.ca_certificate.clone();
    ca.unique = encode_unique(&[0x82]);
    let mut leaf = pair.leaf.clone();
    leaf.unique = encode_unique(&[0x81, 0x82]);
    Case::new()
        .certificate(&ca)
        .crl(&pair.ca.crl())
        .passes(&leaf.make());
}

#[test]
fn a_leaf_may_have_an_empty_subject() {
    let pair = pair();
    let mut leaf = pair.leaf.clone();
    leaf.subject = crate::make::name("");
    let names = crate::make::list(&[crate::make::dns("a.example.kz")]);
    pair.case()
        .passes(&leaf.with("2.5.29.17", true, &names).make());
}
