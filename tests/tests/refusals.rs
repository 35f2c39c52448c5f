//! What the program refuses, with which exit code, and that nothing half-written remains.

#![allow(clippy::unwrap_used)]

use std::fs;

use e2e::{Authority, Tanba};

#[test]
fn usage_errors_are_64() {
    let tanba = Tanba::new();
    for arguments in [
        &["no-such-command"][..],
        &["verify"],
        &["sign", "x", "--form", "fax"],
    ] {
        let answer = tanba.ask(arguments);
        assert_eq!(answer.code, 64, "{arguments:?}: {answer:#?}");
    }
}

#[test]
fn usage_errors_are_one_object_too_and_in_the_language_asked_for() {
    let tanba = Tanba::new();
    for arguments in [
        &["verify", "--json"][..],
        &["verify", "x", "--at", "yesterday", "--json"],
        &["sign", "x", "--key", "y", "--id", "z", "--json"],
        &["cert", "verify", "x", "--policy", "abc", "--json"],
        &["cert", "verify", "x", "--policy", "9.9", "--json"],
    ] {
        let answer = tanba.ask(arguments);
        assert_eq!(answer.code, 64, "{arguments:?}: {answer:#?}");
        assert_eq!(answer.text("/failure/code"), "request-unsuitable");
    }
    let answer = tanba.ask(&["verify", "--lang", "ru"]);
    assert!(answer.errors.contains("Команда не понята"), "{answer:#?}");
}

#[test]
fn there_is_no_verdict_over_files_of_which_one_is_missing() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let (_, out) = tanba.signed_letter(&authority, "text");
    let trust = authority.trust();
    let mut arguments = vec!["no-such-file.p7s"];
    arguments.extend(trust.iter().map(String::as_str));
    let answer = tanba.verify(&out, &arguments);
    assert_eq!(answer.code, 70, "{answer:#?}");
    assert!(answer.json["indication"].is_null(), "{answer:#?}");
    assert_eq!(answer.text("/files/0/indication"), "TOTAL-PASSED");
    assert_eq!(answer.text("/files/1/failure/code"), "document-not-found");
}

#[test]
fn a_signer_is_not_added_over_another_document() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let (_, signature) = tanba.signed_letter(&authority, "text");
    let (key, password) = (authority.file("signer.p12"), authority.password());
    let other = tanba.document("other.txt", "another text");
    // Under the digest of the first signer, and under one that it says nothing about.
    authority.run(
        "req -x509 -config openssl.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout ec.key -out ec.pem",
    );
    authority.run("pkcs12 -export -inkey ec.key -in ec.pem -passout pass:Outside1 -out ec.p12");
    let out = tanba.folder().join("two.p7s");
    for key in [key, authority.file("ec.p12")] {
        let content = other.to_str().unwrap();
        let words = ["--add", "--content", content, "--offline"];
        let answer = tanba.try_sign(&signature, &key, password, &words, &out);
        assert_eq!(answer.code, 70, "{answer:#?}");
        assert!(answer.output.contains("content-mismatch"), "{answer:#?}");
        assert!(!out.exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_signature_in_a_pipe_is_refused_as_no_file() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let (_, out) = tanba.signed_letter(&authority, "text");
    let command = tanba.command();
    let program = command.get_program().display();
    let shell = format!(
        "cat {} | {program} verify /dev/stdin --offline --json",
        out.display()
    );
    let variables = command
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    let answer = std::process::Command::new("sh")
        .args(["-c", &shell])
        .envs(variables)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&answer.stdout);
    assert!(said.contains("document-is-no-file"), "{said}");
}

#[test]
fn keys_are_found_in_the_folders_of_a_folder() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let folder = tanba.folder().join("keys").join("old");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(authority.file("signer.p12"), folder.join("signer.p12")).unwrap();
    let answer = tanba.ask(&["keys", "keys", "--json"]);
    assert_eq!(answer.code, 0, "{answer:#?}");
    assert_eq!(answer.json["keys"].as_array().unwrap().len(), 1);
}

#[test]
fn a_missing_document_is_70_and_named() {
    let tanba = Tanba::new();
    let answer = tanba.ask(&["verify", "no-such-file.p7s", "--offline", "--json"]);
    assert_eq!(answer.code, 70, "{answer:#?}");
    let said = format!("{}{}", answer.output, answer.errors);
    assert!(said.contains("not-found"), "{answer:#?}");
}

