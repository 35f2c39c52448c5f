//! Files from and for OpenSSL: it opens ours, we open its.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use tanba_keystore::file::{FileName, KeyFile, KeyKind, Layout, save_new};
use tanba_keystore::software::{KeyAlgorithm, SoftwareKey, generate, request};
use tanba_keystore::{Signer, SystemRandom};
use tanba_pki::builder::{Leaf, LeafUrls};
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyPurpose, KeyStorage, Role};
use tanba_pki::signing::ToBeSigned;
use time::macros::datetime;

fn leaf(purpose: KeyPurpose) -> Leaf {
    Leaf {
        subject: Subject {
            common_name: Some("ӘЛІ ҰЛЫ".into()),
            surname: Some("ӘЛІ".into()),
            iin: Some("123456789011".into()),
            ..Subject::default()
        },
        purpose,
        roles: vec![Role::Individual],
        storage: KeyStorage::Pkcs12,
        urls: LeafUrls::default(),
    }
}

fn key_and_certificate(
    algorithm: KeyAlgorithm,
    purpose: KeyPurpose,
) -> (SoftwareKey, tanba_pki::Certificate) {
    let key = generate(algorithm, &mut SystemRandom).unwrap();
    let (from, to) = (
        datetime!(2026-01-01 0:00 UTC),
        datetime!(2027-01-01 0:00 UTC),
    );
    let certificate = key.self_signed(&leaf(purpose), from, to).unwrap();
    (key, certificate)
}

fn openssl(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new(tanba_testkit::tool("openssl")?)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "openssl {arguments:?}: {words}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn openssl_opens_both_layouts() {
    let folder = tempfile::tempdir().unwrap();
    for (algorithm, purpose, kind) in [
        (KeyAlgorithm::Rsa(2048), KeyPurpose::Signature, KeyKind::Rsa),
        (
            KeyAlgorithm::Rsa(2048),
            KeyPurpose::Authentication,
            KeyKind::RsaAuthentication,
        ),
        (KeyAlgorithm::P256, KeyPurpose::Signature, KeyKind::P256),
    ] {
        let (key, certificate) = key_and_certificate(algorithm, purpose);
        // The modern layout, with its many iterations, is tried once.
        let layouts: &[Layout] = if kind == KeyKind::P256 {
            &[Layout::Nca, Layout::Modern]
        } else {
            &[Layout::Nca]
        };
        for layout in layouts {
            let password = "Qwerty12".into();
            let path = save_new(
                folder.path(),
                &key,
                Some(&certificate),
                &password,
                *layout,
                &mut SystemRandom,
            )
            .unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            assert_eq!(FileName::parse(name).unwrap().kind, kind);
            let mut arguments = vec!["pkcs12", "-in", name, "-nodes", "-passin", "pass:Qwerty12"];
            if *layout == Layout::Nca {
                arguments.push("-legacy");
            }
            let Some(opened) = openssl(folder.path(), &arguments) else {
                return;
            };
            assert!(opened.contains("BEGIN PRIVATE KEY"));
            assert!(opened.contains("BEGIN CERTIFICATE"));
            assert!(opened.contains(&format!("friendlyName: {}", key.key_identifier())));
            fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn a_file_of_openssl_with_a_chain_opens() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &str| {
        openssl(
            folder.path(),
            &arguments.split_whitespace().collect::<Vec<_>>(),
        )
    };
    if run("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=CA -days 9")
        .is_none()
    {
        return;
    }
    run("req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj /CN=Leaf").unwrap();
    run("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out leaf.pem -days 9")
        .unwrap();
    // Without localKeyId on the certificates and with the authority first: only the key tells.
    run("pkcs12 -export -inkey leaf.key -in leaf.pem -certfile ca.pem -out a.p12 -passout pass:x")
        .unwrap();
    run("pkcs12 -export -legacy -inkey leaf.key -in leaf.pem -certfile ca.pem -out b.p12 -passout pass:x")
        .unwrap();
    for name in ["a.p12", "b.p12"] {
        let file = KeyFile::open(&folder.path().join(name)).unwrap();
        let signers = file.unlock(&"x".into()).unwrap();
        let [signer] = signers.as_slice() else {
            panic!("one key");
        };
        let certificate = signer.certificate().unwrap();
        assert_eq!(&certificate.public_key().unwrap(), signer.public_key());
        assert_eq!(signer.chain().len(), 1);
        let authority = signer.chain()[0].public_key().unwrap();
        certificate.verify_signed_by(&authority).unwrap();
        let content = ToBeSigned {
            algorithm: signer.default_algorithm(),
            message: b"content".to_vec(),
        };
        signer.sign(&content).unwrap();
    }
    // A file of certificates alone has no key.
    run("pkcs12 -export -nokeys -in leaf.pem -out c.p12 -passout pass:x").unwrap();
    let file = KeyFile::open(&folder.path().join("c.p12")).unwrap();
    assert!(matches!(
        file.unlock(&"x".into()),
        Err(tanba_keystore::Error::NoKey)
    ));
    // An Edwards key is a key that is not known here.
    run("req -x509 -newkey ed25519 -nodes -keyout ed.key -out ed.pem -subj /CN=Ed -days 9")
        .unwrap();
    run("pkcs12 -export -inkey ed.key -in ed.pem -out d.p12 -passout pass:x").unwrap();
    let file = KeyFile::open(&folder.path().join("d.p12")).unwrap();
    assert!(matches!(
        file.unlock(&"x".into()),
        Err(tanba_keystore::Error::UnsupportedAlgorithm(_))
    ));
}

#[test]
fn openssl_accepts_our_request() {
    let folder = tempfile::tempdir().unwrap();
    for algorithm in [KeyAlgorithm::P256, KeyAlgorithm::Rsa(2048)] {
        let key = generate(algorithm, &mut SystemRandom).unwrap();
        let made = request(&key, &leaf(KeyPurpose::Signature)).unwrap();
        fs::write(folder.path().join("request.der"), made.der()).unwrap();
        let arguments = "req -inform DER -in request.der -verify -noout -text";
        let arguments: Vec<_> = arguments.split(' ').collect();
        let Some(shown) = openssl(folder.path(), &arguments) else {
            return;
        };
        assert!(shown.contains("IIN123456789011") && shown.contains("1.2.398.3.3.4.1.1"));
    }
    let gost = generate(KeyAlgorithm::Gost512, &mut SystemRandom).unwrap();
    let made = gost.request(&leaf(KeyPurpose::Signature)).unwrap();
    assert_eq!(made.public_key().unwrap(), *gost.public_key());
}
