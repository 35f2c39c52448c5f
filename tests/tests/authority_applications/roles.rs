//! Roles that run alone, answers that are kept, and the description of it all.

use std::process::Stdio;

use e2e::Practice;
use rand_core::OsRng;
use serde_json::Value;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_pki::ocsp::{CertificateId, OcspRequest, OcspResponse, OcspStatus};
use tanba_pki::tsp::{MessageImprint, TimeStampRequest, TimeStampResponse};
use tanba_pki::{Certificate, crl::CrlReason};
use time::Duration;

use crate::{NOW, World, gost, refused};

#[test]
fn each_role_can_be_run_alone() {
    let mut world = World::start();
    let entity = world.entity(0);
    let clock = world.practice.file("clock");
    let clock = clock.to_str().unwrap();
    assert!(world.practice.stop());
    world.serve(&["--roles", "ra"]);
    let head = world.applicant(&entity, gost(), |_| ());
    world.practice.say("operator approve", &[&head.number]);
    // Nobody is there who issues, and this one does not.
    world.settle();
    assert_eq!(world.stage(&head.number), "verified");
    for elsewhere in ["/crl/ca_gost.crl", "/certificates/ca_gost.cer"] {
        refused(&world.get(elsewhere), 404, "not-found");
    }
    refused(
        &world.practice.http("POST", "/tsa", &[], &[]),
        404,
        "not-found",
    );

    let command = |roles: &str| {
        let options = [
            "--clock",
            clock,
            "--listen",
            "127.0.0.1:0",
            "--roles",
            roles,
        ];
        world.practice.serve_command(&options)
    };
    let twice = command("tsa,ra").stderr(Stdio::piped()).output().unwrap();
    assert!(String::from_utf8_lossy(&twice.stderr).contains("another process serves"));
    let mut others = Practice::new();
    others.serve_by(&mut command("ca,ocsp,tsa"));
    assert_ne!(others.address(), world.practice.address());
    while world.stage(&head.number) != "issued" {}
    others.fetch("/crl/ca_gost.crl");
    let problem = others.http("POST", "/applications", &[], &[]);
    refused(&problem, 404, "not-found");
    assert!(others.stop());
    assert!(world.practice.say("audit", &["--check"]).contains("whole"));
}

#[test]
fn a_kept_answer_does_not_outlive_what_it_says() {
    let world = World::start();
    let head = world.head(&world.entity(0), gost());
    let leaf = &head.certificates[0];
    let issuer = world.practice.fetch("/certificates/ca_gost.cer");
    let issuer = Certificate::from_der(&issuer).unwrap();
    let id = CertificateId::new(leaf, issuer.spki_der(), DigestAlgorithm::Sha256).unwrap();
    let request = OcspRequest {
        certificate_id: id,
        nonce: None,
    };
    let ask = || {
        let headers = ["Content-Type: application/ocsp-request"];
        world
            .practice
            .http("POST", "/ocsp", &headers, &request.to_der())
            .body
    };
    let status = |response: &[u8]| {
        let basic = OcspResponse::from_der(response).unwrap().basic.unwrap();
        request.answer(&basic).unwrap().status
    };
    let first = ask();
    assert_eq!(status(&first), OcspStatus::Good);
    assert_eq!(ask(), first);
    world.set_clock(NOW + Duration::minutes(3));
    assert_ne!(ask(), first);
    let serial = hex::encode(leaf.serial_number());
    world
        .practice
        .say("revoke", &[&serial, "--reason", "key-compromise"]);
    let OcspStatus::Revoked { reason, .. } = status(&ask()) else {
        panic!("not revoked");
    };
    assert_eq!(reason, Some(CrlReason::KeyCompromise));
}

