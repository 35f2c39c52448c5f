//! Tokens in the window: a real SoftHSM, and the tests' own module, whose slot follows a file.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use tanba_testkit::note;
use token_module::{TestToken, TokenFile};

use crate::desk::Desk;

/// How often the PIN of the tests' own token may be wrong.
const TRIES: u32 = 3;

/// Appears, is prepared, gets a key, signs; its PIN is changed, mistyped, locked and unblocked.
fn tokens(language: &str, theme: &str, size: &str) {
    let Some(softhsm) = softhsm() else {
        note("skipped: no SoftHSM");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
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
    let configuration = folder.path().join("softhsm2.conf");
    let store = folder.path().join("softhsm");
    fs::create_dir(&store).unwrap();
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        store.display()
    );
    fs::write(&configuration, text).unwrap();
    let modules = std::env::join_paths([softhsm, own.module()]).unwrap();
    let environment = [
        ("TANBA_PKCS11_MODULES", modules),
        ("SOFTHSM2_CONF", configuration.into()),
    ];
    let Some(desk) = Desk::with_environment(&environment) else {
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

fn softhsm() -> Option<PathBuf> {
    let places = [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
    ];
    places
        .map(PathBuf::from)
        .into_iter()
        .find(|path| path.is_file())
}

#[test]
fn tokens_in_kazakh() {
    tokens("kk", "light", "large");
}

#[test]
fn tokens_in_russian_in_the_dark() {
    tokens("ru", "dark", "small");
}
