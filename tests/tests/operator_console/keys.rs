//! Roles that hold their own keys alone, and an issuing authority whose key is on a token.

use std::fs;
use std::path::Path;
use std::process::Command;

use e2e::{Practice, output};
use rand_core::OsRng;
use tanba_keystore::software::{KeyAlgorithm, generate};
use tanba_pki::builder::{Leaf, LeafUrls};
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyPurpose, KeyStorage};
use tanba_pki::{Certificate, crl::Crl};
use tanba_testkit::{SoftwareToken, kryoptic, softhsm, tool};

const PIN: &str = "Pin-12345";

#[test]
fn a_role_runs_without_the_keys_of_the_others() {
    let mut practice = Practice::start();
    let fetch = |practice: &Practice, name: &str| {
        Certificate::from_der(&practice.fetch(&format!("/certificates/{name}.cer"))).unwrap()
    };
    let issuing: Vec<String> = ["ca_gost", "ca_rsa"]
        .map(|name| fetch(&practice, name).key_identifier().to_string())
        .to_vec();
    assert!(practice.stop());
    // The keys of the issuing authorities are away: on another machine, say.
    let away = practice.file("away");
    fs::create_dir(&away).unwrap();
    let file = |folder: &Path, key: &str| folder.join(format!("{key}.p12"));
    let keys = practice.folder().join("keys");
    for key in &issuing {
        fs::rename(file(&keys, key), file(&away, key)).unwrap();
    }
    for role in ["ocsp", "tsa", "ra"] {
        practice.serve(&["--roles", role]);
        assert_eq!(
            practice.http("GET", "/health", &[], &[]).status,
            200,
            "{role}"
        );
        assert!(practice.stop());
    }
    let failed = practice.serve_command(&["--roles", "ca"]).output().unwrap();
    assert!(!failed.status.success() && failed.stdout.is_empty());
    for key in &issuing {
        fs::rename(file(&away, key), file(&keys, key)).unwrap();
    }
    practice.serve(&[]);
    let (root, ca) = practice.write_authorities("rsa");
    let Some(openssl) = tool("openssl") else {
        return;
    };
    let token = practice.invite(&[]);
    let answer = practice.enrol(&token, &request());
    assert_eq!(answer.status, 201, "{answer:?}");
    let leaf = practice.write("leaf.pem", pem(&answer.json()));
    assert!(practice.stop());
    for key in &issuing {
        fs::remove_file(file(&keys, key)).unwrap();
    }
    // Alone with its own key, the responder answers.
    practice.serve(&["--roles", "ocsp"]);
    assert!(ocsp(&openssl, &practice, &root, &ca, &leaf).contains("leaf.pem: good"));
}

fn request() -> Vec<u8> {
    let leaf = Leaf {
        subject: Subject::default(),
        purpose: KeyPurpose::Signature,
        roles: Vec::new(),
        storage: KeyStorage::Pkcs12,
        urls: LeafUrls::default(),
    };
    let key = generate(KeyAlgorithm::Rsa(2048), &mut OsRng).unwrap();
    key.request(&leaf).unwrap().der().to_vec()
}

/// The certificate of an answer.
fn pem(issued: &serde_json::Value) -> Vec<u8> {
    use base64::Engine as _;
    let der =
        base64::engine::general_purpose::STANDARD.decode(issued["certificate"].as_str().unwrap());
    openssl::x509::X509::from_der(&der.unwrap())
        .unwrap()
        .to_pem()
        .unwrap()
}

/// What openssl is told of a certificate.
fn ocsp(openssl: &Path, practice: &Practice, root: &Path, ca: &Path, leaf: &Path) -> String {
    let mut command = Command::new(openssl);
    command
        .current_dir(leaf.parent().unwrap())
        .args(["ocsp", "-url", &practice.url("/ocsp"), "-CAfile"])
        .arg(root)
        .arg("-issuer")
        .arg(ca)
        .arg("-cert")
        .arg(leaf.file_name().unwrap());
    let answer = command.output().unwrap();
    assert!(
        String::from_utf8_lossy(&answer.stderr).contains("verify OK"),
        "{answer:?}"
    );
    String::from_utf8(answer.stdout).unwrap()
}

