//! A home over HTTP, and the script that walks through its window.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::future::{Future, ready};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use e2e::Tanba;
use serde_json::Value;
use tanba_agent::{Agent, FixedClock, Folders, KeyAlgorithm, NoKeyring, SelfSignedRequest, Shell};
use tanba_protocol::{Answer, Event, Prompt};
use tanba_testkit::{note, repository, target_directory, tool};
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// The password of every key made here.
pub(crate) const PASSWORD: &str = "Kilt2026";

/// What time it is where pictures are compared.
const NOW: OffsetDateTime = datetime!(2026-11-20 05:05 UTC);

/// A core with a home of its own. Its process ends with it, also when a test fails.
pub(crate) struct Desk {
    folder: TempDir,
    command: Command,
    home: Child,
    address: String,
    now: Option<String>,
}

impl Desk {
    /// Where it is always the same time; `None`, having said so, without a browser.
    pub(crate) fn at_fixed_time(arguments: &[&str]) -> Option<Self> {
        Self::start(Some("2026-11-20T05:05:00Z"), arguments, &[])
    }

    /// As the machine's clock says.
    pub(crate) fn today(arguments: &[&str]) -> Option<Self> {
        Self::start(None, arguments, &[])
    }

    /// The same with modules for tokens, say.
    pub(crate) fn with(arguments: &[&str], environment: &[(&str, OsString)]) -> Option<Self> {
        Self::start(None, arguments, environment)
    }

    fn start(
        now: Option<&str>,
        arguments: &[&str],
        environment: &[(&str, OsString)],
    ) -> Option<Self> {
        programs()?;
        let folder = TempDir::new().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_http_home"));
        for (option, name) in [("--data", "data"), ("--home", "home")] {
            let path = folder.path().join(name);
            fs::create_dir(&path).unwrap();
            command.arg(option).arg(path);
        }
        command.arg("--dist").arg(dist()).args(arguments);
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        if let Some(now) = now {
            command.args(["--now", now]);
        }
        let (home, address) = spawn(&mut command);
        Some(Self {
            folder,
            command,
            home,
            address,
            now: now.map(str::to_owned),
        })
    }

    /// Kills it, and what it started with it, and starts it again with what it kept.
    pub(crate) fn restart(&mut self) {
        self.home.kill().unwrap();
        self.home.wait().unwrap();
        (self.home, self.address) = spawn(&mut self.command);
    }

    /// A folder of the person's.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    /// A key file in a folder of its own, made by the program.
    pub(crate) fn make_key_by_program(&self, name: &str) -> PathBuf {
        let folder = self.folder("keys");
        let out = folder.to_str().unwrap();
        let arguments = ["key", "new", "--self-signed", "--name", name, "--out", out];
        let made = Tanba::new().ask_with(
            &format!("{PASSWORD}\n"),
            &[&arguments[..], &["--password-stdin", "--json"]].concat(),
        );
        assert_eq!(made.code, 0, "{made:#?}");
        folder.join(made.text("/key"))
    }

    /// As [`Self::make_key_by_program`], made a month before the fixed time: the program has no
    /// clock but the machine's.
    pub(crate) fn make_key(&self, name: &str) -> PathBuf {
        let folders = Folders {
            data: self.folder("maker"),
            cache: self.folder("maker/cache"),
            home: self.folder("maker/home"),
        };
        let clock = FixedClock(NOW - Duration::days(30));
        let agent = Agent::new(Arc::new(clock), folders, Arc::new(NoKeyring));
        let request = SelfSignedRequest {
            name: name.to_owned(),
            algorithm: KeyAlgorithm::Gost512,
            folder: self.folder("keys"),
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let made = runtime.block_on(agent.make_self_signed(&request, &Maker));
        made.unwrap().key
    }

    /// Walks as `order` says, and fails with what was found on the way.
    #[track_caller]
    pub(crate) fn walk(&self, mut order: Value) {
        order["home"] = self.address.clone().into();
        order["now"] = self.now.clone().into();
        let Programs { node, chromium } = programs().unwrap();
        let mut script = Command::new(node)
            .arg(ui().join("test/browse.mjs"))
            .env("CHROMIUM", chromium)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = script.stdin.take().unwrap();
        write!(input, "{order}").unwrap();
        drop(input);
        let outcome = script.wait_with_output().unwrap();
        String::from_utf8_lossy(&outcome.stdout)
            .lines()
            .for_each(note);
        let errors = String::from_utf8_lossy(&outcome.stderr);
        assert!(outcome.status.success(), "{order:#}\n{errors}");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.home.kill();
        let _ = self.home.wait();
    }
}

/// The process, and where it listens.
fn spawn(command: &mut Command) -> (Child, String) {
    let mut home = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let output = home.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on ").unwrap();
    (home, address.to_owned())
}

/// Answers the only question there is while a key is made.
struct Maker;

impl Shell for Maker {
    fn event(&self, _event: Event) {}

    fn ask<'a>(&'a self, _prompt: Prompt) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        Box::pin(ready(Answer::Confirm {
            key: None,
            secret: PASSWORD.into(),
        }))
    }
}

/// What walks, and what it walks in.
struct Programs {
    node: PathBuf,
    chromium: PathBuf,
}

/// `None`, having said so, where there is no Chromium. With one, nothing else may be missing.
fn programs() -> Option<&'static Programs> {
    static PROGRAMS: OnceLock<Option<Programs>> = OnceLock::new();
    let found = PROGRAMS.get_or_init(|| {
        let chromium = match env::var_os("CHROMIUM") {
            Some(path) => PathBuf::from(path),
            None => tool("chromium")?,
        };
        // It runs the script that drives Chromium.
        let node = tool("node").unwrap();
        Some(Programs { node, chromium })
    });
    found.as_ref()
}

fn ui() -> PathBuf {
    repository().join("ui")
}

/// The UI built for a browser: `$TANBA_UI_HTTP_DIST`, else built here, once.
fn dist() -> &'static Path {
    static DIST: OnceLock<PathBuf> = OnceLock::new();
    DIST.get_or_init(|| match env::var_os("TANBA_UI_HTTP_DIST") {
        Some(path) => PathBuf::from(path),
        None => build(),
    })
}

fn build() -> PathBuf {
    let target = target_directory();
    fs::create_dir_all(&target).unwrap();
    // Tests run side by side: one builds, the others wait and find it built.
    let lock = File::create(target.join("dist-http.lock")).unwrap();
    lock.lock().unwrap();
    let dist = ui().join("dist-http");
    if !ui().join("node_modules").is_dir() {
        npm(&["ci"]);
    }
    let built_at = changed_at(&dist.join("index.html"));
    let sources = [
        "src",
        "kit",
        "index.html",
        "prompt.html",
        "package-lock.json",
    ];
    let locales = repository().join("src-tauri/locales");
    let newest = sources.iter().map(|name| ui().join(name)).chain([locales]);
    if built_at.is_none() || newest.map(|path| changed_at(&path)).max() > Some(built_at) {
        npm(&["run", "build:http"]);
    }
    dist
}

fn npm(arguments: &[&str]) {
    let mut command = Command::new("npm");
    let status = command.args(arguments).current_dir(ui()).status();
    assert!(status.unwrap().success(), "npm {arguments:?} fails in ui/");
}

/// When a file, or the newest file in a folder, was changed.
fn changed_at(path: &Path) -> Option<SystemTime> {
    if !path.is_dir() {
        return fs::metadata(path).and_then(|data| data.modified()).ok();
    }
    let entries = fs::read_dir(path).unwrap();
    entries
        .filter_map(|entry| changed_at(&entry.unwrap().path()))
        .max()
}
