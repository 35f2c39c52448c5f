//! One person's way through the real program, whose answers are read as JSON.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::process::shown;
use crate::{Result, build};

/// Exit codes of `tanba verify`.
const PASSED: i32 = 0;
const FAILED: i32 = 1;

#[derive(Debug)]
pub(super) struct Journey {
    home: PathBuf,
    password: &'static str,
}

#[derive(Debug)]
struct Answer {
    code: Option<i32>,
    json: Value,
    errors: String,
}

impl Journey {
    /// A journey whose settings, history and caches stay below `home`.
    pub(super) fn new(home: &Path, password: &'static str) -> Self {
        Self {
            home: home.to_owned(),
            password,
        }
    }

    /// A key pair made here, certified by the authority at this address.
    pub(super) fn key_from(&self, authority: &str, token: &str, folder: &Path) -> Result<()> {
        let mut command = self.tanba(["key", "new", "--password-stdin", "--json"]);
        command.args(["--authority", authority, "--token", "-"]);
        command.arg("--out").arg(folder);
        let answer = self.ask_with(command, &format!("{token}\n{}\n", self.password))?;
        answer.expect(PASSED).map(|_| ())
    }

    pub(super) fn sign(&self, document: &Path, key: &Path, arguments: &[&str]) -> Result<String> {
        let mut command = self.tanba(["sign", "--json", "--password-stdin"]);
        command.args(arguments).arg("--key").arg(key).arg(document);
        let answer = self.ask(command)?;
        answer.expect(PASSED).map(|_| String::new())
    }

    pub(super) fn verify_passes(&self, signature: &Path, trust: &[String]) -> Result<String> {
        let answer = self.verify(signature, trust, None)?;
        let answer = answer.expect(PASSED)?;
        let signer = answer.json.pointer("/signatures/0/signer/common_name");
        Ok(format!(
            "{}, {}",
            answer.indication(),
            signer.and_then(Value::as_str).unwrap_or("no name")
        ))
    }

    /// Changes one byte of a copy of the content; the signature must not hold over it.
    pub(super) fn tampered_content_fails(
        &self,
        content: &Path,
        signature: &Path,
        trust: &[String],
    ) -> Result<String> {
        let copy = tampered(content)?;
        self.verify(signature, trust, Some(&copy))?
            .expect_hash_failure()
    }

    /// Changes one byte of the content inside a copy of an attached signature or signed PDF.
    pub(super) fn tampered_signature_fails(
        &self,
        signature: &Path,
        trust: &[String],
    ) -> Result<String> {
        let copy = tampered(signature)?;
        self.verify(&copy, trust, None)?.expect_hash_failure()
    }

    pub(super) fn verify_says_revoked(&self, signature: &Path, trust: &[String]) -> Result<String> {
        let answer = self.verify(signature, trust, None)?;
        let words = answer.json.to_string();
        match answer.code != Some(PASSED) && words.contains("REVOKED") {
            true => Ok(format!("refused: {}", answer.indication())),
            false => Err(format!("a revoked key was not refused as such: {words}")),
        }
    }

    fn verify(&self, signature: &Path, trust: &[String], content: Option<&Path>) -> Result<Answer> {
        let mut command = self.tanba(["verify", "--json"]);
        command.args(trust);
        if let Some(content) = content {
            command.arg("--content").arg(content);
        }
        command.arg(signature);
        self.ask(command)
    }

    fn tanba<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = Command::new(build::tanba(false));
        let below = |folder: &str| self.home.join("home").join(folder);
        command
            .args(arguments)
            .env("HOME", below(""))
            .env("XDG_DATA_HOME", below("data"))
            .env("XDG_CONFIG_HOME", below("config"))
            .env("XDG_CACHE_HOME", below("cache"))
            .env("XDG_STATE_HOME", below("state"))
            .env("APPDATA", below("config"))
            .env("LOCALAPPDATA", below("data"))
            // The head of the history goes to no keyring of yours.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        command
    }

    fn ask(&self, command: Command) -> Result<Answer> {
        self.ask_with(command, &format!("{}\n", self.password))
    }

    fn ask_with(&self, mut command: Command, secrets: &str) -> Result<Answer> {
        println!("$ {}", shown(&command));
        let told = |error: std::io::Error| format!("tanba: {error}");
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(told)?;
        if let Some(mut input) = child.stdin.take() {
            // A command that asks for no password may be gone by now.
            let _ = input.write_all(secrets.as_bytes());
        }
        let output = child.wait_with_output().map_err(told)?;
        Ok(Answer {
            code: output.status.code(),
            json: serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}

impl Answer {
    fn expect(self, code: i32) -> Result<Self> {
        match self.code == Some(code) {
            true => Ok(self),
            false => Err(format!(
                "exit code {:?}, not {code}: {} {}",
                self.code,
                self.json,
                self.errors.trim()
            )),
        }
    }

    fn expect_hash_failure(self) -> Result<String> {
        let answer = self.expect(FAILED)?;
        match answer.json.to_string().contains("HASH_FAILURE") {
            true => Ok(format!("refused: {}", answer.indication())),
            false => Err(format!("refused, but not for its digest: {}", answer.json)),
        }
    }

    fn indication(&self) -> String {
        let word = |key: &str| self.json.get(key).and_then(Value::as_str);
        match (word("indication"), word("sub_indication")) {
            (Some(indication), Some(sub_indication)) => format!("{indication}, {sub_indication}"),
            (Some(indication), None) => indication.to_owned(),
            (None, _) => "no indication".to_owned(),
        }
    }
}

/// A copy beside the file with one byte of the content changed.
///
/// A PDF, also inside a CMS, has its header's minor version changed; a text its last letter.
fn tampered(file: &Path) -> Result<PathBuf> {
    let mut bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let header = bytes.windows(5).position(|window| window == b"%PDF-");
    let at = header.map_or(bytes.len().saturating_sub(3), |at| at + 7);
    let byte = bytes
        .get_mut(at)
        .ok_or("an empty file cannot be tampered with")?;
    *byte ^= 1;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let copy = file.with_file_name(format!("tampered-{name}"));
    fs::write(&copy, bytes).map_err(|error| format!("{}: {error}", copy.display()))?;
    Ok(copy)
}
