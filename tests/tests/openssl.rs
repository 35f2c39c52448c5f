//! CMS with RSA keys: the outside openssl accepts ours, and we accept its.

#![allow(clippy::unwrap_used)]

use std::fs;

use e2e::{Authority, Tanba, flip, succeeds};

fn words(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

#[test]
fn openssl_accepts_our_detached_signature_and_refuses_another_document() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let (document, out) = tanba.signed_letter(&authority, "Құрметті әріптестер!\n");
    let verify = |content: &std::path::Path| {
        let mut command = authority.openssl();
        command.args([
            "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-CAfile", "ca.pem", "-in",
        ]);
        succeeds(
            command
                .arg(&out)
                .arg("-content")
                .arg(content)
                .args(["-out", "content"]),
        )
    };
    assert!(verify(&document));
    assert!(!verify(&flip(&document, "Құрметті".as_bytes())));
}

#[test]
fn openssl_accepts_our_attached_signature() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let document = tanba.document("letter.txt", "attached text, to be found again");
    let out = tanba.folder().join("letter.p7m");
    tanba.sign(
        &document,
        &authority.file("signer.p12"),
        authority.password(),
        &["--attached"],
        &out,
    );
    let verify = |signature: &std::path::Path| {
        let mut command = authority.openssl();
        command.args([
            "cms", "-verify", "-binary", "-inform", "DER", "-CAfile", "ca.pem", "-in",
        ]);
        succeeds(command.arg(signature).args(["-out", "content"]))
    };
    assert!(verify(&out));
    assert_eq!(
        fs::read(authority.file("content")).unwrap(),
        fs::read(&document).unwrap()
    );
    assert!(!verify(&flip(&out, b"attached ")));
}

#[test]
fn we_accept_what_openssl_signs_and_refuse_it_tampered() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let document = tanba.document("letter.txt", "signed by openssl, read by us");
    for (name, arguments) in [
        ("detached.p7s", "cms -sign -binary -cades -outform DER"),
        ("attached.p7m", "cms -sign -binary -nodetach -outform DER"),
        ("pss.p7m", "cms -sign -binary -nodetach -outform DER"),
        (
            "stream.p7m",
            "cms -sign -binary -nodetach -stream -outform DER",
        ),
    ] {
        let out = tanba.folder().join(name);
        let mut command = authority.openssl();
        command.args(arguments.split(' ')).args([
            "-signer",
            "signer.pem",
            "-inkey",
            "signer.key",
            "-md",
            "sha256",
        ]);
        if name == "pss.p7m" {
            // Belongs to the signer named before it.
            command.args(["-keyopt", "rsa_padding_mode:pss"]);
        }
        assert!(
            succeeds(command.arg("-in").arg(&document).arg("-out").arg(&out)),
            "{name}"
        );
        let content = document.to_str().unwrap();
        let trust = authority.trust();
        let mut arguments = words(&trust);
        if name == "detached.p7s" {
            arguments.extend(["--content", content]);
        }
        let answer = tanba.verify(&out, &arguments);
        answer.assert_passed();
        assert_eq!(
            answer.text("/signatures/0/signer/common_name"),
            "OUTSIDER OLGA",
            "{name}"
        );
        if name != "detached.p7s" {
            tanba
                .verify(&flip(&out, b"signed by "), &words(&trust))
                .assert_failed("HASH_FAILURE");
        }
    }
}

#[test]
fn a_stranger_is_not_trusted() {
    let (Some(authority), Some(stranger)) = (Authority::make(), Authority::make()) else {
        return;
    };
    let tanba = Tanba::new();
    let (_, out) = tanba.signed_letter(&authority, "who is this?");
    // The same names, other keys: the path does not hold.
    let answer = tanba.verify(&out, &words(&stranger.trust()));
    answer.assert_indication(2, "INDETERMINATE");
}
