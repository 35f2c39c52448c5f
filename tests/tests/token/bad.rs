//! Tokens that are not there, or not alone, and modules that are none.

use std::fs;

use crate::world::{SO_PIN, USER_PIN, kryoptic, softhsm};

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
fn a_token_is_found_again_by_whatever_label_it_was_given() {
    for world in [softhsm(), kryoptic()].into_iter().flatten() {
        for label in ["  spaced  ", "", "Қ"] {
            let init = ["init", "--yes", "--label", label];
            world.done(&[SO_PIN, USER_PIN], &init);
            let label = label.trim();
            let tokens = world.listed();
            let token = tokens.iter().find(|token| token["label"] == label);
            assert_eq!(token.unwrap()["user_pin"], "good", "{tokens:#?}");
        }
    }
}

#[test]
fn one_of_two_tokens_of_a_label_is_formatted_under_it_anew() {
    let Some(world) = softhsm() else { return };
    let (one, two) = (world.format("Same"), world.format("Same"));
    let new = ["key", "new", "--algorithm", "p256", "--token"];
    for serial in [&one, &two] {
        world.done(&[USER_PIN], &[&new[..], &[serial]].concat());
    }
    let init = ["init", "--label", "Same", "--token", &one];
    let formatted = world.done(&[SO_PIN, "Another-7"], &init);
    let serial = formatted.text("/serial");
    world.done(&["Another-7"], &[&new[..], &[serial]].concat());
    let count = |token: &serde_json::Value| token["keys"].as_array().unwrap().len();
    let counts: Vec<_> = world.listed().iter().map(count).collect();
    assert_eq!(counts, [1, 1]);
}

#[test]
fn formatting_is_confirmed_by_no_name_that_names_nothing() {
    let Some(world) = kryoptic() else { return };
    let serial = world.format("Kept");
    let module = world.module.to_str().unwrap();
    for name in ["", module] {
        let init = ["init", "--label", "Lost", "--token", name];
        world.fails("token-confirmation-wrong", &[SO_PIN, USER_PIN], &init);
    }
    assert_eq!(world.listed()[0]["serial"], serial);
    // A reference without a name means the only token, as no name does.
    let delete = ["delete", "token:/00"];
    world.fails("token-key-missing", &[USER_PIN], &delete);
}

#[test]
fn a_certificate_that_has_no_business_on_the_token_is_refused() {
    let Some(world) = softhsm() else { return };
    world.format("A");
    let new = ["key", "new", "--algorithm", "p256"];
    let made = world.done(&[USER_PIN], &new);
    let id = made.text("/id");
    let file = world.path("stranger.pem");
    let stranger = file.to_str().unwrap();
    world.fails(
        "token-certificate-missing",
        &[],
        &["cert", "export", id, "--out", stranger],
    );
    let delete = ["delete", id, "--certificate-only"];
    world.fails("token-certificate-missing", &[USER_PIN], &delete);
    let Some(openssl) = tanba_testkit::tool("openssl") else {
        return;
    };
    // Such a one says of itself that it is an authority.
    let key = world.path("stranger.key");
    let mut command = std::process::Command::new(openssl);
    command
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes"])
        .args(["-subj", "/CN=Stranger", "-out", stranger, "-keyout"])
        .arg(key);
    assert!(e2e::succeeds(&mut command));
    world.fails(
        "token-key-for-certificate-missing",
        &[USER_PIN],
        &["cert", "put", stranger],
    );
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
