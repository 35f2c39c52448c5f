//! The console in Chromium: every page looked at, every act done, in three languages, light and dark.

use std::process::{Command, Stdio};

use e2e::{Practice, Tanba};
use serde_json::{Value, json};
use tanba_testkit::{repository, tool};

use crate::store;

/// Applies with a key in a file, as the head of a legal entity that the registry knows unless there is more to
/// say; the number.
pub(crate) fn apply(practice: &Practice, tanba: &Tanba, bin: &str, more: &[&str]) -> String {
    let folder = tanba.folder().join(format!("keys-{bin}"));
    std::fs::create_dir_all(&folder).unwrap();
    let (storage, authority) = (format!("pc:{}", folder.display()), practice.url(""));
    let words = ["--lang", "ru", "enrol", "start", "legal-entity"];
    let whom = ["--authority", &authority, "--bin", bin];
    let how = ["--email", "head@example.kz", "--accept-agreement"];
    let last = ["--storage", &storage, "--password-stdin", "--json"];
    let answer = tanba.ask_with(
        "Qwerty12Qw\n",
        &[&words[..], &whom, &how, &last, more].concat(),
    );
    assert!(answer.json["stage"].is_string(), "{answer:?}");
    answer.text("/application_number").to_owned()
}

/// Runs a walk of the scripts in Chromium; what it says. `None`, having said so, without Chromium.
pub(crate) fn walk(script: &str, order: &Value) -> Option<Value> {
    let chromium = std::env::var_os("CHROMIUM")
        .map(Into::into)
        .or_else(|| tool("chromium"))?;
    let mut script = Command::new(tool("node")?)
        .arg(repository().join("ui/test/operator").join(script))
        .env("CHROMIUM", chromium)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    serde_json::to_writer(script.stdin.take().unwrap(), order).unwrap();
    let outcome = script.wait_with_output().unwrap();
    let said: Value = serde_json::from_slice(&outcome.stdout).unwrap_or(Value::Null);
    assert!(outcome.status.success(), "{outcome:?}");
    assert_eq!(said["found"], json!([]), "{said:#}");
    Some(said)
}

fn day(language: &str, theme: &str, width: u32) {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let bins: Value =
        serde_json::from_str(&practice.say("registry list legal-entities", &["--json"])).unwrap();
    let bin = |place: usize| bins[place]["bin"].as_str().unwrap();
    let number = |place: usize| apply(&practice, &tanba, bin(place), &[]);
    let (approve, send_back, refuse) = (number(0), number(1), number(2));
    let iin = bins[0]["head_iin"].as_str().unwrap();
    let staff = ["--iin", iin, "--template", "right-to-sign"];
    let awaits = apply(&practice, &tanba, bin(4), &staff);
    let issued = number(3);
    practice.say("operator approve", &[&issued]);
    let listed = || practice.say("list", &[]);
    let serial = loop {
        let found = listed();
        let line = found
            .lines()
            .find(|line| line.contains("\tperson\t") && line.contains("valid"));
        if let Some(line) = line {
            break line.split('\t').next().unwrap().to_owned();
        }
    };
    let operator = practice.folder().join("operator.p12");
    let order = json!({
        "console": practice.console(),
        "store": store::make(&practice, "browser", Some((&operator, "practice"))),
        "certificate": operator,
        "password": "practice",
        "language": language,
        "theme": theme,
        "width": width,
        "numbers": { "approve": approve, "return": send_back, "refuse": refuse, "awaits": awaits },
        "serial": serial,
    });
    let Some(said) = walk("day.mjs", &order) else {
        return;
    };

    // What was done is so, the applicant reads it, and the log says who did it.
    let show = |number: &str| practice.say("operator show", &[number]);
    assert!(show(&send_back).contains("returned") && show(&refuse).contains("refused"));
    assert!(!show(&approve).contains("submitted"));
    assert!(
        listed()
            .lines()
            .any(|line| line.contains(&serial) && line.contains("revoked"))
    );
    let view = practice
        .http("GET", &format!("/applications/{send_back}"), &[], &[])
        .json();
    let reason = &view["reason"];
    assert!(
        reason["ru"].as_str().unwrap().ends_with("Нет устава."),
        "{reason}"
    );
    assert!(
        reason["kk"].as_str().unwrap().starts_with("Өтінім"),
        "{reason}"
    );
    let outbox = practice.say("outbox", &[]);
    assert!(outbox.contains("Нет устава."), "{outbox}");
    let log = practice.say("audit", &[]);
    for kind in [
        "application-verified",
        "application-returned",
        "application-refused",
        "certificate-revoked",
    ] {
        let by = |line: &&str| line.contains(kind) && line.contains("PRACTICE OPERATOR");
        assert!(log.lines().any(|line| by(&line)), "{kind}: {log}");
    }
    // The screen came to the same last hash as the log that is printed, before the operator logged out.
    let head = said["head"].as_str().unwrap();
    assert!(head.len() == 64 && log.contains(head), "{head}");
}

#[test]
fn a_day_of_an_operator_in_kazakh() {
    day("kk", "light", 1280);
}

#[test]
fn a_day_of_an_operator_in_russian_in_the_dark() {
    day("ru", "dark", 800);
}

#[test]
fn a_day_of_an_operator_in_english() {
    day("en", "light", 1280);
}
