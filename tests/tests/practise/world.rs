//! A person with the program, and a wire to an authority that breaks as told.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use e2e::{Answer, Practice, Tanba};

pub(crate) const PASSWORD: &str = "Qwerty12";

/// Asks for a key: these arguments besides the authority, the token and the folder.
pub(crate) fn new_key(tanba: &Tanba, url: &str, token: &str, more: &[&str]) -> Answer {
    let out = keys(tanba);
    let words = ["key", "new", "--authority", url, "--token", token];
    let end = ["--out", out.to_str().unwrap(), "--password-stdin", "--json"];
    tanba.ask_with(&format!("{PASSWORD}\n"), &[&words[..], &end, more].concat())
}

/// The folder for keys.
pub(crate) fn keys(tanba: &Tanba) -> PathBuf {
    let folder = tanba.folder().join("keys");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The names in the folder for keys, sorted.
pub(crate) fn names(tanba: &Tanba) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(keys(tanba))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The certificates of people that an authority issued.
pub(crate) fn issued(practice: &Practice) -> Vec<String> {
    let all = practice.say("list", &[]);
    all.lines()
        .filter(|line| line.contains("\tperson\t"))
        .map(str::to_owned)
        .collect()
}

/// The key file that an answer names.
pub(crate) fn key_of(answer: &Answer) -> PathBuf {
    assert_eq!(answer.code, 0, "{answer:#?}");
    let key = Path::new(answer.text("/key")).to_owned();
    assert!(key.is_file(), "{answer:#?}");
    key
}

/// The code of the failure that an answer is.
pub(crate) fn failure(answer: &Answer) -> &str {
    assert_eq!(answer.code, 70, "{answer:#?}");
    assert_ne!(answer.text("/failure/what"), "", "{answer:#?}");
    answer.text("/failure/code")
}

/// What a wire does with the answers to requests for certificates. All else passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The connection breaks when the authority has answered.
    Cut,
    /// The answer never arrives.
    Silence,
}

/// A wire to an authority.
pub(crate) struct Wire {
    pub(crate) url: String,
    /// Says so whenever the authority has answered a request for a certificate.
    pub(crate) answered: Receiver<()>,
}

impl Wire {
    pub(crate) fn to(practice: &Practice, fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let address = practice.address();
        let (sender, answered) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sender = sender.clone();
                std::thread::spawn(move || pass(stream, address, fault, &sender));
            }
        });
        Self { url, answered }
    }
}

/// Passes one request on and, unless the wire is broken, its answer back.
fn pass(mut near: TcpStream, address: SocketAddr, fault: Fault, answered: &Sender<()>) {
    let Some(request) = request(&mut near, address) else {
        return;
    };
    let mut far = TcpStream::connect(address).unwrap();
    far.write_all(&request).unwrap();
    let mut answer = Vec::new();
    far.read_to_end(&mut answer).unwrap();
    if !request.starts_with(b"POST /certificates ") {
        let _ = near.write_all(&answer);
        return;
    }
    // Nobody may be interested any more.
    let _ = answered.send(());
    if fault == Fault::Silence {
        // Until the other side goes away.
        let _ = near.read(&mut [0]);
    }
}

/// A whole request, addressed to the authority, after whose answer the connection is closed.
fn request(near: &mut TcpStream, address: SocketAddr) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    let mut buffer = [0; 4_096];
    loop {
        let count = near.read(&mut buffer).ok().filter(|count| *count > 0)?;
        all.extend_from_slice(&buffer[..count]);
        let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let lower = head.to_ascii_lowercase();
        let length: usize = lower
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
            .unwrap_or(0);
        let body = &all[end + 4..];
        if body.len() < length {
            continue;
        }
        let mut sent = String::new();
        for line in head
            .lines()
            .filter(|line| !line.to_ascii_lowercase().starts_with("host:"))
        {
            sent.push_str(&format!("{line}\r\n"));
        }
        sent.push_str(&format!("Host: {address}\r\nConnection: close\r\n\r\n"));
        return Some([sent.as_bytes(), body].concat());
    }
}
