//! A person with the program.

use std::fs;
use std::path::{Path, PathBuf};

use e2e::{Answer, Practice, Tanba};

pub(crate) const PASSWORD: &str = "Qwerty12";

/// Asks for a key: these arguments besides the authority, the token and the folder.
pub(crate) fn new_key(tanba: &Tanba, url: &str, token: &str, more: &[&str]) -> Answer {
    let out = keys(tanba);
    let words = ["key", "new", "--authority", url, "--token", token];
    let end = ["--out", out.to_str().unwrap(), "--password-stdin", "--json"];
    tanba.ask_with(&format!("{PASSWORD}\n"), &[&words[..], &end, more].concat())
}

/// The folder for keys.
pub(crate) fn keys(tanba: &Tanba) -> PathBuf {
    let folder = tanba.folder().join("keys");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The names in the folder for keys, sorted.
pub(crate) fn names(tanba: &Tanba) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(keys(tanba))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The certificates of people that an authority issued.
pub(crate) fn issued(practice: &Practice) -> Vec<String> {
    let all = practice.say("list", &[]);
    all.lines()
        .filter(|line| line.contains("\tperson\t"))
        .map(str::to_owned)
        .collect()
}

/// The key file that an answer names.
pub(crate) fn key_of(answer: &Answer) -> PathBuf {
    assert_eq!(answer.code, 0, "{answer:#?}");
    let key = Path::new(answer.text("/key")).to_owned();
    assert!(key.is_file(), "{answer:#?}");
    key
}

/// The code of the failure that an answer is.
pub(crate) fn failure(answer: &Answer) -> &str {
    assert_eq!(answer.code, 70, "{answer:#?}");
    assert_ne!(answer.text("/failure/what"), "", "{answer:#?}");
    answer.text("/failure/code")
}
