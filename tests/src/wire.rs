//! A wire to an authority that breaks as told.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::Practice;

/// What a wire does with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection breaks when the authority has answered.
    Cut,
    /// The answer never arrives.
    Silence,
}

/// Where a wire is broken: at requests whose first line has these words.
type Broken = Arc<Mutex<Option<(&'static str, Fault)>>>;

/// A wire to an authority.
#[derive(Debug)]
pub struct Wire {
    /// Its near end.
    pub url: String,
    /// Says so whenever the authority has answered a request at which the wire is broken.
    pub answered: Receiver<()>,
    broken: Broken,
}

impl Wire {
    /// A wire that is broken for requests whose first line has these words. All else passes.
    #[must_use]
    pub fn to(practice: &Practice, words: &'static str, fault: Fault) -> Self {
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        Self::at(anywhere, practice, words, fault)
    }

    /// The same, with its near end at this address.
    #[must_use]
    pub fn at(near: SocketAddr, practice: &Practice, words: &'static str, fault: Fault) -> Self {
        let listener = TcpListener::bind(near).expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let address = practice.address();
        let (sender, answered) = channel();
        let broken: Broken = Arc::new(Mutex::new(Some((words, fault))));
        let kept = Arc::clone(&broken);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (sender, broken) = (sender.clone(), Arc::clone(&broken));
                std::thread::spawn(move || pass(stream, address, &broken, &sender));
            }
        });
        Self {
            url,
            answered,
            broken: kept,
        }
    }

    /// From now on everything passes.
    pub fn mend(&self) {
        *self.broken.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// From now on it is broken there.
    pub fn break_at(&self, words: &'static str, fault: Fault) {
        *self.broken.lock().unwrap_or_else(PoisonError::into_inner) = Some((words, fault));
    }
}

/// Passes one request on and, unless the wire is broken, its answer back.
fn pass(mut near: TcpStream, address: SocketAddr, broken: &Broken, answered: &Sender<()>) {
    let Some(request) = request(&mut near, address) else {
        return;
    };
    let mut far = TcpStream::connect(address).expect("the authority");
    far.write_all(&request).expect("it takes the request");
    let mut answer = Vec::new();
    far.read_to_end(&mut answer).expect("it answers");
    let end = request.iter().position(|byte| *byte == b'\r');
    let first = String::from_utf8_lossy(&request[..end.unwrap_or(request.len())]).into_owned();
    let fault = *broken.lock().unwrap_or_else(PoisonError::into_inner);
    let Some((_, fault)) = fault.filter(|(words, _)| first.contains(words)) else {
        let _ = near.write_all(&answer);
        return;
    };
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
