//! pdfsig and pyHanko accept what we sign and refuse it when tampered with; we accept what pyHanko signs.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use support::{Key, NOW, Signer};
use tanba_ades::Error;
use tanba_ades::parsed::TimeStampKind;
use tanba_ades::pdf::{self, Coverage, Parameters};
use tanba_pki::digest::DigestAlgorithm;
use tanba_testkit::{note, shared, tool};

struct Bench {
    directory: tempfile::TempDir,
    signer: Signer,
}

impl Bench {
    fn new() -> Self {
        let bench = Self {
            directory: tempfile::tempdir().unwrap(),
            signer: Signer::alone("outside", Key::rsa()),
        };
        let certificate = bench.signer.certificate.der();
        let pem = tanba_pki::pem::encode("CERTIFICATE", certificate).unwrap();
        bench.write("certificate.pem", pem.as_bytes());
        bench.write("key.pem", &bench.signer.key.pem());
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn sign(&self, document: &[u8]) -> Vec<u8> {
        let parameters = Parameters {
            signed_at: Some(NOW),
            reason: Some("Бекітілді".to_owned()),
            ..Parameters::default()
        };
        let prepared = pdf::prepare(document, &self.signer.certificate, &parameters).unwrap();
        let value = self.signer.key.sign(&prepared.to_be_signed);
        let update = pdf::finish(&prepared, &value, None).unwrap();
        [document, &update].concat()
    }
}

fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let mut documents = vec![("table", support::pdf::PLAIN.to_vec())];
    documents.push(("streams", support::pdf::streams()));
    documents.extend(shared("sample.pdf").map(|path| ("sample.pdf", fs::read(path).unwrap())));
    documents
}

/// A change in the first, signed part: of the page's size, which every reader looks at.
fn tampered(document: &[u8]) -> Vec<u8> {
    let mut document = document.to_vec();
    let at = document
        .windows(3)
        .position(|window| window == b"612")
        .unwrap();
    document[at] = b'5';
    document
}

