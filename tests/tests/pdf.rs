//! PAdES with RSA keys: pdfsig and pyHanko accept ours, and we accept pyHanko's.

#![allow(clippy::unwrap_used)]

use std::process::Command;

use e2e::{Authority, Tanba, flip, output, pyhanko_accepts, succeeds, write_pdf};
use tanba_testkit::tool;

fn signed(tanba: &Tanba, authority: &Authority) -> std::path::PathBuf {
    let document = tanba.folder().join("page.pdf");
    write_pdf(&document, "signed page");
    let out = tanba.folder().join("signed.pdf");
    tanba.sign(
        &document,
        &authority.file("signer.p12"),
        authority.password(),
        &["--form", "pades"],
        &out,
    );
    out
}

#[test]
fn pdfsig_accepts_ours_and_refuses_it_tampered() {
    let (Some(pdfsig), Some(authority)) = (tool("pdfsig"), Authority::make()) else {
        return;
    };
    let tanba = Tanba::new();
    let out = signed(&tanba, &authority);
    let said = output(Command::new(&pdfsig).args(["-nocert"]).arg(&out));
    assert!(said.contains("Signature is Valid"), "{said}");
    assert!(said.contains("Total document signed"), "{said}");
    assert!(said.contains("ETSI.CAdES.detached"), "{said}");
    let tampered = flip(&out, b"signed ");
    let said = Command::new(&pdfsig)
        .args(["-nocert"])
        .arg(&tampered)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(!said.contains("Signature is Valid"), "{said}");
}

#[test]
fn pyhanko_accepts_ours_and_refuses_it_tampered() {
    let (Some(pyhanko), Some(authority)) = (tool("pyhanko"), Authority::make()) else {
        return;
    };
    let tanba = Tanba::new();
    let out = signed(&tanba, &authority);
    assert!(pyhanko_accepts(&pyhanko, &authority, &out));
    assert!(!pyhanko_accepts(
        &pyhanko,
        &authority,
        &flip(&out, b"signed ")
    ));
}

#[test]
fn we_accept_what_pyhanko_signs_and_refuse_it_tampered() {
    let (Some(pyhanko), Some(authority)) = (tool("pyhanko"), Authority::make()) else {
        return;
    };
    let tanba = Tanba::new();
    let document = tanba.folder().join("page.pdf");
    write_pdf(&document, "signed page");
    let out = tanba.folder().join("signed.pdf");
    let mut command = Command::new(pyhanko);
    command
        .current_dir(authority.folder())
        .args([
            "sign",
            "addsig",
            "--field",
            "Signature1",
            "--use-pades",
            "pemder",
            "--no-pass",
        ])
        .args([
            "--key",
            "signer.key",
            "--cert",
            "signer.pem",
            "--chain",
            "ca.pem",
        ])
        .arg(&document)
        .arg(&out);
    assert!(succeeds(&mut command));
    let trust = authority.trust();
    let trust: Vec<&str> = trust.iter().map(String::as_str).collect();
    tanba.verify(&out, &trust).assert_passed();
    tanba
        .verify(&flip(&out, b"signed "), &trust)
        .assert_failed("HASH_FAILURE");
}

#[test]
fn a_second_signature_leaves_the_first_valid_for_others_too() {
    let (Some(pdfsig), Some(authority)) = (tool("pdfsig"), Authority::make()) else {
        return;
    };
    let tanba = Tanba::new();
    let once = signed(&tanba, &authority);
    let twice = tanba.folder().join("twice.pdf");
    tanba.sign(
        &once,
        &authority.file("signer.p12"),
        authority.password(),
        &["--form", "pades"],
        &twice,
    );
    let said = output(Command::new(&pdfsig).args(["-nocert"]).arg(&twice));
    assert_eq!(said.matches("Signature is Valid").count(), 2, "{said}");
}
