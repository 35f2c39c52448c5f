//! The real program, with a home of its own that is gone afterwards.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::Authority;

/// The program `tanba` with settings, history and caches of its own.
#[derive(Debug)]
pub struct Tanba {
    home: TempDir,
    environment: Vec<(String, OsString)>,
}

/// What the program answered.
#[derive(Debug)]
pub struct Answer {
    /// The exit code.
    pub code: i32,
    /// Standard output as JSON; null when it is not.
    pub json: Value,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub errors: String,
}

impl Tanba {
    /// A person who has never used the program.
    #[must_use]
    pub fn new() -> Self {
        Self {
            home: TempDir::new().expect("a temporary directory"),
            environment: Vec::new(),
        }
    }

    /// Sets a variable of the environment for every command from now on.
    pub fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.push((name.to_owned(), value.into()));
    }

    /// A folder of this person's, for documents.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        let folder = self.home.path().join("documents");
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    /// A copy of a file in [`Self::folder`], under the same name.
    #[must_use]
    pub fn copy(&self, file: &Path) -> PathBuf {
        let copy = self
            .folder()
            .join(file.file_name().expect("a file has a name"));
        fs::copy(file, &copy).expect("a copy");
        copy
    }

    /// A document with this text in [`Self::folder`].
    #[must_use]
    pub fn document(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder().join(name);
        fs::write(&path, text).expect("a document");
        path
    }

    /// The command itself, for what [`Self::ask`] cannot say.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = Command::new(tanba());
        let below = |folder: &str| self.home.path().join(folder);
        command
            .current_dir(self.folder())
            .env("HOME", below("home"))
            .env("XDG_DATA_HOME", below("data"))
            .env("XDG_CONFIG_HOME", below("config"))
            .env("XDG_CACHE_HOME", below("cache"))
            .env("XDG_STATE_HOME", below("state"))
            .env("APPDATA", below("config"))
            .env("LOCALAPPDATA", below("data"))
            // The history keeps its head in the keyring of the person, not of the tests.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            // Tokens of the machine that the tests run on are none of theirs.
            .env("SOFTHSM2_CONF", below("softhsm2.conf"))
            .env_remove("TANBA_PKCS11_MODULES")
            .env("LANG", "C.UTF-8")
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs the program with nothing on its standard input.
    #[must_use]
    pub fn ask(&self, arguments: &[&str]) -> Answer {
        self.ask_with("", arguments)
    }

    /// Runs the program with this on its standard input, a password say.
    #[must_use]
    pub fn ask_with(&self, input: &str, arguments: &[&str]) -> Answer {
        let mut child = self
            .command()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tanba starts");
        let mut pipe = child.stdin.take().expect("standard input");
        // A program that asks for nothing may be gone by now.
        let _ = pipe.write_all(input.as_bytes());
        drop(pipe);
        let outcome = child.wait_with_output().expect("tanba ends");
        let output = String::from_utf8_lossy(&outcome.stdout).into_owned();
        Answer {
            code: outcome.status.code().unwrap_or(-1),
            json: serde_json::from_str(&output).unwrap_or(Value::Null),
            output,
            errors: String::from_utf8_lossy(&outcome.stderr).into_owned(),
        }
    }

    /// Signs at level B into `out`; the password goes through standard input.
    pub fn sign(
        &self,
        document: &Path,
        key: &Path,
        password: &str,
        arguments: &[&str],
        out: &Path,
    ) {
        let answer = self.try_sign(document, key, password, arguments, out);
        assert_eq!(
            answer.code,
            0,
            "signing {}: {answer:#?}",
            document.display()
        );
        assert!(out.is_file(), "{} is not there: {answer:#?}", out.display());
    }

    /// A letter of this text, and its detached signature by the signer of an outside authority.
    pub fn signed_letter(&self, authority: &Authority, text: &str) -> (PathBuf, PathBuf) {
        let document = self.document("letter.txt", text);
        let signature = self.folder().join("letter.txt.p7s");
        let key = authority.file("signer.p12");
        self.sign(
            &document,
            &key,
            authority.password(),
            &["--detached"],
            &signature,
        );
        (document, signature)
    }

    /// As [`Self::sign`], whatever comes of it.
    #[must_use]
    pub fn try_sign(
        &self,
        document: &Path,
        key: &Path,
        password: &str,
        arguments: &[&str],
        out: &Path,
    ) -> Answer {
        let (document, key, out) = (text(document), text(key), text(out));
        let mut all = vec![
            "sign",
            &document,
            "--key",
            &key,
            "--password-stdin",
            "--level",
            "b",
        ];
        all.extend(["--out", &out, "--json"]);
        all.extend(arguments);
        self.ask_with(&format!("{password}\n"), &all)
    }

    /// Verifies offline with these arguments.
    #[must_use]
    pub fn verify(&self, signature: &Path, arguments: &[&str]) -> Answer {
        let signature = text(signature);
        let mut all = vec!["verify", &signature, "--offline", "--json"];
        all.extend(arguments);
        self.ask(&all)
    }
}

impl Default for Tanba {
    fn default() -> Self {
        Self::new()
    }
}

impl Answer {
    /// The text at a JSON pointer, empty when there is none.
    #[must_use]
    pub fn text(&self, pointer: &str) -> &str {
        self.json
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// That it ended with this code and this overall indication.
    #[track_caller]
    pub fn assert_indication(&self, code: i32, indication: &str) {
        assert_eq!(self.text("/indication"), indication, "{self:#?}");
        assert_eq!(self.code, code, "{self:#?}");
    }

    /// That every signature is TOTAL-PASSED.
    #[track_caller]
    pub fn assert_passed(&self) {
        self.assert_indication(0, "TOTAL-PASSED");
    }

    /// That a signature is TOTAL-FAILED for this reason.
    #[track_caller]
    pub fn assert_failed(&self, sub_indication: &str) {
        self.assert_indication(1, "TOTAL-FAILED");
        assert_eq!(self.text("/sub_indication"), sub_indication, "{self:#?}");
    }
}

fn text(path: &Path) -> String {
    path.to_str().expect("a path in Unicode").to_owned()
}

/// The program under test: `$TANBA_BIN`, else built here, once.
pub fn tanba() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| locate("TANBA_BIN", "tanba-cli", "tanba"))
}

/// A program of ours: what the variable says, else built here.
pub(crate) fn locate(variable: &str, package: &str, program: &str) -> PathBuf {
    match env::var_os(variable) {
        Some(path) => PathBuf::from(path),
        None => build(package, program),
    }
}

fn build(package: &str, program: &str) -> PathBuf {
    let target = tanba_testkit::target_directory();
    fs::create_dir_all(&target).expect("the target directory");
    // Test binaries run side by side: one builds, the others wait for it.
    let lock = File::create(target.join(format!("{program}.lock"))).expect("a lock file");
    lock.lock().expect("the lock");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--package", package, "--bin", program])
        .current_dir(tanba_testkit::repository())
        .status()
        .expect("cargo starts");
    assert!(status.success(), "{program} does not build");
    target
        .join("debug")
        .join(format!("{program}{}", env::consts::EXE_SUFFIX))
}
