//! The head of a company, from nothing to a renewed key.

use std::path::Path;

use e2e::Practice;
use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::ocsp::{CertificateId, OcspRequest, OcspResponse, OcspStatus};
use time::Duration;

use crate::world::{PASSWORD, World};

/// What the authority's responder says.
fn status(practice: &Practice, certificate: &Certificate) -> OcspStatus {
    let issuer = practice.fetch("/certificates/ca_gost.cer");
    let issuer = Certificate::from_der(&issuer).unwrap();
    let digest = DigestAlgorithm::Sha256;
    let request = OcspRequest {
        certificate_id: CertificateId::new(certificate, issuer.spki_der(), digest).unwrap(),
        nonce: None,
    };
    let headers = ["Content-Type: application/ocsp-request"];
    let answer = practice.http("POST", "/ocsp", &headers, &request.to_der());
    let response = OcspResponse::from_der(&answer.body).unwrap();
    let basic = response.basic.as_ref().unwrap();
    request.answer(basic).unwrap().status
}

fn certificate(key: &str) -> Certificate {
    let pem = std::fs::read(Path::new(key).with_extension("cer")).unwrap();
    Certificate::from_bytes(&pem).unwrap()
}

#[test]
fn a_head_applies_installs_signs_renews_and_revokes() {
    let world = World::new();
    let (bin, iin) = world.company();
    let (id, number) = world.started(&bin, &["--email", "head@example.kz"]);
    let groups: Vec<&str> = number.split('-').collect();
    assert!(groups.iter().all(|group| group.len() == 4) && groups.len() == 3);
    let listed = world.list();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["awaiting"], "verification");
    assert_eq!(listed[0]["holds"].as_array().unwrap().len(), 1);
    let form = world.tanba.folder().join("form.pdf");
    let out = form.to_str().unwrap();
    let saved = world.tanba.ask(&["enrol", "form", &id, "--out", out]);
    assert_eq!(saved.code, 0, "{saved:#?}");
    assert!(std::fs::read(&form).unwrap().starts_with(b"%PDF-"));

    // Nothing changes while nobody decides.
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "waits", "{resumed:#?}");
    world.operator("approve", &number, &[]);
    let told = world.status(&id);
    assert_eq!(told.text("/stage"), "issued", "{told:#?}");
    assert_eq!(told.text("/state"), "ready", "status installs nothing");
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
    assert_eq!(resumed.text("/stage"), "installed", "{resumed:#?}");
    let old = resumed.text("/keys/0/reference").to_owned();
    let names = world.names();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(world.list().is_empty(), "nothing is left to do");

    let subject = certificate(&old).subject_fields();
    assert_eq!(subject.bin, Some(bin));
    assert_eq!(subject.iin, Some(iin));
    let document = world.tanba.document("letter.txt", "text");
    let signed = world.tanba.folder().join("letter.txt.p7s");
    world
        .tanba
        .sign(&document, Path::new(&old), PASSWORD, &[], &signed);
    let signed = signed.to_str().unwrap();
    let words = ["verify", signed, "--environment", "practice", "--json"];
    let verified = world.tanba.ask(&words);
    verified.assert_passed();

    world.pass(Duration::days(335));
    let codes = world.practice.folder();
    let codes = ["--practice-codes", codes.to_str().unwrap()];
    let renewed = world.account("renew", &old, &codes);
    assert_eq!(renewed.code, 0, "{renewed:#?}");
    assert_eq!(renewed.text("/state"), "asks", "{renewed:#?}");
    assert_eq!(renewed.text("/ask/ask"), "revocation", "{renewed:#?}");
    let new = renewed.text("/keys/0/reference").to_owned();
    assert_ne!(old, new);
    assert!(Path::new(&old).is_file() && Path::new(&new).is_file());
    assert_eq!(world.issued(), 2);
    assert_eq!(
        status(&world.practice, &certificate(&old)),
        OcspStatus::Good,
        "the old key is kept until somebody says otherwise"
    );

    // Asked again, the renewal is the same one.
    let again = world.account("renew", &old, &codes);
    assert_eq!(again.text("/keys/0/reference"), new, "{again:#?}");
    assert_eq!(world.issued(), 2);

    let more = [&codes[..], &["--revoke-old"]].concat();
    let revoked = world.account("renew", &old, &more);
    assert_eq!(revoked.text("/state"), "finished", "{revoked:#?}");
    assert!(matches!(
        status(&world.practice, &certificate(&old)),
        OcspStatus::Revoked { .. }
    ));
    assert_eq!(
        status(&world.practice, &certificate(&new)),
        OcspStatus::Good
    );

    // Who did not hear of the end and asks again hears of it.
    let again = world.account("renew", &old, &more);
    assert_eq!(again.text("/state"), "finished", "{again:#?}");
    assert_eq!(again.text("/keys/0/reference"), new);

    let all = world.account("certificates", &new, &[]);
    let all = all.json["certificates"].as_array().unwrap().clone();
    let serial = hex::encode(certificate(&old).serial_number());
    assert_eq!(all.len(), 2);
    for one in &all {
        let is_old = one["serial_number"] == serial.as_str();
        assert_eq!(one["revoked_at"].is_null(), !is_old, "{one:#}");
    }
    // A revoked key opens nothing.
    let refused = world.account("certificates", &old, &[]);
    assert_eq!(crate::world::failure(&refused), "account-key-refused");
}