#[test]
fn pdfsig_agrees() {
    let Some(pdfsig) = tool("pdfsig") else { return };
    let bench = Bench::new();
    let ask = |document: &[u8]| {
        bench.write("document.pdf", document);
        let output = Command::new(&pdfsig)
            .args(["-nocert", "document.pdf"])
            .current_dir(bench.directory.path())
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    for (name, document) in documents() {
        let first = bench.sign(&document);
        let said = ask(&first);
        assert_eq!(
            said.matches("Signature is Valid.").count(),
            1,
            "{name}: {said}"
        );
        assert!(said.contains("ETSI.CAdES.detached"), "{name}: {said}");
        assert!(said.contains("Total document signed"), "{name}: {said}");
        let second = bench.sign(&first);
        let said = ask(&second);
        assert_eq!(
            said.matches("Signature is Valid.").count(),
            2,
            "{name}: {said}"
        );
        let said = ask(&tampered(&second));
        assert_eq!(
            said.matches("Signature is Valid.").count(),
            0,
            "{name}: {said}"
        );
    }
}

/// The Python that has pyHanko.
fn pyhanko() -> Option<PathBuf> {
    let python = tool("python3")?;
    let asked = Command::new(&python)
        .args(["-c", "import pyhanko.sign"])
        .output();
    if asked.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    note("skipped: pyHanko is not installed");
    None
}

impl Bench {
    fn python(&self, python: &PathBuf, arguments: &[&str]) -> Result<String, String> {
        let script = support::root().join("tests/support/with_pyhanko.py");
        let output = Command::new(python)
            .arg(script)
            .args(arguments)
            .current_dir(self.directory.path())
            .output()
            .unwrap();
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }
}

#[test]
fn pyhanko_accepts_ours() {
    let Some(python) = pyhanko() else { return };
    let bench = Bench::new();
    let moment = NOW.unix_timestamp().to_string();
    let mut arguments = vec!["verify", "certificate.pem", &moment];
    let mut expected = Vec::new();
    let documents = documents();
    let names: Vec<String> = (0..3 * documents.len())
        .map(|n| format!("{n}.pdf"))
        .collect();
    for ((_, document), names) in documents.iter().zip(names.chunks(3)) {
        let first = bench.sign(document);
        let second = bench.sign(&first);
        for (name, signed) in names.iter().zip([&first, &second, &tampered(&second)]) {
            bench.write(name, signed);
            arguments.push(name);
        }
        let [alone, both, broken] = names else {
            panic!()
        };
        expected.push(format!(
            "{alone}\nSignature1 intact valid trusted good ENTIRE_FILE\n"
        ));
        expected.push(format!(
            "{both}\nSignature1 intact valid trusted good ENTIRE_REVISION\n\
             Signature2 intact valid trusted good ENTIRE_FILE\n"
        ));
        expected.push(format!("{broken}\n"));
    }
    let mut said = bench.python(&python, &arguments).unwrap();
    for expected in expected {
        assert!(said.starts_with(&expected), "{expected} but: {said}");
        let rest = said.split_off(expected.len());
        // Of the broken one all that matters is that it is not good.
        let next = rest
            .find(".pdf\n")
            .map(|at| rest[..at].rfind('\n').map_or(0, |at| at + 1));
        let (about, rest) = rest.split_at(next.unwrap_or(rest.len()));
        assert!(!about.contains("good"), "{expected}{about}");
        said = rest.to_owned();
    }
}

#[test]
fn we_accept_pyhankos() {
    let Some(python) = pyhanko() else { return };
    let bench = Bench::new();
    let sign = |document: &[u8], options: &[&str]| {
        bench.write("in.pdf", document);
        let arguments = ["sign", "in.pdf", "out.pdf", "key.pem", "certificate.pem"];
        bench
            .python(&python, &[&arguments, options].concat())
            .unwrap();
        fs::read(bench.path("out.pdf")).unwrap()
    };
    let read = |document: &[u8]| {
        let signatures = pdf::signatures(document, &[]).unwrap();
        for signature in &signatures {
            assert_eq!(
                signature.parsed.integrity,
                Ok(()),
                "{:?}",
                signature.coverage
            );
        }
        let mut coverages = signatures.into_iter().map(|signature| signature.coverage);
        assert_eq!(coverages.next_back(), Some(Coverage::WholeDocument));
        assert!(
            coverages
                .clone()
                .all(|coverage| coverage == Coverage::FollowedBySignatures)
        );
        coverages.len() + 1
    };
    // One of each kind: starting Python takes its time.
    for (name, document) in documents().into_iter().skip(1) {
        let first = sign(&document, &[]);
        assert_eq!(read(&first), 1, "{name}");
        // In turns, as people with different programs do.
        let second = bench.sign(&first);
        let third = sign(&second, &["pkcs7"]);
        let fourth = bench.sign(&third);
        assert_eq!(read(&fourth), 4, "{name}");
        let broken = pdf::signatures(&tampered(&fourth), &[]).unwrap();
        assert!(
            broken
                .iter()
                .all(|signature| signature.parsed.integrity.is_err()),
            "{name}"
        );

        let closed = sign(&document, &["certify=1"]);
        assert_eq!(read(&closed), 1, "{name}");
        let refused = pdf::prepare(&closed, &bench.signer.certificate, &Parameters::default());
        let refused = matches!(refused, Err(Error::Pdf(pdf::Error::ChangesForbidden)));
        assert!(refused, "{name}");
        let open = sign(&document, &["certify=2"]);
        assert_eq!(read(&bench.sign(&open)), 2, "{name}");
    }
}

#[test]
fn a_document_time_stamp_counts_for_the_signatures_before_it() {
    let Some(python) = pyhanko() else { return };
    let bench = Bench::new();
    bench.write("in.pdf", &bench.sign(&support::pdf::streams()));
    let arguments = ["stamp", "in.pdf", "out.pdf", "key.pem", "certificate.pem"];
    bench.python(&python, &arguments).unwrap();
    let document = fs::read(bench.path("out.pdf")).unwrap();
    let signatures = pdf::signatures(&document, &[]).unwrap();
    let [signature] = signatures.as_slice() else {
        panic!("{signatures:?}")
    };
    assert_eq!(signature.coverage, Coverage::FollowedBySignatures);
    let [stamp] = signature.parsed.time_stamps.as_slice() else {
        panic!("{signature:?}")
    };
    assert_eq!(stamp.kind, TimeStampKind::Document);
    let imprint = stamp.covered.digest(DigestAlgorithm::Sha256).unwrap();
    // The token states the imprint as it is.
    assert!(
        stamp
            .token
            .windows(imprint.len())
            .any(|window| window == imprint)
    );
    let later = bench.sign(&document);
    let signatures = pdf::signatures(&later, &[]).unwrap();
    let stamps: Vec<_> = signatures
        .iter()
        .map(|found| found.parsed.time_stamps.len())
        .collect();
    assert_eq!(stamps, [1, 0]);
}
