//! An authority in earnest that curl calls.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use e2e::Practice;
use tanba_testkit::tool;

pub(crate) const PASSPHRASE: &str = "a passphrase that is written nowhere";
pub(crate) const ORGANISATION: &str = "«ҮЛГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҒЫ» ЖШС";
/// Every address of this machine, and a port that is free.
const ALL: &str = "0.0.0.0:0";

/// What the first start is told.
pub(crate) const FIRST: &[&str] = &[
    "--name",
    "pki.example.kz",
    "--organisation",
    ORGANISATION,
    "--listen",
    ALL,
    "--tls-listen",
    ALL,
    "--console-listen",
    ALL,
];

pub(crate) struct World {
    /// Its folder and its process; here they are of no practice.
    pub(crate) place: Practice,
    curl: PathBuf,
}

impl World {
    /// `None`, having said so, without curl.
    pub(crate) fn new() -> Option<Self> {
        Some(Self {
            place: Practice::new(),
            curl: tool("curl")?,
        })
    }

    /// `serve` of the folder, which is given as that of this purpose.
    pub(crate) fn command(&self, purpose: &str, arguments: &[&str]) -> Command {
        let mut command = Practice::command();
        command
            .args(["serve", "--exit-with-stdin", purpose])
            .arg(self.place.folder())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        command
    }

    /// Serves in earnest.
    pub(crate) fn serve(&mut self, arguments: &[&str]) {
        let mut command = self.command("--folder", arguments);
        command.env("TANBA_AUTHORITY_PASSPHRASE", PASSPHRASE);
        self.place.serve_by(&mut command);
    }

    /// That it does not start, and says why.
    #[track_caller]
    pub(crate) fn refused(command: &mut Command, why: &str) {
        let output = command.stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{said}");
        assert!(said.contains(why), "{why}: {said}");
    }

    /// Status and body.
    #[track_caller]
    pub(crate) fn curl(&self, arguments: &[&str], url: &str) -> (u16, Vec<u8>) {
        let mut command = Command::new(&self.curl);
        command.args(["--silent", "--show-error", "--max-time", "60"]);
        command.args(["--write-out", "\n%{http_code}"]);
        let output = command.args(arguments).arg(url).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let mut body = output.stdout;
        let end = body.iter().rposition(|byte| *byte == b'\n').unwrap();
        let status = String::from_utf8(body.split_off(end)).unwrap();
        (status.trim().parse().unwrap(), body)
    }

    /// Asks where certificates say, by plain HTTP.
    #[track_caller]
    pub(crate) fn plain(&self, path: &str) -> (u16, Vec<u8>) {
        let port = self.place.address().port();
        let to = format!("pki.example.kz:80:127.0.0.1:{port}");
        self.curl(
            &["--connect-to", &to],
            &format!("http://pki.example.kz{path}"),
        )
    }

    /// Asks over TLS, by the name.
    #[track_caller]
    pub(crate) fn private(&self, path: &str) -> (u16, Vec<u8>) {
        let front = self.place.front();
        let (_, port) = front.rsplit_once(':').unwrap();
        let to = format!("pki.example.kz:{port}:127.0.0.1");
        let root = self.root();
        let trust = ["--resolve", &to, "--cacert", root.to_str().unwrap()];
        self.curl(&trust, &format!("{front}{path}"))
    }

    /// The root that clients are given.
    pub(crate) fn root(&self) -> PathBuf {
        self.place.folder().join("tls-root.pem")
    }
}

/// The files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let below = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    };
    entries
        .flat_map(|entry| below(entry.unwrap().path()))
        .collect()
}
