//! Tokens that are not there, or not alone, and modules that are none.

use std::fs;

use crate::world::{SO_PIN, USER_PIN, softhsm};

#[test]
fn a_module_that_is_none_is_told_and_harms_no_other() {
    let Some(mut world) = softhsm() else { return };
    let serial = world.format("A");
    let text = world.path("module.so");
    fs::write(&text, "no module").unwrap();
    let missing = world.path("missing.so");
    let all = [&text, &missing, &world.module];
    let paths = std::env::join_paths(all).unwrap();
    world.tanba.set("TANBA_PKCS11_MODULES", paths);
    let answer = world.done(&[], &["list"]);
    assert_eq!(world.listed()[0]["serial"], serial);
    let modules = answer.json["modules"].as_array().unwrap();
    for (path, code) in [(&text, "module-no-module"), (&missing, "module-missing")] {
        let path = path.to_str().unwrap();
        let module = modules.iter().find(|module| module["path"] == path);
        assert_eq!(module.unwrap()["failure"]["code"], code, "{modules:#?}");
    }
    let text = text.to_str().unwrap();
    world.fails("module-no-module", &[], &["module", "add", text]);
    let doctor = world.tanba.ask(&["doctor", "--json"]);
    let checks = doctor.json["checks"].as_array().unwrap().iter();
    let codes: Vec<_> = checks
        .map(|check| check["failure"]["code"].clone())
        .collect();
    assert!(codes.contains(&"module-no-module".into()), "{doctor:#?}");
}

#[test]
fn a_module_is_added_and_forgotten() {
    let Some(world) = softhsm() else { return };
    let copy = world.path("copy.so");
    fs::copy(&world.module, &copy).unwrap();
    let copy = copy.canonicalize().unwrap();
    let path = copy.to_str().unwrap();
    let own = |answer: &e2e::Answer| {
        let modules = answer.json["modules"].as_array().unwrap().clone();
        let own = modules.into_iter().filter(|module| module["own"] == true);
        own.map(|module| module["path"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(own(&world.done(&[], &["module", "add", path])), [path]);
    assert_eq!(own(&world.done(&[], &["module", "list"])), [path]);
    let forgotten = world.done(&[], &["module", "forget", path]);
    assert!(own(&forgotten).is_empty());
    world.fails("module-missing", &[], &["module", "forget", path]);
}

#[test]
fn tokens_are_told_apart_by_serial_number() {
    let Some(world) = softhsm() else { return };
    let (one, two) = (world.format("Same"), world.format("Same"));
    assert_ne!(one, two);
    let new = |token| ["key", "new", "--algorithm", "p256", "--token", token];
    world.fails("token-ambiguous", &[USER_PIN], &new("Same"));
    world.fails("token-ambiguous", &[USER_PIN], &new("Same")[..4]);
    world.fails("token-not-found", &[USER_PIN], &new("Another"));
    world.done(&[USER_PIN], &new(&two));
    for token in world.listed() {
        let count = usize::from(token["serial"] == two.as_str());
        assert_eq!(token["keys"].as_array().unwrap().len(), count);
    }
    let document = world.tanba.document("letter.txt", "1");
    let answer = world.sign(&document, "token:Same", USER_PIN);
    assert_eq!(
        answer.text("/failure/code"),
        "token-ambiguous",
        "{answer:#?}"
    );
    let answer = world.sign(&document, &format!("token:{one}"), USER_PIN);
    assert_eq!(
        answer.text("/failure/code"),
        "token-key-missing",
        "{answer:#?}"
    );
    let answer = world.sign(&document, "token:none/00", USER_PIN);
    assert_eq!(
        answer.text("/failure/code"),
        "token-not-found",
        "{answer:#?}"
    );
}

#[test]
fn a_label_takes_as_many_bytes_as_there_are() {
    let Some(world) = softhsm() else { return };
    let pins = [SO_PIN, USER_PIN];
    let label = |label| ["init", "--yes", "--label", label];
    world.fails(
        "token-label-too-long",
        &pins,
        &label("Өте ұзын қазақша атау"),
    );
    world.done(&pins, &label("Қазақша атау"));
    assert_eq!(world.listed()[0]["label"], "Қазақша атау");
    world.fails(
        "token-label-too-long",
        &[],
        &["label", "Өте ұзын қазақша атау"],
    );
    world.fails("token-label-fixed", &[], &["label", "Басқа"]);
}

#[test]
fn without_pins_nothing_waits_for_them() {
    let Some(world) = softhsm() else { return };
    world.format("A");
    let answer = world
        .tanba
        .ask(&["token", "pin", "change", "--pin-stdin", "--json"]);
    let code = answer.text("/failure/code");
    assert_eq!(code, "prompt-impossible", "{answer:#?}");
}
