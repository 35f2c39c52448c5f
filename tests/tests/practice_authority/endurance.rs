//! Killed, robbed, tampered with.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::process::Command;

use e2e::{Practice, output};
use tanba_keystore::software::KeyAlgorithm;
use tanba_pki::Certificate;

use crate::{certificate, enrolled, key, request};

#[test]
fn killed_while_issuing_it_loses_and_repeats_nothing() {
    let mut practice = Practice::start();
    let applicants: Vec<(String, Vec<u8>)> = (0..24)
        .map(|_| (practice.invite(&[]), request(&key(KeyAlgorithm::Gost512))))
        .collect();
    // Each round sends everything at once and kills the server with the first answer, while the others
    // are on their way through the steps.
    for _ in 0..3 {
        let address = practice.address();
        let process = practice.process().to_string();
        let (first, answered) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            for (token, request) in &applicants {
                let first = first.clone();
                scope.spawn(move || {
                    let status = post(address, token, request);
                    let _ = first.send(status);
                });
            }
            answered.recv().unwrap();
            output(Command::new("kill").args(["-9", &process]));
        });
        assert!(!practice.wait());
        practice.serve(&[]);
        // What was cut off between storing and signing was finished at the start.
        assert!(!practice.say("list", &[]).contains("\tunfinished\t"));
        assert!(practice.say("audit", &["--check"]).contains("whole"));
    }
    let mut serials = std::collections::HashSet::new();
    for (token, request) in &applicants {
        let leaf = certificate(&practice.enrol(token, request));
        assert!(serials.insert(leaf.serial_number().to_vec()));
        let again = certificate(&practice.enrol(token, request));
        assert_eq!(again.der(), leaf.der());
    }
    let list = practice.say("list", &[]);
    assert_eq!(list.matches("\tperson\t").count(), applicants.len());
}

