//! What is broken off on the way to a certificate is taken up again, and nothing is lost.

use std::io::Write;
use std::process::Stdio;

use e2e::{Fault, Practice, Tanba, Wire};

use crate::world::{PASSWORD, failure, issued, key_of, keys, names, new_key};

/// The key was begun and nothing else is there.
fn assert_pending(tanba: &Tanba) {
    let names = names(tanba);
    assert_eq!(names.len(), 2, "{names:?}");
    let is_pending = |name: &String| name.starts_with(".tanba-pending-");
    assert!(names.iter().all(is_pending), "{names:?}");
}

/// The key is finished, the authority issued one certificate, and it is that of the file.
fn assert_finished(practice: &Practice, tanba: &Tanba, token: &str) {
    let answer = new_key(tanba, &practice.url(""), token, &[]);
    let key = key_of(&answer);
    assert_eq!(answer.json["resumed"], true, "{answer:#?}");
    let names = names(tanba);
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names[1].ends_with(".p12"), "{names:?}");
    let issued = issued(practice);
    assert_eq!(issued.len(), 1, "{issued:?}");
    let shown = tanba.ask(&["cert", "show", answer.text("/certificate"), "--json"]);
    let serial_number = issued[0].split('\t').next().unwrap();
    assert!(shown.output.contains(serial_number), "{shown:#?}");

    let document = tanba.document("letter.txt", "text");
    let signed = tanba.folder().join("letter.txt.p7s");
    tanba.sign(&document, &key, PASSWORD, &[], &signed);
    let words = ["verify", signed.to_str().unwrap(), "--json"];
    let verified = tanba.ask(&[&words[..], &["--environment", "practice"]].concat());
    verified.assert_passed();
}

#[test]
fn a_connection_that_breaks_before_the_answer_costs_nothing() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let token = practice.invite(&[]);
    let wire = Wire::to(&practice, "POST /certificates ", Fault::Cut);
    let answer = new_key(&tanba, &wire.url, &token, &[]);
    assert_eq!(failure(&answer), "authority-unreachable");
    // Sent again by itself, the request was the same each time.
    assert!(wire.answered.try_iter().count() > 1);
    assert_eq!(issued(&practice).len(), 1);
    assert_pending(&tanba);
    assert_finished(&practice, &tanba, &token);
}

#[test]
fn a_program_that_is_killed_before_the_answer_loses_nothing() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let token = practice.invite(&[]);
    let wire = Wire::to(&practice, "POST /certificates ", Fault::Silence);
    let mut child = tanba
        .command()
        .args(["key", "new", "--authority", &wire.url, "--token", &token])
        .args(["--password-stdin", "--out"])
        .arg(keys(&tanba))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    wire.answered.recv().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_pending(&tanba);
    assert_finished(&practice, &tanba, &token);
}

#[test]
fn only_the_password_of_a_key_that_was_begun_finishes_it() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let token = practice.invite(&[]);
    let wire = Wire::to(&practice, "POST /certificates ", Fault::Cut);
    assert_ne!(new_key(&tanba, &wire.url, &token, &[]).code, 0);
    let out = keys(&tanba);
    let url = practice.url("");
    let words = ["key", "new", "--authority", &url, "--token", &token];
    let end = ["--password-stdin", "--json", "--out", out.to_str().unwrap()];
    let answer = tanba.ask_with("Another34\n", &[&words[..], &end].concat());
    assert_eq!(failure(&answer), "password-wrong");
    assert_pending(&tanba);
    assert_finished(&practice, &tanba, &token);
}
