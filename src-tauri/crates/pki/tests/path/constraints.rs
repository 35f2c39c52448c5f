//! Name constraints, RFC 5280 §4.2.1.10.

use crate::make::{
    Bytes, CertificateMaker, Party, constraints, directory, dns, encode_text, ip, list, mailbox,
    name, sequence, uri,
};
use crate::world::{Case, anchor};
use tanba_pki::path::{FailureKind, NameViolation};

/// A path whose authorities constrain names, and a leaf of this subject with these other names.
fn path(levels: &[Bytes], subject: &str, alternative: &[Bytes]) -> (Case, CertificateMaker) {
    let mut case = Case::new();
    let mut issuer = anchor();
    for (index, value) in levels.iter().enumerate() {
        let next = Party::named(&format!("C=KZ,O=Tests,OU=permitted,CN=CA {index}"));
        case = case
            .certificate(&issuer.authority(&next).with("2.5.29.30", true, value))
            .crl(&next.crl());
        issuer = next;
    }
    let mut leaf = issuer.certificate(&Party::named(subject));
    if !alternative.is_empty() {
        leaf = leaf.with("2.5.29.17", false, &list(alternative));
    }
    (case, leaf)
}

#[track_caller]
fn check(levels: &[Bytes], subject: &str, alternative: &[Bytes], valid: bool) {
    let (case, leaf) = path(levels, subject, alternative);
    let failure = case.validate(&leaf.make()).failure;
    assert_eq!(failure.is_none(), valid, "{subject} {failure:?}");
    if let Some(failure) = failure {
        assert!(matches!(failure.kind, FailureKind::Names(_)), "{failure:?}");
    }
}

fn base(text: &str) -> Bytes {
    directory(&name(text))
}

#[test]
fn directory_names() {
    let permitted =
        |names: &[&str]| constraints(&names.iter().map(|n| base(n)).collect::<Vec<_>>(), &[]);
    let excluded =
        |names: &[&str]| constraints(&[], &names.iter().map(|n| base(n)).collect::<Vec<_>>());
    let inside = "C=KZ,O=Tests,OU=permitted";
    for (levels, subject, valid) in [
        (
            vec![permitted(&[inside])],
            "C=KZ,O=Tests,OU=permitted,CN=Leaf",
            true,
        ),
        (
            vec![permitted(&[inside])],
            "C=KZ,O=tests,OU=utf8:PERMITTED,CN=Leaf",
            true,
        ),
        (
            vec![permitted(&[inside])],
            "C=KZ,O=Tests,OU=excluded,CN=Leaf",
            false,
        ),
        (vec![permitted(&[inside])], "C=KZ,O=Tests,CN=Leaf", false),
        (
            vec![permitted(&[inside, "C=KZ,O=Others"])],
            "C=KZ,O=Others,CN=Leaf",
            true,
        ),
        (
            vec![excluded(&["C=KZ,O=Tests,OU=excluded"])],
            "C=KZ,O=Tests,OU=excluded,CN=Leaf",
            false,
        ),
        (
            vec![excluded(&["C=KZ,O=Tests,OU=excluded"])],
            "C=KZ,O=Tests,OU=permitted,CN=Leaf",
            true,
        ),
        (
            vec![excluded(&["C=KZ,O=Tests,OU=excluded"])],
            "C=RU,O=Tests,OU=excluded,CN=Leaf",
            true,
        ),
        (
            vec![
                permitted(&["C=KZ,O=Tests"]),
                permitted(&["C=KZ,O=Tests,OU=permitted,OU=more"]),
            ],
            "C=KZ,O=Tests,OU=permitted,OU=more,CN=Leaf",
            true,
        ),
        (
            vec![
                permitted(&["C=KZ,O=Tests"]),
                permitted(&["C=KZ,O=Tests,OU=permitted,OU=more"]),
            ],
            "C=KZ,O=Tests,OU=permitted,CN=Leaf",
            false,
        ),
        (
            vec![permitted(&[inside]), permitted(&["C=KZ,O=Others"])],
            "C=KZ,O=Others,CN=Leaf",
            false,
        ),
        (
            vec![
                permitted(&[inside]),
                excluded(&["C=KZ,O=Tests,OU=permitted,OU=not"]),
            ],
            "C=KZ,O=Tests,OU=permitted,OU=not,CN=Leaf",
            false,
        ),
        (
            vec![constraints(
                &[base(inside)],
                &[base("C=KZ,O=Tests,OU=permitted,CN=Leaf")],
            )],
            "C=KZ,O=Tests,OU=permitted,CN=Leaf",
            false,
        ),
        (vec![permitted(&[inside])], "", true),
    ] {
        check(&levels, subject, &[], valid);
    }
}

