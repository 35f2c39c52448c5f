//! The application as a person sees it: its pages, one of them looked at.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::{Computer, until};

/// How long the application may take to open, on a busy machine.
const OPENING: Duration = Duration::from_secs(90);
/// How long the application may take to end.
const CLOSING: Duration = Duration::from_secs(20);

/// Sends a command from a page.
const INVOKE: &str = "const [command, words, done] = arguments;
    window.__TAURI_INTERNALS__.invoke(command, words)
        .then((value) => done({ value }), (error) => done({ error: error.message ?? JSON.stringify(error) }));";

/// Ends when the page is drawn as it is now.
const DRAWN: &str = "const [done] = arguments;
    requestAnimationFrame(() => requestAnimationFrame(() => done(null)));";

/// A page of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The main window.
    Main,
    /// The window of prompts.
    Prompt,
}

impl Page {
    /// How its address ends.
    fn file(self) -> &'static str {
        match self {
            Self::Main => "index.html",
            Self::Prompt => "prompt.html",
        }
    }
}

/// The running application. Dropped, it is ended.
#[derive(Debug)]
pub struct Window {
    driver: Child,
    client: Client,
}

impl Window {
    pub(super) async fn open(computer: &Computer, program: &Path, arguments: &[&Path]) -> Self {
        // Free now; the driver takes it at once.
        let port = TcpListener::bind(("127.0.0.1", 0))
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let mut driver = computer
            .driver()
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver starts");
        let capabilities = json!({
            "webkitgtk:browserOptions": { "binary": program, "args": arguments },
        });
        let capabilities: Capabilities =
            serde_json::from_value(capabilities).expect("capabilities are an object");
        let address = format!("http://127.0.0.1:{port}");
        until("WebKitWebDriver listens", async || {
            std::net::TcpStream::connect(("127.0.0.1", port)).ok()
        })
        .await;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let opening = builder.capabilities(capabilities).connect(&address);
        // The driver waits for ever for an application that has ended.
        match tokio::time::timeout(OPENING, opening).await {
            Ok(Ok(client)) => Self { driver, client },
            refused => {
                let _ = driver.kill();
                panic!("the application does not open: {refused:?}")
            }
        }
    }

    /// Looks at a page, once it is there.
    pub async fn look_at(&self, page: Page) {
        until(page.file(), async || {
            for handle in self.client.windows().await.ok()? {
                self.client.switch_to_window(handle).await.ok()?;
                let address = self.client.current_url().await.ok()?;
                let file = address.path().trim_start_matches('/');
                if file == page.file() || (page == Page::Main && file.is_empty()) {
                    return Some(());
                }
            }
            None
        })
        .await;
    }

    /// The first such element that can be seen.
    pub async fn see(&self, xpath: &str) -> Element {
        until(xpath, async || self.try_see(xpath).await).await
    }

    /// The same, if it can be seen now.
    pub(super) async fn try_see(&self, xpath: &str) -> Option<Element> {
        for element in self.client.find_all(Locator::XPath(xpath)).await.ok()? {
            if element.is_displayed().await.unwrap_or(false) {
                return Some(element);
            }
        }
        None
    }

    /// How many such elements there are.
    pub(super) async fn count_of(&self, xpath: &str) -> usize {
        let found = self.client.find_all(Locator::XPath(xpath)).await;
        found.map_or(0, |all| all.len())
    }

    /// Waits until there is no such element.
    pub async fn miss(&self, xpath: &str) {
        until(&format!("no {xpath}"), async || {
            (self.count_of(xpath).await == 0).then_some(())
        })
        .await;
    }

    /// Presses what can be pressed under this name.
    pub async fn press(&self, name: &str) {
        self.press_at(&by_name(name)).await;
    }

    /// Presses the first such element, once it can be pressed.
    pub async fn press_at(&self, xpath: &str) {
        until(&format!("press {xpath}"), async || {
            let element = self.client.find(Locator::XPath(xpath)).await.ok()?;
            let ready = element.is_displayed().await.ok()? && element.is_enabled().await.ok()?;
            // What is busy keeps the focus and takes no press.
            let busy = element.attr("aria-disabled").await.ok()?;
            if !ready || busy.as_deref() == Some("true") {
                return None;
            }
            match element.click().await {
                Ok(()) => Some(()),
                // The window went away with it.
                Err(error) => error.is_no_such_window().then_some(()),
            }
        })
        .await;
    }

    /// Runs a script in the page; what it gives to its last argument comes back.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute_async(script, arguments)
            .await
            .expect("the script runs")
    }

    /// Sends a command of the program's, as the page's own code does; `Err` has its words.
    pub async fn invoke(&self, command: &str, words: Value) -> Result<Value, String> {
        let reply = self.run(INVOKE, vec![command.into(), words]).await;
        match reply["error"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(reply["value"].clone()),
        }
    }

    /// How many windows can be seen by WebDriver.
    pub async fn count(&self) -> usize {
        self.client.windows().await.map_or(0, |all| all.len())
    }

    /// Puts a picture of the page into `target/screenshots`.
    pub async fn picture(&self, name: &str) {
        self.run(DRAWN, Vec::new()).await;
        let folder = tanba_testkit::target_directory().join("screenshots/window");
        fs::create_dir_all(&folder).expect("a folder for pictures");
        let picture = self.client.screenshot().await.expect("a picture");
        fs::write(folder.join(format!("{name}.png")), picture).expect("a picture");
    }

    /// The application's process.
    #[must_use]
    pub fn process(&self) -> u32 {
        let started = children(self.driver.id());
        *started.first().expect("the application runs")
    }

    /// Ends the application at once, as when the power fails.
    pub fn kill(self) {
        for process in children(self.driver.id()) {
            let _ = Command::new("kill")
                .args(["-KILL", &process.to_string()])
                .status();
        }
    }

    /// Closes the application properly.
    pub async fn close(self) {
        // The driver does not always answer once the application is gone.
        let closing = self.client.clone().close();
        let _ = tokio::time::timeout(CLOSING, closing).await;
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let started = children(self.driver.id());
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        // The driver leaves the application behind when it is ended like that.
        for process in started {
            let _ = Command::new("kill")
                .args(["-KILL", &process.to_string()])
                .stderr(Stdio::null())
                .status();
        }
    }
}

/// Whatever can be pressed under this name, as a screen reader says it.
#[must_use]
pub fn by_name(name: &str) -> String {
    let own = format!("normalize-space()='{name}' or @aria-label='{name}'");
    [
        "button",
        "a",
        "*[@role='button']",
        "*[@role='radio']",
        "label",
    ]
    .map(|kind| format!("//{kind}[{own}]"))
    .join(" | ")
}

/// The processes that a process has started.
#[must_use]
pub fn children(parent: u32) -> Vec<u32> {
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|process: &u32| {
            let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
            status
                .lines()
                .any(|line| line.strip_prefix("PPid:").map(str::trim) == Some(&parent.to_string()))
        })
        .collect()
}

/// The program under test: `$TANBA_DESKTOP_BIN`, else what `cargo xtask build` made.
///
/// # Panics
/// When it is not there: a window that is not looked at is not tested.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let built = || tanba_testkit::target_directory().join("debug/tanba-desktop");
        let program = std::env::var_os("TANBA_DESKTOP_BIN").map_or_else(built, PathBuf::from);
        assert!(
            program.is_file(),
            "{} is missing: run `cargo xtask build`",
            program.display()
        );
        program
    })
}
