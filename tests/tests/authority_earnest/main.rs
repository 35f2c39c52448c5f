//! The real program `tanba-authority` in earnest: on every address of the machine, called by a name, with
//! nothing of what practice brings along.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what fails here fails a test"
)]

mod world;

use std::fs;
use std::process::Command;

use e2e::{Practice, Tanba, output};
use serde_json::Value;
use tanba_testkit::tool;

use crate::world::{FIRST, ORGANISATION, PASSPHRASE, World, files};

const PASSWORD: &str = "Qwerty12";

/// A person who is nobody: there is no 30 February.
const INDIVIDUALS: &str =
    "iin,surname,name,patronymic,birth_date\n000230500003,ҮЛГІБЕКОВ,АЛДИЯР,,2100-02-28\n";
const COMPANIES: &str = "bin,name,head_iin\n900101300017,«ҮЛГІ САУДА» ЖШС,000230500003\n";

#[test]
fn an_authority_in_earnest_is_not_made_by_half() {
    let Some(world) = World::new() else {
        return;
    };
    let refused = |purpose, arguments: &[&str], passphrase: Option<&str>, why| {
        let mut command = world.command(purpose, arguments);
        command.envs(passphrase.map(|passphrase| ("TANBA_AUTHORITY_PASSPHRASE", passphrase)));
        World::refused(&mut command, why);
    };
    refused("--folder", FIRST, None, "a passphrase is needed");
    refused("--folder", FIRST, Some("short"), "at least");
    for option in ["--name", "--organisation", "--listen", "--tls-listen"] {
        let place = FIRST.iter().position(|word| *word == option).unwrap();
        let without = [&FIRST[..place], &FIRST[place + 2..]].concat();
        refused("--folder", &without, Some(PASSPHRASE), "needs");
    }
    let clock = [FIRST, &["--clock", "/dev/null"]].concat();
    refused("--folder", &clock, Some(PASSPHRASE), "cannot be used with");
    let both = [FIRST, &["--practice", "/nonexistent"]].concat();
    refused("--folder", &both, Some(PASSPHRASE), "cannot be used with");
    let elsewhere = ["--listen", "0.0.0.0:0"];
    refused("--practice", &elsewhere, None, "on loopback only");
    refused("--practice", FIRST, None, "cannot be used with");
    assert!(!world.place.folder().join("authority.sqlite").exists());
}

#[test]
fn strangers_find_what_certificates_name_and_nothing_of_practice() {
    let (Some(mut world), Some(openssl)) = (World::new(), tool("openssl")) else {
        return;
    };
    world.serve(FIRST);
    for kind in ["individuals", "legal-entities", "mobile-citizens"] {
        let listed = world
            .place
            .say(&format!("registry list {kind}"), &["--json"]);
        assert_eq!(listed.trim(), "[]", "{kind}");
    }
    assert_eq!(world.place.say("operator list", &["--json"]).trim(), "[]");
    for path in files(&world.place.folder()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!["passphrase", "operator.p12"].contains(&name), "{name}");
        let bytes = fs::read(&path).unwrap();
        let mut parts = bytes.windows(PASSPHRASE.len());
        let is_found = parts.any(|part| part == PASSPHRASE.as_bytes());
        assert!(!is_found, "the passphrase is in {name}");
    }

    for (path, status) in [
        ("/health", 200),
        ("/crl/ca_gost.crl", 200),
        ("/certificates/root_rsa.cer", 200),
        ("/authority", 404),
        ("/agreement", 404),
        ("/applications/1234-5678-9012", 404),
        ("/account/certificates", 404),
        ("/metrics", 404),
        ("/openapi.json", 404),
    ] {
        let (found, body) = world.plain(path);
        assert_eq!(found, status, "{path}: {}", String::from_utf8_lossy(&body));
    }
    let (_, health) = world.plain("/health");
    assert!(String::from_utf8_lossy(&health).contains("\"earnest\""));
    let port = world.place.address().port();
    let (status, _) = world.curl(&[], &format!("http://127.0.0.2:{port}/health"));
    assert_ne!(status, 200, "it is called by its name alone");

    let (status, about) = world.private("/authority");
    assert_eq!(status, 200);
    let about: Value = serde_json::from_slice(&about).unwrap();
    assert_eq!(about["practice"], false);
    assert_eq!(about["name"], ORGANISATION);
    assert_eq!(about["ocsp_url"], "http://pki.example.kz/ocsp");
    let (_, agreement) = world.private("/agreement");
    let agreement = String::from_utf8(agreement).unwrap();
    assert!(agreement.contains("personal account") && !agreement.contains("practice"));
    assert_eq!(world.private("/ocsp").0, 404);

    let (_, issuing) = world.plain("/certificates/ca_rsa.cer");
    let issuing = world.place.write("ca.cer", issuing);
    let words = ["x509", "-noout", "-text", "-nameopt", "utf8", "-in"];
    let read = output(Command::new(openssl).args(words).arg(issuing));
    assert!(
        read.contains(ORGANISATION) && !read.contains("PRACTICE"),
        "{read}"
    );
    assert!(
        read.contains("URI:http://pki.example.kz/crl/root_rsa.crl"),
        "{read}"
    );
}

