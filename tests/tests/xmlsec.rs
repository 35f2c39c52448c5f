//! XML-DSig with RSA keys: xmlsec1 accepts ours, and we accept its.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use e2e::{Authority, Tanba, flip, succeeds};
use tanba_testkit::tool;

const TEXT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<letter><to>Әсел</to><text>signed text</text></letter>\n";

fn xmlsec_verifies(authority: &Authority, xmlsec: &Path, file: &Path) -> bool {
    let mut command = Command::new(xmlsec);
    command
        .args(["--verify", "--trusted-pem"])
        .arg(authority.file("ca.pem"))
        .arg(file);
    succeeds(&mut command)
}

#[test]
fn xmlsec_accepts_ours_and_refuses_it_tampered() {
    let (Some(xmlsec), Some(authority)) = (tool("xmlsec1"), Authority::make()) else {
        return;
    };
    let tanba = Tanba::new();
    let document = tanba.document("letter.xml", TEXT);
    let out = tanba.folder().join("signed.xml");
    tanba.sign(
        &document,
        &authority.file("signer.p12"),
        authority.password(),
        &["--form", "xml"],
        &out,
    );
    assert!(xmlsec_verifies(&authority, &xmlsec, &out));
    assert!(!xmlsec_verifies(
        &authority,
        &xmlsec,
        &flip(&out, b"signed ")
    ));
}

#[test]
fn we_accept_what_xmlsec_signs_and_refuse_it_tampered() {
    let (Some(xmlsec), Some(authority)) = (tool("xmlsec1"), Authority::make()) else {
        return;
    };
    let tanba = Tanba::new();
    let template = TEXT.replace(
        "</letter>",
        "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignedInfo>\
         <CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\
         <SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>\
         <Reference URI=\"\"><Transforms>\
         <Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>\
         <Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></Transforms>\
         <DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><DigestValue/></Reference>\
         </SignedInfo><SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature></letter>",
    );
    let template = tanba.document("template.xml", template);
    let out = tanba.folder().join("signed.xml");
    let key = format!(
        "{},{}",
        authority.file("signer.key").display(),
        authority.file("signer.pem").display()
    );
    let mut command = Command::new(xmlsec);
    command
        .args(["--sign", "--privkey-pem", &key, "--output"])
        .arg(&out)
        .arg(&template);
    assert!(succeeds(&mut command));
    assert!(fs::metadata(&out).is_ok());
    let trust = authority.trust();
    let trust: Vec<&str> = trust.iter().map(String::as_str).collect();
    tanba.verify(&out, &trust).assert_passed();
    tanba
        .verify(&flip(&out, b"signed "), &trust)
        .assert_failed("HASH_FAILURE");
}
