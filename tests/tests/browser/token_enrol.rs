//! Keys on a token that knows no GOST, over a restart; and an authority that only its own root vouches for.

use std::fs;
use std::net::TcpListener;

use e2e::{Practice, Tanba};
use serde_json::{Value, json};

use crate::desk::Desk;

const PIN: &str = "24681357";
const SO_PIN: &str = "13572468";

/// The program is killed while the application waits, and the practice authority with it. What is opened then
/// wakes it; the person plays the operator, mistypes the PIN, installs, and renews on the same token.
#[test]
fn a_pair_on_a_token_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let Some(token) = tanba_testkit::softhsm(folder.path()) else {
        return;
    };
    let mut tanba = Tanba::new();
    tanba.set("TANBA_PKCS11_MODULES", token.module.clone());
    tanba.set(token.variable, token.configuration.clone());
    let words = ["token", "init", "--label", "tanba", "--yes"];
    let words = [&words[..], &["--pin-stdin", "--json"]].concat();
    let formatted = tanba.ask_with(&format!("{SO_PIN}\n{PIN}\n"), &words);
    assert_eq!(formatted.code, 0, "{formatted:#?}");
    let program = Practice::command();
    let program = program.get_program().to_str().unwrap();
    let environment = [
        ("TANBA_PKCS11_MODULES", token.module.into()),
        (token.variable, token.configuration.into()),
    ];
    let arguments = ["--authority", program];
    let Some(mut desk) = Desk::with(&arguments, &environment) else {
        return;
    };
    let address = desk.folder("documents").join("address");
    let order = |part: &str, desk: &Desk| -> Value {
        json!({
            "journey": "token-enrol",
            "part": part,
            "language": "ru",
            "theme": "light",
            "size": "small",
            "program": program,
            "authority": desk.folder("data").join("practice"),
            "address": address,
            "pin": PIN,
        })
    };
    desk.walk(order("begin", &desk));
    desk.restart();
    // It ends with the program that started it.
    let address = fs::read_to_string(&address).unwrap();
    let address = address.strip_prefix("http://").unwrap();
    while TcpListener::bind(address).is_err() {
        std::thread::yield_now();
    }
    desk.walk(order("end", &desk));
}

/// Its certificate for TLS is trusted by nobody, until the person has seen the fingerprint of its root.
#[test]
fn an_authority_is_believed_once_its_root_is_trusted() {
    let mut practice = Practice::new();
    practice.serve(&["--tls-listen", "127.0.0.1:0"]);
    let Some(desk) = Desk::today(&[]) else { return };
    desk.walk(json!({
        "journey": "root",
        "language": "kk",
        "theme": "dark",
        "size": "least",
        "authority": practice.front(),
        "root": practice.folder().join("tls-root.pem"),
        "other": practice.folder().join("operator.p12"),
    }));
}
