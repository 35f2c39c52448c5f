//! One person's way through the real window: from the first run to a verified signature, and a
//! signing that the power fails in.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

use std::fs;
use std::path::PathBuf;

use e2e::webdriver::{Computer, Page, Window, until};
use e2e::write_pdf;
use serde_json::json;

const PASSWORD: &str = "Qwerty12";

#[tokio::test]
async fn from_the_first_run_to_a_verified_signature() {
    let Some(computer) = Computer::new() else {
        return;
    };
    let contract = computer.folder().join("contract.pdf");
    write_pdf(&contract, "Contract 17");
    let window = computer.open(&[&contract]).await;
    window.practise_first(PASSWORD).await;

    // The file that the program was started with waits to be signed.
    window
        .see("//*[@data-test='sign-documents'][contains(., 'contract.pdf')]")
        .await;
    window.picture("05-sign").await;
    window.order_signing().await;
    the_prompt_window_may_only_answer(&window).await;
    for wrong in ["qwerty12", "Qwerty13", "Parol123"] {
        window.answer(wrong).await;
        window.see_refusal().await;
        window.see("//*[contains(., 'contract.pdf')]").await;
    }
    window.picture("06-prompt-wrong-password").await;
    window.answer(PASSWORD).await;
    window.look_at(Page::Main).await;
    window
        .see("//*[@data-test='outcome'][@data-fate='signed']")
        .await;
    window.picture("07-signed").await;
    let signed = computer.folder().join("contract-signed.pdf");
    assert!(signed.is_file());

    window
        .press_at("//*[@data-test='outcome']//button[normalize-space()='Verify']")
        .await;
    let verdict = window.see("//*[@data-test='verdict']").await;
    let indication = verdict.attr("data-indication").await.unwrap();
    window.picture("08-verified").await;
    assert_eq!(indication.as_deref(), Some("TOTAL-PASSED"));
    window
        .see("//*[contains(., 'This is a practice signature')]")
        .await;

    languages_and_looks(&window).await;
    window.close().await;
}

async fn the_prompt_window_may_only_answer(window: &Window) {
    window.look_at(Page::Prompt).await;
    let state = json!({ "task": 1, "call": { "call": "state" } });
    let refused = window.invoke("call", state).await;
    let error = refused.unwrap_err();
    assert!(error.contains("not allowed"), "{error}");
    let nothing = json!({ "id": null, "answer": null });
    assert_eq!(window.invoke("answer", nothing).await, Ok(json!(false)));
}

/// Both change at once, in the whole window.
async fn languages_and_looks(window: &Window) {
    window.go("Settings").await;
    window.choose("Қазақша").await;
    window.see("//nav//a[normalize-space()='Баптаулар']").await;
    window.see("/html[@lang='kk']").await;
    window.picture("09-settings-kk").await;
    window.choose("Русский").await;
    window.see("//nav//a[normalize-space()='Настройки']").await;
    window.see("/html[@lang='ru']").await;
    window.choose("Тёмный").await;
    window.see("/html[@data-theme='dark']").await;
    window.picture("10-settings-ru-dark").await;
    window.go("Главная").await;
    window.picture("11-home-ru-dark").await;
}

#[tokio::test]
async fn a_signing_that_the_power_fails_in_is_offered_again() {
    let Some(computer) = Computer::new() else {
        return;
    };
    let window = computer.open(&[]).await;
    window.practise_first(PASSWORD).await;
    window.close().await;

    let letters = letters(&computer, 400);
    let window = computer.open(&[&letters]).await;
    window.order_signing().await;
    window.answer(PASSWORD).await;
    // Seen where they are written: by the time that the page has been asked, all may be signed.
    until("a signature", async || {
        (signatures(&letters) > 0).then_some(())
    })
    .await;
    window.kill();
    let before = signatures(&letters);
    assert!((1..400).contains(&before), "{before} of 400 were signed");

    let window = computer.open(&[]).await;
    window.look_at(Page::Main).await;
    window
        .see("//*[contains(., 'Signing was interrupted')]")
        .await;
    window.picture("12-home-interrupted").await;
    window.press("Continue").await;
    window.order_signing().await;
    window.answer(PASSWORD).await;
    window.look_at(Page::Main).await;
    window.see("//*[@data-test='sign-verdict']").await;
    window.picture("13-resumed").await;
    assert_eq!(signatures(&letters), 400);
    window.go("Home").await;
    window.see("//h1").await;
    window.close().await;
}

/// A folder of letters.
fn letters(computer: &Computer, count: usize) -> PathBuf {
    let folder = computer.folder().join("letters");
    fs::create_dir(&folder).unwrap();
    for number in 0..count {
        fs::write(
            folder.join(format!("letter-{number:03}.txt")),
            format!("Letter {number}"),
        )
        .unwrap();
    }
    folder
}

/// How many signatures lie beside the letters.
fn signatures(folder: &std::path::Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().flatten();
    entries
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "p7s")
        })
        .count()
}
