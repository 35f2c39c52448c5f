//! A window that exists only on the wire.

use std::collections::VecDeque;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use tanba_agent::desk::{Notice, PickKind, Window};
use tanba_protocol::{Failure, Prompt};
use tokio::sync::{broadcast, watch};

/// How many notices a slow listener may be behind.
const BEHIND: usize = 65_536;

/// Passes on what the desk tells, and answers as the tests said before.
pub(crate) struct HttpWindow {
    pub(crate) notices: broadcast::Sender<Notice>,
    pub(crate) prompt: watch::Sender<Option<Prompt>>,
    pub(crate) picks: Mutex<VecDeque<Vec<PathBuf>>>,
    pub(crate) asked: Mutex<Vec<Asked>>,
    starts_with_system: AtomicBool,
}

/// What the system was asked for.
#[derive(Clone, Serialize)]
pub(crate) struct Asked {
    what: &'static str,
    path: PathBuf,
}

impl Default for HttpWindow {
    fn default() -> Self {
        Self {
            notices: broadcast::Sender::new(BEHIND),
            prompt: watch::Sender::new(None),
            picks: Mutex::default(),
            asked: Mutex::default(),
            starts_with_system: AtomicBool::new(false),
        }
    }
}

impl HttpWindow {
    fn ask(&self, what: &'static str, path: &Path) {
        let path = path.to_owned();
        self.asked.lock().unwrap().push(Asked { what, path });
    }
}

impl Window for HttpWindow {
    fn notice(&self, notice: Notice) {
        if let Notice::Reminded { reminders } = &notice {
            for reminder in reminders {
                self.ask("remind", Path::new(&reminder.key));
            }
        }
        // Nobody may be listening.
        let _ = self.notices.send(notice);
    }

    fn prompt(&self, prompt: Option<Prompt>) {
        self.prompt.send_replace(prompt);
    }

    fn pick<'a>(
        &'a self,
        _what: PickKind,
        _name: Option<&'a str>,
    ) -> Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send + 'a>> {
        let picked = self.picks.lock().unwrap().pop_front().unwrap_or_default();
        Box::pin(std::future::ready(picked))
    }

    fn reveal(&self, path: &Path) -> Result<(), Failure> {
        self.ask("reveal", path);
        Ok(())
    }

    fn open(&self, path: &Path) -> Result<(), Failure> {
        self.ask("open", path);
        Ok(())
    }

    fn autostart(&self) -> Option<bool> {
        Some(self.starts_with_system.load(Ordering::Relaxed))
    }

    fn set_autostart(&self, on: bool) -> Result<(), Failure> {
        self.starts_with_system.store(on, Ordering::Relaxed);
        Ok(())
    }
}