/// Sends a request to a server that may die meanwhile; the status, if it lived to tell it.
fn post(address: std::net::SocketAddr, token: &str, request: &[u8]) -> Option<String> {
    let mut stream = std::net::TcpStream::connect(address).ok()?;
    let head = format!(
        "POST /certificates HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\nContent-Type: application/pkcs10\r\n\
         Content-Length: {}\r\n\r\n",
        request.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(request).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.split(' ').nth(1).map(str::to_owned)
}

#[test]
fn serving_needs_no_root_key() {
    let mut practice = Practice::start();
    assert!(practice.stop());
    let root = practice.folder().join("root");
    let away = practice.file("safe");
    fs::rename(&root, &away).unwrap();
    practice.serve(&[]);
    enrolled(&practice, KeyAlgorithm::Gost512);
    enrolled(&practice, KeyAlgorithm::Rsa(2048));
    practice.fetch("/crl/root_gost.crl");
    let refused = practice.run("ceremony root-crl", &["--branch", "rsa"]);
    assert!(!refused.status.success());
    assert!(practice.stop());

    // Nor does it look at them when they are there: nonsense in their place does not matter.
    fs::remove_dir_all(&root).unwrap();
    fs::rename(&away, &root).unwrap();
    let nonsense = practice.file("nonsense");
    fs::create_dir(&nonsense).unwrap();
    for entry in fs::read_dir(&root).unwrap() {
        let entry = entry.unwrap();
        fs::rename(entry.path(), nonsense.join(entry.file_name())).unwrap();
        fs::write(entry.path(), "nonsense").unwrap();
    }
    practice.serve(&[]);
    enrolled(&practice, KeyAlgorithm::Gost512);
    let refused = practice.run("ceremony issue-ca", &["--branch", "gost"]);
    assert!(!refused.status.success());
}

#[test]
fn ceremonies_issue_authorities_and_lists() {
    let mut practice = Practice::start();
    let (_, old) = enrolled(&practice, KeyAlgorithm::Gost512);
    let list = practice.fetch("/crl/root_gost.crl");
    let said = practice.say("ceremony issue-ca", &["--branch", "gost"]);
    assert_eq!(said.trim(), "issued: ca_gost_2");
    practice.say("ceremony root-crl", &["--branch", "gost"]);
    assert_ne!(practice.fetch("/crl/root_gost.crl"), list);

    assert!(practice.stop());
    practice.serve(&[]);
    let (_, new) = enrolled(&practice, KeyAlgorithm::Gost512);
    for (leaf, name) in [(&old, "ca_gost"), (&new, "ca_gost_2")] {
        let issuer = practice.fetch(&format!("/certificates/{name}.cer"));
        let issuer = Certificate::from_der(&issuer).unwrap();
        leaf.verify_signed_by(&issuer.public_key().unwrap())
            .unwrap();
        practice.fetch(&format!("/crl/{name}.crl"));
    }
    practice.fetch("/crl/ca_d_gost_2.crl");
    // The first still answers for what it issued.
    practice.say("revoke", &[&hex::encode(old.serial_number())]);
    let delta = tanba_pki::crl::Crl::from_der(&practice.fetch("/crl/ca_d_gost.crl")).unwrap();
    assert!(delta.find(old.serial_number()).unwrap().entry.is_some());
    assert!(practice.say("audit", &["--check"]).contains("whole"));
}

#[test]
fn a_tampered_log_is_noticed() {
    let mut practice = Practice::start();
    practice.invite(&[]);
    assert!(practice.stop());
    assert!(practice.say("audit", &["--check"]).contains("whole"));
    // Beneath the database: in the bytes of the file, where no trigger looks.
    let path = practice.folder().join("authority.sqlite");
    let bytes = fs::read(&path).unwrap();
    let mark = b"{\"subject\":\"{\\\"common_name";
    let at = bytes.windows(mark.len()).position(|window| window == mark);
    let mut file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    let at = u64::try_from(at.unwrap() + 3).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(b"S").unwrap();
    drop(file);
    let checked = practice.run("audit", &["--check"]);
    assert_eq!(checked.status.code(), Some(1), "{checked:?}");
    let said = String::from_utf8(checked.stderr).unwrap();
    assert!(said.contains("was changed"), "{said}");
}

#[test]
fn a_cut_off_first_start_is_begun_anew() {
    let mut practice = Practice::new();
    for _ in 0..2 {
        let mut child = practice
            .serve_command(&[])
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        // The first word that it says is spoken while it makes keys.
        let mut word = [0; 40];
        child.stderr.take().unwrap().read_exact(&mut word).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }
    practice.serve(&[]);
    enrolled(&practice, KeyAlgorithm::Gost512);
    assert_eq!(practice.say("list", &[]).matches("\troot\t").count(), 2);
    assert!(practice.say("audit", &["--check"]).contains("whole"));
}

#[cfg(unix)]
#[test]
fn passphrases_come_from_outside() {
    let mut practice = Practice::new();
    let phrase = "correct horse battery staple";
    let mut first = practice.serve_command(&[]);
    practice.serve_by(first.env("TANBA_AUTHORITY_PASSPHRASE", phrase));
    assert!(!practice.folder().join("passphrase").exists());
    enrolled(&practice, KeyAlgorithm::Gost512);
    // A signal ends it in good order.
    output(Command::new("kill").arg(practice.process().to_string()));
    assert!(practice.wait());

    let none = practice.run("ceremony root-crl", &["--branch", "gost"]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("a passphrase is needed"));
    let ceremony = |command: &mut Command| {
        command
            .args(["ceremony", "root-crl", "--branch", "gost"])
            .arg(practice.folder());
    };
    let credentials = practice.file("credentials");
    fs::create_dir(&credentials).unwrap();
    fs::write(credentials.join("tanba-authority-passphrase"), phrase).unwrap();
    let mut by_credential = Practice::command();
    ceremony(by_credential.env("CREDENTIALS_DIRECTORY", &credentials));
    output(&mut by_credential);

    // A descriptor: the shell opens it.
    let mut by_descriptor = Command::new("sh");
    by_descriptor
        .args(["-c", "exec \"$@\" --passphrase-fd 7 7<\"$PHRASE\"", "sh"])
        .arg(Practice::command().get_program())
        .env("PHRASE", practice.write("phrase", format!("{phrase}\n")))
        .env_remove("TANBA_AUTHORITY_PASSPHRASE");
    ceremony(&mut by_descriptor);
    output(&mut by_descriptor);
}
