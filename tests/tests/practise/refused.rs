//! What is refused, and that nothing is left of it.

use std::net::TcpListener;

use e2e::{Practice, Tanba};

use crate::world::{failure, issued, key_of, keys, names, new_key};

#[test]
fn a_token_is_good_once_and_only_where_it_was_made() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let (url, token) = (practice.url(""), practice.invite(&[]));
    let answer = new_key(&tanba, &url, "of-my-own-making", &[]);
    assert_eq!(failure(&answer), "authority-token-unknown");
    assert!(names(&tanba).is_empty());
    let environments = tanba.ask(&["environment", "list"]);
    assert!(!environments.output.contains("practice"));
    key_of(&new_key(&tanba, &url, &token, &[]));
    let before = names(&tanba);
    let answer = new_key(&tanba, &url, &token, &[]);
    assert_eq!(failure(&answer), "authority-token-used");
    assert_eq!(names(&tanba), before);
    assert_eq!(issued(&practice).len(), 1);
    assert!(!answer.output.contains(&token), "{answer:#?}");
}

#[test]
fn a_key_or_a_password_that_does_not_suit_costs_no_token() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let (url, token) = (practice.url(""), practice.invite(&[]));
    let answer = new_key(&tanba, &url, &token, &["--algorithm", "p256"]);
    assert_eq!(failure(&answer), "authority-key-unsupported");
    let out = keys(&tanba);
    let words = ["key", "new", "--authority", &url, "--token", &token];
    let end = ["--password-stdin", "--json", "--out", out.to_str().unwrap()];
    for (password, code) in [
        ("short\n", "password-unsuitable"),
        ("", "prompt-impossible"),
    ] {
        let answer = tanba.ask_with(password, &[&words[..], &end].concat());
        assert_eq!(failure(&answer), code);
    }
    let answer = tanba.ask_with(
        "Qwerty12\n",
        &[&words[..], &["--json", "--out", "none"]].concat(),
    );
    assert_eq!(failure(&answer), "output-folder-missing");
    assert!(names(&tanba).is_empty());
    key_of(&new_key(&tanba, &url, &token, &[]));
}

#[test]
fn an_authority_is_known_by_its_fingerprint() {
    let practice = Practice::start();
    let tanba = Tanba::new();
    let (url, token) = (practice.url(""), practice.invite(&[]));
    let answer = new_key(&tanba, &url, &token, &["--fingerprint", "00ff"]);
    assert_eq!(failure(&answer), "authority-fingerprint-mismatch");
    assert!(names(&tanba).is_empty());
    let described = practice.http("GET", "/authority", &[], &[]).json();
    let fingerprint = described["fingerprint"].as_str().unwrap().to_uppercase();
    let shown: Vec<&str> = (0..fingerprint.len())
        .step_by(2)
        .map(|at| &fingerprint[at..at + 2])
        .collect();
    let answer = new_key(&tanba, &url, &token, &["--fingerprint", &shown.join(":")]);
    key_of(&answer);

    // Another one, wherever it answers, is not taken for the one that was met.
    let other = Practice::start();
    let (url, token) = (other.url(""), other.invite(&[]));
    let answer = new_key(&tanba, &url, &token, &[]);
    assert_eq!(failure(&answer), "practice-authority-changed");
    assert!(issued(&other).is_empty());
    assert_eq!(names(&tanba).len(), 2);
    assert_eq!(tanba.ask(&["environment", "remove", "practice"]).code, 0);
    let answer = new_key(&tanba, &url, &token, &[]);
    key_of(&answer);
    assert_eq!(answer.json["authority"]["first_contact"], true);
}

#[test]
fn only_an_authority_that_is_there_and_is_one_is_asked() {
    let tanba = Tanba::new();
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    for (address, code) in [
        (closed.as_str(), "authority-unreachable"),
        ("http://ca.example.kz", "authority-address-unsuitable"),
        ("https://a:b@ca.example.kz", "authority-address-unsuitable"),
        ("nowhere", "authority-address-unsuitable"),
    ] {
        let answer = new_key(&tanba, address, "token", &[]);
        assert_eq!(failure(&answer), code, "{address}");
        assert!(names(&tanba).is_empty());
    }
    // Something else that speaks HTTP.
    let practice = Practice::start();
    let answer = new_key(&tanba, &practice.url("/crl"), "token", &[]);
    assert_eq!(failure(&answer), "authority-answer-damaged");

    let without_token = tanba.ask(&["key", "new", "--authority", &closed, "--out", "keys"]);
    assert_eq!(without_token.code, 64, "{without_token:#?}");
    let without_kind = tanba.ask(&["key", "new", "--out", "keys"]);
    assert_eq!(without_kind.code, 64, "{without_kind:#?}");
}
