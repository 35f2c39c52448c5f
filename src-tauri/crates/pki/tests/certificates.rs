//! Real certificates of the NCA: what they say, and that their signatures hold.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tanba_pki::anchor::{Environment, builtin};
use tanba_pki::digest::Dialect;
use tanba_pki::indication::Indication;
use tanba_pki::path::{Evidence, PathParameters, validate};
use tanba_pki::profile::{self, KeyPurpose, Role};
use tanba_pki::{Certificate, Error, PublicKey, name};
use tanba_testkit::shared_or_skip;

fn certificate(test: &str, path: &str) -> Option<Certificate> {
    let path = shared_or_skip(test, path)?;
    let bytes = std::fs::read(path).unwrap();
    Some(Certificate::from_bytes(&bytes).unwrap())
}

#[test]
fn production_chains_hold_under_the_built_in_anchors() {
    let test = "production_chains_hold_under_the_built_in_anchors";
    for file in [
        "nca_gost_2022.pem",
        "nca_rsa_2022.cer",
        "root_gost_2020.cer",
        "root_gost_2022.pem",
        "root_rsa_2020.cer",
    ] {
        let Some(certificate) = certificate(test, &format!("data/nca-prod-ca/{file}")) else {
            return;
        };
        let issuers: Vec<_> = builtin(Environment::Production)
            .into_iter()
            .filter(|anchor| name::names_match(&anchor.name, certificate.issuer()))
            .collect();
        assert!(!issuers.is_empty(), "{file}");
        assert!(
            issuers.iter().any(|anchor| certificate
                .verify_signed_by(&anchor.public_key().unwrap())
                .is_ok()),
            "{file}"
        );
        assert!(
            builtin(Environment::Production)
                .iter()
                .any(|anchor| anchor.spki_der == certificate.spki_der())
        );
        assert!(
            builtin(Environment::Test)
                .iter()
                .all(|anchor| anchor.spki_der != certificate.spki_der())
        );
    }
}

#[test]
fn issuing_ca_of_the_test_contour_is_signed_by_its_root_and_nobody_else() {
    let test = "issuing_ca_of_the_test_contour_is_signed_by_its_root_and_nobody_else";
    let (Some(issuing), Some(root)) = (
        certificate(test, "data/nca-test/nca_gost2022_test.cer"),
        certificate(test, "data/nca-test/root_test_gost_2022.cer"),
    ) else {
        return;
    };
    let root_key = root.public_key().unwrap();
    assert!(matches!(root_key, PublicKey::Gost(_, Dialect::Kazakh)));
    issuing.verify_signed_by(&root_key).unwrap();
    root.verify_signed_by(&root_key).unwrap();
    assert_eq!(
        issuing.verify_signed_by(&issuing.public_key().unwrap()),
        Err(Error::InvalidSignature)
    );
    assert_eq!(
        hex::encode(issuing.key_identifier().0),
        hex::encode(issuing.subject_key_identifier().unwrap())
    );
    assert_eq!(
        issuing.serial_number(),
        tanba_pki::certificate::derive_serial_number(&issuing.key_identifier())
    );
    assert_eq!(
        name::display(issuing.subject()),
        "CN=ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022, C=KZ"
    );
    assert!(issuing.basic_constraints().unwrap().unwrap().ca);
}

#[test]
fn certificate_in_kalkan_vectors_says_who_and_verifies_its_own_signature() {
    let test = "certificate_in_kalkan_vectors_says_who_and_verifies_its_own_signature";
    let Some(path) = shared_or_skip(test, "data/kalkan/xml_simple_signed.xml") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let base64 = text
        .split("<ds:X509Certificate>")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .unwrap()
        .replace("&#13;", "");
    let certificate = Certificate::from_bytes(base64.as_bytes()).unwrap();
    let subject = certificate.subject_fields();
    assert_eq!(subject.common_name.as_deref(), Some("TEST GOST512"));
    assert_eq!(subject.iin.as_deref(), Some("000000000000"));
    certificate
        .verify_signed_by(&certificate.public_key().unwrap())
        .unwrap();
    assert_eq!(
        profile::key_purpose(&certificate).unwrap(),
        KeyPurpose::Signature
    );
}

#[test]
fn every_truncation_is_refused() {
    let test = "every_truncation_is_refused";
    let Some(certificate) = certificate(test, "data/nca-test/nca_gost2022_test.cer") else {
        return;
    };
    let der = certificate.der();
    for length in 0..der.len() {
        assert!(Certificate::from_der(&der[..length]).is_err());
    }
}

#[test]
fn roles_have_an_identifier_and_come_back_from_it() {
    for role in [
        Role::Individual,
        Role::Head,
        Role::SignRight,
        Role::TreasuryClient,
    ] {
        assert_eq!(Role::from_oid(role.oid().unwrap()), Some(role));
    }
}

#[test]
fn public_keys_survive_a_round_trip() {
    for environment in [Environment::Production, Environment::Test] {
        for anchor in builtin(environment) {
            let key = anchor.public_key().unwrap();
            assert_eq!(key.to_spki_der().unwrap(), anchor.spki_der);
        }
    }
}

#[test]
fn a_forged_certificate_of_an_anchor_does_not_pass() {
    let test = "a_forged_certificate_of_an_anchor_does_not_pass";
    let Some(genuine) = certificate(test, "data/nca-test/nca_gost2022_test.cer") else {
        return;
    };
    let verdict = |certificate: &Certificate| {
        let parameters = PathParameters::new(genuine.not_before_at());
        let anchors = builtin(Environment::Test);
        validate(certificate, &anchors, &Evidence::default(), &parameters).indication
    };
    assert_eq!(verdict(&genuine), Indication::TotalPassed);
    // The last byte of the serial number.
    let mut forged = genuine.der().to_vec();
    forged[34] ^= 1;
    let forged = Certificate::from_der(&forged).unwrap();
    assert_eq!(verdict(&forged), Indication::TotalFailed);
}
