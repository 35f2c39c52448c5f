//! What the authority does not do.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use e2e::{Practice, output};
use tanba_keystore::software::KeyAlgorithm;

use crate::{certificate, key, openssl, path, request};

#[test]
fn requests_that_get_no_certificate() {
    let practice = Practice::start();
    let good = request(&key(KeyAlgorithm::Gost512));
    let refused = |token: &str, request: &[u8]| {
        let answer = practice.enrol(token, request);
        (answer.status, answer.problem())
    };
    let is = |status: u16, code: &str| (status, code.to_owned());

    assert_eq!(refused("nonsense", &good), is(401, "token-unknown"));
    let anonymous = practice.http(
        "POST",
        "/certificates",
        &["Content-Type: application/pkcs10"],
        &good,
    );
    assert_eq!(
        (anonymous.status, &*anonymous.problem()),
        (401, "token-missing")
    );
    assert!(
        anonymous
            .head
            .to_lowercase()
            .contains("www-authenticate: bearer")
    );

    let token = practice.invite(&[]);
    assert_eq!(refused(&token, b""), is(400, "request-malformed"));
    assert_eq!(refused(&token, b"?"), is(400, "request-malformed"));
    let mut forged = good.clone();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    assert_eq!(
        refused(&token, &forged),
        is(400, "request-signature-invalid")
    );
    for unsupported in [KeyAlgorithm::P256, KeyAlgorithm::Gost256] {
        let request = request(&key(unsupported));
        assert_eq!(refused(&token, &request), is(422, "key-unsupported"));
    }
    assert_eq!(refused(&token, &vec![0; 70_000]), is(413, "body-too-large"));
    // None of it used the token up.
    certificate(&practice.enrol(&token, &good));
    // One key, one certificate: the serial number follows from the key.
    let again = practice.invite(&[]);
    assert_eq!(refused(&again, &good), is(409, "key-already-certified"));
}

#[test]
fn weak_rsa_keys_are_not_certified() {
    let Some(openssl) = openssl() else { return };
    let practice = Practice::start();
    let token = practice.invite(&[]);
    for options in [
        ["-newkey", "rsa:1024", "-pkeyopt", "rsa_keygen_pubexp:65537"],
        ["-newkey", "rsa:2048", "-pkeyopt", "rsa_keygen_pubexp:3"],
    ] {
        let (out, key) = (practice.file("weak.der"), practice.file("weak.pem"));
        let mut words = vec!["req", "-nodes", "-subj", "/CN=weak", "-outform", "DER"];
        words.extend(options);
        words.extend(["-out", path(&out), "-keyout", path(&key)]);
        assert!(openssl(&words).0);
        let answer = practice.enrol(&token, &fs::read(&out).unwrap());
        assert_eq!(
            (answer.status, &*answer.problem()),
            (422, "key-unsupported")
        );
    }
}

#[test]
fn pages_of_the_web_are_turned_away() {
    let practice = Practice::start();
    let port = practice.address().port();
    let with_host = |host: &str| {
        let host = format!("Host: {host}");
        let headers: &[&str] = if host == "Host: " { &[] } else { &[&host] };
        e2e::ask(practice.address(), "GET", "/health", headers, &[])
    };
    for own in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        "127.0.0.1".to_owned(),
    ] {
        assert_eq!(with_host(&own).status, 200, "{own}");
    }
    for foreign in [
        "",
        "evil.example",
        &format!("evil.example:{port}"),
        "localhost:1",
    ] {
        let answer = with_host(foreign);
        assert_eq!(
            (answer.status, &*answer.problem()),
            (421, "host-unknown"),
            "{foreign}"
        );
    }
    let absolute = format!("http://evil.example:{port}/health");
    assert_eq!(practice.http("GET", &absolute, &[], &[]).status, 421);

    let token = format!("Authorization: Bearer {}", practice.invite(&[]));
    let headers = [
        token.as_str(),
        "Content-Type: application/pkcs10",
        "Origin: https://evil.example",
    ];
    let request = request(&key(KeyAlgorithm::Gost512));
    let answer = practice.http("POST", "/certificates", &headers, &request);
    assert_eq!(
        (answer.status, &*answer.problem()),
        (403, "origin-forbidden")
    );
    assert!(!answer.head.to_lowercase().contains("access-control"));
}

#[test]
fn addresses_methods_and_types_are_as_told() {
    let practice = Practice::start();
    for (method, path, headers, status, code) in [
        ("GET", "/nothing", &[][..], 404, "not-found"),
        ("GET", "/crl/nothing.crl", &[], 404, "not-found"),
        ("GET", "/crl/ca_rsa", &[], 404, "not-found"),
        ("GET", "/certificates/ocsp_rsa.cer", &[], 404, "not-found"),
        ("GET", "/certificates", &[], 405, "method-not-allowed"),
        ("DELETE", "/authority", &[], 405, "method-not-allowed"),
        (
            "POST",
            "/tsa",
            &["Content-Type: text/plain"],
            415,
            "media-type-unsupported",
        ),
        ("POST", "/ocsp", &[], 415, "media-type-unsupported"),
    ] {
        let answer = practice.http(method, path, headers, b"");
        assert_eq!(
            (answer.status, &*answer.problem()),
            (status, code),
            "{method} {path}"
        );
    }
}

