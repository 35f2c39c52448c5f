//! A token from its first day to its last.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use e2e::succeeds;
use tanba_testkit::tool;

use crate::world::{USER_PIN, World, kryoptic, softhsm};

/// Formats, makes a key, certifies, signs, verifies here and with openssl, exports, deletes.
fn lives(world: &World, algorithm: &str) {
    let serial = world.format("Айгүл");
    let tokens = world.listed();
    assert_eq!(tokens.len(), 1, "{tokens:#?}");
    let token = &tokens[0];
    assert_eq!(token["serial"], serial);
    assert_eq!(token["label"], "Айгүл");
    assert_eq!(token["user_pin"], "good");
    assert_eq!(token["so_pin"], "good");
    assert_eq!(token["is_software"], true);
    let module = world.module.canonicalize().unwrap();
    assert_eq!(token["module"], module.to_str().unwrap());
    assert!(token["model"].is_string() && token["keys"].as_array().unwrap().is_empty());

    let new = ["key", "new", "--algorithm", algorithm, "--label", "kk"];
    let made = world.done(&[USER_PIN], &new);
    let key_id = made.text("/id").to_owned();
    assert_eq!(made.text("/key"), format!("token:{serial}/{key_id}"));
    assert_eq!(made.text("/key_identifier").len(), 40);
    let document = world.tanba.document("letter.txt", "Келісемін\n");
    let answer = world.sign(&document, made.text("/key"), USER_PIN);
    let code = answer.text("/failure/code");
    assert_eq!(code, "token-certificate-missing", "{answer:#?}");

    let mut certified = new.to_vec();
    certified.extend(["--self-signed", "--name", "ИВАНОВ ИВАН"]);
    let made = world.done(&[USER_PIN], &certified);
    assert_eq!(world.listed()[0]["keys"].as_array().unwrap().len(), 2);
    let answer = world.sign(&document, made.text("/key"), USER_PIN);
    assert_eq!(answer.code, 0, "{answer:#?}");

    let pem = world.path("certificate.pem");
    let pem_text = pem.to_str().unwrap();
    let by_identifier = made.text("/key_identifier");
    let export = ["cert", "export", by_identifier, "--out", pem_text];
    world.done(&[], &export);
    world.fails("output-exists", &[], &export);
    let signature = world.path("letter.txt.p7s");
    let content = document.to_str().unwrap();
    let verified = world
        .tanba
        .verify(&signature, &["--content", content, "--trust", pem_text]);
    verified.assert_passed();
    if let Some(openssl) = tool("openssl") {
        let mut command = Command::new(openssl);
        command
            .args([
                "cms", "-verify", "-inform", "DER", "-binary", "-purpose", "any", "-in",
            ])
            .arg(&signature)
            .args(["-content", content, "-CAfile", pem_text, "-out"])
            .arg(world.path("content.out"));
        assert!(succeeds(&mut command));
    }

    let keys = world.tanba.ask(&["keys", "--json"]);
    let references = keys.json["keys"].as_array().unwrap().iter();
    let references: Vec<_> = references.map(|key| key["reference"].clone()).collect();
    assert!(references.contains(&made.json["key"]), "{keys:#?}");

    let last = made.text("/id");
    world.done(
        &[USER_PIN],
        &["delete", last, "--certificate-only", "--yes"],
    );
    let put = world.done(&[USER_PIN], &["cert", "put", pem_text]);
    assert_eq!(put.text("/id"), last);
    for key in [last, &key_id] {
        world.done(&[USER_PIN], &["delete", key, "--yes"]);
    }
    world.fails("token-key-missing", &[USER_PIN], &["delete", last, "--yes"]);
    assert!(world.listed()[0]["keys"].as_array().unwrap().is_empty());
    world.fails(
        "token-key-for-certificate-missing",
        &[USER_PIN],
        &["cert", "put", pem_text],
    );
}

#[test]
fn softhsm_lives() {
    if let Some(world) = softhsm() {
        lives(&world, "p256");
    }
}

#[test]
fn kryoptic_lives() {
    if let Some(world) = kryoptic() {
        lives(&world, "rsa-2048");
    }
}

#[test]
fn what_a_token_does_not_offer_is_refused_before_its_pin_is_asked() {
    let Some(world) = softhsm() else { return };
    world.format("A");
    let new = ["key", "new", "--algorithm", "gost512"];
    world.fails("token-algorithm-unsupported", &[], &new);
}