#[test]
fn everything_described_is_there_and_nonsense_breaks_nothing() {
    let world = World::start();
    let api = world.get("/openapi.json").json();
    assert!(api["openapi"].as_str().unwrap().starts_with("3."));
    let paths = api["paths"].as_object().unwrap();
    assert!(paths.len() >= 24, "{}", paths.len());
    let nonsense = [
        Value::Null,
        serde_json::json!({}),
        serde_json::json!([1, "қ", null]),
        serde_json::json!({ "bin": "\u{0}", "signature": "AA==", "requests": ["AA=="], "purpose": 1 }),
    ];
    let mut calls = 0;
    for (path, methods) in paths {
        for (method, described) in methods.as_object().unwrap() {
            assert!(
                described["responses"].as_object().unwrap().len() >= 2,
                "{path}"
            );
            for body in &nonsense {
                for part in [
                    "1234-5678-9012",
                    "%00",
                    "ca_gost.cer",
                    "9".repeat(300).as_str(),
                ] {
                    let path = path
                        .split('/')
                        .map(|one| if one.starts_with('{') { part } else { one });
                    let path = path.collect::<Vec<_>>().join("/");
                    let headers = ["Idempotency-Key: 6f9619ff-8b86-d011-b42d-00cf4fc964ff"];
                    let answer = world.call(&method.to_uppercase(), &path, &headers, body);
                    let there = !matches!(&*answer.problem(), "not-found" | "method-not-allowed");
                    assert!(answer.status < 500, "{method} {path}: {answer:?}");
                    assert!(there || path.contains(part), "{method} {path}: {answer:?}");
                    calls += 1;
                }
            }
        }
    }
    assert!(calls > 400, "{calls}");
}

#[test]
fn officers_are_renewed_and_taken_up_while_everybody_is_at_work() {
    let mut world = World::start();
    let head = world.head(&world.entity(0), gost());
    let clock = world.practice.file("clock");
    assert!(world.practice.stop());
    world.serve(&["--roles", "ca,ra"]);
    let mut others = Practice::new();
    let options = [
        "--clock",
        clock.to_str().unwrap(),
        "--listen",
        "127.0.0.1:0",
    ];
    let options = [&options[..], &["--roles", "ocsp,tsa"]].concat();
    others.serve_by(&mut world.practice.serve_command(&options));
    let issuer = world.practice.fetch("/certificates/ca_gost.cer");
    let issuer = Certificate::from_der(&issuer).unwrap();
    let leaf = &head.certificates[0];
    let id = CertificateId::new(leaf, issuer.spki_der(), DigestAlgorithm::Sha256).unwrap();
    let question = OcspRequest {
        certificate_id: id,
        nonce: None,
    };
    // Whose answer it is; it must be a good one.
    let responder = |at| {
        let headers = ["Content-Type: application/ocsp-request"];
        let answer = others.http("POST", "/ocsp", &headers, &question.to_der());
        let basic = OcspResponse::from_der(&answer.body).unwrap().basic.unwrap();
        assert_eq!(question.answer(&basic).unwrap().status, OcspStatus::Good);
        let signer = basic.certificates[0].clone();
        signer
            .verify_signed_by(&issuer.public_key().unwrap())
            .unwrap();
        assert!(signer.not_after_at() > at, "{}", signer.not_after_at());
        signer
    };
    let stamper = || {
        let algorithm = DigestAlgorithm::Streebog512(Dialect::Kazakh);
        let digest = algorithm.digest(b"document");
        let request = TimeStampRequest::make(MessageImprint { algorithm, digest }, &mut OsRng);
        let headers = ["Content-Type: application/timestamp-query"];
        let answer = others.http("POST", "/tsa", &headers, &request.to_der().unwrap());
        let response = TimeStampResponse::from_bytes(&answer.body).unwrap();
        response.token_for(&request).unwrap().verify(&[]).unwrap()
    };
    let until_new = |old: &Certificate, now: &dyn Fn() -> Certificate| loop {
        let found = now();
        if found.der() != old.der() {
            break found;
        }
    };
    let (first, stamping) = (responder(NOW), stamper());
    assert_eq!(first.not_after_at(), NOW + Duration::days(365));

    let later = NOW + Duration::days(340);
    world.set_clock(later);
    let second = until_new(&first, &|| responder(later));
    assert_eq!(second.not_after_at(), later + Duration::days(365));
    // Its own certificate is good for years yet.
    assert_eq!(stamper().der(), stamping.der());

    // A responder whose key is lost is replaced, too.
    let serial = hex::encode(second.serial_number());
    world
        .practice
        .say("revoke", &[&serial, "--reason", "key-compromise"]);
    let third = until_new(&second, &|| responder(later));
    assert_ne!(third.der(), first.der());

    world.set_clock(NOW + Duration::days(5 * 365 - 10));
    let next = until_new(&stamping, &stamper);
    assert!(next.not_after_at() > stamping.not_after_at());
    assert!(others.stop());
    assert!(world.practice.say("audit", &["--check"]).contains("whole"));
}
