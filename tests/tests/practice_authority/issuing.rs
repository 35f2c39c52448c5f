//! From nothing to a certificate.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::{Practice, gost_engine};
use openssl::pkey_ctx::PkeyCtx;
use openssl::sha::{Sha256, sha256};
use tanba_keystore::Signer as _;
use tanba_keystore::software::KeyAlgorithm;
use tanba_pki::path::{Evidence, PathParameters, validate};
use tanba_pki::profile::{self, KeyPurpose, KeyStorage, Role};
use tanba_pki::{Certificate, PublicKey};

use crate::{certificate, enrolled, key, openssl, path, request, write_pem};

#[test]
fn a_first_start_makes_everything() {
    let mut practice = Practice::start();
    let health = practice.http("GET", "/health", &[], &[]);
    assert_eq!(health.json()["status"], "ok");
    assert_eq!(health.json()["mode"], "practice");

    let described = practice.http("GET", "/authority", &[], &[]).json();
    let anchors: Vec<Vec<u8>> = described["anchors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|anchor| STANDARD.decode(anchor.as_str().unwrap()).unwrap())
        .collect();
    assert_eq!(anchors.len(), 2);
    assert_eq!(described["intermediates"].as_array().unwrap().len(), 2);
    let mut digests = Sha256::new();
    for anchor in &anchors {
        digests.update(&sha256(anchor));
        let anchor = Certificate::from_der(anchor).unwrap();
        anchor
            .verify_signed_by(&anchor.public_key().unwrap())
            .unwrap();
        let name = anchor.subject_fields().common_name.unwrap();
        assert!(
            name.contains("ТӘЖІРИБЕ") && name.contains("PRACTICE"),
            "{name}"
        );
    }
    assert_eq!(described["fingerprint"], hex::encode(digests.finish()));
    assert_eq!(described["tsa_url"], practice.url("/tsa"));

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mut looked_at = 0;
        let mut folders = vec![practice.folder()];
        while let Some(folder) = folders.pop() {
            let mode =
                |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&folder), 0o700, "{}", folder.display());
            for entry in fs::read_dir(&folder).unwrap() {
                let entry = entry.unwrap().path();
                match entry.is_dir() {
                    true => folders.push(entry),
                    false => {
                        assert_eq!(mode(&entry), 0o600, "{}", entry.display());
                        looked_at += 1;
                    }
                }
            }
        }
        assert!(looked_at >= 10, "{looked_at}");
    }

    // A second start finds everything as it was, at the same address.
    let address = practice.address();
    let token = practice.invite(&[]);
    assert!(practice.stop());
    practice.serve(&[]);
    assert_eq!(practice.address(), address);
    assert_eq!(
        practice.http("GET", "/authority", &[], &[]).json(),
        described
    );
    certificate(&practice.enrol(&token, &request(&key(KeyAlgorithm::Gost512))));
    assert!(
        practice
            .say("audit", &["--check"])
            .contains("the chain is whole")
    );
}

#[test]
fn openssl_makes_a_request_and_verifies_what_comes() {
    let Some(openssl) = openssl() else { return };
    let practice = Practice::start();
    let (request, key) = (practice.file("request.der"), practice.file("key.pem"));
    let words = "req -newkey rsa:2048 -nodes -sha256 -subj /CN=Somebody -outform DER";
    let mut words: Vec<&str> = words.split(' ').collect();
    words.extend(["-out", path(&request), "-keyout", path(&key)]);
    assert!(openssl(&words).0);

    let answer = practice.enrol(&practice.invite(&[]), &fs::read(&request).unwrap());
    let leaf = certificate(&answer);
    assert_eq!(
        leaf.subject_fields().common_name.as_deref(),
        Some("ТӘЖІРИБЕ ҚАТЫСУШЫСЫ")
    );
    let leaf = write_pem(&practice, "leaf.pem", &leaf);
    let (root, issuer) = practice.write_authorities("rsa");
    let mut lists = Vec::new();
    for name in ["root_rsa", "ca_rsa", "ca_d_rsa"] {
        let der = practice.fetch(&format!("/crl/{name}.crl"));
        let crl = openssl::x509::X509Crl::from_der(&der).unwrap();
        lists.extend(crl.to_pem().unwrap());
    }
    let lists = practice.write("lists.pem", lists);
    let (good, text) = openssl(&[
        "verify",
        "-x509_strict",
        "-crl_check_all",
        "-extended_crl",
        "-use_deltas",
        "-CRLfile",
        path(&lists),
        "-CAfile",
        path(&root),
        "-untrusted",
        path(&issuer),
        path(&leaf),
    ]);
    assert!(good && text.contains(": OK"), "{text}");
}

