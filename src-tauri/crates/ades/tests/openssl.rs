//! OpenSSL's `cms` command accepts what we sign and refuses it when tampered with; we accept what
//! it signs.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::{Key, NOW, Signer, Template};
use tanba_ades::cms::{self, Content, Parameters};
use tanba_ades::parsed::{Defect, ParsedSignature};
use tanba_gost::{TC26_256_A, TC26_512_A};
use tanba_pki::Certificate;
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_testkit::tool;

const CONTENT: &[u8] = b"line one\nline two\r\n\0\xff";

/// A directory with the content in it and OpenSSL to run there.
struct Bench {
    openssl: PathBuf,
    directory: tempfile::TempDir,
}

impl Bench {
    fn new() -> Option<Self> {
        let bench = Self {
            openssl: tool("openssl")?,
            directory: tempfile::tempdir().unwrap(),
        };
        bench.write("content", CONTENT);
        bench.write("other", b"another content");
        Some(bench)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(&self.openssl)
            .args(arguments)
            .current_dir(self.directory.path())
            .output()
            .unwrap()
    }

    fn run_well(&self, arguments: &[&str]) {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
    }

    /// Writes `<name>.pem` with the certificate and `<name>.key` with the private key.
    fn add(&self, name: &str, signer: &Signer) {
        self.write_certificate(name, &signer.certificate);
        self.write(&format!("{name}.key"), &signer.key.pem());
    }

    fn write_certificate(&self, name: &str, certificate: &Certificate) {
        let pem = tanba_pki::pem::encode("CERTIFICATE", certificate.der()).unwrap();
        self.write(&format!("{name}.pem"), pem.as_bytes());
    }

    /// Runs `cms -verify` over the file `cms`; whether it was accepted.
    fn accepts(&self, trusted: &str, more: &[&str]) -> Result<(), String> {
        let at = NOW.unix_timestamp().to_string();
        let mut arguments = vec!["cms", "-verify", "-binary", "-inform", "DER", "-in", "cms"];
        arguments.extend(["-CAfile", trusted, "-attime", &at, "-purpose", "any"]);
        arguments.extend(["-out", "out"]);
        arguments.extend(more);
        let output = self.run(&arguments);
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }
}

fn parse(cms: &[u8], content: Option<&[u8]>, known: &[Certificate]) -> Vec<ParsedSignature> {
    cms::parse(&mut Cursor::new(cms), content.map(Content::Bytes), known).unwrap()
}

fn signers() -> Vec<(&'static str, Signer)> {
    vec![
        ("rsa", Signer::alone("rsa", Key::rsa())),
        ("p256", Signer::alone("p256", Key::p256())),
        ("p384", Signer::alone("p384", Key::p384())),
    ]
}

#[test]
fn openssl_accepts_ours_and_refuses_it_when_tampered_with() {
    let Some(bench) = Bench::new() else { return };
    for (name, signer) in signers() {
        bench.add(name, &signer);
        let trusted = format!("{name}.pem");
        bench.write("cms", &signer.detached(CONTENT));
        for more in [
            &["-content", "content"][..],
            &["-content", "content", "-cades"],
        ] {
            bench.accepts(&trusted, more).unwrap();
        }
        assert!(bench.accepts(&trusted, &["-content", "other"]).is_err());

        let attached = signer.attached(CONTENT);
        bench.write("cms", &attached);
        bench.accepts(&trusted, &["-cades"]).unwrap();
        assert_eq!(fs::read(bench.path("out")).unwrap(), CONTENT);
        let value = parse(&attached, None, &[])[0].signature_value.clone();
        for part in [CONTENT, &value] {
            let mut tampered = attached.clone();
            let at = tampered
                .windows(part.len())
                .position(|window| window == part);
            tampered[at.unwrap() + 5] ^= 1;
            bench.write("cms", &tampered);
            assert!(bench.accepts(&trusted, &[]).is_err(), "{name}");
        }
    }
}