#[test]
fn formatting_is_confirmed_and_begins_anew() {
    let Some(world) = kryoptic() else { return };
    let serial = world.format("first");
    world.done(&[USER_PIN], &["key", "new", "--algorithm", "p384"]);
    let again = ["init", "--label", "second"];
    let confirmed = |typed| [&again[..], &["--confirm", typed]].concat();
    let pins = [crate::world::SO_PIN, "Another-7"];
    let named = ["--token", &serial];
    let wrong = [&confirmed("second")[..], &named].concat();
    world.fails("token-confirmation-wrong", &pins, &wrong);
    world.fails("token-confirmation-wrong", &pins, &again);
    world.done(&pins, &confirmed("first"));
    let tokens = world.listed();
    assert_eq!(tokens[0]["label"], "second");
    assert!(tokens[0]["keys"].as_array().unwrap().is_empty());
    let serial = tokens[0]["serial"].as_str().unwrap();
    world.done(&pins, &["init", "--label", "third", "--token", serial]);
    assert_eq!(world.listed()[0]["label"], "third");
}

#[cfg(target_os = "linux")]
#[test]
fn making_a_key_is_interrupted_in_good_order() {
    let Some(world) = kryoptic() else { return };
    world.format("A");
    let mut made = 0;
    for _ in 0..8 {
        let mut child = world.tanba.command();
        let child = child.args([
            "token",
            "key",
            "new",
            "--algorithm",
            "rsa-4096",
            "--pin-stdin",
        ]);
        let child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.unwrap();
        writeln!(child.stdin.take().unwrap(), "{USER_PIN}").unwrap();
        let status = format!("/proc/{}/status", child.id());
        // Until it hears the signal: by then the PIN is right and the token at work.
        let hears = |text: String| {
            let caught = text.lines().find_map(|line| line.strip_prefix("SigCgt:\t"));
            let caught = caught.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
            caught.is_some_and(|mask| mask & 0b10 != 0)
        };
        while child.try_wait().unwrap().is_none() && !fs::read_to_string(&status).is_ok_and(hears) {
            std::thread::yield_now();
        }
        let interrupt = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(interrupt.unwrap().success());
        match child.wait().unwrap().code() {
            // Some are made before anybody can interrupt.
            Some(0) => made += 1,
            code => assert_eq!(code, Some(130)),
        }
    }
    assert_eq!(world.listed()[0]["keys"].as_array().unwrap().len(), made);
}

/// As after a renewal: the old key is on the token still.
#[test]
fn of_several_keys_the_one_that_lasts_longest_signs() {
    let (Some(world), Some(openssl)) = (softhsm(), tool("openssl")) else {
        return;
    };
    let serial = world.format("A");
    let path = |name: &str| world.path(name).to_str().unwrap().to_owned();
    let run = |arguments: &str| {
        let mut command = Command::new(&openssl);
        command
            .args(arguments.split(' '))
            .current_dir(world.tanba.folder());
        assert!(succeeds(&mut command), "{arguments}");
    };
    run("req -x509 -newkey rsa:2048 -nodes -subj /CN=CA -keyout ca.key -out ca.pem");
    for name in ["one", "two"] {
        let new = [
            "key",
            "new",
            "--algorithm",
            "p256",
            "--self-signed",
            "--name",
            name,
        ];
        let made = world.done(&[USER_PIN], &new);
        let own = path(&format!("{name}.pem"));
        world.done(&[], &["cert", "export", made.text("/id"), "--out", &own]);
        run(&format!(
            "x509 -in {name}.pem -noout -pubkey -out {name}.pub"
        ));
    }
    for (name, days) in [("one", 3650), ("two", 4000), ("one", 4400)] {
        let long = format!("{name}-{days}");
        run(&format!(
            "req -new -key ca.key -subj /CN={long} -out {long}.csr"
        ));
        run(&format!(
            "x509 -req -in {long}.csr -force_pubkey {name}.pub -CA ca.pem -CAkey ca.key \
             -CAcreateserial -days {days} -out {long}.crt"
        ));
        world.done(&[USER_PIN], &["cert", "put", &path(&format!("{long}.crt"))]);
        if days == 3650 {
            continue;
        }
        let document = world.tanba.document(&format!("{long}.txt"), "1");
        let signed = world.sign(&document, &format!("token:{serial}"), USER_PIN);
        assert_eq!(signed.code, 0, "{signed:#?}");
        let signature = fs::read(world.path(&format!("{long}.txt.p7s"))).unwrap();
        let names_it = signature
            .windows(long.len())
            .any(|it| it == long.as_bytes());
        assert!(names_it, "not {long}");
    }
}
