//! To another computer, together with the keys or not at all.

use std::fs;

use e2e::Tanba;

use crate::world::{World, failure, input};

#[test]
fn an_enrolment_moves_only_with_its_keys() {
    let world = World::new();
    let (bin, _) = world.company();
    let (id, number) = world.started(&bin, &[]);
    let out = &exported(&world, &id);

    let other = Tanba::new();
    let there = other.folder().join("keys");
    fs::create_dir_all(&there).unwrap();
    let storage = format!("pc:{}", there.display());
    let import = ["enrol", "import", out, "--storage", &storage, "--json"];
    assert_eq!(failure(&other.ask(&import)), "enrolment-keys-missing");
    let listed = other.ask(&["enrol", "list", "--json"]);
    assert_eq!(listed.json["enrolments"].as_array().unwrap().len(), 0);

    for name in world.names() {
        fs::copy(world.keys().join(&name), there.join(&name)).unwrap();
    }
    let imported = other.ask(&import);
    assert_eq!(imported.code, 0, "{imported:#?}");
    world.operator("approve", &number, &[]);
    let words = ["enrol", "resume", &id, "--password-stdin", "--json"];
    let resumed = other.ask_with(&input(), &words);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
    let key = resumed.text("/keys/0/reference");
    assert!(key.starts_with(there.to_str().unwrap()), "{key}");

    // Taken over once more, it stands where it stood.
    let again = other.ask(&import);
    assert_eq!(again.text("/state"), "finished", "{again:#?}");
    assert_eq!(again.text("/keys/0/reference"), key);
}

#[test]
fn a_folder_that_was_renamed_is_told_by_an_import() {
    let world = World::new();
    let (bin, _) = world.company();
    let (id, number) = world.started(&bin, &[]);
    let out = &exported(&world, &id);
    let renamed = world.tanba.folder().join("кілттер");
    fs::rename(world.keys(), &renamed).unwrap();
    let storage = format!("pc:{}", renamed.display());
    let import = ["enrol", "import", out, "--storage", &storage, "--json"];
    let imported = world.tanba.ask(&import);
    assert_eq!(imported.code, 0, "{imported:#?}");
    world.operator("approve", &number, &[]);
    let resumed = world.resume(&id, &[]);
    assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
    let key = resumed.text("/keys/0/reference");
    assert!(key.starts_with(renamed.to_str().unwrap()), "{key}");
}

/// The file that an enrolment was written to.
fn exported(world: &World, id: &str) -> String {
    let file = world.tanba.folder().join("enrolment.txt");
    let out = file.to_str().unwrap();
    let exported = world.tanba.ask(&["enrol", "export", id, "--out", out]);
    assert_eq!(exported.code, 0, "{exported:#?}");
    out.to_owned()
}
