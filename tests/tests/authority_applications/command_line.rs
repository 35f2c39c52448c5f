//! The authority's own command line: by somebody who types, and for programs that read JSON.

use std::process::{Output, Stdio};

use e2e::Practice;
use serde_json::{Value, json};

use crate::{World, gost};

/// One JSON value, and nothing beside it.
#[track_caller]
fn read(output: &Output) -> Value {
    assert!(output.stderr.is_empty(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

/// What went wrong, as one JSON object.
#[track_caller]
fn failure(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    let what = read(output)["failure"]["what"].clone();
    what.as_str().unwrap_or_else(|| panic!("{output:?}")).into()
}

impl World {
    fn ask(&self, command: &str, arguments: &[&str]) -> Output {
        self.practice
            .run(command, &[arguments, &["--json"]].concat())
    }

    /// Imports legal entities from a table with these bytes.
    fn import(&self, table: &[u8]) -> Output {
        let csv = self.practice.write("table.csv", table);
        let command = format!("registry import legal-entities {}", csv.display());
        self.ask(&command, &[])
    }

    fn name_of(&self, bin: &str) -> Option<String> {
        let all = self.registry("legal-entities");
        let found = all.iter().find(|one| one["bin"] == bin)?;
        Some(found["name"].as_str().unwrap().to_owned())
    }
}

#[test]
fn every_command_answers_in_json() {
    let world = World::start();
    let entity = world.entity(0);
    let [first, second] = [0; 2].map(|_| world.applicant(&entity, gost(), |_| ()).number);
    let shown = read(&world.ask("operator show", &[&first]));
    assert_eq!(shown["stage"], "submitted");
    let approved = read(&world.ask("operator approve", &[&first]));
    assert_eq!(approved["stage"], "verified");
    assert_eq!(approved["application_number"], *first);
    assert_eq!(approved["bin"], entity["bin"]);
    let reason = "Жарғы жоқ";
    let refused = read(&world.ask("operator refuse", &[&second, "--reason", reason]));
    assert_eq!(refused["stage"], "refused");
    assert_eq!(refused["reason"]["kk"], reason);
    for (command, arguments, words) in [
        ("operator approve", &[&*second][..], "it is refused"),
        ("operator approve", &["0000-0000-0000"], "no application"),
        ("operator refuse", &[&second, "--reason", " "], "--reason"),
        (
            "operator refuse",
            &[&second, "--reason", "x", "--reason-kk", ""],
            "--reason-kk",
        ),
        (
            "operator refuse",
            &[&second, "--reason", "a\nb"],
            "--reason",
        ),
        ("operator approve", &[], "NUMBER"),
        ("operator revoke", &["nobody"], "no operator"),
        ("revoke", &["00"], "no certificate"),
        ("registry list nothing", &[], "possible values"),
        (
            "registry import legal-entities /nowhere.csv",
            &[],
            "/nowhere.csv",
        ),
    ] {
        let said = failure(&world.ask(command, arguments));
        assert!(said.contains(words), "{command}: {said}");
    }
    for command in [
        "list",
        "audit",
        "outbox",
        "operator list",
        "registry list individuals",
    ] {
        let listed = read(&world.ask(command, &[]));
        assert!(listed.is_array(), "{command}: {listed}");
    }
    let checked = read(&world.ask("audit --check", &[]));
    assert_eq!(checked["faults"], json!([]));
    assert!(read(&world.ask("invite", &[]))["token"].is_string());
    let elsewhere = world.practice.folder().join("nothing");
    let output = Practice::command()
        .args(["list", elsewhere.to_str().unwrap(), "--json"])
        .output()
        .unwrap();
    assert!(failure(&output).contains("no authority"));
}

#[test]
fn who_reads_no_further_is_no_trouble() {
    let world = World::start();
    for command in [
        &["list"][..],
        &["audit"],
        &["audit", "--json"],
        &["registry", "list", "individuals"],
    ] {
        let mut child = Practice::command()
            .args(command)
            .arg(world.practice.folder())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
}

#[test]
fn who_is_head_no_more_is_not_approved() {
    let world = World::start();
    let entity = world.entity(0);
    let number = world.applicant(&entity, gost(), |_| ()).number;
    let bin = entity["bin"].as_str().unwrap();
    let name = |head: &Value| {
        let row = format!("bin,name,head_iin\n{bin},ЖШС,{}\n", head.as_str().unwrap());
        assert_eq!(read(&world.import(row.as_bytes()))["imported"], 1);
    };
    name(&world.entity(1)["head_iin"]);
    let said = failure(&world.ask("operator approve", &[&number]));
    assert!(said.contains("another head"), "{said}");
    assert_eq!(world.stage(&number), "submitted");
    name(&entity["head_iin"]);
    let approved = read(&world.ask("operator approve", &[&number]));
    assert_eq!(approved["stage"], "verified");
}

#[test]
fn tables_come_as_spreadsheets_write_them() {
    let world = World::start();
    let bin = "900101300017";
    let head = world.entity(0)["head_iin"].as_str().unwrap().to_owned();
    for (table, name) in [
        (
            format!("\u{feff}bin,name,head_iin\r\n{bin},\"«БІР», ЖШС\",{head}\r\n"),
            "«БІР», ЖШС",
        ),
        (
            format!("bin;name;head_iin\n{bin};«ЕКІ, ҮШ» ЖШС;{head}\n"),
            "«ЕКІ, ҮШ» ЖШС",
        ),
        (
            format!("BIN\tName\thead_iin\n {bin} \t«ТӨРТ»\t\n"),
            "«ТӨРТ»",
        ),
        (
            format!("bin,name,head_iin\n{bin},\"«БЕС»\nЖШС\",{head}\n"),
            "«БЕС» ЖШС",
        ),
        (
            format!("bin,name\n{bin},{}\n", "Ұ".repeat(100)),
            &*"Ұ".repeat(100),
        ),
    ] {
        assert_eq!(read(&world.import(table.as_bytes()))["imported"], 1);
        assert_eq!(world.name_of(bin).as_deref(), Some(name));
    }
    let good = world.registry("legal-entities");
    for (table, words) in [
        (&b""[..], "it is empty"),
        (b"bin,head_iin\n900101300017,\n", "missing field `name`"),
        (
            b"bin,name\n\n900101300017,\"A\nB\"\n900101300018,B\n",
            "line 5: bin",
        ),
        (b"bin,name\n900101300017,\n", "line 2: name"),
        (b"bin,name\n900101300017,a\xe2\x80\xaeb\n", "line 2: name"),
        (b"bin,name\n900101300017,Caf\xe9\n", "utf-8"),
        (b"bin,name\n900101300017,A\n900101300017\n", "2 fields"),
    ] {
        let said = failure(&world.import(table));
        assert!(said.to_lowercase().contains(words), "{said}");
    }
    assert_eq!(world.registry("legal-entities"), good, "all rows or none");
    // A folder is no table.
    let folder = world.practice.folder();
    let import = format!("registry import individuals {}", folder.display());
    failure(&world.ask(&import, &[]));
}

#[test]
fn a_name_that_is_too_long_is_cut_in_the_certificate() {
    let world = World::start();
    let mut entity = world.entity(0);
    let name = format!("ЖАУАПКЕРШІЛІГІ ШЕКТЕУЛІ СЕРІКТЕСТІК «{}»", "Ұ".repeat(60));
    let row = format!(
        "bin,name,head_iin\n{},{name},{}\n",
        entity["bin"].as_str().unwrap(),
        entity["head_iin"].as_str().unwrap()
    );
    assert_eq!(read(&world.import(row.as_bytes()))["imported"], 1);
    entity["name"] = json!(name);
    let head = world.head(&entity, gost());
    let cut = head.certificates[0].subject_fields().organisation.unwrap();
    assert_eq!(cut.chars().count(), 64);
    assert!(
        name.starts_with(cut.trim_end_matches('…')) && cut.ends_with('…'),
        "{cut}"
    );
}
