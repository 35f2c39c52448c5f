//! Revocation, as OCSP and CRLs tell it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::Practice;
use tanba_keystore::software::KeyAlgorithm;
use tanba_pki::crl::{Crl, CrlReason};
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::ocsp::{
    CertificateId, OcspRequest, OcspResponse, OcspResponseStatus, OcspStatus, SingleResponse,
};
use tanba_pki::{Certificate, PublicKey};

use crate::{enrolled, openssl, path, write_pem};

fn crl(practice: &Practice, name: &str, issuer: &PublicKey) -> Crl {
    let crl = Crl::from_der(&practice.fetch(&format!("/crl/{name}.crl"))).unwrap();
    crl.verify_signed_by(issuer).unwrap();
    crl
}

fn ask(practice: &Practice, request: &[u8]) -> OcspResponse {
    let headers = ["Content-Type: application/ocsp-request"];
    let answer = practice.http("POST", "/ocsp", &headers, request);
    assert_eq!(answer.status, 200, "{}", answer.head);
    OcspResponse::from_der(&answer.body).unwrap()
}

fn single(response: &OcspResponse, request: &OcspRequest) -> SingleResponse {
    let basic = response.basic.as_ref().unwrap();
    assert_eq!(basic.nonce, request.nonce);
    request.answer(basic).unwrap().clone()
}

#[test]
fn a_revocation_is_told_by_ocsp_and_lists() {
    let practice = Practice::start();
    for (branch, algorithm) in [
        ("gost", KeyAlgorithm::Gost512),
        ("rsa", KeyAlgorithm::Rsa(2048)),
    ] {
        let (_, leaf) = enrolled(&practice, algorithm);
        let (_, other) = enrolled(&practice, algorithm);
        let (base, delta) = (format!("ca_{branch}"), format!("ca_d_{branch}"));
        let issuer = practice.fetch(&format!("/certificates/{base}.cer"));
        let issuer = Certificate::from_der(&issuer).unwrap();
        let issuer_key = issuer.public_key().unwrap();
        let request = |certificate: &Certificate, digest| OcspRequest {
            certificate_id: CertificateId::new(certificate, issuer.spki_der(), digest).unwrap(),
            nonce: Some(vec![7; 32]),
        };
        let status = |certificate: &Certificate, digest| {
            let request = request(certificate, digest);
            single(&ask(&practice, &request.to_der()), &request).status
        };
        assert_eq!(status(&leaf, DigestAlgorithm::Sha256), OcspStatus::Good);
        let before = [
            crl(&practice, &base, &issuer_key),
            crl(&practice, &delta, &issuer_key),
        ];
        for crl in &before {
            assert!(crl.find(leaf.serial_number()).unwrap().entry.is_none());
        }

        let serial = hex::encode(leaf.serial_number());
        let said = practice.say("revoke", &[&serial, "--reason", "key-compromise"]);
        assert!(said.contains("revoked: CN="), "{said}");
        let again = practice.run("revoke", &[&serial]);
        assert!(!again.status.success());

        for digest in [DigestAlgorithm::Sha1, DigestAlgorithm::Sha256] {
            let OcspStatus::Revoked { reason, .. } = status(&leaf, digest) else {
                panic!("not revoked");
            };
            assert_eq!(reason, Some(CrlReason::KeyCompromise));
            assert_eq!(status(&other, digest), OcspStatus::Good);
        }
        let after = crl(&practice, &delta, &issuer_key);
        assert!(after.find(leaf.serial_number()).unwrap().entry.is_some());
        assert!(after.find(other.serial_number()).unwrap().entry.is_none());
        let (header, old) = (after.header(), before[1].header());
        assert!(header.number > old.number);
        assert_eq!(header.base_number, before[0].header().number);
        // The base stays until it is due.
        let base = crl(&practice, &base, &issuer_key);
        assert_eq!(base.header().number, before[0].header().number);
        assert_eq!(
            base.header().freshest_urls(),
            [practice.url(&format!("/crl/{delta}.crl"))]
        );
    }
    assert!(practice.say("audit", &["--check"]).contains("whole"));
    assert_eq!(practice.say("list", &[]).matches("\trevoked\t").count(), 2);
}