#[test]
fn a_certificate_is_revoked_for_a_reason() {
    let world = World::new();
    let key = world.head_with_key();
    let codes = world.practice.folder();
    let codes = ["--practice-codes", codes.to_str().unwrap()];
    let more = [&codes[..], &["--reason", "key-compromise"]].concat();
    let revoked = world.account("revoke", &key, &more);
    assert_eq!(revoked.code, 0, "{revoked:#?}");
    assert!(matches!(
        status(&world.practice, &certificate(&key)),
        OcspStatus::Revoked { .. }
    ));
}

#[test]
fn an_authority_on_this_computer_has_one_address() {
    let world = World::new();
    let key = world.head_with_key();
    let url = world.practice.url("").replace("127.0.0.1", "localhost");
    let words = [
        "account",
        "certificates",
        "--authority",
        &url,
        "--key",
        &key,
    ];
    let all = [&words[..], &["--password-stdin", "--json"]].concat();
    let listed = world.tanba.ask_with(&crate::world::input(), &all);
    assert_eq!(listed.code, 0, "{listed:#?}");
}

#[test]
fn no_code_is_sent_for_what_cannot_be_revoked() {
    let world = World::new();
    let key = world.head_with_key();
    let folder = world.practice.folder();
    let codes = ["--practice-codes", folder.to_str().unwrap()];
    let revoke = |serial: &str| {
        let more = [&codes[..], &["--serial", serial]].concat();
        world.account("revoke", &key, &more)
    };
    for serial in ["", "zz", "00ff"] {
        assert_eq!(
            crate::world::failure(&revoke(serial)),
            "certificate-unknown"
        );
    }
    assert!(
        !world
            .practice
            .say("outbox", &["--json"])
            .contains("code-revoke")
    );
    let serial = hex::encode(certificate(&key).serial_number());
    let revoked = revoke(&serial.to_uppercase());
    assert_eq!(revoked.text("/serial_number"), serial, "{revoked:#?}");
}

#[test]
fn a_code_that_nobody_types_changes_nothing() {
    let world = World::new();
    let key = world.head_with_key();
    // The password is all that is on standard input.
    let refused = world.account("revoke", &key, &[]);
    assert_eq!(crate::world::failure(&refused), "prompt-impossible");
    assert_eq!(
        status(&world.practice, &certificate(&key)),
        OcspStatus::Good
    );
    let elsewhere = ["--practice-codes", "/nonexistent"];
    let refused = world.account("revoke", &key, &elsewhere);
    assert_eq!(crate::world::failure(&refused), "code-not-found");
}

#[test]
fn settings_of_the_account_are_changed_one_by_one() {
    let world = World::new();
    let key = world.head_with_key();
    let shown = world.account("settings", &key, &[]);
    assert_eq!(shown.code, 0, "{shown:#?}");
    assert_eq!(shown.json["email_reminders"], true, "{shown:#?}");
    let before = shown.text("/language").to_owned();
    let changed = world.account("settings", &key, &["--email-reminders", "off"]);
    assert_eq!(changed.json["email_reminders"], false, "{changed:#?}");
    assert_eq!(changed.text("/language"), before, "{changed:#?}");
    world.account("settings", &key, &["--language", "en"]);
    let now = world.account("settings", &key, &[]);
    assert_eq!(now.text("/language"), "en", "{now:#?}");
    assert_eq!(now.json["email_reminders"], false, "{now:#?}");
}

#[test]
fn ends_of_keys_go_into_a_calendar_that_replaces_no_file() {
    let world = World::new();
    let key = world.head_with_key();
    let out = world.tanba.folder().join("ends.ics");
    let out = out.to_str().unwrap();
    let words = ["key", "calendar", &key, "--out", out, "--json"];
    let saved = world.tanba.ask(&words);
    assert_eq!(saved.code, 0, "{saved:#?}");
    let calendar = std::fs::read_to_string(out).unwrap();
    assert_eq!(
        calendar.matches("BEGIN:VEVENT\r\n").count(),
        1,
        "{calendar}"
    );
    assert_eq!(
        calendar.matches("BEGIN:VALARM\r\n").count(),
        4,
        "{calendar}"
    );
    let refused = world.tanba.ask(&words);
    assert_eq!(crate::world::failure(&refused), "output-exists");
}