#[test]
fn directory_names_among_the_alternative_names() {
    let inside = base("C=KZ,O=Tests,OU=permitted");
    let levels = [constraints(&[inside], &[])];
    let subject = "C=KZ,O=Tests,OU=permitted,CN=Leaf";
    check(
        &levels,
        subject,
        &[base("C=KZ,O=Tests,OU=permitted,CN=Other")],
        true,
    );
    check(
        &levels,
        subject,
        &[base("C=KZ,O=Tests,OU=excluded,CN=Other")],
        false,
    );
}

#[test]
fn self_issued_authorities_are_exempt() {
    let ca = Party::named("C=KZ,O=Tests,CN=Constraining CA");
    let rolled = ca.rekeyed("rolled");
    let value = constraints(&[base("C=KZ,O=Tests,OU=permitted")], &[]);
    let case = Case::new()
        .certificate(&anchor().authority(&ca).with("2.5.29.30", true, &value))
        .certificate(&ca.authority(&rolled))
        .crl(&ca.crl());
    case.passes(
        &rolled
            .certificate(&Party::named("C=KZ,O=Tests,OU=permitted,CN=Leaf"))
            .make(),
    );
    case.fails(
        &rolled
            .certificate(&Party::named("C=KZ,O=Tests,CN=Leaf"))
            .make(),
    );
    // The last certificate is not exempt.
    case.fails(&ca.certificate(&ca.rekeyed("leaf")).make());
}

#[test]
fn mailboxes() {
    let subject = "C=KZ,CN=Leaf";
    let permitted = |text: &str| [constraints(&[mailbox(text)], &[])];
    let excluded = |text: &str| [constraints(&[], &[mailbox(text)])];
    check(
        &permitted(".tests.kz"),
        subject,
        &[mailbox("a@mail.tests.kz")],
        true,
    );
    check(
        &permitted(".tests.kz"),
        subject,
        &[mailbox("a@tests.kz")],
        false,
    );
    check(
        &permitted("tests.kz"),
        subject,
        &[mailbox("a@TESTS.kz")],
        true,
    );
    check(
        &permitted("tests.kz"),
        subject,
        &[mailbox("a@mail.tests.kz")],
        false,
    );
    check(
        &permitted("a@tests.kz"),
        subject,
        &[mailbox("b@tests.kz")],
        false,
    );
    check(
        &excluded("tests.kz"),
        subject,
        &[mailbox("a@tests.kz")],
        false,
    );
    check(
        &excluded("tests.kz"),
        subject,
        &[mailbox("a@mail.tests.kz")],
        true,
    );
    check(
        &excluded(".tests.kz"),
        subject,
        &[mailbox("a@mail.tests.kz")],
        false,
    );
    // Addresses in the subject count where the alternative names hold none.
    check(&permitted("tests.kz"), "E=a@tests.kz,CN=Leaf", &[], true);
    check(&permitted("tests.kz"), "E=a@other.kz,CN=Leaf", &[], false);
    check(
        &permitted("tests.kz"),
        "E=a@other.kz,CN=Leaf",
        &[mailbox("a@tests.kz")],
        true,
    );
    check(
        &permitted("tests.kz"),
        "E=a@other.kz,CN=Leaf",
        &[dns("a.kz")],
        false,
    );
    // A constraint speaks of its own form alone.
    check(
        &permitted("tests.kz"),
        subject,
        &[dns("elsewhere.kz")],
        true,
    );
}

