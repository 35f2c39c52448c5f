//! PINs: changed, mistyped, locked, unblocked.

use token_module::{TestToken, TokenFile};

use crate::world::{SO_PIN, USER_PIN, kryoptic, softhsm};

const NEW_PIN: &str = "Nb6-04817";
const WRONG: &str = "Wr0ng-7412";

#[test]
fn pins_are_changed_and_reset() {
    for world in [softhsm(), kryoptic()].into_iter().flatten() {
        world.format("A");
        world.done(&[USER_PIN, NEW_PIN], &["pin", "change"]);
        let new = ["key", "new", "--algorithm", "p256"];
        let answer = world.token(&[USER_PIN], &new);
        assert!(answer.text("/failure/code").starts_with("pin-wrong"));
        world.done(&[NEW_PIN], &new);
        // Forgotten, and not locked.
        world.done(&[SO_PIN, USER_PIN], &["pin", "unblock"]);
        world.done(&[USER_PIN], &new);
        let so = ["pin", "change", "--kind", "so"];
        world.done(&[SO_PIN, NEW_PIN], &so);
        let answer = world.token(&[SO_PIN, USER_PIN], &["pin", "unblock"]);
        assert!(answer.text("/failure/code").starts_with("so-pin-wrong"));
        world.done(&[NEW_PIN, USER_PIN], &["pin", "unblock"]);
    }
}

#[test]
fn a_pin_is_locked_refused_when_right_and_unblocked() {
    let Some(world) = kryoptic() else { return };
    world.format("A");
    let new = ["key", "new", "--algorithm", "p256"];
    let made = world.done(
        &[USER_PIN],
        &[&new[..], &["--self-signed", "--name", "ИВАН"]].concat(),
    );
    let mut told = vec![world.user_pin()];
    while told.last().unwrap() != "locked" {
        assert!(told.len() < 20, "{told:?}");
        let answer = world.token(&[WRONG], &new);
        let code = answer.text("/failure/code").to_owned();
        told.push(world.user_pin());
        // The code says what the flags say afterwards.
        let expected = match told.last().unwrap().as_str() {
            "final-try" => "pin-wrong-last-try",
            "count-low" => "pin-wrong-few-left",
            "locked" => "pin-locked",
            _ => "pin-wrong",
        };
        assert_eq!(code, expected, "{told:?}");
    }
    told.dedup();
    assert_eq!(told, ["good", "count-low", "final-try", "locked"]);

    world.fails("pin-locked", &[USER_PIN], &new);
    let document = world.tanba.document("letter.txt", "1");
    let answer = world.sign(&document, made.text("/key"), USER_PIN);
    assert_eq!(answer.text("/failure/code"), "pin-locked", "{answer:#?}");

    world.done(&[SO_PIN, NEW_PIN], &["pin", "unblock"]);
    assert_eq!(world.user_pin(), "good");
    let answer = world.sign(&document, made.text("/key"), NEW_PIN);
    assert_eq!(answer.code, 0, "{answer:#?}");
}

#[test]
fn a_wrong_pin_is_sent_once() {
    let Some(world) = kryoptic() else { return };
    world.format("A");
    let document = world.tanba.document("letter.txt", "1");
    let new = [
        "key",
        "new",
        "--algorithm",
        "p256",
        "--self-signed",
        "--name",
        "A",
    ];
    let made = world.done(&[USER_PIN], &new);
    // Nine are wrong: had one of them been sent twice, it would be locked.
    for _ in 0..9 {
        let answer = world.sign(&document, made.text("/key"), WRONG);
        let code = answer.text("/failure/code");
        assert!(code.starts_with("pin-wrong"), "{answer:#?}");
    }
    assert_eq!(world.user_pin(), "final-try");
    let answer = world.sign(&document, made.text("/key"), USER_PIN);
    assert_eq!(answer.code, 0, "{answer:#?}");
    assert_eq!(world.user_pin(), "good");
}

#[test]
fn a_new_pin_that_does_not_fit_is_refused_and_nothing_changes() {
    let Some(world) = softhsm() else { return };
    world.format("A");
    let short = world.token(&[USER_PIN, "abc"], &["pin", "change"]);
    assert_eq!(short.text("/failure/code"), "pin-unsuitable");
    assert_eq!(short.text("/failure/detail"), "pin-fault-too-short");
    let change = ["token", "pin", "change", "--pin-stdin"];
    let said = world.tanba.ask_with(&format!("{USER_PIN}\nabc\n"), &change);
    assert!(said.errors.contains('4'), "{said:#?}");
    world.fails("pin-unsuitable", &[USER_PIN, USER_PIN], &["pin", "change"]);
    let weak = world.done(&[USER_PIN, "x-1234567"], &["pin", "change"]);
    assert_eq!(weak.text("/warnings/0/warning"), "pin-weak");
}

#[test]
fn an_empty_pin_is_no_try() {
    let Some(world) = softhsm() else { return };
    world.format("A");
    let new = ["key", "new", "--algorithm", "p256", "--self-signed"];
    let new = [&new[..], &["--name", "A"]].concat();
    let made = world.done(&[USER_PIN], &new);
    let document = world.tanba.document("letter.txt", "1");
    let key = made.text("/key");
    let arguments = ["sign", document.to_str().unwrap(), "--key", key];
    let arguments = [&arguments[..], &["--pin-stdin", "--json", "--offline"]].concat();
    let signed = world.tanba.ask_with("\n", &arguments);
    assert_eq!(signed.text("/failure/code"), "cancelled", "{signed:#?}");
    for command in [&new[..], &["pin", "change"], &["pin", "unblock"]] {
        let command = [&["token"], command, &["--pin-stdin", "--json"]].concat();
        let answer = world.tanba.ask_with("\n\n", &command);
        assert_eq!(answer.text("/failure/code"), "cancelled", "{answer:#?}");
    }
    assert_eq!(world.user_pin(), "good");
    assert_eq!(world.listed()[0]["so_pin"], "good");
}

#[test]
fn a_pin_that_is_typed_on_the_device_is_not_changed_for_ever() {
    let mut tanba = e2e::Tanba::new();
    let fake = TestToken::new(&tanba.folder().join("fake")).unwrap();
    let file = TokenFile {
        protected_path: true,
        ..TokenFile::new("0A1B2C")
    };
    fake.put(&file).unwrap();
    fake.insert(&file.serial).unwrap();
    tanba.set("TANBA_PKCS11_MODULES", fake.module());
    for command in [["pin", "change"], ["pin", "unblock"]] {
        let command = [
            &["token"],
            &command[..],
            &["--token", &file.serial, "--json"],
        ]
        .concat();
        let answer = tanba.ask(&command);
        let code = answer.text("/failure/code");
        assert_eq!(code, "pin-unsuitable", "{answer:#?}");
    }
    let after = fake.read(&file.serial).unwrap();
    assert_eq!((after.user_tries_left, after.so_tries_left), (10, 10));
}
