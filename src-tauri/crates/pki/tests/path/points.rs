//! Distribution points, reasons, indirect lists: RFC 5280 §6.3.3.

use crate::make::{
    Bytes, Party, attribute, boolean, directory, encode_unique, extension, full_name, list, name,
    point, relative_name, retag, sequence, uri,
};
use crate::world::{Case, Pair, anchor, pair};
use tanba_pki::Certificate;
use tanba_pki::indication::SubIndication as Sub;

const CA: &str = "C=KZ,O=Tests,CN=Good CA";

fn at(text: &str) -> Bytes {
    full_name(&[directory(&name(text))])
}

fn scope(parts: &[&[u8]]) -> Bytes {
    sequence(parts)
}

fn flag(number: u8) -> Bytes {
    retag(0x80 | number, &boolean(true))
}

fn some_reasons(set: &[u8]) -> Bytes {
    retag(0x83, &crate::make::bits(set))
}

fn leaf_with(pair: &Pair, points: &[Bytes]) -> Certificate {
    pair.leaf
        .clone()
        .with("2.5.29.31", false, &list(points))
        .make()
}

#[test]
fn names_of_points() {
    let pair = pair();
    let here = format!("{CA},CN=point 1");
    let relative = relative_name(&attribute("CN=point 1"));
    let two = full_name(&[uri("http://crl.kz/1"), directory(&name(&here))]);
    for (of_leaf, of_list, valid) in [
        (at(&here), at(&here), true),
        (at(&here), at(&format!("{CA},CN=POINT  1")), true),
        (at(&here), relative.clone(), true),
        (relative.clone(), at(&here), true),
        (relative.clone(), relative.clone(), true),
        (
            relative_name(&attribute("CN=point 2")),
            relative.clone(),
            false,
        ),
        (at(&here), at(&format!("{CA},CN=point 2")), false),
        (two.clone(), at(&here), true),
        (at(&here), two.clone(), true),
        (full_name(&[uri("http://crl.kz/1")]), two.clone(), true),
        (full_name(&[uri("http://crl.kz/2")]), two, false),
    ] {
        let leaf = leaf_with(&pair, &[point(&of_leaf, None, None)]);
        let crl = pair.ca.crl().scope(&scope(&[&of_list]));
        if valid {
            pair.case_with(&crl).passes(&leaf);
            pair.case_with(&crl.clone().revoke(&leaf))
                .fails_as(&leaf, Sub::Revoked);
        } else {
            pair.case_with(&crl).fails_as(&leaf, Sub::TryLater);
        }
        // A list without a scope serves every point of its issuer.
        pair.case().passes(&leaf);
        // A certificate without points is served by a list for the issuer's own name.
        pair.case_with(&crl)
            .fails_as(&pair.leaf.make(), Sub::TryLater);
    }
    let own = pair.ca.crl().scope(&scope(&[&at(CA)]));
    pair.case_with(&own).passes(&pair.leaf.make());
}

#[test]
fn kinds_of_certificates() {
    let pair = pair();
    let user = pair.leaf.make();
    let authority = pair.ca.authority(&Party::new("Sub CA")).make();
    for (kind, of_user, of_authority) in [(1, true, false), (2, false, true), (5, false, false)] {
        let crl = pair.ca.crl().scope(&scope(&[&flag(kind)]));
        for (leaf, valid) in [(&user, of_user), (&authority, of_authority)] {
            if valid {
                pair.case_with(&crl).passes(leaf);
                pair.case_with(&crl.clone().revoke(leaf))
                    .fails_as(leaf, Sub::Revoked);
            } else {
                pair.case_with(&crl).fails_as(leaf, Sub::TryLater);
            }
        }
    }
}