/// An issuing authority on a token: it issues, makes lists, and its responder answers.
fn on_token(token: &SoftwareToken) {
    let (Some(openssl), Some(pkcs11_tool)) = (tool("openssl"), tool("pkcs11-tool")) else {
        return;
    };
    let mut practice = Practice::start();
    assert!(practice.stop());
    let module = token.module.to_str().unwrap();
    let on_module = |arguments: &[&str]| {
        let mut command = Command::new(&pkcs11_tool);
        command
            .args(["--module", module])
            .args(arguments)
            .env(token.variable, &token.configuration);
        output(&mut command)
    };
    on_module(&[
        "--init-token",
        "--slot-index",
        "0",
        "--label",
        "ca",
        "--so-pin",
        "So-12345",
    ]);
    on_module(&[
        "--init-pin",
        "--token-label",
        "ca",
        "--login",
        "--so-pin",
        "So-12345",
        "--pin",
        PIN,
    ]);
    let slots = on_module(&["--list-token-slots"]);
    let of_token = slots.split("token label        : ca").nth(1).unwrap();
    let serial = of_token
        .lines()
        .find_map(|line| line.trim().strip_prefix("serial num"));
    let serial = serial
        .unwrap()
        .trim_start_matches([' ', ':'])
        .trim()
        .to_owned();

    let ceremony = |branch: &str, pin: &str| {
        let mut command = Practice::command();
        command
            .args(["ceremony", "issue-ca"])
            .arg(practice.folder())
            .args([
                "--branch",
                branch,
                "--pkcs11",
                module,
                "--token",
                &serial,
                "--pin-stdin",
            ])
            .env(token.variable, &token.configuration);
        crate::with_input(&mut command, pin)
    };
    assert!(!ceremony("gost", PIN).status.success());
    assert!(!ceremony("rsa", "Pin-00000").status.success());
    let done = ceremony("rsa", PIN);
    assert!(done.status.success(), "{done:?}");
    assert!(String::from_utf8_lossy(&done.stdout).contains("ca_rsa_2"));
    let objects = on_module(&[
        "--list-objects",
        "--login",
        "--pin",
        PIN,
        "--token-label",
        "ca",
    ]);
    assert!(objects.contains("ca_rsa_2"), "{objects}");

    let mut blind = practice.serve_command(&[]);
    let blind = blind
        .env(token.variable, &token.configuration)
        .output()
        .unwrap();
    assert!(!blind.status.success(), "without the PIN");
    let mut command = practice.serve_command(&[]);
    command
        .env(token.variable, &token.configuration)
        .env("TANBA_AUTHORITY_PIN", PIN);
    practice.serve_by(&mut command);
    let ca = Certificate::from_der(&practice.fetch("/certificates/ca_rsa_2.cer")).unwrap();
    let root = practice.write_authorities("rsa").0;
    let ca_pem = openssl::x509::X509::from_der(ca.der())
        .unwrap()
        .to_pem()
        .unwrap();
    let ca_file = practice.write("ca_rsa_2.pem", ca_pem);
    let token_of = practice.invite(&[]);
    let answer = practice.enrol(&token_of, &request());
    assert_eq!(answer.status, 201, "{answer:?}");
    let leaf = practice.write("leaf.pem", pem(&answer.json()));
    let verified = output(
        Command::new(&openssl)
            .args(["verify", "-purpose", "any", "-CAfile"])
            .arg(&root)
            .arg("-untrusted")
            .arg(&ca_file)
            .arg(&leaf),
    );
    assert!(verified.contains("OK"), "{verified}");
    assert!(ocsp(&openssl, &practice, &root, &ca_file, &leaf).contains("leaf.pem: good"));
    let read = openssl::x509::X509::from_pem(&fs::read(&leaf).unwrap()).unwrap();
    let serial = read
        .serial_number()
        .to_bn()
        .unwrap()
        .to_hex_str()
        .unwrap()
        .to_string();
    practice.say("revoke", &[&serial, "--reason", "superseded"]);
    assert!(ocsp(&openssl, &practice, &root, &ca_file, &leaf).contains("leaf.pem: revoked"));
    for name in ["ca_rsa_2", "ca_d_rsa_2"] {
        let list = Crl::from_der(&practice.fetch(&format!("/crl/{name}.crl"))).unwrap();
        list.verify_signed_by(&ca.public_key().unwrap()).unwrap();
    }
    assert!(practice.stop());
}

#[test]
fn an_issuing_authority_lives_on_softhsm() {
    let folder = tempfile::TempDir::new().unwrap();
    if let Some(token) = softhsm(folder.path()) {
        on_token(&token);
    }
}

#[test]
fn an_issuing_authority_lives_on_kryoptic() {
    let folder = tempfile::TempDir::new().unwrap();
    if let Some(token) = kryoptic(folder.path()) {
        on_token(&token);
    }
}
