//! Keys that cannot be made in one place, and what becomes of keys that are given up.

use std::fs;
use std::path::Path;

use crate::world::{World, failure};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn keys_are_made_in_another_place_once_and_kept_or_deleted_when_given_up() {
    let world = World::new();
    let (bin, _) = world.company();
    let words = world.start_words(&world.practice.url(""), &bin, &[]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let broken_off = world.tanba.ask_with("short\n", &words);
    let id = broken_off.text("/enrolment_id").to_owned();

    let other = world.tanba.folder().join("other");
    let storage = format!("pc:{}", other.display());
    let missing = world.resume(&id, &["--storage", &storage]);
    assert_eq!(failure(&missing), "output-folder-missing");
    fs::create_dir(&other).unwrap();
    let moved = world.resume(&id, &["--storage", &storage]);
    assert_eq!(moved.text("/state"), "waits", "{moved:#?}");
    assert_eq!(world.names(), [""; 0]);
    assert_eq!(names(&other).len(), 2, "the key and its request");

    // They are made: there is no second place, and the first may be named again.
    let settled = world.resume(&id, &["--storage", &world.storage()]);
    assert_eq!(failure(&settled), "enrolment-keys-made");
    let again = world.resume(&id, &["--storage", &storage]);
    assert_eq!(again.text("/state"), "waits", "{again:#?}");

    let abandon = |fate: &str| {
        let given_up = world.tanba.ask(&["enrol", "abandon", &id, fate, "--json"]);
        assert_eq!(given_up.code, 0, "{given_up:#?}");
        assert_eq!(given_up.text("/state"), "abandoned");
        given_up
    };
    let kept = abandon("--keep-keys");
    let file = Path::new(kept.text("/holds/0/file"));
    assert!(file.is_file(), "{kept:#?}");
    let all = names(&other);
    assert!(
        all.iter().all(|name| name.starts_with("GOST512_")),
        "{all:?}"
    );
    assert_eq!(world.list()[0]["holds"].as_array().unwrap().len(), 1);
    let deleted = abandon("--delete-keys");
    assert_eq!(deleted.json["holds"].as_array().unwrap().len(), 0);
    assert_eq!(names(&other), [""; 0]);
}
