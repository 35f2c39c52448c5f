//! The real window, from the first run to a verified signature.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::Command;

use e2e::webdriver::{Computer, Page, program};
use serde_json::{Value, json};

/// Sends a command of the program's from a page, as its own code does.
const INVOKE: &str = "const [command, words, done] = arguments;
    window.__TAURI_INTERNALS__.invoke(command, words)
        .then((value) => done({ value }), (error) => done({ error: String(error.message ?? error) }));";

#[tokio::test]
async fn each_window_may_send_its_own_command_alone() {
    let Some(computer) = Computer::new() else {
        return;
    };
    let window = computer.open(&[]).await;
    window.look_at(Page::Main).await;
    let answer = json!({ "id": 1, "answer": { "answer": "cancel" } });
    let refused = window.run(INVOKE, vec![json!("answer"), answer]).await;
    let error = refused["error"].as_str().unwrap_or_default();
    assert!(error.contains("not allowed"), "{refused}");
    let state = json!({ "task": 1, "call": { "call": "state" } });
    let reply = window.run(INVOKE, vec![json!("call"), state]).await;
    assert_eq!(reply["value"]["reply"], "state", "{reply}");
    for command in [
        "plugin:opener|open_path",
        "plugin:dialog|open",
        "plugin:event|emit",
    ] {
        let refused = window
            .run(
                INVOKE,
                vec![json!(command), Value::Object(Default::default())],
            )
            .await;
        let error = refused["error"].as_str().unwrap_or_default();
        assert!(error.contains("not allowed"), "{command}: {refused}");
    }
    window.picture("wall").await;
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
