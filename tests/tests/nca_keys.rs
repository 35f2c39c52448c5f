//! The NCA's test keys, from the key file to a signature that verifies, offline.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use e2e::{Tanba, flip};
use tanba_testkit::{shared, shared_or_skip};

const PASSWORD: &str = "Qwerty12";

/// The folder of the NCA's test keys and the arguments that trust them.
fn nca(test: &str) -> Option<(PathBuf, [String; 4])> {
    let crl = shared_or_skip(test, "nca-test/nca_gost2022_test.crl")?;
    let trust = ["--environment", "test", "--crl", crl.to_str()?].map(str::to_owned);
    Some((crl.parent()?.to_owned(), trust))
}

fn words(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

/// A person with a copy of the sample document.
fn person() -> Option<(Tanba, PathBuf)> {
    let tanba = Tanba::new();
    let document = tanba.copy(&shared("sample.pdf")?);
    Some((tanba, document))
}

#[test]
fn every_key_file_opens() {
    let Some((nca, _)) = nca("every_key_file_opens") else {
        return;
    };
    let keys = [
        "individual/individual_valid.p12",
        "individual/individual_revoked.p12",
        "legal/employee_signright_valid.p12",
        "legal/head_revoked.p12",
        "legal/head_valid.p12",
    ];
    for key in keys {
        let (tanba, document) = person().unwrap();
        let out = tanba.folder().join("out.p7s");
        tanba.sign(&document, &nca.join(key), PASSWORD, &["--detached"], &out);
    }
}

#[test]
fn the_old_rsa_key_opens_and_signs_only_when_allowed() {
    let Some(key) = shared_or_skip("the_old_rsa_key", "legacy/rsa_individual_sign.p12") else {
        return;
    };
    let (tanba, document) = person().unwrap();
    let out = tanba.folder().join("out.p7s");
    let refused = tanba.try_sign(&document, &key, PASSWORD, &["--detached"], &out);
    assert_eq!(refused.code, 70, "{refused:#?}");
    assert!(!out.exists());
    assert!(
        refused.output.contains("key-expired") || refused.errors.contains("key-expired"),
        "{refused:#?}"
    );
    tanba.sign(
        &document,
        &key,
        PASSWORD,
        &["--detached", "--allow-expired"],
        &out,
    );
}

#[test]
fn a_detached_signature_finds_its_document() {
    let Some((nca, trust)) = nca("a_detached_signature") else {
        return;
    };
    let (tanba, document) = person().unwrap();
    let key = nca.join("individual/individual_valid.p12");
    let out = document.with_file_name("sample.pdf.p7s");
    tanba.sign(&document, &key, PASSWORD, &["--detached"], &out);

    let answer = tanba.verify(&out, &words(&trust));
    answer.assert_passed();
    assert_eq!(answer.text("/signatures/0/signer/iin"), "123456789011");
    assert_eq!(answer.text("/signatures/0/level").to_uppercase(), "B");

    let tampered = flip(&document, b"%PDF-2.");
    let mut arguments = words(&trust);
    arguments.extend(["--content", tampered.to_str().unwrap()]);
    tanba.verify(&out, &arguments).assert_failed("HASH_FAILURE");
}

#[test]
fn an_attached_signature_carries_its_document() {
    let Some((nca, trust)) = nca("an_attached_signature") else {
        return;
    };
    let (tanba, document) = person().unwrap();
    let key = nca.join("individual/individual_valid.p12");
    let out = document.with_file_name("attached.p7m");
    tanba.sign(&document, &key, PASSWORD, &["--attached"], &out);
    tanba.verify(&out, &words(&trust)).assert_passed();

    let tampered = flip(&out, b"%PDF-2.");
    tanba
        .verify(&tampered, &words(&trust))
        .assert_failed("HASH_FAILURE");

    let extracted = tanba.folder().join("extracted.pdf");
    let answer = tanba.ask(&[
        "extract",
        out.to_str().unwrap(),
        "--out",
        extracted.to_str().unwrap(),
    ]);
    assert_eq!(answer.code, 0, "{answer:#?}");
    assert!(std::fs::read(extracted).unwrap() == std::fs::read(document).unwrap());
}

#[test]
fn a_signed_pdf_takes_a_second_signature() {
    let Some((nca, trust)) = nca("a_signed_pdf") else {
        return;
    };
    let (tanba, document) = person().unwrap();
    let once = document.with_file_name("once.pdf");
    let twice = document.with_file_name("twice.pdf");
    let pades = ["--form", "pades"];
    tanba.sign(
        &document,
        &nca.join("individual/individual_valid.p12"),
        PASSWORD,
        &pades,
        &once,
    );
    tanba.verify(&once, &words(&trust)).assert_passed();
    tanba.sign(
        &once,
        &nca.join("legal/head_valid.p12"),
        PASSWORD,
        &pades,
        &twice,
    );
    let answer = tanba.verify(&twice, &words(&trust));
    answer.assert_passed();
    assert_eq!(
        answer.json["signatures"].as_array().map(Vec::len),
        Some(2),
        "{answer:#?}"
    );
    assert_eq!(answer.text("/signatures/1/signer/bin"), "123456789021");

    let tampered = flip(&once, b"%PDF-2.");
    tanba
        .verify(&tampered, &words(&trust))
        .assert_failed("HASH_FAILURE");
}

#[test]
fn another_signer_joins_a_cms() {
    let Some((nca, trust)) = nca("another_signer") else {
        return;
    };
    let (tanba, document) = person().unwrap();
    let once = document.with_file_name("once.p7s");
    let twice = document.with_file_name("twice.p7s");
    let content = ["--content", document.to_str().unwrap()];
    tanba.sign(
        &document,
        &nca.join("individual/individual_valid.p12"),
        PASSWORD,
        &["--detached"],
        &once,
    );
    let key = nca.join("legal/employee_signright_valid.p12");
    tanba.sign(
        &once,
        &key,
        PASSWORD,
        &["--add", content[0], content[1]],
        &twice,
    );
    let mut arguments = words(&trust);
    arguments.extend(content);
    let answer = tanba.verify(&twice, &arguments);
    answer.assert_passed();
    assert_eq!(
        answer.json["signatures"].as_array().map(Vec::len),
        Some(2),
        "{answer:#?}"
    );
}

fn revoked(test: &str, key: &str) {
    let Some((nca, trust)) = nca(test) else {
        return;
    };
    let (tanba, document) = person().unwrap();
    for (arguments, name) in [
        (&["--detached"][..], "sample.pdf.p7s"),
        (&["--attached"], "attached.p7m"),
        (&["--form", "pades"], "signed.pdf"),
    ] {
        let out = document.with_file_name(name);
        tanba.sign(&document, &nca.join(key), PASSWORD, arguments, &out);
        let answer = tanba.verify(&out, &words(&trust));
        assert_ne!(answer.code, 0, "{answer:#?}");
        assert!(
            answer.text("/sub_indication").contains("REVOKED"),
            "{answer:#?}"
        );
        let said = answer.json["signatures"][0].to_string();
        assert!(
            said.contains("revoked_at") || said.contains("202"),
            "since when: {answer:#?}"
        );
    }
}

#[test]
fn a_revoked_person_is_refused() {
    revoked("a_revoked_person", "individual/individual_revoked.p12");
}

#[test]
fn a_revoked_head_is_refused() {
    revoked("a_revoked_head", "legal/head_revoked.p12");
}

#[test]
fn the_environments_do_not_mix() {
    let Some((nca, trust)) = nca("the_environments") else {
        return;
    };
    let (tanba, document) = person().unwrap();
    let out = document.with_file_name("sample.pdf.p7s");
    tanba.sign(
        &document,
        &nca.join("individual/individual_valid.p12"),
        PASSWORD,
        &["--detached"],
        &out,
    );
    let crl = trust[3].as_str();
    let answer = tanba.verify(&out, &["--environment", "production", "--crl", crl]);
    answer.assert_indication(2, "INDETERMINATE");
    assert_eq!(
        answer.text("/sub_indication"),
        "NO_CERTIFICATE_CHAIN_FOUND",
        "{answer:#?}"
    );
}

#[test]
fn without_a_crl_revocation_is_unknown() {
    let Some((nca, _)) = nca("without_a_crl") else {
        return;
    };
    let (tanba, document) = person().unwrap();
    let out = document.with_file_name("sample.pdf.p7s");
    tanba.sign(
        &document,
        &nca.join("individual/individual_valid.p12"),
        PASSWORD,
        &["--detached"],
        &out,
    );
    tanba
        .verify(&out, &["--environment", "test"])
        .assert_indication(2, "INDETERMINATE");
}

#[test]
fn kalkans_xml_verifies_cryptographically() {
    let test = "kalkans_xml";
    let Some(signed) = shared_or_skip(test, "kalkan/xml_simple_signed.xml") else {
        return;
    };
    let tanba = Tanba::new();
    // Its certificate may have expired or be unknown; its digests and signature must hold.
    let answer = tanba.verify(&signed, &["--environment", "test"]);
    assert_eq!(
        answer.json["signatures"].as_array().map(Vec::len),
        Some(1),
        "{answer:#?}"
    );
    assert_ne!(answer.text("/indication"), "TOTAL-FAILED", "{answer:#?}");
}

#[test]
fn a_cms_with_two_signers_is_understood() {
    let Some(cms) = shared_or_skip("two_signers", "kalkan/attached_gost512_and_rsa.cms") else {
        return;
    };
    let tanba = Tanba::new();
    let answer = tanba.verify(&cms, &["--environment", "test"]);
    assert_eq!(
        answer.json["signatures"].as_array().map(Vec::len),
        Some(2),
        "{answer:#?}"
    );
    assert_ne!(answer.text("/indication"), "TOTAL-FAILED", "{answer:#?}");
    assert_extracts(&tanba, &cms);
}

fn assert_extracts(tanba: &Tanba, cms: &Path) {
    let out = tanba.folder().join("content.txt");
    let answer = tanba.ask(&[
        "extract",
        cms.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(answer.code, 0, "{answer:#?}");
    assert_eq!(std::fs::read(out).unwrap(), b"test123");
}

#[test]
fn the_production_chains_hold_and_revocation_is_unknown() {
    let test = "the_production_chains";
    for ca in [
        "nca-prod-ca/nca_gost_2022.pem",
        "nca-prod-ca/nca_rsa_2022.cer",
    ] {
        let Some(ca) = shared_or_skip(test, ca) else {
            return;
        };
        let tanba = Tanba::new();
        let answer = tanba.ask(&[
            "cert",
            "verify",
            ca.to_str().unwrap(),
            "--offline",
            "--json",
        ]);
        // The issuing CAs are anchors themselves: nothing is left to ask about them.
        answer.assert_passed();
    }
    for (ca, root) in [
        (
            "nca-prod-ca/nca_gost_2022.pem",
            "nca-prod-ca/root_gost_2022.pem",
        ),
        (
            "nca-prod-ca/nca_rsa_2022.cer",
            "nca-prod-ca/root_rsa_2020.cer",
        ),
    ] {
        let (ca, root) = (shared(ca).unwrap(), shared(root).unwrap());
        let tanba = Tanba::new();
        let arguments = [
            "cert",
            "verify",
            ca.to_str().unwrap(),
            "--offline",
            "--json",
            "--trust",
        ];
        let answer = tanba.ask(&[&arguments[..], &[root.to_str().unwrap()]].concat());
        answer.assert_indication(2, "INDETERMINATE");
        let sub_indication = answer.text("/sub_indication");
        assert!(
            ["TRY_LATER", "NO_POE"].contains(&sub_indication),
            "{answer:#?}"
        );
    }
}