#[test]
fn lists_for_some_reasons() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let some = |set: &[u8]| pair.ca.crl().scope(&scope(&[&some_reasons(set)]));
    let (compromised, others) = (some(&[1, 2]), some(&[3, 4, 5, 6, 7, 8]));
    pair.case_with(&compromised).fails_as(&leaf, Sub::TryLater);
    pair.case_with(&compromised).crl(&others).passes(&leaf);
    pair.case_with(&compromised.clone().revoke(&leaf))
        .crl(&others)
        .fails_as(&leaf, Sub::Revoked);
    pair.case_with(&compromised)
        .crl(&others.clone().revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    pair.case_with(&compromised.clone().revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    pair.case_with(&compromised)
        .crl(&some(&[3, 4, 5]))
        .fails_as(&leaf, Sub::TryLater);

    // Two points, each with its own list for some reasons.
    let points = [format!("{CA},CN=1"), format!("{CA},CN=2")];
    let leaf = leaf_with(
        &pair,
        &[
            point(&at(&points[0]), Some(&[1, 2]), None),
            point(&at(&points[1]), Some(&[3, 4, 5, 6, 7, 8]), None),
        ],
    );
    let of_point = |index: usize, set: &[u8]| {
        pair.ca
            .crl()
            .scope(&scope(&[&at(&points[index]), &some_reasons(set)]))
    };
    let (first, second) = (of_point(0, &[1, 2]), of_point(1, &[3, 4, 5, 6, 7, 8]));
    pair.case_with(&first).crl(&second).passes(&leaf);
    pair.case_with(&first).fails_as(&leaf, Sub::TryLater);
    pair.case_with(&first)
        .crl(&second.clone().revoke(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    pair.case_with(&first)
        .crl(&of_point(1, &[3, 4]))
        .fails_as(&leaf, Sub::TryLater);
    // A list for more reasons than its point asks of it.
    let wide = pair.ca.crl().scope(&scope(&[&at(&points[0])]));
    pair.case_with(&wide).fails_as(&leaf, Sub::TryLater);
    pair.case_with(&wide).crl(&second).passes(&leaf);
}

/// An authority that leaves its lists to another issuer.
struct Indirect {
    ca: Party,
    lists: Party,
    case: Case,
}

fn indirect(issued_by_anchor: bool) -> Indirect {
    let ca = Party::new("Good CA");
    let lists = Party::new("List issuer");
    let by = if issued_by_anchor {
        anchor()
    } else {
        ca.clone()
    };
    let case = Case::new()
        .certificate(&anchor().authority(&ca))
        .certificate(&by.certificate(&lists).usage(true, &[6]));
    let case = if issued_by_anchor {
        case
    } else {
        case.crl(&ca.crl())
    };
    Indirect { ca, lists, case }
}

fn of_issuer(issuer: &Party) -> Bytes {
    extension("2.5.29.29", true, &sequence(&[&directory(&issuer.name)]))
}

#[test]
fn indirect_lists() {
    for issued_by_anchor in [true, false] {
        let Indirect { ca, lists, case } = indirect(issued_by_anchor);
        let points = list(&[point(&[], None, Some(&lists.name))]);
        // The authority's own list knows nothing of the leaf, which is left to the other issuer.
        let case = if issued_by_anchor {
            case
        } else {
            Case {
                evidence: case.evidence.clone(),
                ..case
            }
        };
        let leaf = ca
            .certificate(&Party::new("Leaf"))
            .with("2.5.29.31", false, &points)
            .make();
        let crl = lists.crl().scope(&scope(&[&flag(4)]));
        let serial = leaf.serial_number();
        case.clone().crl(&crl).passes(&leaf);
        // An entry of another issuer's certificate with the same number.
        let default = crl.clone().entry(serial, "150101083000Z", &[]);
        case.clone().crl(&default).passes(&leaf);
        let direct = crl
            .clone()
            .entry(serial, "150101083000Z", &[of_issuer(&ca)]);
        case.clone().crl(&direct).fails_as(&leaf, Sub::Revoked);
        // The issuer is carried on from the entry before.
        let carried = crl
            .clone()
            .entry(&[9], "150101083000Z", &[of_issuer(&ca)])
            .entry(serial, "150101083000Z", &[]);
        case.clone().crl(&carried).fails_as(&leaf, Sub::Revoked);
        let changed = crl
            .clone()
            .entry(&[9], "150101083000Z", &[of_issuer(&ca)])
            .entry(
                &[8],
                "150101083000Z",
                &[of_issuer(&Party::new("Another CA"))],
            )
            .entry(serial, "150101083000Z", &[]);
        case.clone().crl(&changed).passes(&leaf);
        if issued_by_anchor {
            // Not marked as indirect.
            case.clone()
                .crl(&lists.crl())
                .fails_as(&leaf, Sub::TryLater);
            // Not named by the certificate.
            let plain = ca.certificate(&Party::new("Leaf")).make();
            case.clone().crl(&crl).fails_as(&plain, Sub::TryLater);
        }
    }
}

#[test]
fn the_point_of_an_indirect_list_may_bear_a_name() {
    let Indirect { ca, lists, case } = indirect(true);
    let here = at("C=KZ,CN=indirect 1");
    let points = list(&[point(&here, None, Some(&lists.name))]);
    let leaf = ca
        .certificate(&Party::new("Leaf"))
        .with("2.5.29.31", false, &points)
        .make();
    case.clone()
        .crl(&lists.crl().scope(&scope(&[&here, &flag(4)])))
        .passes(&leaf);
    case.clone()
        .crl(
            &lists
                .crl()
                .scope(&scope(&[&at("C=KZ,CN=indirect 2"), &flag(4)])),
        )
        .fails_as(&leaf, Sub::TryLater);
    // Without a name of its own the point is known by the issuer of its list.
    let nameless = list(&[point(&[], None, Some(&lists.name))]);
    let leaf = ca
        .certificate(&Party::new("Leaf"))
        .with("2.5.29.31", false, &nameless)
        .make();
    let by_issuer = full_name(&[directory(&lists.name)]);
    case.clone()
        .crl(&lists.crl().scope(&scope(&[&by_issuer, &flag(4)])))
        .passes(&leaf);
    // A name relative to the issuer of the list, which is not the issuer of the certificate.
    let relative = relative_name(&attribute("CN=point"));
    let points = list(&[point(&relative, None, Some(&lists.name))]);
    let leaf = ca
        .certificate(&Party::new("Leaf"))
        .with("2.5.29.31", false, &points)
        .make();
    let full = at("C=KZ,O=Tests,CN=List issuer,CN=point");
    case.crl(&lists.crl().scope(&scope(&[&full, &flag(4)])))
        .passes(&leaf);
}

#[test]
fn the_issuer_of_an_indirect_list_is_validated() {
    let ca = Party::new("Good CA");
    let lists = Party::new("List issuer");
    let points = list(&[point(&[], None, Some(&lists.name))]);
    let leaf = ca
        .certificate(&Party::new("Leaf"))
        .with("2.5.29.31", false, &points)
        .make();
    let crl = lists.crl().scope(&scope(&[&flag(4)]));
    let base = Case::bare().certificate(&anchor().authority(&ca)).crl(&crl);
    let good = anchor().certificate(&lists).usage(true, &[6]);
    let revoked = anchor().crl().revoke(&good.make());
    base.clone()
        .certificate(&good)
        .crl(&anchor().crl())
        .passes(&leaf);
    base.clone()
        .certificate(&good)
        .crl(&revoked)
        .fails_as(&leaf, Sub::TryLater);
    base.clone()
        .certificate(&good.clone().usage(true, &[0]))
        .crl(&anchor().crl())
        .fails_as(&leaf, Sub::TryLater);
    base.clone()
        .certificate(&good.valid("100101083000Z", "110101083000Z"))
        .crl(&anchor().crl())
        .fails_as(&leaf, Sub::TryLater);
    base.crl(&anchor().crl()).fails_as(&leaf, Sub::TryLater);
}

#[test]
fn an_indirect_list_may_cover_its_own_issuer_when_the_certificate_says_so() {
    let ca = Party::new("Good CA");
    let lists = Party::new("List issuer");
    let points = list(&[point(&[], None, Some(&lists.name))]);
    let issuer = ca
        .certificate(&lists)
        .usage(true, &[6])
        .with("2.5.29.31", false, &points);
    let leaf = ca
        .certificate(&Party::new("Leaf"))
        .with("2.5.29.31", false, &points)
        .make();
    let crl = lists.crl().scope(&scope(&[&flag(4)]));
    let case = Case::new()
        .certificate(&anchor().authority(&ca))
        .certificate(&issuer);
    case.clone().crl(&crl).passes(&leaf);
    case.clone().crl(&crl).passes(&issuer.make());
    let entry = |certificate: &Certificate| {
        crl.clone().entry(
            certificate.serial_number(),
            "150101083000Z",
            &[of_issuer(&ca)],
        )
    };
    case.clone()
        .crl(&entry(&leaf))
        .fails_as(&leaf, Sub::Revoked);
    case.clone()
        .crl(&entry(&issuer.make()))
        .fails_as(&leaf, Sub::TryLater);
    case.crl(&entry(&issuer.make()))
        .fails_as(&issuer.make(), Sub::TryLater);
}

#[test]
fn one_indirect_list_for_several_authorities() {
    let lists = Party::new("List issuer");
    let points = list(&[point(&[], None, Some(&lists.name))]);
    let cas = [Party::new("CA 1"), Party::new("CA 2")];
    let mut case = Case::new().certificate(&anchor().certificate(&lists).usage(true, &[6]));
    let mut leaves = Vec::new();
    for ca in &cas {
        case = case.certificate(&anchor().authority(ca));
        let leaf = ca.certificate(&Party::new("Leaf")).serial(&[7]);
        leaves.push(leaf.with("2.5.29.31", false, &points).make());
    }
    let crl = lists
        .crl()
        .scope(&scope(&[&flag(4)]))
        .entry(&[7], "150101083000Z", &[])
        .entry(&[8], "150101083000Z", &[of_issuer(&cas[0])])
        .entry(&[7], "150101083000Z", &[of_issuer(&cas[1])]);
    let case = case.crl(&crl);
    case.passes(&leaves[0]);
    case.fails_as(&leaves[1], Sub::Revoked);
}

#[test]
fn malformed_points_are_refused() {
    let pair = pair();
    for value in [list(&[sequence(&[])]), encode_unique(&[0x04]), list(&[])] {
        let leaf = pair.leaf.clone().with("2.5.29.31", false, &value).make();
        pair.case().fails_as(&leaf, Sub::FormatFailure);
    }
}