#[test]
fn a_wrong_password_writes_nothing() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let document = tanba.document("letter.txt", "text");
    let out = tanba.folder().join("letter.txt.p7s");
    let answer = tanba.try_sign(
        &document,
        &authority.file("signer.p12"),
        "not this one",
        &["--detached"],
        &out,
    );
    assert_eq!(answer.code, 70, "{answer:#?}");
    let said = format!("{}{}", answer.output, answer.errors);
    assert!(said.contains("password-wrong"), "{answer:#?}");
    assert_eq!(names(&tanba), ["letter.txt"]);
}

#[test]
fn outputs_never_overwrite() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let document = tanba.document("letter.txt", "text");
    let out = tanba.document("taken.p7s", "something precious");
    let answer = tanba.try_sign(
        &document,
        &authority.file("signer.p12"),
        authority.password(),
        &["--detached"],
        &out,
    );
    assert_ne!(answer.code, 0, "{answer:#?}");
    assert_eq!(fs::read(&out).unwrap(), b"something precious");
    assert_eq!(names(&tanba), ["letter.txt", "taken.p7s"]);
}

#[test]
fn damaged_key_files_are_named_and_nothing_is_written() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let whole = fs::read(authority.file("signer.p12")).unwrap();
    let document = tanba.document("letter.txt", "text");
    let out = tanba.folder().join("letter.txt.p7s");
    for damaged in [
        &whole[..whole.len() / 2],
        b"",
        b"not a key at all",
        &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
    ] {
        let key = tanba.document("key.p12", damaged);
        let answer = tanba.try_sign(&document, &key, authority.password(), &["--detached"], &out);
        assert_eq!(answer.code, 70, "{answer:#?}");
        let said = format!("{}{}", answer.output, answer.errors);
        assert!(said.contains("key-file-damaged"), "{answer:#?}");
        assert_eq!(names(&tanba), ["key.p12", "letter.txt"]);
    }
}

#[test]
fn damaged_signatures_are_refused() {
    let tanba = Tanba::new();
    for (name, bytes) in [
        ("empty.p7s", &b""[..]),
        ("text.p7m", b"just some text"),
        ("bomb.xml", b"<!DOCTYPE a [<!ENTITY b \"cc\">]><a>&b;</a>"),
        ("broken.pdf", b"%PDF-1.7\nstartxref\n99999999999\n%%EOF"),
    ] {
        let file = tanba.document(name, bytes);
        let answer = tanba.verify(&file, &[]);
        assert!(![0, 64].contains(&answer.code), "{name}: {answer:#?}");
        assert!(!answer.errors.contains("panicked"), "{name}: {answer:#?}");
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_nothing() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let document = tanba.document("letter.txt", "text");
    let out = std::path::Path::new("/dev/full/letter.p7s");
    let answer = tanba.try_sign(
        &document,
        &authority.file("signer.p12"),
        authority.password(),
        &["--detached"],
        out,
    );
    assert_eq!(answer.code, 70, "{answer:#?}");
    assert_eq!(names(&tanba), ["letter.txt"]);
}

#[test]
fn the_history_shows_what_was_signed_and_holds() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    tanba.signed_letter(&authority, "text");
    let answer = tanba.ask(&["history", "--json"]);
    assert_eq!(answer.code, 0, "{answer:#?}");
    assert!(answer.output.contains("letter.txt"), "{answer:#?}");
    let answer = tanba.ask(&["history", "--check", "--json"]);
    assert_eq!(answer.code, 0, "{answer:#?}");
}

#[test]
fn failures_speak_three_languages() {
    let tanba = Tanba::new();
    let said: Vec<String> = ["kk", "ru", "en"]
        .iter()
        .map(|language| {
            tanba
                .ask(&["--lang", language, "verify", "no-such-file"])
                .errors
        })
        .collect();
    assert!(
        said.iter().all(|words| !words.trim().is_empty()),
        "{said:?}"
    );
    assert!(
        said[0] != said[1] && said[1] != said[2] && said[0] != said[2],
        "{said:?}"
    );
}

/// The names of what lies in the folder of documents.
fn names(tanba: &Tanba) -> Vec<String> {
    let entries = fs::read_dir(tanba.folder()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
