//! A hand-made HTTP server that misbehaves as told, one script per connection.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one connection, once it has read the request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Sends these bytes and closes.
    Send(Vec<u8>),
    /// Never answers.
    Silence,
    /// Sends these bytes and then nothing more, without closing.
    SendThenSilence(Vec<u8>),
    /// Sends a head without a length and zeros without end.
    Endless,
}

/// A server on a free port of this machine. It repeats its last step.
pub(crate) struct Server {
    pub(crate) address: String,
    /// The requests that came, head and body, in their order.
    pub(crate) requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) async fn start(steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            let mut next = 0;
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let step = steps[next.min(steps.len() - 1)].clone();
                next += 1;
                let seen = Arc::clone(&seen);
                tokio::spawn(async move {
                    let request = read_request(&mut stream).await;
                    seen.lock().unwrap().push(request);
                    run(step, stream).await;
                });
            }
        });
        Self { address, requests }
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    pub(crate) fn request(&self, index: usize) -> String {
        self.requests.lock().unwrap()[index].clone()
    }
}

async fn run(step: Step, mut stream: TcpStream) {
    // The client may have gone away, which some tests are about.
    match step {
        Step::Send(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Step::Silence => std::future::pending().await,
        Step::SendThenSilence(bytes) => {
            let _ = stream.write_all(&bytes).await;
            std::future::pending().await
        }
        Step::Endless => {
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(head.as_bytes()).await;
            while stream.write_all(&[0; 1 << 16]).await.is_ok() {}
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let mut buffer = [0; 4_096];
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .to_ascii_lowercase()
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return text;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => read.extend_from_slice(&buffer[..count]),
        }
    }
}

/// A whole answer.
pub(crate) fn answer(status: &str, headers: &str, body: &[u8]) -> Step {
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    Step::Send(bytes)
}
