//! The same UI in Chromium, over HTTP, with the real core behind it: breadth of states in three
//! languages, accessibility on every screen, pictures compared with those that were looked at.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests")]

mod desk;
mod enrol;
mod renewals;
mod token_enrol;
mod tokens;

use std::fs;
use std::process::Command;

use desk::Desk;
use e2e::{Practice, output, write_pdf};
use serde_json::{Value, json};
use tanba_testkit::{repository, tool};
use tempfile::TempDir;

/// How many documents are signed at once.
const MANY: u32 = 1_000;

/// From the first run to verified, tampered and missing documents.
fn day(language: &str, theme: &str, size: &str) {
    let Some(desk) = Desk::at_fixed_time(&[]) else {
        return;
    };
    let key = desk.make_key("ӘБДІҒАПАР ҰЛЖАН");
    let documents = desk.folder("documents");
    write_pdf(&documents.join("letter.pdf"), "Contract 214");
    fs::write(documents.join("order.xml"), "<order>214</order>\n").unwrap();
    fs::write(documents.join("note.txt"), "Қолхат\n").unwrap();
    let picture = repository().join("icons/128x128.png");
    fs::copy(picture, documents.join("picture.png")).unwrap();
    desk.walk(json!({
        "journey": "day",
        "language": language,
        "theme": theme,
        "size": size,
        "folder": documents,
        "keys": key.parent(),
        "certificate": key.with_extension("cer"),
        "password": desk::PASSWORD,
    }));

    let report = fs::read(documents.join("report.json")).unwrap();
    let report: Value = serde_json::from_slice(&report).unwrap();
    assert_eq!(report["indication"], "TOTAL-PASSED", "{report:#}");
    let Some(pdftotext) = tool("pdftotext") else {
        return;
    };
    for name in ["report.pdf", "sheet.pdf"] {
        let text = output(Command::new(&pdftotext).arg(documents.join(name)).arg("-"));
        assert!(text.to_uppercase().contains("ҰЛЖАН"), "{name}: {text}");
    }
}

#[test]
fn a_first_day_in_kazakh() {
    day("kk", "light", "large");
}

#[test]
fn a_first_day_in_russian_in_the_dark() {
    day("ru", "dark", "small");
}

#[test]
fn a_first_day_in_english_with_high_contrast() {
    day("en", "contrast", "small");
}

#[test]
fn five_thousand_entries_scroll_and_are_found() {
    let Some(desk) = Desk::at_fixed_time(&["--seed", "history=5000"]) else {
        return;
    };
    desk.walk(json!({"journey": "history", "language": "kk", "theme": "light", "size": "large"}));
}

#[test]
fn settings_are_seen_at_once_and_kept() {
    let Some(desk) = Desk::at_fixed_time(&[]) else {
        return;
    };
    desk.walk(json!({"journey": "settings", "size": "small"}));
}

#[test]
fn a_thousand_documents_are_signed_and_called_off_in_the_middle() {
    let Some(desk) = Desk::today(&[]) else { return };
    let key = desk.make_key_by_program("ТЕСТОВ ТЕСТ");
    let documents = desk.folder("documents");
    for number in 1..=MANY {
        let path = documents.join(format!("document {number}.txt"));
        fs::write(path, format!("document {number}\n")).unwrap();
    }
    desk.walk(json!({
        "journey": "many",
        "language": "ru",
        "theme": "dark",
        "size": "small",
        "many": documents,
        "count": MANY,
        "keys": key.parent(),
        "password": desk::PASSWORD,
    }));
    let files = fs::read_dir(&documents).unwrap().count();
    assert_eq!(files, 2 * MANY as usize, "one signature beside each");
}

#[test]
fn a_document_is_signed_by_keyboard_alone() {
    let Some(desk) = Desk::today(&[]) else { return };
    let key = desk.make_key_by_program("ИВАНОВА АННА");
    let documents = desk.folder("documents");
    fs::write(documents.join("note.txt"), "a note\n").unwrap();
    desk.walk(json!({
        "journey": "keyboard",
        "language": "en",
        "theme": "light",
        "size": "small",
        "folder": documents,
        "keys": key.parent(),
        "password": desk::PASSWORD,
    }));
}

/// The program of the authority is missing at first, and found when it is asked for again.
#[test]
fn practice_is_marked_wherever_it_is_seen_until_it_is_forgotten() {
    let programs = TempDir::new().unwrap();
    let installed = programs.path().join("tanba-authority");
    let installed = installed.to_str().unwrap();
    let Some(desk) = Desk::today(&["--authority", installed]) else {
        return;
    };
    let documents = desk.folder("documents");
    write_pdf(&documents.join("letter.pdf"), "Contract 214");
    let authority = Practice::command();
    desk.walk(json!({
        "journey": "practise",
        "language": "kk",
        "theme": "light",
        "size": "small",
        "folder": documents,
        "password": desk::PASSWORD,
        "program": authority.get_program().to_str(),
        "installed": installed,
    }));
}