#[test]
fn openssl_accepts_our_pss() {
    let Some(bench) = Bench::new() else { return };
    let signer = Signer::alone("rsa", Key::rsa());
    bench.add("rsa", &signer);
    let parameters = Parameters {
        algorithm: Some(SignatureAlgorithm::RsaPss {
            digest: DigestAlgorithm::Sha384,
            salt_length: 48,
        }),
        ..Parameters::signed_at(NOW)
    };
    let prepared = cms::prepare(Content::Bytes(CONTENT), &signer.certificate, &parameters).unwrap();
    let value = signer.key.sign(&prepared.to_be_signed);
    let cms = cms::finish(&prepared, &value, None).unwrap();
    assert_eq!(parse(&cms, Some(CONTENT), &[])[0].integrity, Ok(()));
    bench.write("cms", &cms);
    bench.accepts("rsa.pem", &["-content", "content"]).unwrap();
}

#[test]
fn openssl_accepts_a_signer_added_to_its_own_signature() {
    let Some(bench) = Bench::new() else { return };
    let ours = Signer::alone("ours", Key::p256());
    let theirs = Signer::alone("theirs", Key::rsa());
    bench.add("ours", &ours);
    bench.add("theirs", &theirs);
    let both = [&ours, &theirs]
        .map(|signer| tanba_pki::pem::encode("CERTIFICATE", signer.certificate.der()).unwrap());
    bench.write("both.pem", both.concat().as_bytes());
    for (mode, beside) in [(&["-nodetach", "-stream"][..], None), (&[], Some(CONTENT))] {
        sign(&bench, "theirs", mode);
        let existing = fs::read(bench.path("cms")).unwrap();
        let mut existing = Cursor::new(existing);
        let prepared = cms::prepare_added(
            &mut existing,
            beside.map(Content::Bytes),
            &ours.certificate,
            &Parameters::signed_at(NOW),
        )
        .unwrap();
        let value = ours.key.sign(&prepared.to_be_signed);
        let mut out = Vec::new();
        cms::finish_added(&prepared, &value, None, &mut existing, &mut out).unwrap();
        let found = parse(&out, beside, &[]);
        assert!(found.len() == 2 && found.iter().all(|signature| signature.integrity.is_ok()));
        bench.write("cms", &out);
        let more: &[&str] = match beside {
            Some(_) => &["-content", "content"],
            None => &[],
        };
        bench.accepts("both.pem", more).unwrap();
    }
}

/// Signs `content` with OpenSSL into the file `cms`.
fn sign(bench: &Bench, name: &str, more: &[&str]) {
    let (certificate, key) = (format!("{name}.pem"), format!("{name}.key"));
    let mut arguments = vec![
        "cms", "-sign", "-binary", "-in", "content", "-outform", "DER",
    ];
    arguments.extend(["-out", "cms", "-signer", &certificate, "-inkey", &key]);
    arguments.extend(more);
    bench.run_well(&arguments);
}

#[test]
fn we_accept_what_openssl_signs() {
    let Some(bench) = Bench::new() else { return };
    let pss = ["-keyopt", "rsa_padding_mode:pss"];
    let salt = ["-keyopt", "rsa_pss_saltlen:20"];
    for (name, signer) in signers() {
        bench.add(name, &signer);
        let mut ways: Vec<Vec<&str>> = vec![
            vec![],
            vec!["-nodetach"],
            vec!["-nodetach", "-stream"],
            vec!["-nodetach", "-stream", "-keyid"],
            vec!["-noattr"],
            vec!["-nodetach", "-noattr", "-stream"],
            vec!["-cades"],
            vec!["-md", "sha512"],
            vec!["-nocerts"],
        ];
        if name == "rsa" {
            ways.push(pss.to_vec());
            ways.push([&pss[..], &salt, &["-md", "sha384", "-nodetach"]].concat());
        }
        for way in ways {
            sign(&bench, name, &way);
            let cms = fs::read(bench.path("cms")).unwrap();
            let is_attached = way.contains(&"-nodetach");
            let known = [signer.certificate.clone()];
            let known = if way.contains(&"-nocerts") {
                &known[..]
            } else {
                &[]
            };
            let content = (!is_attached).then_some(CONTENT);
            let found = parse(&cms, content, known);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].integrity, Ok(()), "{name} {way:?}");
            assert_eq!(found[0].names_certificate, way.contains(&"-cades"));
            if is_attached {
                let mut out = Vec::new();
                cms::extract(&mut Cursor::new(&cms), &mut out).unwrap();
                assert_eq!(out, CONTENT);
            } else {
                let defect = match way.contains(&"-noattr") {
                    true => Defect::InvalidSignature,
                    false => Defect::HashMismatch,
                };
                let other = parse(&cms, Some(b"another"), known);
                assert_eq!(other[0].integrity, Err(defect));
            }
        }
    }
}

