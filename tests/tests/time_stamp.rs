//! Time stamps from an outside authority: openssl answers behind a socket, as a TSA does.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use e2e::{Authority, Tanba, succeeds};

/// What the socket answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Honest,
    Nonsense,
    Endless,
}

const CONFIGURATION: &str = "\
[tsa]
default_tsa = here
[here]
serial = tsa-serial
signer_cert = stamper.pem
signer_key = stamper.key
certs = ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
";

/// Serves time stamps until the test ends; tells the address.
fn serve(authority: &Authority, mood: Mood) -> String {
    authority.make_stamper();
    fs::write(authority.file("tsa.cnf"), CONFIGURATION).unwrap();
    fs::write(authority.file("tsa-serial"), "01\n").unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let folder = authority.folder().to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A person who gives up closes the socket: no concern of the authority.
            let _ = answer(stream, &folder, mood);
        }
    });
    address
}

fn answer(mut stream: TcpStream, folder: &Path, mood: Mood) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut query = vec![0; length];
    reader.read_exact(&mut query)?;
    fs::write(folder.join("query.tsq"), &query)?;
    let reply = match mood {
        Mood::Honest => {
            let words = "ts -reply -config tsa.cnf -queryfile query.tsq -out reply.tsr";
            let status = std::process::Command::new("openssl")
                .args(words.split(' '))
                .current_dir(folder)
                .stderr(std::process::Stdio::null())
                .status()?;
            assert!(status.success(), "openssl ts -reply");
            fs::read(folder.join("reply.tsr"))?
        }
        Mood::Nonsense => b"what o'clock is it?".to_vec(),
        Mood::Endless => vec![0x30; 8 << 20],
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        reply.len()
    )?;
    stream.write_all(&reply)
}

/// Signs with a time stamp wanted; the answer, whatever comes of it.
fn sign(tanba: &Tanba, authority: &Authority, address: &str, out: &Path) -> e2e::Answer {
    let document = tanba.document("letter.txt", "signed at a time that others can prove");
    let key = authority.file("signer.p12");
    let words = [
        "sign",
        document.to_str().unwrap(),
        "--key",
        key.to_str().unwrap(),
        "--password-stdin",
    ];
    let more = [
        "--level",
        "t",
        "--tsa",
        address,
        "--out",
        out.to_str().unwrap(),
        "--json",
    ];
    tanba.ask_with(
        &format!("{}\n", authority.password()),
        &[&words[..], &more].concat(),
    )
}

#[test]
fn a_time_stamp_is_asked_for_and_proves_the_time() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let address = serve(&authority, Mood::Honest);
    let tanba = Tanba::new();
    let out = tanba.folder().join("letter.txt.p7s");
    let answer = sign(&tanba, &authority, &address, &out);
    assert_eq!(answer.code, 0, "{answer:#?}");
    let trust = authority.trust();
    let trust: Vec<&str> = trust.iter().map(String::as_str).collect();
    let answer = tanba.verify(&out, &trust);
    answer.assert_passed();
    assert_eq!(
        answer.text("/signatures/0/level").to_uppercase(),
        "T",
        "{answer:#?}"
    );
    assert_ne!(
        answer.text("/signatures/0/time_stamped_at"),
        "",
        "{answer:#?}"
    );
    // What we received is an answer that openssl accepts for the very query that we sent.
    let words = "ts -verify -queryfile query.tsq -in reply.tsr -CAfile ca.pem";
    assert!(succeeds(authority.openssl().args(words.split(' '))));
}

#[test]
fn a_signature_is_time_stamped_later() {
    let Some(authority) = Authority::make() else {
        return;
    };
    let address = serve(&authority, Mood::Honest);
    let tanba = Tanba::new();
    let (document, out) = tanba.signed_letter(&authority, "signed now, stamped later");
    let stamped = tanba.folder().join("stamped.p7s");
    let words = [
        "extend",
        out.to_str().unwrap(),
        "--level",
        "t",
        "--tsa",
        &address,
    ];
    let answer = tanba.ask(&[&words[..], &["--out", stamped.to_str().unwrap(), "--json"]].concat());
    assert_eq!(answer.code, 0, "{answer:#?}");
    let trust = authority.trust();
    let mut arguments: Vec<&str> = trust.iter().map(String::as_str).collect();
    arguments.extend(["--content", document.to_str().unwrap()]);
    let answer = tanba.verify(&stamped, &arguments);
    answer.assert_passed();
    assert_eq!(
        answer.text("/signatures/0/level").to_uppercase(),
        "T",
        "{answer:#?}"
    );
}

#[test]
fn an_authority_that_answers_nonsense_leaves_nothing() {
    for mood in [Mood::Nonsense, Mood::Endless] {
        let Some(authority) = Authority::make() else {
            return;
        };
        let address = serve(&authority, mood);
        let tanba = Tanba::new();
        let out = tanba.folder().join("letter.txt.p7s");
        let answer = sign(&tanba, &authority, &address, &out);
        assert_eq!(answer.code, 70, "{mood:?}: {answer:#?}");
        let said = format!("{}{}", answer.output, answer.errors);
        assert!(said.contains("tsa-answer-damaged"), "{mood:?}: {answer:#?}");
        assert!(!out.exists(), "{mood:?}");
    }
}