#[test]
fn hosts_and_uris() {
    let subject = "C=KZ,CN=Leaf";
    for (level, alternative, valid) in [
        (
            constraints(&[dns("tests.kz")], &[]),
            dns("a.tests.kz"),
            true,
        ),
        (constraints(&[dns("tests.kz")], &[]), dns("tests.kz"), true),
        (
            constraints(&[dns("tests.kz")], &[]),
            dns("mytests.kz"),
            false,
        ),
        (
            constraints(&[], &[dns("tests.kz")]),
            dns("a.tests.kz"),
            false,
        ),
        (
            constraints(&[], &[dns("tests.kz")]),
            dns("mytests.kz"),
            true,
        ),
        (
            constraints(&[uri(".tests.kz")], &[]),
            uri("http://a.tests.kz/index"),
            true,
        ),
        (
            constraints(&[uri(".tests.kz")], &[]),
            uri("http://tests.kz/index"),
            false,
        ),
        (
            constraints(&[uri("tests.kz")], &[]),
            uri("ftp://tests.kz:21/"),
            true,
        ),
        (
            constraints(&[], &[uri("tests.kz")]),
            uri("ftp://tests.kz/"),
            false,
        ),
        (
            constraints(&[], &[uri("tests.kz")]),
            uri("ftp://tests.kz.other/"),
            true,
        ),
        (constraints(&[uri("tests.kz")], &[]), uri("urn:a:b"), false),
        (
            constraints(&[ip(&[10, 0, 0, 0, 255, 0, 0, 0])], &[]),
            ip(&[10, 1, 2, 3]),
            true,
        ),
        (
            constraints(&[ip(&[10, 0, 0, 0, 255, 0, 0, 0])], &[]),
            ip(&[11, 1, 2, 3]),
            false,
        ),
        (
            constraints(&[], &[ip(&[10, 0, 0, 0, 255, 0, 0, 0])]),
            ip(&[10, 1, 2, 3]),
            false,
        ),
        (constraints(&[], &[ip(&[0; 8])]), ip(&[10, 1, 2, 3]), false),
        (constraints(&[], &[ip(&[0; 8])]), ip(&[1; 16]), true),
        (constraints(&[ip(&[0; 32])], &[]), ip(&[1; 16]), true),
    ] {
        check(&[level], subject, &[alternative], valid);
    }
}

#[test]
fn several_forms_together() {
    let both = constraints(&[base("C=KZ"), mailbox("tests.kz")], &[dns("bad.kz")]);
    let levels = [both];
    check(
        &levels,
        "C=KZ,CN=Leaf",
        &[mailbox("a@tests.kz"), dns("good.kz")],
        true,
    );
    check(
        &levels,
        "C=KZ,CN=Leaf",
        &[mailbox("a@tests.kz"), dns("a.bad.kz")],
        false,
    );
    check(
        &levels,
        "C=KZ,CN=Leaf",
        &[mailbox("a@tests.kz"), mailbox("a@other.kz")],
        false,
    );
    check(&levels, "C=RU,CN=Leaf", &[mailbox("a@tests.kz")], false);
}

#[test]
fn names_that_cannot_be_read_are_refused_once_constrained() {
    let unreadable = crate::make::encode_unique(&[0x81]);
    let (case, leaf) = path(
        &[constraints(&[base("C=KZ")], &[])],
        "C=KZ,CN=Leaf",
        std::slice::from_ref(&unreadable),
    );
    assert_eq!(
        case.fails(&leaf.make()),
        FailureKind::Names(NameViolation::Inapplicable)
    );
    let (case, leaf) = path(&[], "C=KZ,CN=Leaf", &[unreadable]);
    case.passes(&leaf.make());
}

#[test]
fn minimum_and_maximum_are_refused() {
    let subtree = |extra: &[u8]| sequence(&[&base("C=KZ"), extra]);
    let value =
        |extra: &[u8]| sequence(&[&crate::make::retag(0xa0, &sequence(&[&subtree(extra)]))]);
    check(&[value(&[])], "C=KZ,CN=Leaf", &[], true);
    for extra in [&[0x80, 1, 1][..], &[0x81, 1, 5]] {
        let (case, leaf) = path(&[value(extra)], "C=KZ,CN=Leaf", &[]);
        assert!(matches!(
            case.fails(&leaf.make()),
            FailureKind::Malformed(_)
        ));
    }
    let (case, leaf) = path(&[encode_text("no")], "C=KZ,CN=Leaf", &[]);
    assert!(matches!(
        case.fails(&leaf.make()),
        FailureKind::Malformed(_)
    ));
}