#[test]
fn a_folder_stays_what_it_was_made_for() {
    let Some(mut world) = World::new() else {
        return;
    };
    world.serve(FIRST);
    let front = world.place.front();
    assert!(front.starts_with("https://pki.example.kz:"), "{front}");
    assert!(world.place.stop());
    World::refused(&mut world.command("--practice", &[]), "was made in earnest");
    World::refused(
        &mut world.command("--folder", &[]),
        "a passphrase is needed",
    );
    for (option, other) in [("--name", "other.kz"), ("--organisation", "БАСҚА")] {
        let mut command = world.command("--folder", &[option, other]);
        command.env("TANBA_AUTHORITY_PASSPHRASE", PASSPHRASE);
        World::refused(&mut command, "was asked for");
    }
    // What was said once is known.
    world.serve(&[]);
    assert_eq!(world.place.front(), front);
    assert_eq!(world.plain("/health").0, 200);

    let mut practice = Practice::start();
    assert!(practice.stop());
    let mut other = Practice::command();
    other.args(["serve", "--folder"]).arg(practice.folder());
    other.env("TANBA_AUTHORITY_PASSPHRASE", PASSPHRASE);
    World::refused(&mut other, "was made for practice");
}

#[test]
fn the_head_of_an_imported_company_gets_a_key_that_is_no_practice() {
    let Some(mut world) = World::new() else {
        return;
    };
    let place = FIRST.iter().position(|word| *word == "pki.example.kz");
    let mut arguments = FIRST.to_vec();
    arguments[place.unwrap()] = "localhost";
    world.serve(&arguments);
    for (kind, csv) in [("individuals", INDIVIDUALS), ("legal-entities", COMPANIES)] {
        let csv = world.place.write(&format!("{kind}.csv"), csv);
        let csv = csv.to_str().unwrap();
        world
            .place
            .say(&format!("registry import {kind} {csv}"), &[]);
    }
    let tanba = Tanba::new();
    let keys = tanba.folder().join("keys");
    fs::create_dir_all(&keys).unwrap();
    let (root, url) = (world.root(), world.place.front());
    let storage = format!("pc:{}", keys.display());
    let input = format!("{PASSWORD}\n");
    let trust = ["--authority-root", root.to_str().unwrap()];
    let ask = |words: &[&str]| {
        let end = ["--password-stdin", "--json"];
        tanba.ask_with(&input, &[words, &trust, &end].concat())
    };
    let whom = ["--bin", "900101300017", "--email", "head@example.kz"];
    let what = ["--accept-agreement", "--storage", &storage];
    let words = ["enrol", "start", "legal-entity", "--authority", &url];
    let started = ask(&[&words[..], &whom, &what].concat());
    assert_eq!(started.code, 0, "{started:#?}");
    let id = started.text("/enrolment_id");
    let number = started.text("/application_number");
    world.place.say("operator approve", &[number]);
    let resumed = ask(&["enrol", "resume", id]);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");

    // It is no practice, and nobody trusts it for having been there.
    let key = resumed.text("/keys/0/reference");
    let shown = tanba.ask_with(&input, &["key", "list", "--json"]);
    assert!(!shown.output.contains("PRACTICE"), "{shown:#?}");
    let trusted = tanba.ask(&["environment", "list", "--json"]);
    assert!(
        !trusted.output.contains("КУӘЛАНДЫРУШЫ ОРТАЛЫҒЫ"),
        "{trusted:#?}"
    );

    // No way out was given: what was to be sent is not, and no code is read here.
    let renewed = ask(&["account", "renew", "--authority", &url, "--key", key]);
    assert_ne!(renewed.code, 0, "{renewed:#?}");
    let outbox: Value = serde_json::from_str(&world.place.say("outbox", &["--json"])).unwrap();
    let all = outbox.as_array().unwrap();
    let is_code = |message: &Value| message["kind"] == "code-renew";
    assert!(all.iter().any(is_code), "{all:#?}");
    for message in all {
        assert_eq!(message["code"], Value::Null, "{message:#?}");
        assert!(!is_code(message) || message["text"] == "", "{message:#?}");
        assert_ne!(message["state"], "sent", "{message:#?}");
    }
}
