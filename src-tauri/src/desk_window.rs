//! What the desk wants of a window, done by Tauri.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use tanba_agent::desk::{Changed, Notice, PickKind, Window};
use tanba_protocol::{Failure, FailureCode, Prompt};
use tauri::{AppHandle, Emitter, EventTarget};
use tauri_plugin_autostart::ManagerExt;
use tauri_plugin_opener::OpenerExt;

use crate::windows::MAIN;
use crate::{dialogs, prompt_window, reminders, tray};

/// The event that brings notices to the main window.
const NOTICE: &str = "notice";

/// The application's windows.
#[derive(Debug)]
pub(crate) struct DeskWindow {
    app: AppHandle,
}

impl DeskWindow {
    pub(crate) fn new(app: &AppHandle) -> Self {
        Self { app: app.clone() }
    }
}

impl Window for DeskWindow {
    fn notice(&self, notice: Notice) {
        match &notice {
            Notice::Changed {
                what: Changed::Settings,
            } => tray::follow_language(&self.app),
            Notice::Reminded { reminders } => reminders::tell(&self.app, reminders),
            Notice::Enrolment { enrolment } => reminders::tell_of_application(&self.app, enrolment),
            Notice::Attention { waits } => tray::mark(&self.app, *waits),
            _ => {}
        }
        let told = self
            .app
            .emit_to(EventTarget::webview_window(MAIN), NOTICE, notice);
        if let Err(error) = told {
            log::error!("a notice did not reach the window: {error}");
        }
    }

    fn prompt(&self, prompt: Option<Prompt>) {
        prompt_window::show(&self.app, prompt.as_ref());
    }

    fn pick<'a>(
        &'a self,
        what: PickKind,
        name: Option<&'a str>,
    ) -> Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send + 'a>> {
        Box::pin(dialogs::pick(&self.app, what, name))
    }

    fn reveal(&self, path: &Path) -> Result<(), Failure> {
        self.app
            .opener()
            .reveal_item_in_dir(path)
            .map_err(|error| unopened(path, error))
    }

    fn open(&self, path: &Path) -> Result<(), Failure> {
        self.app
            .opener()
            .open_path(path.to_string_lossy(), None::<&str>)
            .map_err(|error| unopened(path, error))
    }

    fn autostart(&self) -> Option<bool> {
        self.app.autolaunch().is_enabled().ok()
    }

    fn set_autostart(&self, on: bool) -> Result<(), Failure> {
        let manager = self.app.autolaunch();
        let done = if on {
            manager.enable()
        } else {
            manager.disable()
        };
        done.map_err(|error| Failure::new(FailureCode::PermissionDenied).with_detail(error))
    }
}

fn unopened(path: &Path, error: impl std::fmt::Display) -> Failure {
    let code = if path.exists() {
        FailureCode::ProgramMissing
    } else {
        FailureCode::DocumentNotFound
    };
    Failure::new(code)
        .with_subject(path.to_string_lossy())
        .with_detail(error)
}