#[test]
fn questions_that_have_no_answer() {
    let practice = Practice::start();
    let (_, leaf) = enrolled(&practice, KeyAlgorithm::Rsa(2048));
    let issuer = practice.fetch("/certificates/ca_rsa.cer");
    let issuer = Certificate::from_der(&issuer).unwrap();
    let status = |request: &[u8]| ask(&practice, request).status;
    assert_eq!(status(b"?"), OcspResponseStatus::MalformedRequest);
    let mut request = OcspRequest {
        certificate_id: CertificateId::new(&leaf, issuer.spki_der(), DigestAlgorithm::Sha256)
            .unwrap(),
        nonce: None,
    };
    // By GET, as caches like it.
    let encoded = STANDARD.encode(request.to_der()).replace('/', "%2F");
    let answer = practice.fetch(&format!("/ocsp/{}", encoded.replace('+', "%2B")));
    let answer = OcspResponse::from_der(&answer).unwrap();
    let answer = single(&answer, &request);
    assert_eq!(answer.status, OcspStatus::Good);
    assert!(answer.next_update_at.unwrap() > answer.this_update_at);
    assert_eq!(
        OcspResponse::from_der(&practice.fetch("/ocsp/not-base64!"))
            .unwrap()
            .status,
        OcspResponseStatus::MalformedRequest
    );
    request.certificate_id.serial_number[3] ^= 1;
    let answer = single(&ask(&practice, &request.to_der()), &request);
    assert_eq!(answer.status, OcspStatus::Unknown);
    // Of another authority.
    request.certificate_id.issuer_key_hash[0] ^= 1;
    assert_eq!(status(&request.to_der()), OcspResponseStatus::Unauthorized);
    let large = practice.http(
        "POST",
        "/ocsp",
        &["Content-Type: application/ocsp-request"],
        &vec![0x30; 100_000],
    );
    assert_eq!((large.status, &*large.problem()), (413, "body-too-large"));
}

#[test]
fn openssl_reads_ocsp_and_lists() {
    let Some(openssl) = openssl() else { return };
    let practice = Practice::start();
    let (_, leaf) = enrolled(&practice, KeyAlgorithm::Rsa(2048));
    let (root, issuer) = practice.write_authorities("rsa");
    let pem = write_pem(&practice, "leaf.pem", &leaf);
    let url = practice.url("/ocsp");
    let ocsp = || {
        openssl(&[
            "ocsp",
            "-sha256",
            "-issuer",
            path(&issuer),
            "-cert",
            path(&pem),
            "-url",
            &url,
            "-CAfile",
            path(&root),
            "-verify_other",
            path(&issuer),
        ])
    };
    let (good, text) = ocsp();
    assert!(good && text.contains("Response verify OK"), "{text}");
    assert!(text.contains("leaf.pem: good"), "{text}");
    assert!(!text.contains("WARNING: no nonce"), "{text}");

    // The base is from before.
    practice.fetch("/crl/ca_rsa.crl");
    practice.say("revoke", &[&hex::encode(leaf.serial_number())]);
    let (_, text) = ocsp();
    assert!(text.contains("leaf.pem: revoked"), "{text}");

    for (name, authority) in [
        ("root_rsa", &root),
        ("ca_rsa", &issuer),
        ("ca_d_rsa", &issuer),
    ] {
        let file = practice.write("list.crl", practice.fetch(&format!("/crl/{name}.crl")));
        let (good, text) = openssl(&[
            "crl",
            "-inform",
            "DER",
            "-noout",
            "-text",
            "-in",
            path(&file),
            "-CAfile",
            path(authority),
        ]);
        assert!(good && text.contains("verify OK"), "{name}: {text}");
        assert_eq!(
            text.contains("X509v3 Delta CRL Indicator: critical"),
            name == "ca_d_rsa"
        );
        let serial = hex::encode_upper(leaf.serial_number());
        assert_eq!(text.contains(&serial), name == "ca_d_rsa", "{name}: {text}");
    }
}
