//! What is issued, judged by pkilint.

use std::path::Path;
use std::process::Command;

use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::ocsp::{CertificateId, OcspRequest, OcspResponse};
use tanba_testkit::tool;

use serde_json::json;

use crate::{Applicant, World, gost, rsa_pair};

/// Findings that stand, each with its reason.
const JUSTIFIED: [(&str, &str); 3] = [
    (
        "pkix.certificate_policies_policy_has_qualifier",
        "the NCA's certificates name its statement (http://pki.gov.kz/cps)",
    ),
    (
        "pkix.public_key_algorithm_unsupported",
        "pkilint knows no GOST 34.10-2015 and says that it did not look",
    ),
    (
        "pkix.name_domain_components_invalid_domain_name",
        "the NCA writes the role of a Treasury user as DC=ROLE02, which is no domain",
    ),
];

/// That a linter finds nothing, from notices on, that has no reason.
#[track_caller]
fn clean(program: &Path, words: &[&str], file: &Path) {
    let mut lint = Command::new(program);
    lint.args(["lint", "-s", "NOTICE"]).args(words).arg(file);
    let output = lint.output().unwrap();
    let found = String::from_utf8(output.stdout).unwrap();
    let findings: Vec<&str> = found.lines().filter(|line| line.starts_with(' ')).collect();
    // It ends with the number of its findings: what is not told is a fault of its own.
    let count = usize::try_from(output.status.code().unwrap()).unwrap();
    assert_eq!(findings.len(), count, "{}: {found}", file.display());
    let bad: Vec<&str> = findings
        .into_iter()
        .filter(|line| {
            JUSTIFIED
                .iter()
                .all(|(code, _)| !line.trim_start().starts_with(code))
        })
        .collect();
    assert!(bad.is_empty(), "{}: {found}", file.display());
}

fn treasury(world: &World, place: usize) -> Applicant {
    let entity = world.entity(place);
    let people = world.registry("individuals");
    let mut others = people.iter().filter(|one| one["iin"] != entity["head_iin"]);
    let iin = others.next().unwrap()["iin"].clone();
    world.applicant(&entity, gost(), |order| {
        order["template"] = json!("treasury");
        order["iin"] = iin;
        order["treasury_role"] = json!("ROLE02");
        order["treasury_code"] = json!("KS1234");
    })
}

fn system(world: &World, place: usize) -> Applicant {
    world.applicant(&world.entity(place), gost(), |order| {
        order["template"] = json!("information-system");
        order["system_name"] = json!("БУХГАЛТЕРИЯ");
        order["system_id"] = json!("1.2.398.3.20.777");
    })
}

#[test]
fn certificates_lists_and_answers_are_clean() {
    let (Some(certificates), Some(lists), Some(answers)) = (
        tool("lint_pkix_cert"),
        tool("lint_crl"),
        tool("lint_ocsp_response"),
    ) else {
        return;
    };
    let world = World::start();
    let practice = &world.practice;
    let lint = |name: &str, der: &[u8]| clean(&certificates, &[], &practice.write(name, der));
    for (branch, entity, keys) in [("gost", 0, gost()), ("rsa", 1, rsa_pair())] {
        let root = format!("root_{branch}");
        let (issuing, delta) = (format!("ca_{branch}"), format!("ca_d_{branch}"));
        let certificate = |name: &str| practice.fetch(&format!("/certificates/{name}.cer"));
        lint("root.cer", &certificate(&root));
        let issuer = certificate(&issuing);
        lint("ca.cer", &issuer);
        let issuer = Certificate::from_der(&issuer).unwrap();

        let head = world.head(&world.entity(entity), keys);
        let revoked = head.certificates.last().unwrap();
        let ask = |certificate: &Certificate, nonce: Option<Vec<u8>>| {
            let digest = DigestAlgorithm::Sha256;
            let id = CertificateId::new(certificate, issuer.spki_der(), digest).unwrap();
            let request = OcspRequest {
                certificate_id: id,
                nonce,
            };
            let headers = ["Content-Type: application/ocsp-request"];
            let answer = practice.http("POST", "/ocsp", &headers, &request.to_der());
            clean(&answers, &[], &practice.write("answer.der", &answer.body));
            OcspResponse::from_der(&answer.body).unwrap()
        };
        for certificate in &head.certificates {
            lint("person.cer", certificate.der());
            ask(certificate, Some(vec![7; 32]));
        }
        for staff in [treasury(&world, entity), system(&world, entity)] {
            for certificate in &world.let_through(&head, staff).certificates {
                lint("staff.cer", certificate.der());
            }
        }
        let answer = ask(&head.certificates[0], None);
        for responder in &answer.basic.unwrap().certificates {
            lint("responder.cer", responder.der());
        }
        let serial = hex::encode(revoked.serial_number());
        practice.say("revoke", &[&serial, "--reason", "key-compromise"]);
        ask(revoked, None);
        for (name, kind) in [(root, "ARL"), (issuing, "CRL"), (delta, "CRL")] {
            let der = practice.fetch(&format!("/crl/{name}.crl"));
            let file = practice.write("list.crl", der);
            clean(&lists, &["-p", "PKIX", "-t", kind], &file);
        }
    }
}