/// What a start that fails says.
fn failing(command: &mut Command) -> String {
    let mut child = command
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let stdin = child.stdin.take();
    let mut printed = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut printed)
        .unwrap();
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(printed, "");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_lies_in_a_folder_is_never_cleared_away() {
    let mut practice = Practice::start();
    assert!(practice.stop());
    let database = practice.folder().join("authority.sqlite");
    let whole = fs::read(&database).unwrap();
    let names = |below: &str| {
        let entries = fs::read_dir(practice.folder().join(below)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let [keys, roots] = ["keys", "root"].map(names);
    for damaged in [Some(&b""[..]), Some(b"not a database"), None] {
        match damaged {
            Some(bytes) => fs::write(&database, bytes).unwrap(),
            None => fs::remove_file(&database).unwrap(),
        }
        failing(&mut practice.serve_command(&[]));
        assert_eq!(
            [names("keys"), names("root")],
            [keys.clone(), roots.clone()]
        );
    }
    fs::write(&database, whole).unwrap();
    practice.serve(&[]);

    // Somebody's folder, with a folder of keys in it.
    let practice = Practice::new();
    let keys = practice.folder().join("keys");
    fs::create_dir_all(&keys).unwrap();
    fs::write(keys.join("mine.p12"), "mine").unwrap();
    let said = failing(&mut practice.serve_command(&[]));
    assert!(said.contains("Nothing was changed"), "{said}");
    assert_eq!(fs::read(keys.join("mine.p12")).unwrap(), b"mine");
}

#[test]
fn slow_clients_keep_nobody_out() {
    let practice = Practice::start();
    let head = format!(
        "POST /ocsp HTTP/1.1\r\nHost: {}\r\nContent-Length: 9\r\n\r\n",
        practice.address()
    );
    // More than there are places.
    let slow: Vec<TcpStream> = (0..520)
        .map(|_| {
            let mut stream = TcpStream::connect(practice.address()).unwrap();
            stream.write_all(head.as_bytes()).unwrap();
            stream
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(practice.http("GET", "/health", &[], b"").status, 200);
    assert!(
        begun.elapsed() < Duration::from_secs(9),
        "none of them has been timed out"
    );
    drop(slow);
}

#[test]
fn starts_that_fail_say_why() {
    let mut practice = Practice::new();
    let out_in_the_open = failing(&mut practice.serve_command(&["--listen", "0.0.0.0:0"]));
    assert!(
        out_in_the_open.contains("loopback only"),
        "{out_in_the_open}"
    );
    assert!(!practice.folder().exists());

    practice.serve(&[]);
    let address = practice.address();
    let twice = failing(&mut practice.serve_command(&[]));
    assert!(twice.contains("another process serves"), "{twice}");
    assert!(practice.stop());

    let moved = failing(&mut practice.serve_command(&["--listen", "127.0.0.1:1"]));
    assert!(moved.contains(&address.to_string()), "{moved}");
    let squatter = TcpListener::bind(address).unwrap();
    let taken = failing(&mut practice.serve_command(&[]));
    assert!(taken.contains("is taken by another program"), "{taken}");
    drop(squatter);

    let mut wrong = practice.serve_command(&[]);
    wrong.env("TANBA_AUTHORITY_PASSPHRASE", "not the right passphrase");
    assert!(failing(&mut wrong).contains("the passphrase does not open"));
    let mut short = practice.serve_command(&[]);
    short.env("TANBA_AUTHORITY_PASSPHRASE", "short");
    assert!(failing(&mut short).contains("at least 16"));
    #[cfg(unix)]
    {
        let file = practice.folder().join("passphrase");
        output(Command::new("chmod").arg("640").arg(&file));
        let exposed = failing(&mut practice.serve_command(&[]));
        assert!(exposed.contains("others may read"), "{exposed}");
        output(Command::new("chmod").arg("600").arg(&file));
    }
    fs::rename(
        practice.folder().join("passphrase"),
        practice.file("elsewhere"),
    )
    .unwrap();
    assert!(failing(&mut practice.serve_command(&[])).contains("a passphrase is needed"));
}

#[test]
fn commands_refuse_what_makes_no_sense() {
    let practice = Practice::new();
    let nothing = practice.run("invite", &[]);
    assert!(!nothing.status.success() && nothing.stdout.is_empty());
    assert!(!practice.folder().exists());

    let practice = Practice::start();
    for words in [
        &["--iin", "123456789011"][..],
        &["--organisation", "ЖШС"],
        &["--role", "head"],
        &["--valid-for-hours", "0"],
        &["--common-name", ""],
    ] {
        let refused = practice.run("invite", words);
        assert!(
            !refused.status.success() && refused.stdout.is_empty(),
            "{words:?}"
        );
    }
    let unknown = practice.run("revoke", &["00ff"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("no certificate"));
    let list = practice.say("list", &[]);
    let root = list.lines().find(|line| line.contains("\troot\t")).unwrap();
    let root = practice.run("revoke", &[root.split('\t').next().unwrap()]);
    assert!(String::from_utf8_lossy(&root.stderr).contains("a root cannot be revoked"));
}