#[test]
fn we_accept_several_signers_and_find_no_signature_where_there_is_none() {
    let Some(bench) = Bench::new() else { return };
    for (name, signer) in signers() {
        bench.add(name, &signer);
    }
    sign(
        &bench,
        "rsa",
        &[
            "-signer", "p256.pem", "-inkey", "p256.key", "-signer", "p384.pem", "-inkey",
            "p384.key",
        ],
    );
    let found = parse(&fs::read(bench.path("cms")).unwrap(), Some(CONTENT), &[]);
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|signature| signature.integrity.is_ok()));

    bench.run_well(&[
        "crl2pkcs7",
        "-nocrl",
        "-certfile",
        "rsa.pem",
        "-outform",
        "DER",
        "-out",
        "x",
    ]);
    let only_certificates = fs::read(bench.path("x")).unwrap();
    let refused = cms::parse(&mut Cursor::new(only_certificates), None, &[]);
    assert!(matches!(refused, Err(tanba_ades::Error::NoSignature)));
}

#[test]
fn the_gost_engine_accepts_our_rfc_9215_signatures() {
    let Some(bench) = Bench::new() else { return };
    let engine = bench.run(&["engine", "-t", "gost"]);
    if !String::from_utf8_lossy(&engine.stdout).contains("[ available ]") {
        println!("skipped: the_gost_engine_accepts_our_rfc_9215_signatures: no gost engine");
        return;
    }
    for set in [&TC26_512_A, &TC26_256_A] {
        let signer = Signer::alone("gost", Key::gost(set, 11, Dialect::Rfc9215));
        bench.write_certificate("gost", &signer.certificate);
        bench.write("cms", &signer.detached(CONTENT));
        let engine = ["-engine", "gost", "-content", "content"];
        bench.accepts("gost.pem", &engine).unwrap();
        let tampered = ["-engine", "gost", "-content", "other"];
        assert!(bench.accepts("gost.pem", &tampered).is_err());
    }
}

#[test]
fn a_file_is_signed_in_place() {
    let Some(bench) = Bench::new() else { return };
    let issuer = Signer {
        certificate: Template::authority("issuer").self_signed(&Key::gost512(2)),
        key: Key::gost512(2),
    };
    let key = Key::p256();
    let signer = Signer {
        certificate: Template::leaf("leaf").issued_by(&key.public(), &issuer),
        key,
    };
    let path: &Path = &bench.path("large");
    let piece: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
    fs::write(path, piece.repeat(3)).unwrap();
    let parameters = Parameters {
        chain: vec![issuer.certificate.clone()],
        ..Parameters::signed_at(NOW)
    };
    let mut file = fs::File::open(path).unwrap();
    let prepared =
        cms::prepare(Content::Stream(&mut file), &signer.certificate, &parameters).unwrap();
    let value = signer.key.sign(&prepared.to_be_signed);
    let mut out = fs::File::create_new(bench.path("large.p7m")).unwrap();
    let mut content = fs::File::open(path).unwrap();
    cms::finish_attached(&prepared, &value, None, &mut content, &mut out).unwrap();
    let mut signed = fs::File::open(bench.path("large.p7m")).unwrap();
    let found = cms::parse(&mut signed, None, &[]).unwrap();
    assert_eq!(found[0].integrity, Ok(()));
    assert_eq!(found[0].embedded.certificates.len(), 2);
    let mut content = fs::File::open(path).unwrap();
    let found = cms::parse(&mut signed, Some(Content::Stream(&mut content)), &[]).unwrap();
    assert_eq!(found[0].integrity, Ok(()));
}
