//! A computer of its own for one test: screen, session bus, home.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::Window;

/// A session bus that starts nothing by itself: no portal, no keyring that would ask.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A screen, a session bus and a home that are gone afterwards.
#[derive(Debug)]
pub struct Computer {
    home: TempDir,
    screen: Service,
    bus: Service,
    driver: PathBuf,
    environment: Vec<(&'static str, OsString)>,
}

/// A program in the background that tells in its first line how to reach it.
#[derive(Debug)]
struct Service {
    child: Child,
    address: String,
}

impl Service {
    fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a service starts");
        let output = child.stdout.take().expect("its output");
        let mut address = String::new();
        BufReader::new(output)
            .read_line(&mut address)
            .expect("its first line");
        let address = address.trim().to_owned();
        assert!(!address.is_empty(), "{command:?} tells no address");
        Self { child, address }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Computer {
    /// A computer that nobody has used yet; nothing, after saying so, where an outside program is
    /// missing.
    #[must_use]
    pub fn new() -> Option<Self> {
        let screen = tanba_testkit::tool("Xvfb")?;
        let bus = tanba_testkit::tool("dbus-daemon")?;
        let driver = tanba_testkit::tool("WebKitWebDriver")?;
        let home = TempDir::new().expect("a temporary directory");
        let configuration = home.path().join("bus.conf");
        fs::write(&configuration, BUS).expect("the configuration of the bus");
        // No token of whoever runs the tests.
        let store = home.path().join("softhsm");
        fs::create_dir(&store).expect("a folder for tokens");
        let tokens = tanba_testkit::softhsm(&store)
            .map(|softhsm| (softhsm.variable, softhsm.configuration.into()))
            .into_iter()
            .collect();
        // The server chooses a free display itself.
        let screen = Service::start(
            Command::new(screen)
                .args(["-displayfd", "1", "-screen", "0", "1280x900x24"])
                .args(["-nolisten", "tcp"]),
        );
        let bus = Service::start(
            Command::new(bus)
                .args(["--nofork", "--print-address=1", "--config-file"])
                .arg(&configuration),
        );
        Some(Self {
            home,
            screen,
            bus,
            driver,
            environment: tokens,
        })
    }

    /// A folder of this person's, for documents.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.below("home/Documents")
    }

    /// Where the program keeps what must not be lost.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.below("data/tanba")
    }

    /// Opens the application with these arguments.
    pub async fn open(&self, arguments: &[&Path]) -> Window {
        self.open_program(super::program(), arguments).await
    }

    /// The same with another program.
    pub async fn open_program(&self, program: &Path, arguments: &[&Path]) -> Window {
        Window::open(self, program, arguments).await
    }

    /// Sets a variable for every program from here on.
    pub fn set(&mut self, variable: &'static str, value: impl Into<OsString>) {
        self.environment.push((variable, value.into()));
    }

    /// Address of its session bus.
    #[must_use]
    pub fn bus(&self) -> &str {
        &self.bus.address
    }

    /// A command on this computer, which sees its screen and its home.
    #[must_use]
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder())
            .env("DISPLAY", format!(":{}", self.screen.address))
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus.address)
            .env("HOME", self.below("home"))
            .env("XDG_DATA_HOME", self.below("data"))
            .env("XDG_CONFIG_HOME", self.below("config"))
            .env("XDG_CACHE_HOME", self.below("cache"))
            .env("XDG_STATE_HOME", self.below("state"))
            .env("XDG_RUNTIME_DIR", self.below("runtime"))
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("LANG", "C.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("WAYLAND_DISPLAY")
            .envs(self.environment.iter().cloned());
        command
    }

    /// WebKitWebDriver on this computer.
    pub(super) fn driver(&self) -> Command {
        self.command(&self.driver)
    }

    fn below(&self, folder: &str) -> PathBuf {
        let folder = self.home.path().join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }
}
