//! Revocation asked for on the network: an outside authority answers behind a socket, well or not.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use e2e::{Answer, Authority, Tanba};

/// What the socket does; the files of the authority are served under their names.
#[derive(Debug, Default)]
struct Mood {
    /// Paths that are answered with an error.
    refused: Vec<&'static str>,
    /// Whose key signs the answers about a status.
    responder: &'static str,
    /// The paths asked for.
    seen: Vec<String>,
}

/// A signer whose certificate names the socket for its issuer, its status and its list.
struct World {
    authority: Authority,
    mood: Arc<Mutex<Mood>>,
    tanba: Tanba,
}

impl World {
    fn make() -> Option<Self> {
        let authority = Authority::make()?;
        authority.make_stamper();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let extensions = format!(
            "[online]\nkeyUsage=critical,digitalSignature,nonRepudiation\nauthorityKeyIdentifier=keyid\n\
             authorityInfoAccess=OCSP;URI:http://{at}/status,caIssuers;URI:http://{at}/bag.p7c\n\
             crlDistributionPoints=URI:http://{at}/ca.crl\n\
             [middle]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n\
             subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
        );
        fs::write(authority.file("online.cnf"), extensions).unwrap();
        for (name, section) in [("online", "online"), ("middle", "middle")] {
            authority.run(&format!(
                "req -config openssl.cnf -newkey rsa:2048 -nodes -subj /CN={name} -keyout {name}.key -out {name}.csr"
            ));
            authority.run(&format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 \
                 -extfile online.cnf -extensions {section} -out {name}.pem"
            ));
        }
        authority.run(
            "pkcs12 -export -inkey online.key -in online.pem -passout pass:Outside1 -out online.p12",
        );
        authority.run("ca -config openssl.cnf -keyfile ca.key -cert ca.pem -valid online.pem");
        authority.run(
            "crl2pkcs7 -nocrl -certfile middle.pem -certfile ca.pem -outform DER -out bag.p7c",
        );
        let mood = Arc::new(Mutex::new(Mood {
            responder: "ca",
            ..Mood::default()
        }));
        let (shared, folder) = (Arc::clone(&mood), authority.folder().to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A person who gives up closes the socket: no concern of the authority.
                let _ = answer(stream, &folder, &shared);
            }
        });
        Some(Self {
            authority,
            mood,
            tanba: Tanba::new(),
        })
    }

    fn revoke(&self) {
        self.authority.run(
            "ca -config openssl.cnf -keyfile ca.key -cert ca.pem -revoke online.pem -crl_reason keyCompromise",
        );
        self.authority
            .run("ca -config openssl.cnf -gencrl -keyfile ca.key -cert ca.pem -out ca.crl.pem");
        self.authority
            .run("crl -in ca.crl.pem -outform DER -out ca.crl");
    }

    fn sign(&self) -> PathBuf {
        let document = self.tanba.document("letter.txt", "asked about online");
        let out = self.tanba.folder().join("letter.txt.p7s");
        let key = self.authority.file("online.p12");
        self.tanba.sign(
            &document,
            &key,
            self.authority.password(),
            &["--offline"],
            &out,
        );
        out
    }

    fn verify(&self, signature: &Path, more: &[&str]) -> Answer {
        self.mood.lock().unwrap().seen.clear();
        let anchor = self.authority.file("ca.pem");
        let (signature, anchor) = (signature.to_str().unwrap(), anchor.to_str().unwrap());
        let words = ["verify", signature, "--trust", anchor, "--json"];
        self.tanba.ask(&[&words[..], more].concat())
    }

    fn seen(&self) -> Vec<String> {
        self.mood.lock().unwrap().seen.clone()
    }
}