#[test]
fn a_gost_key_gets_a_certificate_in_the_ncas_profile() {
    let practice = Practice::start();
    let (key, leaf) = enrolled(&practice, KeyAlgorithm::Gost512);
    assert_eq!(leaf.key_identifier(), *key.key_identifier());
    // What the request said of its subject, purpose and storage was not believed.
    assert_eq!(profile::roles(&leaf).unwrap(), [Role::Individual]);
    assert_eq!(profile::key_purpose(&leaf).unwrap(), KeyPurpose::Signature);
    assert_eq!(
        profile::key_storage(&leaf).unwrap(),
        Some(KeyStorage::Pkcs12)
    );
    assert_eq!(profile::policies(&leaf), ["1.2.398.3.3.2"]);
    let lifetime = leaf.not_after_at() - leaf.not_before_at();
    assert_eq!(lifetime.whole_days(), 365);

    let fetched = |name: &str| {
        Certificate::from_der(&practice.fetch(&format!("/certificates/{name}.cer"))).unwrap()
    };
    let (root, issuer) = (fetched("root_gost"), fetched("ca_gost"));
    let evidence = Evidence {
        certificates: vec![issuer.clone()],
        crls: ["root_gost", "ca_gost", "ca_d_gost"]
            .map(|name| practice.fetch(&format!("/crl/{name}.crl")))
            .map(|der| tanba_pki::crl::Crl::from_der(&der).unwrap().into())
            .to_vec(),
        ocsp: Vec::new(),
    };
    let at = leaf.not_before_at() + time::Duration::minutes(1);
    let report = validate(
        &leaf,
        &[root.to_trust_anchor()],
        &evidence,
        &PathParameters::new(at),
    );
    assert_eq!(report.path.len(), 2, "{report:?}");

    // The outside engine knows the same mathematics under its own encoding, in the opposite order of
    // bytes.
    if !gost_engine::available() {
        tanba_testkit::note("skipped: the gost engine on a practice certificate: not there");
        return;
    }
    for (signed, signer) in [(&leaf, &issuer), (&issuer, &root), (&root, &root)] {
        let PublicKey::Gost(public, _) = signer.public_key().unwrap() else {
            panic!("not a GOST key");
        };
        let public = gost_engine::public_key(&public).unwrap();
        let digest = signed.signature_algorithm().unwrap().digest();
        let digest = digest.digest(signed.tbs_der());
        let mut value = signed.signature().to_vec();
        value.reverse();
        let mut context = PkeyCtx::new(&public).unwrap();
        context.verify_init().unwrap();
        assert!(context.verify(&digest, &value).unwrap());
        value[0] ^= 1;
        context.verify_init().unwrap();
        assert!(!context.verify(&digest, &value).unwrap_or(false));
    }
}

#[test]
fn people_of_a_company_get_their_roles() {
    let practice = Practice::start();
    let token = practice.invite(&[
        "--common-name",
        "ТЕСТОВ ТЕСТ",
        "--patronymic",
        "ТЕСТҰЛЫ",
        "--iin",
        "900101300017",
        "--organisation",
        "ЖШС «ТӘЖІРИБЕ»",
        "--bin",
        "900101300017",
        "--role",
        "head",
        "--role",
        "signatory",
    ]);
    let leaf = certificate(&practice.enrol(&token, &request(&key(KeyAlgorithm::Gost512))));
    let subject = leaf.subject_fields();
    assert_eq!(subject.organisation.as_deref(), Some("ЖШС «ТӘЖІРИБЕ»"));
    assert_eq!(subject.bin.as_deref(), Some("900101300017"));
    assert_eq!(subject.surname.as_deref(), Some("ТЕСТОВ"));
    assert_eq!(subject.patronymic.as_deref(), Some("ТЕСТҰЛЫ"));
    assert_eq!(
        profile::roles(&leaf).unwrap(),
        [Role::LegalEntity, Role::Head, Role::SignRight]
    );
}

#[test]
fn one_token_is_one_certificate_however_often_it_is_sent() {
    let practice = Practice::start();
    let token = practice.invite(&[]);
    let own = request(&key(KeyAlgorithm::Gost512));
    let at_once = |requests: &[Vec<u8>]| {
        std::thread::scope(|scope| {
            let threads: Vec<_> = requests
                .iter()
                .map(|request| scope.spawn(|| practice.enrol(&token, request)))
                .collect();
            let answers = threads.into_iter().map(|thread| thread.join().unwrap());
            answers.collect::<Vec<_>>()
        })
    };
    let answers = at_once(&vec![own.clone(); 8]);
    let first = certificate(&answers[0]);
    for answer in &answers {
        assert_eq!(certificate(answer).der(), first.der());
    }
    let other = practice.enrol(&token, &request(&key(KeyAlgorithm::Gost512)));
    assert_eq!((other.status, &*other.problem()), (409, "token-used"));
    assert_eq!(
        certificate(&practice.enrol(&token, &own)).der(),
        first.der()
    );

    // Different requests race for one token: one wins.
    let token = practice.invite(&[]);
    let requests: Vec<_> = (0..8)
        .map(|_| request(&key(KeyAlgorithm::Gost512)))
        .collect();
    let statuses = std::thread::scope(|scope| {
        let threads: Vec<_> = requests
            .iter()
            .map(|request| scope.spawn(|| practice.enrol(&token, request).status))
            .collect();
        let statuses = threads.into_iter().map(|thread| thread.join().unwrap());
        statuses.collect::<Vec<_>>()
    });
    let issued = statuses.iter().filter(|status| **status == 201).count();
    let refused = statuses.iter().filter(|status| **status == 409).count();
    assert_eq!((issued, refused), (1, 7), "{statuses:?}");
    assert_eq!(practice.say("list", &[]).matches("\tperson\t").count(), 2);
}
