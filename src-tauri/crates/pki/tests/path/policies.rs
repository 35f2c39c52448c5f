//! Certificate policies, RFC 5280 §6.1 with RFC 9618.

use crate::make::{
    ANY, CertificateMaker, P1, P2, P3, Party, encode_text, mappings, number, oid,
    policy_constraints, sequence,
};
use crate::world::{Case, anchor};
use tanba_pki::path::FailureKind;
use tanba_pki::{Certificate, ObjectIdentifier};

/// One certificate of a chain, the anchor's first.
#[derive(Clone, Default)]
struct Link {
    policies: Vec<&'static str>,
    mappings: Vec<(&'static str, &'static str)>,
    explicit: Option<u8>,
    inhibit_mapping: Option<u8>,
    inhibit_any: Option<u8>,
    self_issued: bool,
}

fn link(policies: &[&'static str]) -> Link {
    Link {
        policies: policies.to_vec(),
        ..Link::default()
    }
}

impl Link {
    fn maps(mut self, pairs: &[(&'static str, &'static str)]) -> Self {
        self.mappings = pairs.to_vec();
        self
    }

    fn explicit(mut self, skip: u8) -> Self {
        self.explicit = Some(skip);
        self
    }

    fn no_mapping(mut self, skip: u8) -> Self {
        self.inhibit_mapping = Some(skip);
        self
    }

    fn no_any(mut self, skip: u8) -> Self {
        self.inhibit_any = Some(skip);
        self
    }

    fn self_issued(mut self) -> Self {
        self.self_issued = true;
        self
    }

    fn shape(&self, maker: CertificateMaker) -> CertificateMaker {
        let mut maker = maker.policies(&self.policies);
        if !self.mappings.is_empty() {
            maker = maker.with("2.5.29.33", true, &mappings(&self.mappings));
        }
        if self.explicit.is_some() || self.inhibit_mapping.is_some() {
            let value = policy_constraints(self.explicit, self.inhibit_mapping);
            maker = maker.with("2.5.29.36", true, &value);
        }
        if let Some(skip) = self.inhibit_any {
            maker = maker.with("2.5.29.54", true, &number(skip));
        }
        maker
    }
}

fn build(links: &[Link]) -> (Case, Certificate) {
    let mut case = Case::new();
    let mut issuer = anchor();
    let mut leaf = None;
    for (index, link) in links.iter().enumerate() {
        let mut subject = Party::new(&format!("Subject {index}"));
        if link.self_issued {
            subject.name.clone_from(&issuer.name);
        }
        if index + 1 == links.len() {
            leaf = Some(link.shape(issuer.certificate(&subject)).make());
        } else {
            case = case
                .certificate(&link.shape(issuer.authority(&subject)))
                .crl(&subject.crl());
            if link.self_issued {
                case = case.crl(&issuer.crl());
            }
            issuer = subject;
        }
    }
    (case, leaf.unwrap())
}

/// What the user asks for: `e` explicit, `m` no mapping, `a` no anyPolicy, digits policies.
fn ask(case: &mut Case, asked: &str) {
    for letter in asked.chars() {
        match letter {
            'e' => case.parameters.require_explicit_policy = true,
            'm' => case.parameters.inhibit_policy_mapping = true,
            'a' => case.parameters.inhibit_any_policy = true,
            '1' => case
                .parameters
                .initial_policy_set
                .push(ObjectIdentifier::new_unwrap(P1)),
            '2' => case
                .parameters
                .initial_policy_set
                .push(ObjectIdentifier::new_unwrap(P2)),
            '3' => case
                .parameters
                .initial_policy_set
                .push(ObjectIdentifier::new_unwrap(P3)),
            '*' => case
                .parameters
                .initial_policy_set
                .push(ObjectIdentifier::new_unwrap(ANY)),
            other => panic!("{other}"),
        }
    }
}

#[track_caller]
fn check(what: &str, links: &[Link], good: &[&str], bad: &[&str]) {
    let (case, leaf) = build(links);
    for (asked, valid) in good
        .iter()
        .map(|a| (a, true))
        .chain(bad.iter().map(|a| (a, false)))
    {
        let mut case = case.clone();
        ask(&mut case, asked);
        let report = case.validate(&leaf);
        assert_eq!(
            report.failure.is_none(),
            valid,
            "{what}, asked {asked:?}: {:?}",
            report.failure
        );
    }
}

#[test]
fn policies_of_a_path() {
    check(
        "all the same",
        &[link(&[P1]), link(&[P1])],
        &["", "e", "e1", "e12", "e*"],
        &["e2"],
    );
    check("none", &[link(&[]), link(&[])], &["", "1"], &["e", "e1"]);
    check(
        "one has none",
        &[link(&[P1]), link(&[]), link(&[P1])],
        &[""],
        &["e"],
    );
    check(
        "the leaf has none",
        &[link(&[P1]), link(&[])],
        &[""],
        &["e"],
    );
    check(
        "different",
        &[link(&[P1]), link(&[P1]), link(&[P2])],
        &["", "1", "2"],
        &["e", "e1", "e2"],
    );
    check(
        "different, explicit",
        &[link(&[P1]).explicit(0), link(&[P2]), link(&[P1])],
        &[],
        &[""],
    );
    check(
        "overlapping",
        &[
            link(&[P1, P2, P3]),
            link(&[P1, P2]),
            link(&[P1]),
            link(&[P1]),
        ],
        &["", "e", "e1"],
        &["e2", "e3"],
    );
    check(
        "overlapping in nothing",
        &[
            link(&[P1, P2]),
            link(&[P2, P3]),
            link(&[P3, P1]),
            link(&[P1]),
        ],
        &[""],
        &["e"],
    );
    check(
        "two in all",
        &[link(&[P1, P2]), link(&[P1, P2])],
        &["", "e1", "e2", "e12"],
        &["e3"],
    );
}

#[test]
fn any_policy() {
    check(
        "any throughout",
        &[link(&[ANY]), link(&[ANY])],
        &["", "e", "e1", "e2"],
        &["ea"],
    );
    check(
        "any above",
        &[link(&[ANY]), link(&[P1])],
        &["e", "e1"],
        &["e2", "ea"],
    );
    check(
        "any below",
        &[link(&[P1]), link(&[ANY])],
        &["e", "e1"],
        &["e2", "ea"],
    );
    check(
        "any beside",
        &[link(&[ANY, P1]), link(&[P1])],
        &["e", "e1", "ea"],
        &["e2"],
    );
    check(
        "any beside another",
        &[link(&[ANY, P2]), link(&[P1])],
        &["e1"],
        &["ea", "e2"],
    );
    check(
        "any in the middle",
        &[link(&[P1]), link(&[ANY]), link(&[P1])],
        &["e1"],
        &["e2", "ea"],
    );
}

#[test]
fn qualifiers_are_passed_over() {
    let notice = |text: &str| {
        let notice = sequence(&[&encode_text(text)]);
        sequence(&[&sequence(&[&oid("1.3.6.1.5.5.7.2.2"), &notice])])
    };
    for text in ["a", &"long ".repeat(100)] {
        let (case, _) = build(&[link(&[P1]), link(&[P1])]);
        let policies = sequence(&[&sequence(&[&oid(P1), &notice(text)])]);
        let leaf = Party::new("Subject 0")
            .certificate(&Party::new("Leaf"))
            .with("2.5.29.32", true, &policies)
            .make();
        let mut case = case;
        ask(&mut case, "e1");
        case.passes(&leaf);
    }
}

#[test]
fn a_policy_twice_is_malformed() {
    let (case, leaf) = build(&[link(&[P1]), link(&[P1, P1])]);
    assert!(matches!(case.fails(&leaf), FailureKind::Malformed(_)));
}

#[test]
fn explicit_policy_demanded_by_an_authority() {
    let none = || link(&[]);
    let some = || link(&[P1]);
    check(
        "skips all",
        &[some().explicit(10), some(), some(), some(), none()],
        &[""],
        &["e"],
    );
    check(
        "skips enough",
        &[some().explicit(5), some().explicit(5), none(), none()],
        &[""],
        &[],
    );
    check(
        "skips 4 of 5",
        &[some().explicit(4), some(), some(), some(), none()],
        &[],
        &[""],
    );
    check("at once", &[some().explicit(0), some(), none()], &[], &[""]);
    check(
        "at once, with policies",
        &[some().explicit(0), some(), some()],
        &["", "1"],
        &["2"],
    );
    check(
        "lowered later",
        &[
            some().explicit(7),
            some().explicit(2),
            some().explicit(4),
            some(),
            none(),
        ],
        &[],
        &[""],
    );
    check("by the leaf", &[none(), none().explicit(0)], &[], &[""]);
    check(
        "by the leaf, later",
        &[none(), none().explicit(1)],
        &[""],
        &[],
    );
    check("one below", &[some().explicit(1), none()], &[], &[""]);
    check("two below", &[some().explicit(2), none()], &[""], &[]);
    check(
        "self-issued does not count",
        &[some().explicit(2), some().self_issued(), none()],
        &[""],
        &[],
    );
    check(
        "self-issued does not hide the others",
        &[some().explicit(2), some().self_issued(), some(), none()],
        &[],
        &[""],
    );
}

#[test]
fn mapped_policies() {
    let mapped = |from, to| link(&[from]).maps(&[(from, to)]).explicit(0);
    check(
        "one",
        &[mapped(P1, P2), link(&[P2])],
        &["", "1"],
        &["2", "m"],
    );
    check(
        "not the mapped one",
        &[mapped(P1, P2), link(&[P1])],
        &[],
        &[""],
    );
    check(
        "two steps",
        &[mapped(P1, P2), link(&[P2]).maps(&[(P2, P3)]), link(&[P3])],
        &["", "1"],
        &["2", "3", "m"],
    );
    check(
        "one to two",
        &[
            link(&[P1]).maps(&[(P1, P2), (P1, P3)]).explicit(0),
            link(&[P3]),
        ],
        &["1"],
        &["3"],
    );
    check(
        "two to one",
        &[
            link(&[P1, P2]).maps(&[(P1, P3), (P2, P3)]).explicit(0),
            link(&[P3]),
        ],
        &["1", "2", "12"],
        &["3"],
    );
    check(
        "a policy that is not there",
        &[link(&[P1]).maps(&[(P2, P3)]).explicit(0), link(&[P3])],
        &[],
        &["", "1", "2"],
    );
    check(
        "out of anyPolicy",
        &[link(&[ANY]).maps(&[(P1, P2)]).explicit(0), link(&[P2])],
        &["", "1"],
        &["2"],
    );
    check(
        "to anyPolicy",
        &[link(&[P1]).maps(&[(P1, ANY)]), link(&[P1])],
        &[],
        &[""],
    );
    check(
        "from anyPolicy",
        &[link(&[P1]).maps(&[(ANY, P1)]), link(&[P1])],
        &[],
        &[""],
    );
    check(
        "anyPolicy after a mapping",
        &[mapped(P1, P2), link(&[ANY]), link(&[P2])],
        &["1"],
        &["2"],
    );
    check(
        "in a self-issued certificate",
        &[
            mapped(P1, P2),
            link(&[P2]).maps(&[(P2, P3)]).self_issued(),
            link(&[P3]),
        ],
        &["", "1"],
        &["2", "3"],
    );
    check(
        "of policies that are not mapped",
        &[
            link(&[P1, P2]).maps(&[(P1, P3)]).explicit(0),
            link(&[P2, P3]),
        ],
        &["1", "2"],
        &["3"],
    );
}

#[test]
fn mapping_inhibited() {
    let mapping = |from, to| link(&[from]).maps(&[(from, to)]);
    check(
        "at once",
        &[
            link(&[P1]).explicit(0).no_mapping(0),
            mapping(P1, P2),
            link(&[P2]),
        ],
        &[],
        &["", "1", "2"],
    );
    check(
        "one later",
        &[
            link(&[P1]).explicit(0).no_mapping(1),
            mapping(P1, P2),
            link(&[P2]),
        ],
        &["", "1"],
        &["2"],
    );
    check(
        "one later, two below",
        &[
            link(&[P1]).explicit(0).no_mapping(1),
            link(&[P1]),
            mapping(P1, P2),
            link(&[P2]),
        ],
        &[],
        &[""],
    );
    check(
        "the mapping in the same certificate holds",
        &[mapping(P1, P2).explicit(0).no_mapping(0), link(&[P2])],
        &["", "1"],
        &["m"],
    );
    check(
        "lowered",
        &[
            link(&[P1]).explicit(0).no_mapping(5),
            link(&[P1]).no_mapping(1),
            link(&[P1]),
            mapping(P1, P2),
            link(&[P2]),
        ],
        &[],
        &[""],
    );
    check(
        "self-issued does not count",
        &[
            link(&[P1]).explicit(0).no_mapping(1),
            link(&[P1]).self_issued(),
            mapping(P1, P2),
            link(&[P2]),
        ],
        &["", "1"],
        &[],
    );
    check(
        "what is not mapped goes on",
        &[
            link(&[P1, P2]).explicit(0).no_mapping(0),
            link(&[P1, P2]).maps(&[(P1, P3)]),
            link(&[P2, P3]),
        ],
        &["", "2"],
        &["1", "3"],
    );
}

#[test]
fn any_policy_inhibited() {
    let any = || link(&[ANY]);
    check("at once", &[any().no_any(0).explicit(0), any()], &[], &[""]);
    check(
        "at once, with another",
        &[link(&[P1]).no_any(0).explicit(0), link(&[P1, ANY])],
        &["", "1"],
        &["2"],
    );
    check(
        "one later",
        &[link(&[P1]).no_any(1).explicit(0), any(), link(&[P1])],
        &["", "1"],
        &["2"],
    );
    check(
        "one later, two below",
        &[link(&[P1]).no_any(1).explicit(0), any(), any(), link(&[P1])],
        &[],
        &[""],
    );
    check(
        "lowered",
        &[
            link(&[P1]).no_any(5).explicit(0),
            link(&[P1]).no_any(1),
            any(),
            any(),
        ],
        &[],
        &[""],
    );
    check(
        "self-issued may use it still",
        &[
            link(&[P1]).no_any(0).explicit(0),
            any().self_issued(),
            link(&[P1]),
        ],
        &["", "1"],
        &["2"],
    );
    check(
        "self-issued does not count",
        &[
            link(&[P1]).no_any(1).explicit(0),
            any().self_issued(),
            any(),
            link(&[P1]),
        ],
        &["", "1"],
        &[],
    );
    check(
        "a self-issued leaf may not",
        &[link(&[P1]).no_any(0).explicit(0), any().self_issued()],
        &[],
        &[""],
    );
}

#[test]
fn the_report_tells_the_policies() {
    let (case, leaf) = build(&[link(&[P1, P2]).maps(&[(P1, P3)]), link(&[P3, P2])]);
    let mut told: Vec<String> = case
        .validate(&leaf)
        .policies
        .iter()
        .map(ToString::to_string)
        .collect();
    told.sort_unstable();
    assert_eq!(told, [P1, P2]);
}
