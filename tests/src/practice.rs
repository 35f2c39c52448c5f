//! The real program `tanba-authority` with a practice folder of its own.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::locate;

/// How long an answer is waited for; generous, for machines that do other work.
const PATIENCE: Duration = Duration::from_secs(60);

/// A practice authority. Its process ends with it, also when a test fails.
#[derive(Debug)]
pub struct Practice {
    home: TempDir,
    serving: Option<Serving>,
}

#[derive(Debug)]
struct Serving {
    child: Child,
    address: SocketAddr,
    /// What it said after its first line.
    more: String,
}

/// What a server answered.
#[derive(Debug)]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// The head: status line and header fields, as they came.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpAnswer {
    /// The body as JSON; null when it is not.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The code of a problem, empty when it is none.
    #[must_use]
    pub fn problem(&self) -> String {
        let is_problem = self
            .head
            .to_ascii_lowercase()
            .contains("content-type: application/problem+json");
        match self.json()["code"].as_str() {
            Some(code) if is_problem => code.to_owned(),
            _ => String::new(),
        }
    }
}

impl Practice {
    /// Makes an authority in a new folder and serves it.
    #[must_use]
    pub fn start() -> Self {
        let mut practice = Self::new();
        practice.serve(&[]);
        practice
    }

    /// A folder in which there is nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            home: TempDir::new().expect("a temporary directory"),
            serving: None,
        }
    }

    /// The folder of the authority.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("practice")
    }

    /// A file beside that folder.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file beside the folder.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name);
        fs::write(&path, bytes).expect("a file");
        path
    }

    /// The program, without arguments.
    #[must_use]
    pub fn command() -> Command {
        static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
        let program = PROGRAM.get_or_init(|| {
            locate(
                "TANBA_AUTHORITY_BIN",
                "tanba-authority-server",
                "tanba-authority",
            )
        });
        let mut command = Command::new(program);
        command
            .env_remove("TANBA_AUTHORITY_PASSPHRASE")
            .env_remove("CREDENTIALS_DIRECTORY");
        command
    }

    /// `serve` of this folder with its output in pipes; it ends when its standard input is closed.
    #[must_use]
    pub fn serve_command(&self, arguments: &[&str]) -> Command {
        let mut command = Self::command();
        command
            .args(["serve", "--exit-with-stdin", "--practice"])
            .arg(self.folder())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        command
    }

    /// Starts the server and waits until it says that it listens.
    #[track_caller]
    pub fn serve(&mut self, arguments: &[&str]) {
        self.serve_by(&mut self.serve_command(arguments));
    }

    /// As [`Self::serve`], by a command of the test's own.
    #[track_caller]
    pub fn serve_by(&mut self, command: &mut Command) {
        let mut child = command.spawn().expect("tanba-authority starts");
        let output = child.stdout.take().expect("standard output");
        let mut line = String::new();
        let mut output = BufReader::new(output);
        output
            .read_line(&mut line)
            .expect("a line of standard output");
        let more = String::from_utf8_lossy(output.buffer()).into_owned();
        let address = line
            .strip_prefix("listening on http://")
            .and_then(|address| address.trim_end().parse().ok());
        let address = address.unwrap_or_else(|| panic!("it does not listen: {line:?}"));
        self.serving = Some(Serving {
            child,
            address,
            more,
        });
    }

    /// Where it said that it serves TLS, as a URL.
    #[must_use]
    pub fn front(&self) -> String {
        self.said("listening on ")
    }

    /// Where it said that the console of the operators is, as a URL.
    #[must_use]
    pub fn console(&self) -> String {
        self.said("operator console on ")
    }

    fn said(&self, words: &str) -> String {
        let more = &self.serving.as_ref().expect("it serves").more;
        let found = more.lines().find_map(|line| line.strip_prefix(words));
        found
            .unwrap_or_else(|| panic!("{words:?}: {more:?}"))
            .to_owned()
    }

    /// The address listened on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.serving.as_ref().expect("it serves").address
    }

    /// The address as a URL, with this path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    /// The process, while it serves.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.serving.as_ref().expect("it serves").child.id()
    }

    /// Closes its standard input and waits until it has ended; whether with success.
    pub fn stop(&mut self) -> bool {
        let Some(mut serving) = self.serving.take() else {
            return true;
        };
        drop(serving.child.stdin.take());
        serving.child.wait().expect("it ends").success()
    }

    /// Waits until it has ended by itself; whether with success.
    pub fn wait(&mut self) -> bool {
        let mut serving = self.serving.take().expect("it serves");
        // Kept open meanwhile: what ends it is something else.
        let stdin = serving.child.stdin.take();
        let success = serving.child.wait().expect("it ends").success();
        drop(stdin);
        success
    }

    /// Kills it without a chance to tidy up.
    pub fn kill(&mut self) {
        if let Some(mut serving) = self.serving.take() {
            serving.child.kill().expect("it is killed");
            serving.child.wait().expect("it ends");
        }
    }

    /// Runs a command on the folder: `invite`, `revoke`, `list`, `audit`, `ceremony root-crl`.
    #[must_use]
    pub fn run(&self, command: &str, arguments: &[&str]) -> Output {
        Self::command()
            .args(command.split(' '))
            .arg(self.folder())
            .args(arguments)
            .output()
            .expect("tanba-authority starts")
    }

    /// As [`Self::run`], and it must succeed; what it prints.
    #[track_caller]
    pub fn say(&self, command: &str, arguments: &[&str]) -> String {
        let output = self.run(command, arguments);
        assert!(output.status.success(), "{command}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// A one-time token.
    #[track_caller]
    pub fn invite(&self, arguments: &[&str]) -> String {
        let printed = self.say("invite", arguments);
        let token = printed.strip_suffix('\n').expect("one line");
        assert!(!token.is_empty() && !token.contains(char::is_whitespace));
        token.to_owned()
    }

    /// Asks the server.
    #[track_caller]
    #[must_use]
    pub fn http(&self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> HttpAnswer {
        let host = format!("Host: {}", self.address());
        let headers = [&[host.as_str()][..], headers].concat();
        ask(self.address(), method, path, &headers, body)
    }

    /// Fetches something that must be there.
    #[track_caller]
    pub fn fetch(&self, path: &str) -> Vec<u8> {
        let answer = self.http("GET", path, &[], &[]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.head);
        answer.body
    }

    /// Sends a request with a token.
    #[track_caller]
    #[must_use]
    pub fn enrol(&self, token: &str, request: &[u8]) -> HttpAnswer {
        let authorization = format!("Authorization: Bearer {token}");
        let headers = [authorization.as_str(), "Content-Type: application/pkcs10"];
        self.http("POST", "/certificates", &headers, request)
    }

    /// Writes the roots into one PEM file and the issuing authorities into another.
    #[track_caller]
    pub fn write_authorities(&self, branch: &str) -> (PathBuf, PathBuf) {
        let write = |name: &str| {
            let der = self.fetch(&format!("/certificates/{name}.cer"));
            let pem = openssl::x509::X509::from_der(&der).and_then(|read| read.to_pem());
            self.write(&format!("{name}.pem"), pem.expect("a certificate"))
        };
        (
            write(&format!("root_{branch}")),
            write(&format!("ca_{branch}")),
        )
    }
}

impl Default for Practice {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        self.stop();
    }
}

/// One request over one connection, with the header fields given and no others but the length.
#[track_caller]
#[must_use]
pub fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &[u8],
) -> HttpAnswer {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    for header in headers {
        head.push_str(&format!("{header}\r\n"));
    }
    if !body.is_empty() {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).expect("the head is sent");
    // A body that is too large is refused before it is read to its end.
    let _ = stream.write_all(body);
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let end = all.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no answer to {method} {path}"));
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    HttpAnswer {
        status: status.expect("a status"),
        head,
        body: all[end + 4..].to_vec(),
    }
}
