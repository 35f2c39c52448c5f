//! The real window among what a desktop environment does: notifications, the tray, the lock of the screen.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use e2e::Practice;
use e2e::webdriver::{Computer, Page, System, Window, until};
use serde_json::{Value, json};
use tanba_agent::{Clock as _, SystemClock};
use time::Duration;
use time::format_description::well_known::Rfc3339;

const PASSWORD: &str = "Qwerty12Qw";

/// Runs the command line of the person whose window it is.
fn run(computer: &Computer, arguments: &[&str]) -> Value {
    let mut child = computer
        .command(e2e::tanba())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    let outcome = child.wait_with_output().unwrap();
    assert!(outcome.status.success(), "{arguments:?}: {outcome:?}");
    serde_json::from_slice(&outcome.stdout).unwrap()
}

/// A head's key, issued at this time by the clock of the authority: its file.
fn head_key(computer: &Computer, practice: &Practice) -> String {
    let printed = practice.say("registry list legal-entities", &["--json"]);
    let companies: Value = serde_json::from_str(&printed).unwrap();
    let bin = companies[0]["bin"].as_str().unwrap();
    let keys = computer.folder().join("keys");
    fs::create_dir(&keys).unwrap();
    let (url, storage) = (practice.url(""), format!("pc:{}", keys.display()));
    let words = ["enrol", "start", "legal-entity", "--authority", &url];
    let end = ["--bin", bin, "--storage", &storage, "--accept-agreement"];
    let last = ["--password-stdin", "--json"];
    let begun = run(computer, &[&words[..], &end, &last].concat());
    practice.say(
        "operator approve",
        &[begun["application_number"].as_str().unwrap()],
    );
    let id = begun["enrolment_id"].as_str().unwrap();
    let installed = run(
        computer,
        &["enrol", "resume", id, "--password-stdin", "--json"],
    );
    assert_eq!(installed["state"], "finished", "{installed}");
    let files = fs::read_dir(keys).unwrap().map(|file| file.unwrap().path());
    let mut files = files.filter(|file| file.extension().is_some_and(|end| end == "p12"));
    files.next().unwrap().to_str().unwrap().to_owned()
}

async fn ask(window: &Window, call: Value) -> Value {
    let words = json!({ "task": 1, "call": call });
    window.invoke("call", words).await.unwrap()["value"].take()
}

async fn is_logged_in(window: &Window) -> bool {
    window.look_at(Page::Main).await;
    ask(window, json!({ "call": "account" })).await["open"].is_object()
}

async fn log_in(window: &Window, authority: &str, key: &str) {
    window.look_at(Page::Main).await;
    let call = json!({ "call": "account-open", "authority": authority, "key": key });
    // Answered only after the prompt is.
    let begin = "window.__TAURI_INTERNALS__.invoke('call', arguments[0]).catch(() => {}); arguments[1](null);";
    let words = json!({ "task": 2, "call": call });
    window.run(begin, vec![words]).await;
    window.answer(PASSWORD).await;
    until("logged in", async || {
        is_logged_in(window).await.then_some(())
    })
    .await;
}

async fn is_logged_out(window: &Window, why: &str) {
    until(why, async || (!is_logged_in(window).await).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_ends_is_told_once_marked_in_the_tray_and_the_lock_of_the_screen_logs_out() {
    let Some(mut computer) = Computer::new() else {
        return;
    };
    let system = System::start(&mut computer);
    let mut practice = Practice::new();
    let clock = practice.file("clock");
    let now = SystemClock.now();
    let set = |at: time::OffsetDateTime| fs::write(&clock, at.format(&Rfc3339).unwrap()).unwrap();
    // Nine days and a little are left of the year.
    set(now - Duration::days(365 - 9) + Duration::hours(2));
    practice.serve(&["--clock", clock.to_str().unwrap()]);
    let key = head_key(&computer, &practice);
    set(now);

    let window = computer.open(&[]).await;
    window.look_at(Page::Main).await;
    for (name, value) in [("language", "en"), ("started", "true")] {
        ask(
            &window,
            json!({ "call": "set-setting", "name": name, "value": value }),
        )
        .await;
    }
    let told = system.see_notifications(1).await;
    assert!(told[0].title.contains('9'), "{told:?}");
    assert!(told[0].body.contains("ЖШС"), "{told:?}");
    system.see_tray(true).await;

    // A click shows when keys end; then the person has seen it, and the mark is gone.
    system.click(told[0].id);
    window.see("//h1[contains(., 'When keys end')]").await;
    window.picture("system-renewals").await;
    system.see_tray(false).await;

    // The person logs in to the account; whatever covers the screen logs out.
    let authority = practice.url("");
    log_in(&window, &authority, &key).await;
    system.cover_screen(false);
    assert!(is_logged_in(&window).await, "nothing was covered");
    system.cover_screen(true);
    is_logged_out(&window, "the screen saver logs out").await;
    log_in(&window, &authority, &key).await;
    system.lock_session();
    is_logged_out(&window, "the lock logs out").await;
    log_in(&window, &authority, &key).await;
    system.sleep(true);
    is_logged_out(&window, "sleep logs out").await;

    // It wakes, and is started anew: nothing is told twice.
    system.sleep(false);
    window.close().await;
    let window = computer.open(&[]).await;
    window.look_at(Page::Main).await;
    system.see_tray(false).await;
    ask(&window, json!({ "call": "renewals" })).await;
    assert_eq!(system.notifications(), told);
}
