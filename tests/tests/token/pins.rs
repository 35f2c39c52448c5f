//! PINs: changed, mistyped, locked, unblocked.

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
    world.fails("pin-unsuitable", &[USER_PIN, "abc"], &["pin", "change"]);
    world.fails("pin-unsuitable", &[USER_PIN, USER_PIN], &["pin", "change"]);
    let weak = world.done(&[USER_PIN, "x-1234567"], &["pin", "change"]);
    assert_eq!(weak.text("/warnings/0/warning"), "pin-weak");
}
