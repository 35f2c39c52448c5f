//! Time stamps, judged by openssl and by our own reader.

use e2e::Practice;
use rand_core::OsRng;
use tanba_pki::Certificate;
use tanba_pki::ObjectIdentifier;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_pki::tsp::{FailureInfo, MessageImprint, PkiStatus, TimeStampRequest, TimeStampResponse};

use crate::{openssl, path};

const TYPE: &str = "Content-Type: application/timestamp-query";

fn stamp(practice: &Practice, request: &[u8]) -> TimeStampResponse {
    let answer = practice.http("POST", "/tsa", &[TYPE], request);
    assert_eq!(answer.status, 200, "{}", answer.head);
    assert!(answer.head.contains("application/timestamp-reply"));
    TimeStampResponse::from_bytes(&answer.body).unwrap()
}

fn request(algorithm: DigestAlgorithm) -> TimeStampRequest {
    let digest = algorithm.digest(b"document");
    TimeStampRequest::make(MessageImprint { algorithm, digest }, &mut OsRng)
}

#[test]
fn every_digest_has_its_authority() {
    let practice = Practice::start();
    let mut serials = std::collections::HashSet::new();
    for (algorithm, issuer, policy) in [
        (DigestAlgorithm::Sha256, "ca_rsa", "1.2.398.3.3.2.6.2"),
        (DigestAlgorithm::Sha512, "ca_rsa", "1.2.398.3.3.2.6.2"),
        (
            DigestAlgorithm::Streebog512(Dialect::Kazakh),
            "ca_gost",
            "1.2.398.3.3.2.6.4",
        ),
        (
            DigestAlgorithm::Streebog256(Dialect::Rfc9215),
            "ca_gost",
            "1.2.398.3.3.2.6.4",
        ),
    ] {
        let issuer = practice.fetch(&format!("/certificates/{issuer}.cer"));
        let issuer = Certificate::from_der(&issuer).unwrap();
        for wants_certificate in [true, false] {
            let mut request = request(algorithm);
            request.wants_certificate = wants_certificate;
            let response = stamp(&practice, &request.to_der().unwrap());
            assert_eq!(response.status, PkiStatus::Granted);
            let token = response.token_for(&request).unwrap();
            let info = token.info().clone();
            assert_eq!(info.policy.to_string(), policy);
            assert_eq!(info.accuracy.unwrap().seconds, 1);
            assert!(serials.insert(info.serial_number));
            if wants_certificate {
                let signer = token.verify(&[]).unwrap();
                signer
                    .verify_signed_by(&issuer.public_key().unwrap())
                    .unwrap();
            } else {
                assert!(token.verify(&[]).is_err());
            }
        }
    }
}

#[test]
fn what_is_not_stamped() {
    let practice = Practice::start();
    let failure = |request: &[u8]| {
        let response = stamp(&practice, request);
        assert_eq!(response.status, PkiStatus::Rejection);
        assert!(response.token.is_none());
        response.failure.unwrap()
    };
    assert_eq!(failure(b"what o'clock is it?"), FailureInfo::BadDataFormat);
    let sha1 = request(DigestAlgorithm::Sha1).to_der().unwrap();
    assert_eq!(failure(&sha1), FailureInfo::BadAlgorithm);
    let mut foreign = request(DigestAlgorithm::Sha256);
    foreign.policy = Some(ObjectIdentifier::new_unwrap("1.2.3.4"));
    let foreign = foreign.to_der().unwrap();
    assert_eq!(failure(&foreign), FailureInfo::UnacceptedPolicy);
    let large = practice.http("POST", "/tsa", &[TYPE], &vec![0x30; 100_000]);
    assert_eq!((large.status, &*large.problem()), (413, "body-too-large"));
}

#[test]
fn openssl_verifies_a_time_stamp() {
    let Some(openssl) = openssl() else { return };
    let practice = Practice::start();
    let (root, issuer) = practice.write_authorities("rsa");
    let document = practice.write("document.txt", "stamped");
    let (query, reply) = (practice.file("query.tsq"), practice.file("reply.tsr"));
    let query_words = ["ts", "-query", "-sha384", "-cert", "-data", path(&document)];
    let query_words = [&query_words[..], &["-out", path(&query)]].concat();
    assert!(openssl(&query_words).0);
    let answer = practice.http("POST", "/tsa", &[TYPE], &std::fs::read(&query).unwrap());
    std::fs::write(&reply, answer.body).unwrap();
    let verify = |document: &std::path::Path| {
        openssl(&[
            "ts",
            "-verify",
            "-data",
            path(document),
            "-in",
            path(&reply),
            "-CAfile",
            path(&root),
            "-untrusted",
            path(&issuer),
        ])
    };
    let (good, text) = verify(&document);
    assert!(good && text.contains("Verification: OK"), "{text}");
    let other = practice.write("other.txt", "another");
    assert!(!verify(&other).0);
    let (_, text) = openssl(&["ts", "-reply", "-in", path(&reply), "-text"]);
    assert!(text.contains("Status: Granted."), "{text}");
    assert!(text.contains("TANBA"), "{text}");
}
