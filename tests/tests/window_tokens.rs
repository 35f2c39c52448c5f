//! Tokens through the real window: one comes and goes by itself, gets a key, signs, and has its PIN mistyped
//! until it is locked.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

use std::fs;
use std::time::Instant;

use e2e::webdriver::{Computer, Page, Window};
use serde_json::json;
use token_module::{Behaviour, TestToken, TokenFile};

const SERIAL: &str = "0A1B2C3D";
const LABEL: &str = "Айгүл";
const TRIES: u32 = 3;
const PIN: &str = "Qwe52rty";
const CARD: &str = "//*[@data-test='token'][contains(., 'Айгүл')]";
/// Waits to be signed.
const DOCUMENT: &str = "//*[@data-test='sign-documents'][contains(., 'note.txt')]";

const ASKED: &str = "PIN of the token";
const NEW: &str = "New PIN";

#[tokio::test]
async fn a_token_from_its_insertion_to_its_lock() {
    let Some(mut computer) = Computer::new() else {
        return;
    };
    let own = token(&computer);
    computer.set("TANBA_PKCS11_MODULES", own.module());
    let window = computer.open(&[]).await;
    for (name, value) in [("language", "en"), ("started", "true")] {
        set(&window, name, value).await;
    }
    window.close().await;

    let note = computer.folder().join("note.txt");
    fs::write(&note, "Қолхат\n").unwrap();
    let window = computer.open(&[&note]).await;
    window.look_at(Page::Main).await;
    window.see(DOCUMENT).await;
    comes_and_goes(&window, &own).await;
    key(&window, &own).await;
    sign(&window).await;
    let beside = fs::read_dir(computer.folder()).unwrap().flatten();
    let signed = beside.filter(|entry| entry.file_name().to_string_lossy().starts_with("note"));
    assert_eq!(signed.count(), 2, "the document and its signature");
    lock(&window, &own).await;
    looks(&window).await;
    window.close().await;
}

/// With the PIN that it came with.
fn token(computer: &Computer) -> TestToken {
    let own = TestToken::new(&computer.folder().join("module")).unwrap();
    own.put(&TokenFile {
        label: LABEL.to_owned(),
        tries: TRIES,
        user_tries_left: TRIES,
        so_tries_left: TRIES,
        ..TokenFile::new(SERIAL)
    })
    .unwrap();
    own
}

async fn set(window: &Window, name: &str, value: &str) {
    let call = json!({ "call": "set-setting", "name": name, "value": value });
    window.look_at(Page::Main).await;
    let reply = window.invoke("call", json!({ "task": 1, "call": call }));
    reply.await.unwrap();
}

/// It appears by itself, and its page says when it is pulled out.
async fn comes_and_goes(window: &Window, own: &TestToken) {
    window.go("Keys").await;
    window.see("//*[@data-test='no-token']").await;
    window.picture("token-01-none").await;
    let inserted = Instant::now();
    own.insert(SERIAL).unwrap();
    window.see(CARD).await;
    let shown = inserted.elapsed().as_millis();
    tanba_testkit::note(&format!("a token is on the screen after {shown} ms"));
    window.picture("token-02-plugged-in").await;
    window.press_at(&format!("{CARD}//a")).await;
    window.see("//*[@data-test='pins']").await;
    window.picture("token-03-panel").await;
    own.remove().unwrap();
    window
        .see("//*[normalize-space()='The token is not connected']")
        .await;
    window.picture("token-04-pulled-out").await;
    own.insert(SERIAL).unwrap();
    window.see("//*[@data-test='pins']").await;
}

/// The making of a key is called off, and then waited for; a wrong PIN leads back to the question.
async fn key(window: &Window, own: &TestToken) {
    own.behave(&[Behaviour::SlowGeneration(600_000)]).unwrap();
    order_key(window).await;
    window.give(ASKED, "wrong-1").await;
    window
        .see("//*[normalize-space()='The PIN is wrong.']")
        .await;
    window.picture("token-05-wrong-pin").await;
    window.give(ASKED, "12345678").await;
    window.look_at(Page::Main).await;
    window.see("//*[@data-test='making-key']").await;
    window.picture("token-06-making").await;
    window
        .press_at("//*[@data-test='making-key']//button")
        .await;
    window.miss("//*[@data-test='making-key']").await;
    assert_eq!(own.read(SERIAL).unwrap().objects, []);

    own.behave(&[]).unwrap();
    order_key(window).await;
    window.give(ASKED, "12345678").await;
    window.look_at(Page::Main).await;
    window
        .see("//*[@data-test='token-keys']//*[contains(., 'Тестов Тест')]")
        .await;
    window.picture("token-07-key").await;
}

async fn order_key(window: &Window) {
    window.look_at(Page::Main).await;
    window.press_at("//*[@data-test='new-key']").await;
    window
        .type_into("//input[@data-test='key-name']", "ТЕСТОВ ТЕСТ")
        .await;
    window.press_at("//*[@data-test='make-key']").await;
}

/// The factory PIN is changed when it has been used, and the new one signs.
async fn sign(window: &Window) {
    window.press_at("//*[@data-test='change-user-pin']").await;
    window.give(ASKED, "12345678").await;
    window.give(NEW, PIN).await;
    window.look_at(Page::Main).await;
    window
        .see("//*[contains(., 'The user PIN is changed.')]")
        .await;
    window.go("Sign").await;
    window.see(DOCUMENT).await;
    window.order_signing().await;
    window.look_at(Page::Prompt).await;
    window.see("//input[@type='password']").await;
    window.picture("token-08-sign").await;
    window.answer(PIN).await;
    window.look_at(Page::Main).await;
    window
        .see("//*[@data-test='outcome'][@data-fate='signed']")
        .await;
    window.picture("token-09-signed").await;
}

/// What is left is said before each try.
async fn lock(window: &Window, own: &TestToken) {
    window.go("Keys").await;
    window.press_at(&format!("{CARD}//a")).await;
    window.press_at("//*[@data-test='change-user-pin']").await;
    window.give(ASKED, "wrong-1").await;
    window.give(NEW, "Zxc48vbn").await;
    window.see("//*[normalize-space()='Few tries left']").await;
    window.give(ASKED, "wrong-2").await;
    window.see("//*[normalize-space()='One try left']").await;
    window.picture("token-10-one-try").await;
    window.give(ASKED, "wrong-3").await;
    window.look_at(Page::Main).await;
    window.see("//*[@data-test='unblock']").await;
    window.picture("token-11-locked").await;
    assert_eq!(own.read(SERIAL).unwrap().user_tries_left, 0);
    window.press_at("//*[@data-test='unblock']").await;
    window.give("Administrator’s PIN", "87654321").await;
    window.give(NEW, PIN).await;
    window.look_at(Page::Main).await;
    window
        .see("//*[contains(., 'The new user PIN is set.')]")
        .await;
    assert_eq!(own.read(SERIAL).unwrap().user_tries_left, TRIES);
}

/// The panel in every language and look.
async fn looks(window: &Window) {
    for language in ["kk", "ru", "en"] {
        for theme in ["light", "dark"] {
            set(window, "language", language).await;
            set(window, "theme", theme).await;
            window
                .see(&format!("/html[@lang='{language}'][@data-theme='{theme}']"))
                .await;
            window
                .picture(&format!("token-12-panel-{language}-{theme}"))
                .await;
        }
    }
}