fn answer(mut stream: TcpStream, folder: &Path, mood: &Mutex<Mood>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
    reader.read_line(&mut first)?;
    while reader.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let (is_refused, responder) = {
        let mut mood = mood.lock().unwrap();
        mood.seen.push(path.clone());
        (mood.refused.contains(&path.as_str()), mood.responder)
    };
    if is_refused {
        return stream
            .write_all(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
    let reply = if path == "/status" {
        fs::write(folder.join("status.req"), &body)?;
        let words = format!(
            "ocsp -index index.txt -CA ca.pem -rsigner {responder}.pem -rkey {responder}.key \
             -reqin status.req -respout status.der -ndays 1"
        );
        let status = std::process::Command::new("openssl")
            .args(words.split_whitespace())
            .current_dir(folder)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()?;
        assert!(status.success(), "openssl ocsp");
        fs::read(folder.join("status.der"))?
    } else {
        fs::read(folder.join(path.trim_start_matches('/')))?
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        reply.len()
    )?;
    stream.write_all(&reply)
}

#[test]
fn a_status_is_asked_for_and_a_list_is_the_fall_back() {
    let Some(world) = World::make() else {
        return;
    };
    let signature = world.sign();
    let answer = world.verify(&signature, &[]);
    answer.assert_passed();
    assert_eq!(answer.text("/signatures/0/revocation"), "good");
    assert_eq!(world.seen(), ["/status"]);

    // Signed by somebody who may not speak for the authority: no answer at all.
    world.mood.lock().unwrap().responder = "stamper";
    world.verify(&signature, &[]).assert_passed();
    assert_eq!(world.seen(), ["/status", "/ca.crl"]);

    // The list is kept, and does while nobody answers.
    world.mood.lock().unwrap().refused = vec!["/status", "/ca.crl"];
    let answer = world.verify(&signature, &[]);
    answer.assert_passed();
    assert_eq!(answer.text("/unavailable/0/code"), "ocsp-refused");
    assert_eq!(world.seen(), ["/status"]);

    // A person whose program has no list yet learns what could not be had.
    let stranger = World {
        tanba: Tanba::new(),
        ..world
    };
    let signature = stranger.sign();
    let answer = stranger.verify(&signature, &[]);
    answer.assert_indication(2, "INDETERMINATE");
    assert_eq!(answer.text("/sub_indication"), "TRY_LATER");
    assert_eq!(answer.text("/signatures/0/revocation"), "unknown");
    assert_eq!(answer.text("/unavailable/0/code"), "ocsp-refused");
    assert_eq!(answer.text("/unavailable/1/code"), "crl-refused");

    let answer = stranger.verify(&signature, &["--offline"]);
    answer.assert_indication(2, "INDETERMINATE");
    assert!(stranger.seen().is_empty(), "{:?}", stranger.seen());
}

#[test]
fn a_revocation_is_told_by_either_with_its_time() {
    let Some(world) = World::make() else {
        return;
    };
    let signature = world.sign();
    world.revoke();
    for refused in [vec![], vec!["/status"]] {
        world.mood.lock().unwrap().refused = refused;
        let answer = world.verify(&signature, &[]);
        answer.assert_indication(2, "INDETERMINATE");
        assert_eq!(answer.text("/sub_indication"), "REVOKED_NO_POE");
        assert_ne!(answer.text("/signatures/0/revoked_at"), "", "{answer:#?}");
    }
    // A certificate by itself: no word of a document.
    let (leaf, anchor) = (
        world.authority.file("online.pem"),
        world.authority.file("ca.pem"),
    );
    let words = ["cert", "verify", leaf.to_str().unwrap(), "--json"];
    let trust = ["--trust", anchor.to_str().unwrap()];
    let answer = world.tanba.ask(&[&words[..], &trust].concat());
    answer.assert_failed("REVOKED");
    assert!(answer.text("/words").contains("revoked since"));
    assert!(!answer.text("/words").contains("document"), "{answer:#?}");
}

#[test]
fn nothing_is_known_of_the_revocation_of_what_leads_nowhere() {
    let Some(world) = World::make() else {
        return;
    };
    let signature = world.sign();
    let anchor = world.authority.file("stamper.pem");
    let words = ["--trust", anchor.to_str().unwrap()];
    let answer = world.tanba.verify(&signature, &words);
    answer.assert_indication(2, "INDETERMINATE");
    assert_eq!(answer.text("/signatures/0/revocation"), "unknown");
}

#[test]
fn a_bag_of_certificates_is_read_wherever_certificates_are() {
    let Some(world) = World::make() else {
        return;
    };
    let bag = world.authority.file("bag.p7c");
    let answer = world
        .tanba
        .ask(&["cert", "show", bag.to_str().unwrap(), "--json"]);
    assert_eq!(answer.code, 0, "{answer:#?}");
    assert_eq!(answer.json["certificates"].as_array().unwrap().len(), 2);
    let signature = world.sign();
    let list = world.authority.file("ca.crl");
    let words = ["--trust", bag.to_str().unwrap(), "--crl"];
    let answer = world.tanba.verify(
        &signature,
        &[&words[..], &[list.to_str().unwrap()]].concat(),
    );
    answer.assert_passed();

    let key = world.authority.file("online.p12");
    let answer = world
        .tanba
        .ask(&["cert", "show", key.to_str().unwrap(), "--json"]);
    assert_eq!(answer.code, 70, "{answer:#?}");
    assert_eq!(answer.text("/failure/code"), "certificate-in-key-file");
}
