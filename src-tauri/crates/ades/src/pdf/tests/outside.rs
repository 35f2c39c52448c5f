//! What other programs say to the documents we write.

use std::path::Path;
use std::process::Command;

use super::super::prepare::Parameters;
use super::{Coverage, Document, coverages, samples, signed};

/// Runs qpdf's check; its second answer is for warnings.
fn check(qpdf: &Path, file: &Path) -> (bool, String) {
    let output = Command::new(qpdf)
        .arg("--check")
        .arg(file)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

#[test]
fn qpdf_finds_nothing_to_complain_of() {
    let Some(qpdf) = tanba_testkit::tool("qpdf") else {
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    let mut documents = samples::all();
    if let Some(sample) =
        tanba_testkit::shared_or_skip("qpdf_finds_nothing_to_complain_of", "sample.pdf")
    {
        documents.push(("sample.pdf", std::fs::read(sample).unwrap()));
    }
    for (name, bytes) in documents {
        let file = directory.path().join("document.pdf");
        std::fs::write(&file, &bytes).unwrap();
        let (clean, said) = check(&qpdf, &file);
        assert!(clean, "{name}, unsigned: {said}");
        let mut document = bytes;
        for count in 1..=2 {
            document = signed(&document, &Parameters::default());
            std::fs::write(&file, &document).unwrap();
            let (clean, said) = check(&qpdf, &file);
            assert!(clean, "{name}, {count} signatures: {said}");
        }
    }
}

#[test]
fn what_qpdf_writes_is_signed() {
    let Some(qpdf) = tanba_testkit::tool("qpdf") else {
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    let (plain, file) = ["plain.pdf", "document.pdf"]
        .map(|name| directory.path().join(name))
        .into();
    let document = samples::Sample::plain().form(true, true).write();
    std::fs::write(&plain, document).unwrap();
    let variants: [&[&str]; 4] = [
        &["--linearize"],
        &["--object-streams=generate"],
        &["--linearize", "--object-streams=generate"],
        &["--qdf"],
    ];
    for options in variants {
        let mut command = Command::new(&qpdf);
        let status = command.args(options).arg(&plain).arg(&file).status();
        assert!(status.unwrap().success(), "{options:?}");
        let mut document = std::fs::read(&file).unwrap();
        for count in 1..=2 {
            document = signed(&document, &Parameters::default());
            let opened = Document::open(&document).unwrap();
            assert!(!opened.xref.repaired, "{options:?}");
            let found = coverages(&document);
            assert_eq!(found.len(), count, "{options:?}");
            assert!(
                found.iter().all(Coverage::is_acceptable),
                "{options:?}: {found:?}"
            );
            std::fs::write(&file, &document).unwrap();
            let (clean, said) = check(&qpdf, &file);
            assert!(clean, "{options:?}: {said}");
        }
    }
}
