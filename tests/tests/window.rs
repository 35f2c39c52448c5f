//! The real window, from the first run to a verified signature.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

use std::fs;
use std::process::Command;

use e2e::webdriver::{Computer, Page, program};
use e2e::write_pdf;
use serde_json::json;

#[tokio::test]
async fn the_main_window_may_call_and_nothing_else() {
    let Some(computer) = Computer::new() else {
        return;
    };
    let window = computer.open(&[]).await;
    window.look_at(Page::Main).await;
    let state = json!({ "task": 1, "call": { "call": "state" } });
    let reply = window.invoke("call", state).await.unwrap();
    assert_eq!(reply["reply"], "state", "{reply}");
    let answer = json!({ "id": 1, "answer": { "answer": "cancel" } });
    for (command, words) in [
        ("answer", answer),
        ("plugin:opener|open_path", json!({ "path": "/etc/passwd" })),
        ("plugin:dialog|open", json!({ "options": {} })),
        (
            "plugin:event|emit",
            json!({ "event": "prompt", "payload": null }),
        ),
        ("plugin:window|close", json!({})),
    ] {
        let refused = window.invoke(command, words).await;
        let error = refused.unwrap_err();
        assert!(error.contains("not allowed"), "{command}: {error}");
    }
}

#[tokio::test]
async fn a_link_lists_a_file_and_does_nothing_more() {
    let Some(computer) = Computer::new() else {
        return;
    };
    let contract = computer.folder().join("contract.pdf");
    write_pdf(&contract, "Contract 17");
    let window = computer.open(&[]).await;
    window.look_at(Page::Main).await;
    for (name, value) in [("language", "en"), ("started", "true")] {
        let call = json!({ "call": "set-setting", "name": name, "value": value });
        let words = json!({ "task": 1, "call": call });
        window.invoke("call", words).await.unwrap();
    }
    window.see("//nav").await;

    // A second start passes on what it was asked, and ends.
    let follow = |link: String| {
        let status = computer.command(program()).arg(link).status().unwrap();
        assert!(status.success());
    };
    follow(format!("tanba://sign?file={}", contract.display()));
    window
        .see("//*[@data-test='sign-documents'][contains(., 'contract.pdf')]")
        .await;
    follow("tanba://sign?file=/home/../etc/passwd".into());
    window.see("//*[contains(., 'links may not do')]").await;
    window.picture("link-refused").await;
    assert_eq!(window.count().await, 1, "a prompt was opened");
    assert_eq!(fs::read_dir(computer.folder()).unwrap().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_opens_although_the_instance_before_is_still_ending() {
    let Some(computer) = Computer::new() else {
        return;
    };
    // It has the name still, and goes away when it is spoken to.
    let ending = zbus::blocking::connection::Builder::address(computer.bus())
        .and_then(|builder| builder.name("kz.tanba.desktop.SingleInstance")?.build())
        .unwrap();
    let ended = std::thread::spawn(move || {
        let spoken_to = zbus::blocking::MessageIterator::from(&ending)
            .flatten()
            .any(|message| {
                message
                    .header()
                    .member()
                    .is_some_and(|it| it == "ExecuteCallback")
            });
        ending.close().unwrap();
        spoken_to
    });
    let window = computer.open(&[]).await;
    window.look_at(Page::Main).await;
    window.see("//h1").await;
    assert!(ended.join().unwrap(), "nobody spoke to the instance before");
}

#[test]
fn without_a_screen_it_says_so_in_words() {
    for display in [None, Some(":4095")] {
        let mut command = Command::new(program());
        command
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env("LANG", "ru_RU.UTF-8");
        if let Some(display) = display {
            command.env("DISPLAY", display);
        }
        let output = command.output().unwrap();
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(70), "{words}");
        assert!(words.contains("нет экрана"), "{words}");
        assert!(!words.contains("panicked"), "{words}");
    }
}

#[test]
fn the_home_of_the_browser_tests_is_in_no_program() {
    let bytes = fs::read(program()).unwrap();
    assert!(!contains(&bytes, b"tanba-http-home"));
    // The pages themselves are compressed in the program: they are looked at where they are made.
    let pages = tanba_testkit::repository().join("ui/dist/assets");
    let mut scripts = 0;
    for entry in fs::read_dir(pages).unwrap().flatten() {
        let bytes = fs::read(entry.path()).unwrap();
        assert!(!contains(&bytes, b"tanba-http-home"), "{entry:?}");
        scripts += usize::from(entry.path().extension().is_some_and(|name| name == "js"));
    }
    assert!(scripts > 0);
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
