//! What disturbs the program from outside: signals, pipes in place of files, closed streams, names
//! that steer a terminal.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Stdio};
#[cfg(target_os = "linux")]
use std::{
    fs::{self, File},
    io::{Read, Write},
    process::Child,
};

use e2e::{Authority, Tanba};

#[test]
fn a_pipe_nobody_writes_to_is_refused_and_not_waited_for() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let letter = tanba.document("letter.txt", "text");
    let pipe = tanba.folder().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let out = tanba.folder().join("out.p7s");
    let key = authority.file("signer.p12");
    for (document, key) in [
        (pipe.as_path(), key.as_path()),
        (Path::new("/dev/zero"), &key),
        (&letter, &pipe),
    ] {
        let answer = tanba.try_sign(document, key, authority.password(), &[], &out);
        assert_eq!(answer.code, 70, "{answer:#?}");
        assert!(answer.output.contains("document-is-no-file"), "{answer:#?}");
    }
    for option in ["--crl", "--trust"] {
        let answer = tanba.verify(&letter, &[option, pipe.to_str().unwrap()]);
        assert_eq!(answer.code, 70, "{answer:#?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_takes_away_what_is_unfinished() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let folder = tanba.folder();
    // Sparse, and long enough that it is never finished.
    File::create(folder.join("long.bin"))
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    let mut child = tanba
        .command()
        .args(["sign", "long.bin", "--attached", "--level", "b", "--json"])
        .args(["--password-stdin", "--key"])
        .arg(authority.file("signer.p12"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{}", authority.password()).unwrap();
    wait_until_reading(&mut child, "long.bin");
    let interrupted = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupted.unwrap().success());
    let mut said = String::new();
    let mut output = child.stdout.take().unwrap();
    output.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    assert!(said.contains("cancelled"), "{said}");
    let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

/// Until the program has read of the document: by then it hears signals.
#[cfg(target_os = "linux")]
fn wait_until_reading(child: &mut Child, name: &str) {
    let process = Path::new("/proc").join(child.id().to_string());
    let (open, positions) = (process.join("fd"), process.join("fdinfo"));
    while child.try_wait().unwrap().is_none() {
        let reads = fs::read_dir(&open).is_ok_and(|entries| {
            entries.filter_map(Result::ok).any(|entry| {
                fs::read_link(entry.path()).is_ok_and(|target| target.ends_with(name))
                    && fs::read_to_string(positions.join(entry.file_name()))
                        .is_ok_and(|info| !info.starts_with("pos:\t0\n"))
            })
        });
        if reads {
            return;
        }
        std::thread::yield_now();
    }
}

#[test]
fn without_input_there_is_no_password() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let tanba = Tanba::new();
    let _ = tanba.document("letter.txt", "text");
    let key = authority.file("signer.p12");
    let arguments = ["sign", "letter.txt", "--password-stdin", "--json", "--key"];
    let answer = tanba.ask(&[&arguments[..], &[key.to_str().unwrap()]].concat());
    assert_eq!(answer.code, 70, "{answer:#?}");
    assert!(answer.output.contains("prompt-impossible"), "{answer:#?}");
}

#[test]
fn nobody_listening_is_no_panic() {
    let tanba = Tanba::new();
    // The pipe is closed at its other end.
    let broken = || std::io::pipe().unwrap().1;
    let mut in_json = tanba.command();
    in_json.args(["verify", "no-such-file", "--json"]);
    in_json.stdout(broken()).stderr(Stdio::null());
    assert_eq!(in_json.status().unwrap().code(), Some(70));
    let mut in_words = tanba.command();
    in_words.args(["verify", "no-such-file"]);
    in_words.stdout(Stdio::null()).stderr(broken());
    assert_eq!(in_words.status().unwrap().code(), Some(70));
}

#[test]
fn names_do_not_steer_the_terminal() {
    let tanba = Tanba::new();
    for json in [&[][..], &["--json"]] {
        let name = "a\u{1b}[31m\u{202e}gpj.exe";
        let answer = tanba.ask(&[&["verify", name][..], json].concat());
        let said = format!("{}{}", answer.output, answer.errors);
        assert!(said.contains("gpj.exe"), "{said:?}");
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
    }
}
