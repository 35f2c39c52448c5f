//! A year with a head's key: reminded, renewed in the window, the old one revoked; and the personal account.

use std::fs;
use std::os::unix::fs::symlink;

use e2e::{Answer, Practice, Tanba};
use serde_json::{Value, json};
use tanba_agent::{Clock as _, SystemClock};
use time::Duration;
use time::format_description::well_known::Rfc3339;
use token_module::{TestToken, TokenFile};

use crate::desk::{Desk, PASSWORD};

const PIN: &str = "24681357";

/// Applies on the command line; the number of the application, and the id of the enrolment.
fn apply(tanba: &Tanba, practice: &Practice, bin: &str, keys: &str, more: &[&str]) -> [String; 2] {
    let url = practice.url("");
    let words = ["enrol", "start", "legal-entity", "--authority", &url];
    let end = ["--bin", bin, "--storage", keys, "--accept-agreement"];
    let last = ["--password-stdin", "--json"];
    let all = [&words[..], &end, more, &last].concat();
    let begun = tanba.ask_with(&format!("{PASSWORD}\n"), &all);
    assert_eq!(begun.code, 0, "{begun:#?}");
    ["/application_number", "/enrolment_id"].map(|place| begun.text(place).to_owned())
}

fn resume(tanba: &Tanba, id: &str) -> Answer {
    let words = ["enrol", "resume", id, "--password-stdin", "--json"];
    tanba.ask_with(&format!("{PASSWORD}\n"), &words)
}

/// With a key in a file that is renewed onto a token before it ends, or beside the old one after that.
fn year(language: &str, theme: &str, size: &str, is_late: bool) {
    let mut practice = Practice::new();
    let clock = practice.file("clock");
    let begun_at = SystemClock.now();
    let at = |time: Duration| (begun_at + time).format(&Rfc3339).unwrap();
    fs::write(&clock, at(Duration::ZERO)).unwrap();
    let token = TestToken::new(&practice.file("token")).unwrap();
    let file = TokenFile {
        label: "Айгүл".to_owned(),
        user_pin: Some(PIN.to_owned()),
        ..TokenFile::new("0A1B2C3D")
    };
    token.put(&file).unwrap();
    let arguments = ["--clock", clock.to_str().unwrap(), "--watch", "1"];
    let modules = [("TANBA_PKCS11_MODULES", token.module().into())];
    let Some(desk) = Desk::with(&arguments, &modules) else {
        return;
    };
    practice.serve(&["--clock", clock.to_str().unwrap()]);
    // The command line and the window are of one person.
    let mut tanba = Tanba::new();
    let data = desk.folder("data");
    symlink(&data, data.with_file_name("tanba")).unwrap();
    tanba.set("XDG_DATA_HOME", data.parent().unwrap());
    let keys = desk.folder("keys");
    let storage = format!("pc:{}", keys.display());
    let registry = |kind: &str| -> Vec<Value> {
        let printed = practice.say(&format!("registry list {kind}"), &["--json"]);
        serde_json::from_str(&printed).unwrap()
    };
    let company = &registry("legal-entities")[0];
    let [bin, head] = ["bin", "head_iin"].map(|name| company[name].as_str().unwrap());

    let email = ["--email", "head@example.kz"];
    let [number, id] = apply(&tanba, &practice, bin, &storage, &email);
    practice.say("operator approve", &[&number]);
    let installed = resume(&tanba, &id);
    assert_eq!(installed.text("/state"), "finished", "{installed:#?}");

    let individuals = registry("individuals");
    let mut iins = individuals.iter().filter_map(|one| one["iin"].as_str());
    let employee = iins.find(|iin| *iin != head).unwrap();
    fs::write(&clock, at(Duration::days(340))).unwrap();
    let more = ["--iin", employee, "--template", "right-to-sign"];
    let [waiting, _] = apply(&tanba, &practice, bin, &storage, &more);
    fs::write(&clock, at(Duration::ZERO)).unwrap();

    desk.walk(json!({
        "journey": "renewals",
        "language": language,
        "theme": theme,
        "size": size,
        "password": PASSWORD,
        "clock": clock,
        "later": at(Duration::days(340)),
        "expired": is_late.then(|| at(Duration::days(367))),
        "slot": (!is_late).then(|| json!({
            "file": token.folder().join("slot"),
            "serial": file.serial,
            "label": file.label,
            "pin": PIN,
        })),
        "keys": keys,
        "authority": practice.url(""),
        "outbox": [Practice::command().get_program().to_str(), practice.folder().to_str()],
        "employee": waiting,
        "calendar": desk.folder("documents").join("ends.ics"),
    }));
    let calendar = fs::read_to_string(desk.folder("documents").join("ends.ics")).unwrap();
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.contains("BEGIN:VALARM"), "{calendar}");
    // It is the authority's word that counts: the old key, the employee's, and the new one.
    let listed = practice.say("list", &[]);
    let people = listed.lines().filter(|line| line.contains("\tperson\t"));
    let revoked = people.filter(|line| line.contains("revoked")).count();
    assert_eq!(revoked, 3, "{listed}");
}

#[test]
fn a_year_with_a_key_that_moves_to_a_token_in_kazakh() {
    year("kk", "light", "large", false);
}

#[test]
fn a_year_with_a_key_that_expires_in_russian_in_the_dark() {
    year("ru", "dark", "small", true);
}
