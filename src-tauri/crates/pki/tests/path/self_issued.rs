//! Self-issued certificates: key roll-over, and keys for lists, RFC 5280 §6.1.

use crate::make::{Bytes, Party, directory, full_name, list, name, point, sequence};
use crate::world::{Case, anchor};
use tanba_pki::indication::SubIndication as Sub;

fn point_named(text: &str) -> Bytes {
    full_name(&[directory(&name(text))])
}

#[test]
fn old_with_new() {
    let new = Party::new("CA");
    let old = new.rekeyed("old key");
    let case = Case::new()
        .certificate(&anchor().authority(&new))
        .certificate(&new.authority(&old));
    let leaf = old.certificate(&Party::new("Leaf")).make();
    case.clone().crl(&new.crl()).passes(&leaf);
    case.clone()
        .crl(&new.crl().revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    case.crl(&old.crl()).fails_as(&leaf, Sub::TryLater);
}

#[test]
fn new_with_old() {
    let old = Party::new("CA");
    let new = old.rekeyed("new key");
    let scope = point_named("C=KZ,CN=Point of the new key");
    let link = old
        .authority(&new)
        .with("2.5.29.31", false, &list(&[point(&scope, None, None)]));
    let case = Case::new()
        .certificate(&anchor().authority(&old))
        .certificate(&link)
        .crl(&old.crl().scope(&sequence(&[&scope])));
    let leaf = new.certificate(&Party::new("Leaf")).make();
    case.clone().crl(&new.crl()).passes(&leaf);
    case.clone()
        .crl(&new.crl().revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    let old_leaf = old.certificate(&Party::new("Old leaf")).make();
    case.clone().crl(&new.crl()).passes(&old_leaf);
    case.crl(&new.crl().revoke(&old_leaf))
        .fails_as(&old_leaf, Sub::Revoked);
}

#[test]
fn a_key_for_lists() {
    let ca = Party::new("CA");
    let lists = ca.rekeyed("key for lists");
    let scope = point_named("C=KZ,CN=Point of the list certificate");
    let list_certificate = ca.certificate(&lists).usage(true, &[6]).with(
        "2.5.29.31",
        false,
        &list(&[point(&scope, None, None)]),
    );
    let case = Case::new()
        .certificate(&anchor().authority(&ca))
        .certificate(&list_certificate)
        .crl(&ca.crl().scope(&sequence(&[&scope])));
    let leaf = ca.certificate(&Party::new("Leaf")).make();
    case.clone().crl(&lists.crl()).passes(&leaf);
    case.clone()
        .crl(&lists.crl().revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    let wrong = lists.certificate(&Party::new("Leaf")).make();
    case.crl(&lists.crl()).fails(&wrong);
}

#[test]
fn self_issued_certificates_do_not_count_for_the_length_of_a_path() {
    let ca = Party::new("CA");
    let rolled = ca.rekeyed("rolled");
    let case = |length: u8| {
        Case::new()
            .certificate(&anchor().authority(&ca).length(length))
            .certificate(&ca.authority(&rolled))
            .crl(&ca.crl())
    };
    let leaf = rolled.certificate(&Party::new("Leaf")).make();
    case(0).passes(&leaf);
    let below = Party::new("Sub CA");
    let below_certificate = rolled.authority(&below).length(0);
    let deep = below.certificate(&Party::new("Leaf")).make();
    case(0)
        .certificate(&below_certificate)
        .crl(&below.crl())
        .fails_as(&deep, Sub::ChainConstraintsFailure);
    case(1)
        .certificate(&below_certificate)
        .crl(&below.crl())
        .passes(&deep);
}
