//! The real program `tanba-authority`, judged by outside verifiers and used by `tanba`.

#![allow(clippy::unwrap_used, reason = "tests")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::{HttpAnswer, Practice};
use rand_core::OsRng;
use tanba_keystore::software::{KeyAlgorithm, SoftwareKey, generate};
use tanba_pki::Certificate;
use tanba_pki::builder::{Leaf, LeafUrls};
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyPurpose, KeyStorage};

mod endurance;
mod issuing;
mod refusals;
mod status;
mod time_stamps;
mod with_tanba;

/// A key of an applicant.
fn key(algorithm: KeyAlgorithm) -> SoftwareKey {
    generate(algorithm, &mut OsRng).unwrap()
}

/// A request in DER in which the applicant claims to be somebody else: nobody shall believe it.
fn request(key: &SoftwareKey) -> Vec<u8> {
    let leaf = Leaf {
        subject: Subject {
            common_name: Some("ПРЕЗИДЕНТ".into()),
            ..Subject::default()
        },
        purpose: KeyPurpose::Authentication,
        roles: Vec::new(),
        storage: KeyStorage::Cloud,
        urls: LeafUrls::default(),
    };
    key.request(&leaf).unwrap().der().to_vec()
}

/// The certificate of an answer.
#[track_caller]
fn certificate(answer: &HttpAnswer) -> Certificate {
    assert_eq!(answer.status, 201, "{answer:?}");
    let json = answer.json();
    let der = STANDARD.decode(json["certificate"].as_str().unwrap());
    Certificate::from_der(&der.unwrap()).unwrap()
}

/// A fresh certificate for a fresh key, and the key.
fn enrolled(practice: &Practice, algorithm: KeyAlgorithm) -> (SoftwareKey, Certificate) {
    let key = key(algorithm);
    let answer = practice.enrol(&practice.invite(&[]), &request(&key));
    (key, certificate(&answer))
}

/// A certificate as a PEM file beside the practice folder.
fn write_pem(practice: &Practice, name: &str, certificate: &Certificate) -> std::path::PathBuf {
    let certificate = openssl::x509::X509::from_der(certificate.der()).unwrap();
    practice.write(name, certificate.to_pem().unwrap())
}

/// The outside openssl, or none after saying so.
fn openssl() -> Option<impl Fn(&[&str]) -> (bool, String)> {
    let program = tanba_testkit::tool("openssl")?;
    Some(move |words: &[&str]| {
        let output = std::process::Command::new(&program)
            .args(words)
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        println!("openssl {words:?}: {}\n{text}", output.status);
        (output.status.success(), text)
    })
}

/// A path as openssl takes it.
fn path(path: &std::path::Path) -> &str {
    path.to_str().unwrap()
}
