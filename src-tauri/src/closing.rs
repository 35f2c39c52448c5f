//! How the application ends: never in the middle of something without asking.

use std::sync::Arc;

use tanba_agent::desk::Desk;
use tauri::{AppHandle, CloseRequestApi, Manager};
use tauri_plugin_autostart::ManagerExt;

use crate::commands::Precious;
use crate::windows::MAIN;
use crate::{dialogs, tray};

/// The main window is closed.
pub(crate) fn main_is_closed(app: &AppHandle, api: &CloseRequestApi) {
    // Nothing is lost by that: the answer to `quit` decides.
    api.prevent_close();
    app.state::<Arc<Desk>>().close_account();
    if stays_in_the_tray(app) {
        if let Some(main) = app.get_webview_window(MAIN)
            && let Err(error) = main.hide()
        {
            log::warn!("the window does not hide: {error}");
        }
        return;
    }
    quit(app);
}

/// Ends the application, after asking when something runs that a person would not want to lose.
pub(crate) fn quit(app: &AppHandle) {
    if !app.state::<Precious>().is_running() {
        end(app);
        return;
    }
    let handle = app.clone();
    dialogs::ask_to_quit(app, move || end(&handle));
}

/// Interrupted signings are recorded, and offered again at the next start.
fn end(app: &AppHandle) {
    app.state::<Arc<Desk>>().cancel_all();
    app.exit(0);
}

/// Whoever lets the application start with the system wants it to stay.
fn stays_in_the_tray(app: &AppHandle) -> bool {
    tray::is_installed(app) && app.autolaunch().is_enabled().unwrap_or(false)
}
