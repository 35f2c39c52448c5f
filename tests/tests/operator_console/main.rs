//! The real program `tanba-authority` over TLS, the console of its operators, roles that hold their own keys
//! alone, and keys of authorities on tokens.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod browser;
mod calls;
mod keys;
mod store;
mod tls;
mod trouble;

use std::path::{Path, PathBuf};
use std::process::Command;

use e2e::{Practice, output};
use serde_json::Value;
use tanba_testkit::tool;

/// An operator as curl knows one: the certificate and its key in PEM.
struct Operator {
    pem: PathBuf,
    jar: PathBuf,
}

/// What curl was answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Value,
}

/// An authority that is called over TLS by curl.
struct World {
    practice: Practice,
    curl: PathBuf,
    openssl: PathBuf,
}

impl World {
    /// `None`, having said so, without curl or openssl.
    fn start(arguments: &[&str]) -> Option<Self> {
        let mut world = Self {
            practice: Practice::new(),
            curl: tool("curl")?,
            openssl: tool("openssl")?,
        };
        world.practice.serve(arguments);
        Some(world)
    }

    fn root(&self) -> PathBuf {
        self.practice.folder().join("tls-root.pem")
    }

    /// The operator that a practice folder begins with.
    fn operator(&self) -> Operator {
        self.open(&self.practice.folder().join("operator.p12"), "practice")
    }

    /// Another one; `arguments` choose the algorithm.
    fn new_operator(&self, name: &str, arguments: &[&str]) -> Operator {
        let file = self.practice.file(&format!("{name}.p12"));
        let mut command = Practice::command();
        command
            .args(["operator", "new"])
            .arg(self.practice.folder())
            .args(["--name", name, "--password-stdin", "--out"])
            .arg(&file)
            .args(arguments);
        let password = "Құпия-сөз-1";
        let made = with_input(&mut command, password);
        assert!(made.status.success(), "{made:?}");
        self.open(&file, password)
    }

    /// As openssl opens what browsers import.
    fn open(&self, file: &Path, password: &str) -> Operator {
        let information = with_input(
            Command::new(&self.openssl)
                .args(["pkcs12", "-info", "-noout", "-passin", "stdin", "-in"])
                .arg(file),
            password,
        );
        let words = String::from_utf8_lossy(&information.stderr).into_owned();
        assert!(information.status.success(), "{words}");
        assert!(words.contains("PBES2, PBKDF2, AES-256-CBC"), "{words}");
        assert!(words.contains("PRF hmacWithSHA256"), "{words}");
        let pem = file.with_extension("pem");
        let opened = with_input(
            Command::new(&self.openssl)
                .args(["pkcs12", "-nodes", "-passin", "stdin", "-in"])
                .arg(file)
                .arg("-out")
                .arg(&pem),
            password,
        );
        assert!(opened.status.success(), "{opened:?}");
        Operator {
            jar: pem.with_extension("jar"),
            pem,
        }
    }

    /// The arguments of a call of the console.
    fn curl(&self, by: Option<&Operator>, method: &str, path: &str, more: &[&str]) -> Command {
        let mut command = Command::new(&self.curl);
        command
            .args(["--silent", "--show-error", "--include", "--request", method])
            .arg("--cacert")
            .arg(self.root())
            .args(more)
            .arg(format!("{}{path}", self.practice.console()));
        if let Some(by) = by {
            command.arg("--cert").arg(&by.pem);
            command.arg("--cookie").arg(&by.jar);
            command.arg("--cookie-jar").arg(&by.jar);
        }
        command
    }

    /// A call as the pages make it.
    fn call(&self, by: &Operator, method: &str, path: &str, body: &Value) -> Answer {
        let origin = format!("Origin: {}", self.practice.console());
        let text = body.to_string();
        let mut more = vec!["--header", &origin];
        if !body.is_null() {
            more.extend([
                "--header",
                "Content-Type: application/json",
                "--data",
                &text,
            ]);
        }
        answer(&mut self.curl(Some(by), method, path, &more))
    }

    fn log_in(&self, by: &Operator) {
        let answer = self.call(by, "POST", "/api/session", &Value::Null);
        assert_eq!(answer.status, 201, "{answer:?}");
    }
}

fn answer(command: &mut Command) -> Answer {
    let text = output(command);
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    Answer {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head: head.to_ascii_lowercase(),
        body: serde_json::from_str(body).unwrap_or(Value::Null),
    }
}

/// That a call was refused with this code.
#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(
        (
            answer.status,
            answer.body["code"].as_str().unwrap_or_default()
        ),
        (status, code),
        "{answer:?}"
    );
}

/// Runs a program with a line on its standard input.
fn with_input(command: &mut Command, line: &str) -> std::process::Output {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{line}").unwrap();
    child.wait_with_output().unwrap()
}
