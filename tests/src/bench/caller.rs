//! The plainest HTTP client: one question after another, the same for us and for a peer.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

/// How connections are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connections {
    /// A new one for each question: what is left when the server hangs up after each answer.
    New,
    /// One for all questions.
    Kept,
}

/// Somebody who asks.
#[derive(Debug)]
pub struct Caller {
    address: SocketAddr,
    connections: Connections,
    open: Option<TcpStream>,
}

impl Caller {
    /// Asks at this address.
    #[must_use]
    pub fn new(address: SocketAddr, connections: Connections) -> Self {
        Self {
            address,
            connections,
            open: None,
        }
    }

    /// As [`Self::new`], once somebody listens there. The connection is for the first question: there are servers
    /// that never get over one that comes to nothing.
    ///
    /// # Panics
    /// When nobody does for a minute.
    #[must_use]
    pub fn patient(address: SocketAddr, connections: Connections) -> Self {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Ok(stream) = TcpStream::connect(address) {
                let mut caller = Self::new(address, connections);
                caller.open = Some(settle(stream));
                return caller;
            }
            std::thread::yield_now();
        }
        panic!("nobody listens at {address}");
    }

    /// Posts, and gives the body of an answer that must have this status.
    ///
    /// # Panics
    /// Without such an answer.
    pub fn post(&mut self, path: &str, headers: &[&str], body: &[u8], status: u16) -> Vec<u8> {
        let mut stream = self.open.take().unwrap_or_else(|| self.connect());
        let close = match self.connections {
            Connections::New => "Connection: close\r\n",
            Connections::Kept => "",
        };
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\n{close}Content-Length: {}\r\n",
            self.address,
            body.len()
        );
        for header in headers {
            request.push_str(header);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        let request = [request.as_bytes(), body].concat();
        stream.write_all(&request).expect("the question is sent");
        let (head, body) = answer(&mut stream);
        let found = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        assert_eq!(found, Some(status), "{head}");
        if self.connections == Connections::Kept {
            self.open = Some(stream);
        }
        body
    }

    fn connect(&self) -> TcpStream {
        settle(TcpStream::connect(self.address).expect("a connection"))
    }
}

fn settle(stream: TcpStream) -> TcpStream {
    stream.set_nodelay(true).expect("an option of the socket");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

/// The head and the body, which has as many bytes as the head says.
fn answer(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut all = Vec::with_capacity(4096);
    let mut piece = [0; 4096];
    loop {
        if let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") {
            let body = all.split_off(end + 4);
            let head = String::from_utf8_lossy(&all).into_owned();
            return (head.clone(), rest(stream, body, length(&head)));
        }
        let count = stream.read(&mut piece).expect("an answer");
        assert!(count > 0, "no answer");
        all.extend_from_slice(&piece[..count]);
    }
}

fn length(head: &str) -> usize {
    let fields = head.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = fields.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = lengths
        .next()
        .and_then(|(_, value)| value.trim().parse().ok());
    length.expect("a Content-Length")
}

fn rest(stream: &mut TcpStream, mut body: Vec<u8>, length: usize) -> Vec<u8> {
    let had = body.len();
    body.resize(length.max(had), 0);
    stream.read_exact(&mut body[had..]).expect("the body");
    body
}
