//! Tokens in the window: a real SoftHSM, and the tests' own module, whose slot follows a file.

use std::fs;

use e2e::Practice;
use serde_json::json;
use token_module::{TestToken, TokenFile};

use crate::desk::Desk;

/// How often the PIN of the tests' own token may be wrong.
const TRIES: u32 = 3;

/// Appears, is prepared, gets a key, signs; its PIN is changed, mistyped, locked and unblocked.
fn tokens(language: &str, theme: &str, size: &str) {
    let folder = tempfile::tempdir().unwrap();
    let Some(softhsm) = tanba_testkit::softhsm(folder.path()) else {
        return;
    };
    let own = TestToken::new(folder.path()).unwrap();
    own.put(&TokenFile {
        label: "Айгүл".to_owned(),
        model: "Test".to_owned(),
        tries: TRIES,
        user_tries_left: TRIES,
        so_tries_left: TRIES,
        ..TokenFile::new("0A1B2C3D")
    })
    .unwrap();
    let modules = std::env::join_paths([softhsm.module, own.module()]).unwrap();
    let environment = [
        ("TANBA_PKCS11_MODULES", modules),
        (softhsm.variable, softhsm.configuration.into()),
    ];
    let Some(desk) = Desk::with(&[], &environment) else {
        return;
    };
    let documents = desk.folder("documents");
    fs::write(documents.join("note.txt"), "Қолхат\n").unwrap();
    desk.walk(json!({
        "journey": "tokens",
        "language": language,
        "theme": theme,
        "size": size,
        "folder": documents,
        "slot": {
            "file": folder.path().join("slot"),
            "serial": "0A1B2C3D",
            "label": "Айгүл",
            "tries": TRIES,
            "administrator": "87654321",
        },
    }));
    let token = own.read("0A1B2C3D").unwrap();
    assert_eq!(token.user_pin.as_deref(), Some("Qwe52rty"), "{token:?}");
    let signed = fs::read_dir(&documents).unwrap().count();
    assert_eq!(signed, 2, "the document and its signature");
}

#[test]
fn tokens_in_kazakh() {
    tokens("kk", "light", "large");
}

#[test]
fn tokens_in_russian_in_the_dark() {
    tokens("ru", "dark", "least");
}

/// A token with the PIN of its factory: a practice key is certified on it, the PIN is changed, and what lies on
/// it is saved, deleted and written. Another one has a reader with keys of its own.
fn contents(language: &str, theme: &str, size: &str) {
    let folder = tempfile::tempdir().unwrap();
    let own = TestToken::new(folder.path()).unwrap();
    let kaztoken = TokenFile {
        label: "Айгүл".to_owned(),
        manufacturer: "KAZTOKEN".to_owned(),
        model: "KAZTOKEN".to_owned(),
        ..TokenFile::new("0A1B2C3D")
    };
    let with_reader = TokenFile {
        label: "Пернелі".to_owned(),
        protected_path: true,
        ..TokenFile::new("4E5F6071")
    };
    own.put(&kaztoken).unwrap();
    own.put(&with_reader).unwrap();
    let authority = Practice::command();
    let authority = authority.get_program().to_str().unwrap();
    let environment = [("TANBA_PKCS11_MODULES", own.module().into())];
    let Some(desk) = Desk::with(&["--authority", authority], &environment) else {
        return;
    };
    desk.walk(json!({
        "journey": "token-contents",
        "language": language,
        "theme": theme,
        "size": size,
        "folder": desk.folder("documents"),
        "slot": folder.path().join("slot"),
        "token": { "serial": kaztoken.serial, "label": kaztoken.label, "pin": "12345678" },
        "reader": { "serial": with_reader.serial, "label": with_reader.label },
    }));
    let token = own.read(&kaztoken.serial).unwrap();
    assert_eq!(token.user_pin.as_deref(), Some("Qwe52rty"), "{token:?}");
    assert_eq!(token.objects, [], "what was deleted is gone");
    let token = own.read(&with_reader.serial).unwrap();
    assert!(!token.objects.is_empty(), "a key was made");
}

#[test]
fn what_lies_on_a_token_in_russian() {
    contents("ru", "light", "large");
}

#[test]
fn what_lies_on_a_token_in_kazakh_in_the_dark() {
    contents("kk", "dark", "least");
}
