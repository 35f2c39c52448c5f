//! Getting keys in the window, at a real authority that is started from there.

use e2e::Practice;
use serde_json::json;
use token_module::{TestToken, TokenFile};

use crate::desk::{Desk, PASSWORD};

/// From an empty window to an application, and what becomes of it: a BIN that is unknown, a window that is
/// loaded again in the middle, a token that is plugged in while it is asked where the key is to lie.
fn enrol(who: &str, language: &str, theme: &str, size: &str) {
    let folder = tempfile::tempdir().unwrap();
    let token = TestToken::new(folder.path()).unwrap();
    token
        .put(&TokenFile {
            label: "Айгүл".to_owned(),
            model: "Test".to_owned(),
            ..TokenFile::new("0A1B2C3D")
        })
        .unwrap();
    let environment = [("TANBA_PKCS11_MODULES", token.module().into())];
    let program = Practice::command();
    let program = program.get_program().to_str().unwrap();
    let arguments = ["--authority", program, "--watch", "1"];
    let Some(desk) = Desk::with(&arguments, &environment) else {
        return;
    };
    desk.walk(json!({
        "journey": "enrol",
        "who": who,
        "language": language,
        "theme": theme,
        "size": size,
        "password": PASSWORD,
        "program": program,
        "authority": desk.folder("data").join("practice"),
        "keys": desk.folder("home").join("ЭЦП"),
        "form": desk.folder("forms").join("application.pdf"),
        "slot": { "file": folder.path().join("slot"), "serial": "0A1B2C3D", "pin": "12345678" },
    }));
}

/// It is sent back, corrected, approved and installed.
#[test]
fn a_head_gets_keys_in_kazakh() {
    enrol("head", "kk", "light", "large");
}

#[test]
fn a_head_gets_keys_in_russian_in_the_dark() {
    enrol("head", "ru", "dark", "small");
}

/// It waits for the head, and is given up.
#[test]
fn an_employee_applies_and_thinks_better_of_it() {
    enrol("employee", "en", "light", "least");
}
