//! A key from the authority, from the request to a signature.

use std::fs;

use e2e::{Practice, Tanba, output, sample_pdf};
use tanba_testkit::tool;

use crate::world::{PASSWORD, issued, key_of, keys, names, new_key};

#[test]
fn a_practice_key_signs_and_is_trusted_in_practice_alone() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let answer = new_key(&tanba, &practice.url(""), &practice.invite(&[]), &[]);
    let key = key_of(&answer);
    let fingerprint = answer.text("/authority/fingerprint").to_owned();
    assert_eq!(
        fingerprint,
        practice.http("GET", "/authority", &[], &[]).json()["fingerprint"]
    );
    assert_eq!(answer.json["authority"]["first_contact"], true);
    assert_eq!(answer.text("/environment"), "practice");
    let name = format!("GOST512_{}", answer.text("/key_identifier"));
    assert_eq!(
        names(&tanba),
        [format!("{name}.cer"), format!("{name}.p12")]
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&key).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    let listed = tanba.ask(&["environment", "list", "--json"]);
    let environment = &listed.json["environments"][2];
    assert_eq!(environment["name"], "practice", "{listed:#?}");
    assert_eq!(environment["fingerprint"], fingerprint.as_str());
    let known = tanba.ask(&["keys", key.to_str().unwrap(), "--json"]);
    assert!(known.output.contains("practice-key"), "{known:#?}");

    // Neither a time-stamping authority nor an environment is named for signing.
    let document = tanba.document("letter.pdf", sample_pdf("practice"));
    let signed = tanba.folder().join("signed.pdf");
    let words = [
        "sign",
        document.to_str().unwrap(),
        "--key",
        key.to_str().unwrap(),
    ];
    let form = ["--form", "pades", "--level", "t", "--password-stdin"];
    let end = ["--out", signed.to_str().unwrap(), "--json"];
    let answer = tanba.ask_with(
        &format!("{PASSWORD}\n"),
        &[&words[..], &form, &end].concat(),
    );
    assert_eq!(answer.code, 0, "{answer:#?}");

    let verify = |more: &[&str]| {
        let words = ["verify", signed.to_str().unwrap(), "--json"];
        tanba.ask(&[&words[..], more].concat())
    };
    let answer = verify(&["--environment", "practice"]);
    answer.assert_passed();
    assert_eq!(answer.text("/environment"), "practice");
    assert_eq!(answer.text("/signatures/0/level"), "T", "{answer:#?}");
    let found = answer.json["signatures"][0]["findings"].to_string();
    assert!(found.contains("\"practice-certificate\""), "{answer:#?}");

    // Everywhere else it is said what it is, and nothing passes.
    for environment in [None, Some("production"), Some("test")] {
        let more: Vec<&str> = environment
            .map(|name| vec!["--environment", name])
            .unwrap_or_default();
        let answer = verify(&more);
        answer.assert_indication(2, "INDETERMINATE");
        assert_eq!(
            answer.text("/environment"),
            environment.unwrap_or("production")
        );
        let first = &answer.json["signatures"][0]["findings"][0]["finding"];
        assert_eq!(first, "practice-certificate-elsewhere", "{answer:#?}");
    }

    // What a person made does not come under that name, and it goes as a whole.
    let root = practice.write("root.cer", practice.fetch("/certificates/root_gost.cer"));
    let added = tanba.ask(&[
        "environment",
        "add",
        "practice",
        root.to_str().unwrap(),
        "--json",
    ]);
    assert_eq!(
        added.text("/failure/code"),
        "environments-mixed",
        "{added:#?}"
    );
    assert_eq!(tanba.ask(&["environment", "remove", "practice"]).code, 0);
    let answer = verify(&["--environment", "practice"]);
    assert_eq!(answer.text("/failure/code"), "environment-unknown");
}

#[test]
fn a_revoked_practice_key_does_not_pass() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let key = key_of(&new_key(
        &tanba,
        &practice.url(""),
        &practice.invite(&[]),
        &[],
    ));
    let document = tanba.document("letter.txt", "text");
    let signed = tanba.folder().join("letter.txt.p7s");
    tanba.sign(&document, &key, PASSWORD, &[], &signed);
    let person = issued(&practice).remove(0);
    let serial_number = person.split('\t').next().unwrap();
    practice.say("revoke", &[serial_number]);
    let words = ["verify", signed.to_str().unwrap(), "--json"];
    let answer = tanba.ask(&[&words[..], &["--environment", "practice"]].concat());
    assert_ne!(answer.code, 0, "{answer:#?}");
    assert!(answer.output.contains("certificate-revoked"), "{answer:#?}");
}

#[test]
fn the_words_say_who_certified_and_what_it_is_worth() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let (url, token) = (practice.url(""), practice.invite(&[]));
    let out = keys(&tanba);
    let words = [
        "--lang",
        "en",
        "key",
        "new",
        "--authority",
        &url,
        "--token",
        "-",
    ];
    let end = ["--out", out.to_str().unwrap(), "--password-stdin"];
    let input = format!("{token}\n{PASSWORD}\n");
    let answer = tanba.ask_with(&input, &[&words[..], &end].concat());
    assert_eq!(answer.code, 0, "{answer:#?}");
    let fingerprint = &practice.http("GET", "/authority", &[], &[]).json()["fingerprint"];
    for said in [
        "Written: ",
        "Certified by TANBA ТӘЖІРИБЕ / PRACTICE",
        fingerprint.as_str().unwrap(),
        "for the first time",
        "bind nobody",
    ] {
        assert!(answer.output.contains(said), "{said}: {answer:#?}");
    }
    assert!(!format!("{answer:?}").contains(&token));
}

#[test]
fn openssl_opens_an_rsa_key_from_the_authority() {
    let Some(openssl) = tool("openssl") else {
        return;
    };
    let practice = Practice::start();
    let tanba = Tanba::new();
    let token = practice.invite(&[]);
    let answer = new_key(
        &tanba,
        &practice.url(""),
        &token,
        &["--algorithm", "rsa-2048"],
    );
    let key = key_of(&answer);
    assert!(names(&tanba)[1].starts_with("RSA256_"), "{answer:#?}");
    let (root, issuing) = practice.write_authorities("rsa");
    let opened = output(
        std::process::Command::new(&openssl)
            .args(["pkcs12", "-legacy", "-nokeys", "-passin"])
            .arg(format!("pass:{PASSWORD}"))
            .arg("-in")
            .arg(&key),
    );
    let leaf = practice.write("leaf.pem", &opened);
    let verified = output(
        std::process::Command::new(openssl)
            .arg("verify")
            .arg("-CAfile")
            .arg(root)
            .arg("-untrusted")
            .arg(issuing)
            .arg(leaf),
    );
    assert!(verified.contains("OK"), "{verified}");
}
