//! What an adversary may hand in: loops, meshes, explosions, rubbish.

use crate::make::{
    CertificateMaker, P1, P2, Party, constraints, dns, list, mappings, number, policies,
};
use crate::world::{Case, NOW, anchor, chain, pair};
use std::sync::Arc;
use std::time::Instant;
use tanba_pki::Certificate;
use tanba_pki::crl::Crl;
use tanba_pki::indication::SubIndication as Sub;
use tanba_pki::path::{Evidence, FailureKind, PathParameters, validate};

#[test]
fn cross_certificates_in_a_circle_end() {
    let parties: Vec<Party> = (0..4).map(|n| Party::new(&format!("CA {n}"))).collect();
    let mut case = Case::new();
    for one in &parties {
        for other in &parties {
            case = case.certificate(&one.authority(other));
        }
        case = case.crl(&one.crl());
    }
    let leaf = parties[0].certificate(&Party::new("Leaf")).make();
    case.fails_as(&leaf, Sub::NoCertificateChainFound);
    let case = case.certificate(&anchor().authority(&parties[3]));
    case.passes(&leaf);
    assert_eq!(case.validate(&leaf).path.len(), 3);
}

#[test]
fn a_longer_path_is_tried_where_the_shorter_one_fails() {
    let ca = Party::new("CA");
    let bridge = Party::new("Bridge");
    let leaf = ca.certificate(&Party::new("Leaf")).make();
    let case = Case::new()
        .certificate(
            &anchor()
                .authority(&ca)
                .valid("100101083000Z", "110101083000Z"),
        )
        .certificate(&anchor().authority(&bridge))
        .certificate(&bridge.authority(&ca))
        .crl(&ca.crl())
        .crl(&bridge.crl());
    case.passes(&leaf);
    assert_eq!(case.validate(&leaf).path.len(), 3);
}

