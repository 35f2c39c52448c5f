use std::fs;
use std::path::Path;
use std::process::Command;

use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use tanba_gost::SigningKey;
use tanba_testkit::{shared_or_skip, tool};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::extensions::usage;
use super::*;
use crate::crl::{Crl, CrlReason};
use crate::digest::{Dialect, DigestAlgorithm};
use crate::key::encoding_of;
use crate::name::Subject;
use crate::ocsp::{CertificateId, OcspResponse, OcspStatus, ResponderKey};
use crate::profile::{self, KeyPurpose, KeyStorage, Role};
use crate::request::CertificationRequest;
use crate::{Certificate, PublicKey};

const AT: OffsetDateTime = datetime!(2026-05-08 06:45:13 UTC);

/// A private key of the tests.
enum Key {
    Gost(SigningKey),
    OpenSsl(PKey<Private>),
}

impl Key {
    fn gost(seed: u8) -> Self {
        Self::Gost(SigningKey::from_bytes(&tanba_gost::TC26_512_A, &[seed; 64]).unwrap())
    }

    fn rsa() -> Self {
        let rsa = openssl::rsa::Rsa::generate(2048).unwrap();
        Self::OpenSsl(PKey::from_rsa(rsa).unwrap())
    }

    fn public(&self) -> PublicKey {
        match self {
            Self::Gost(key) => {
                PublicKey::Gost(Box::new(key.verifying_key().clone()), Dialect::Kazakh)
            }
            Self::OpenSsl(key) => {
                PublicKey::from_spki_der(&key.public_key_to_der().unwrap()).unwrap()
            }
        }
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> SignatureValue {
        SignatureValue(match self {
            Self::Gost(key) => key
                .sign_digest_deterministic(&to_be_signed.digest(), encoding_of(Dialect::Kazakh))
                .unwrap(),
            Self::OpenSsl(key) => {
                let mut signer = openssl::sign::Signer::new(MessageDigest::sha256(), key).unwrap();
                signer.update(&to_be_signed.message).unwrap();
                signer.sign_to_vec().unwrap()
            }
        })
    }

    fn authority(&self) -> Certificate {
        let name = NameBuilder::default()
            .common_name("Тест ОРТАЛЫҒЫ")
            .country("KZ")
            .build()
            .unwrap();
        let public = self.public();
        let prepared =
            CertificateTemplate::new(&name, &name, &public, AT, AT + Duration::days(3650))
                .unwrap()
                .with(extensions::authority(Some(0)))
                .with(extensions::key_usage(
                    usage::KEY_CERT_SIGN | usage::CRL_SIGN | usage::DIGITAL_SIGNATURE,
                ))
                .with(extensions::subject_key_identifier(
                    &public.key_identifier().unwrap(),
                ))
                .prepare(public.default_signature_algorithm())
                .unwrap();
        prepared
            .finish(&self.sign(&prepared.to_be_signed()))
            .unwrap()
    }
}

fn leaf() -> Leaf {
    Leaf {
        subject: Subject {
            common_name: Some("ТЕСТОВ ТЕСТ".into()),
            surname: Some("ТЕСТОВ".into()),
            patronymic: Some("ТЕСТОВИЧ".into()),
            iin: Some("123456789011".into()),
            ..Subject::default()
        },
        purpose: KeyPurpose::Signature,
        roles: vec![Role::Individual],
        storage: KeyStorage::Pkcs12,
        urls: LeafUrls {
            ocsp: Some("http://test.pki.gov.kz/ocsp/".into()),
            issuer: Some("http://test.pki.gov.kz/cert/nca_gost2022_test.cer".into()),
            crl: Some("http://test.pki.gov.kz/crl/nca_gost2022_test.crl".into()),
            delta_crl: Some("http://test.pki.gov.kz/crl/nca_gost2022_d_test.crl".into()),
        },
    }
}

#[test]
fn the_profile_of_the_nca_is_written_byte_for_byte() {
    const TEST: &str = "the_profile_of_the_nca_is_written_byte_for_byte";
    let Some(path) = shared_or_skip(TEST, "data/nca-test/individual/individual_valid.p12") else {
        return;
    };
    let contents = crate::pkcs12::Pfx::parse(&fs::read(path).unwrap())
        .unwrap()
        .open(&"Qwerty12".into())
        .unwrap();
    let original = Certificate::from_der(&contents.certificates[0].der).unwrap();
    let issuer_key = crate::signing::KeyIdentifier(
        hex_literal::hex!("fad24b1ba3a0c961fe1ca8503e6aa2bb450db8a3").to_vec(),
    );
    let prepared = leaf()
        .template(
            &original.public_key().unwrap(),
            original.issuer(),
            &issuer_key,
            original.not_before_at(),
            original.not_after_at(),
        )
        .unwrap()
        .prepare(original.signature_algorithm().unwrap())
        .unwrap();
    assert_eq!(
        hex::encode(prepared.to_be_signed().message),
        hex::encode(original.tbs_der())
    );
    let again = prepared.finish(&SignatureValue(original.signature().to_vec()));
    assert_eq!(again.unwrap(), original);
}

#[test]
fn a_practice_certificate_is_one_of_the_profile() {
    for key in [Key::gost(7), Key::rsa()] {
        let public = key.public();
        let prepared = leaf()
            .self_signed(&public, AT, AT + Duration::days(365))
            .unwrap()
            .prepare(public.default_signature_algorithm())
            .unwrap();
        let certificate = prepared
            .finish(&key.sign(&prepared.to_be_signed()))
            .unwrap();
        certificate.verify_signed_by(&public).unwrap();
        assert_eq!(profile::roles(&certificate).unwrap(), [Role::Individual]);
        assert_eq!(
            profile::key_storage(&certificate).unwrap(),
            Some(KeyStorage::Pkcs12)
        );
        assert_eq!(certificate.not_before_at(), AT);
        assert_eq!(
            Subject::from_name(certificate.subject()).iin.as_deref(),
            Some("123456789011")
        );
        let identifier = public.key_identifier().unwrap();
        assert_eq!(
            certificate.subject_key_identifier(),
            Some(identifier.0.as_slice())
        );
    }
}

#[test]
fn a_request_proves_the_key_and_asks_for_extensions() {
    for key in [Key::gost(9), Key::rsa()] {
        let template = RequestTemplate {
            subject: NameBuilder::subject(&leaf().subject).build().unwrap(),
            key: key.public(),
            extensions: vec![extensions::key_usage(usage::DIGITAL_SIGNATURE)],
        };
        let prepared = template
            .prepare(key.public().default_signature_algorithm())
            .unwrap();
        let request = prepared
            .finish(&key.sign(&prepared.to_be_signed()))
            .unwrap();
        assert_eq!(request.public_key().unwrap(), key.public());
        assert_eq!(request.subject(), &template.subject);
        assert_eq!(request.requested_extensions().unwrap(), template.extensions);
        let mut changed = request.der().to_vec();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        assert!(
            CertificationRequest::from_der(&changed)
                .unwrap()
                .verify()
                .is_err()
        );
        for end in (0..last).step_by(5) {
            assert!(CertificationRequest::from_der(&changed[..end]).is_err());
        }
        if let Key::Gost(_) = key {
            let seeds = [request.der().to_vec()];
            tanba_testkit::fuzz::run("request", crate::fuzzing::request, &seeds);
        }
    }
}

fn revoked() -> Vec<RevokedCertificate> {
    [
        (vec![0x8f, 1], CrlReason::KeyCompromise),
        (vec![2], CrlReason::PrivilegeWithdrawn),
    ]
    .into_iter()
    .map(|(serial_number, reason)| RevokedCertificate {
        serial_number,
        revoked_at: AT,
        reason: Some(reason),
    })
    .collect()
}

fn crl(key: &Key, authority: &Certificate, base_number: Option<Vec<u8>>) -> Vec<u8> {
    let prepared = CrlTemplate {
        issuer: authority.subject().clone(),
        issuer_key: authority.key_identifier(),
        this_update_at: AT,
        next_update_at: AT + Duration::days(7),
        number: vec![0x90],
        base_number,
        revoked: revoked(),
        extensions: Vec::new(),
    }
    .prepare(key.public().default_signature_algorithm())
    .unwrap();
    prepared
        .finish(&key.sign(&prepared.to_be_signed()))
        .unwrap()
}

fn ocsp(key: &Key, authority: &Certificate, certificate: &Certificate) -> Vec<u8> {
    let spki = key.public().to_spki_der().unwrap();
    let certificate_id = CertificateId::new(certificate, &spki, DigestAlgorithm::Sha256).unwrap();
    let status = OcspStatus::Revoked {
        revoked_at: AT,
        reason: Some(CrlReason::AaCompromise),
    };
    let prepared = OcspTemplate {
        responder: authority.key_identifier(),
        produced_at: AT + Duration::milliseconds(5),
        answers: vec![OcspAnswer {
            certificate_id,
            status,
            this_update_at: AT,
            next_update_at: Some(AT + Duration::hours(1)),
        }],
        nonce: Some(vec![1, 2, 3]),
    }
    .prepare(key.public().default_signature_algorithm())
    .unwrap();
    prepared
        .finish(&key.sign(&prepared.to_be_signed()), &[])
        .unwrap()
}

#[test]
fn crls_and_ocsp_responses_are_read_back() {
    for key in [Key::gost(11), Key::rsa()] {
        let authority = key.authority();
        for base in [None, Some(vec![0x8f])] {
            let list = Crl::from_der(&crl(&key, &authority, base.clone())).unwrap();
            list.verify_signed_by(&key.public()).unwrap();
            assert_eq!(list.header().base_number.is_some(), base.is_some());
            let entry = list.find(&[0x00, 0x8f, 1]).unwrap().entry.unwrap();
            assert_eq!(entry.reason, Some(CrlReason::KeyCompromise));
            let entry = list.find(&[2]).unwrap().entry.unwrap();
            assert_eq!(entry.reason, Some(CrlReason::PrivilegeWithdrawn));
            assert!(list.find(&[3]).unwrap().entry.is_none());
        }
        let response = OcspResponse::from_der(&ocsp(&key, &authority, &authority)).unwrap();
        let basic = response.basic.unwrap();
        let issuer = ResponderKey {
            name_der: authority.subject_der(),
            key: &key.public(),
            spki_der: authority.spki_der(),
        };
        basic.verify_signed_for(&issuer).unwrap();
        assert_eq!(basic.nonce.as_deref(), Some(&[1, 2, 3][..]));
        assert_eq!(
            basic.responses[0].status,
            OcspStatus::Revoked {
                revoked_at: AT,
                reason: Some(CrlReason::AaCompromise)
            }
        );
        let refused = OcspResponse::from_der(&error_response(6)).unwrap();
        assert!(refused.basic.is_none());
    }
}

fn openssl_says(folder: &Path, arguments: &str) -> Option<String> {
    let output = Command::new(tool("openssl")?)
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()
        .unwrap();
    let words = [output.stdout, output.stderr].concat();
    let words = String::from_utf8_lossy(&words).into_owned();
    assert!(output.status.success(), "openssl {arguments}: {words}");
    Some(words)
}

#[test]
fn openssl_accepts_what_is_built() {
    let folder = std::env::temp_dir().join(format!("tanba-builder-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let key = Key::rsa();
    let authority = key.authority();
    let subject = Key::rsa();
    let prepared = leaf()
        .template(
            &subject.public(),
            authority.subject(),
            &authority.key_identifier(),
            AT,
            AT + Duration::days(365),
        )
        .unwrap()
        .prepare(key.public().default_signature_algorithm())
        .unwrap();
    let certificate = prepared
        .finish(&key.sign(&prepared.to_be_signed()))
        .unwrap();
    let template = RequestTemplate {
        subject: certificate.subject().clone(),
        key: subject.public(),
        extensions: vec![extensions::key_usage(usage::DIGITAL_SIGNATURE)],
    };
    let prepared = template
        .prepare(key.public().default_signature_algorithm())
        .unwrap();
    let request = prepared
        .finish(&subject.sign(&prepared.to_be_signed()))
        .unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("ca.der", authority.der());
    write("leaf.der", certificate.der());
    write("request.der", request.der());
    write("list.der", &crl(&key, &authority, None));
    write("response.der", &ocsp(&key, &authority, &certificate));
    let run = |arguments: &str| openssl_says(&folder, arguments);
    if run("x509 -inform DER -in ca.der -out ca.pem").is_none() {
        return;
    }
    run("x509 -inform DER -in leaf.der -out leaf.pem").unwrap();
    let at = AT.unix_timestamp() + 60;
    run(&format!(
        "verify -x509_strict -attime {at} -CAfile ca.pem leaf.pem"
    ))
    .unwrap();
    run("req -inform DER -in request.der -verify -noout").unwrap();
    let list = run("crl -inform DER -in list.der -CAfile ca.pem -noout -text").unwrap();
    assert!(
        list.contains("verify OK") && list.contains("Key Compromise"),
        "{list}"
    );
    let answer = run("ocsp -respin response.der -issuer ca.pem -sha256 -cert leaf.pem -CAfile ca.pem -no_nonce -validity_period 999999999 -trust_other").unwrap();
    assert!(answer.contains("leaf.pem: revoked"), "{answer}");
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn names_that_cannot_be_written_are_refused() {
    assert!(NameBuilder::default().country("ҚЗ").build().is_err());
    assert!(NameBuilder::default().iin("12_").build().is_err());
    let name = NameBuilder::default()
        .organisation("АО \"ТЕСТ\"")
        .bin("123456789021")
        .build()
        .unwrap();
    assert_eq!(
        Subject::from_name(&name).bin.as_deref(),
        Some("123456789021")
    );
}

#[test]
fn treasury_users_and_systems_have_numbers_of_their_own() {
    let subject = Subject {
        common_name: Some("ТЕСТ".into()),
        country: Some("KZ".into()),
        domain_component: Some("ROLE02".into()),
        business_category: Some("KS1234".into()),
        user_id: Some("1.2.398.3.20.777".into()),
        ..Subject::default()
    };
    let name = NameBuilder::subject(&subject).build().unwrap();
    assert_eq!(Subject::from_name(&name), subject);
    assert_eq!(
        crate::name::display(&name),
        "CN=ТЕСТ, C=KZ, DC=ROLE02, BUSINESSCATEGORY=KS1234, UID=1.2.398.3.20.777"
    );
    let cyrillic = NameBuilder::default().attribute(crate::oid::DOMAIN_COMPONENT, "РОЛЬ");
    assert!(cyrillic.build().is_err(), "an IA5String");
}