#[test]
fn a_mesh_of_authorities_is_bounded() {
    // 12 authorities that all certify each other: millions of paths, none of which holds.
    let parties: Vec<Party> = (0..12).map(|n| Party::new(&format!("CA {n}"))).collect();
    let mut evidence = Evidence::default();
    for one in &parties {
        for other in &parties {
            evidence.certificates.push(one.authority(other).make());
        }
    }
    let entry = anchor().authority(&parties[11]).usage(true, &[0]).make();
    evidence.certificates.push(entry);
    let leaf = parties[0].certificate(&Party::new("Leaf")).make();
    let case = Case::bare();
    let begun = Instant::now();
    let report = validate(&leaf, &case.anchors, &evidence, &PathParameters::new(NOW));
    assert!(report.failure.is_some());
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn many_keys_of_one_name_are_bounded() {
    let pair = pair();
    let mut case = pair.case();
    for n in 0..300 {
        let twin = pair.ca.rekeyed(&format!("twin {n}"));
        let mut maker = anchor().authority(&twin).without("2.5.29.14");
        maker.damaged = n % 2 == 0;
        case.evidence.certificates.insert(0, maker.make());
    }
    case.passes(&pair.leaf.make());
}

#[test]
fn policies_do_not_explode() {
    let names: Vec<String> = (0..30).map(|n| format!("1.2.3.{n}")).collect();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let mesh: Vec<(&str, &str)> = all
        .iter()
        .flat_map(|from| all.iter().map(move |to| (*from, *to)))
        .collect();
    let (policies, mesh) = (policies(&all), mappings(&mesh));
    let cas: Vec<String> = (0..15).map(|n| format!("CA {n}")).collect();
    let cas: Vec<&str> = cas.iter().map(String::as_str).collect();
    let (mut case, leaf) = chain(&cas, "Leaf", |index, maker| {
        let maker = maker.with("2.5.29.32", false, &policies);
        if index < 15 {
            maker.with("2.5.29.33", true, &mesh)
        } else {
            maker
        }
    });
    case.parameters.require_explicit_policy = true;
    let begun = Instant::now();
    case.passes(&leaf);
    assert!(begun.elapsed().as_secs() < 20);
}

#[test]
fn names_times_constraints_are_bounded() {
    let pair = pair();
    let bases: Vec<Vec<u8>> = (0..3000).map(|n| dns(&format!("n{n}.kz"))).collect();
    let names: Vec<Vec<u8>> = (0..3000).map(|n| dns(&format!("m{n}.kz"))).collect();
    let ca = pair
        .ca_certificate
        .clone()
        .with("2.5.29.30", true, &constraints(&[], &bases));
    let leaf = pair
        .leaf
        .clone()
        .with("2.5.29.17", false, &list(&names))
        .make();
    let case = Case::new().certificate(&ca).crl(&pair.ca.crl());
    assert!(matches!(case.fails(&leaf), FailureKind::Names(_)));
}

#[test]
fn the_longest_path() {
    let names: Vec<String> = (0..25).map(|n| format!("CA {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (case, leaf) = chain(&names[..19], "Leaf", |_, maker| maker);
    case.passes(&leaf);
    let (case, leaf) = chain(&names[..20], "Leaf", |_, maker| maker);
    case.fails_as(&leaf, Sub::NoCertificateChainFound);
}

#[test]
fn rubbish_beside_the_path_does_no_harm() {
    let pair = pair();
    let stranger = Party::new("Stranger");
    let case = pair
        .case()
        .certificate(&stranger.authority(&pair.ca))
        .certificate(&stranger.authority(&stranger))
        .certificate(&pair.ca_certificate.clone().damaged())
        .certificate(
            &pair
                .ca_certificate
                .clone()
                .with("2.5.29.15", true, &number(1)),
        )
        .crl(&stranger.crl());
    case.passes(&pair.leaf.make());
}

#[test]
fn lists_whose_issuers_depend_on_each_other_end() {
    // Each of many issuers of lists is covered by the list of the next.
    let ca = Party::new("CA");
    let mut case = Case::new().certificate(&anchor().authority(&ca));
    let issuers: Vec<Party> = (0..12)
        .map(|n| Party::new(&format!("List issuer {n}")))
        .collect();
    let point_of = |issuer: &Party| list(&[crate::make::point(&[], None, Some(&issuer.name))]);
    let indirect = crate::make::sequence(&[&crate::make::retag(0x84, &crate::make::boolean(true))]);
    for (n, issuer) in issuers.iter().enumerate() {
        let next = &issuers[(n + 1) % issuers.len()];
        case = case
            .certificate(&ca.certificate(issuer).usage(true, &[6]).with(
                "2.5.29.31",
                false,
                &point_of(next),
            ))
            .crl(&issuer.crl().scope(&indirect));
    }
    let leaf = ca
        .certificate(&Party::new("Leaf"))
        .with("2.5.29.31", false, &point_of(&issuers[0]))
        .make();
    case.fails_as(&leaf, Sub::TryLater);
}

/// The seeds of the fuzz bodies: whole chains, lists and responses.
fn seeds() -> [Vec<Vec<u8>>; 3] {
    let pair = pair();
    let rich: CertificateMaker = pair
        .ca_certificate
        .clone()
        .with(
            "2.5.29.30",
            true,
            &constraints(&[dns("tests.kz")], &[dns("bad.tests.kz")]),
        )
        .with("2.5.29.33", true, &mappings(&[(P1, P2)]))
        .with(
            "2.5.29.36",
            true,
            &crate::make::policy_constraints(Some(0), Some(1)),
        )
        .with("2.5.29.54", true, &number(1));
    let leaf = pair
        .leaf
        .clone()
        .policies(&[P2])
        .with("2.5.29.17", false, &list(&[dns("a.tests.kz")]))
        .with(
            "2.5.29.31",
            false,
            &list(&[crate::make::point(&[], None, Some(&pair.ca.name))]),
        );
    let indirect = crate::make::sequence(&[&crate::make::retag(0x84, &crate::make::boolean(true))]);
    let crls = vec![
        pair.ca.crl().revoke_for(&leaf.make(), 1).der(),
        pair.ca
            .crl()
            .scope(&indirect)
            .entry(&[1], "150101083000Z", &[crate::make::reason(6)])
            .der(),
        pair.ca.crl().delta(1).number(4).der(),
    ];
    let root = anchor().authority(&anchor()).der();
    let paths = vec![
        [
            leaf.der(),
            rich.der(),
            root,
            crls[0].clone(),
            anchor().crl().der(),
        ]
        .concat(),
    ];
    let id = crate::make::certificate_id(
        &leaf.make(),
        &pair.ca,
        tanba_pki::digest::DigestAlgorithm::Sha1,
    );
    let responses = vec![
        crate::make::OcspMaker::by(&pair.ca)
            .answer(
                &id,
                crate::make::GOOD,
                "20200601000000Z",
                Some("20200602000000Z"),
            )
            .answer(
                &id,
                &crate::make::revoked("20190101000000Z", Some(1)),
                "20200601000000Z",
                None,
            )
            .with_certificate(&leaf)
            .der(),
    ];
    [paths, crls, responses]
}

#[test]
fn fuzz_bodies_over_our_seeds() {
    let [paths, crls, responses] = seeds();
    let body = |name: &str| {
        tanba_pki::fuzzing::BODIES
            .iter()
            .find(|(found, _)| *found == name)
            .unwrap()
            .1
    };
    tanba_testkit::fuzz::run("path", body("path"), &paths);
    tanba_testkit::fuzz::run("crl", body("crl"), &crls);
    tanba_testkit::fuzz::run("ocsp", body("ocsp"), &responses);
}

#[test]
fn every_changed_bit_of_a_path_is_noticed() {
    let pair = pair();
    let leaf = pair.leaf.make();
    let der = leaf.der().to_vec();
    let case = pair.case();
    for index in (0..der.len()).step_by(3) {
        let mut changed = der.clone();
        changed[index] ^= 1 << (index % 8);
        if let Ok(certificate) = Certificate::from_der(&changed) {
            case.fails(&certificate);
        }
    }
    let list = pair.ca.crl().revoke(&leaf).der();
    for index in (0..list.len()).step_by(3) {
        let mut changed = list.clone();
        changed[index] ^= 1 << (index % 8);
        if let Ok(crl) = Crl::from_der(&changed) {
            let mut case = pair.case();
            case.evidence.crls.pop();
            case.list(&Arc::new(crl)).fails(&leaf);
        }
    }
}
