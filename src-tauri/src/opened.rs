//! Files that come from outside: arguments, a file manager, another start of the program, a link.
//!
//! A link may come from any web page. So it can only name files of this computer, which are then
//! listed on the screen to sign or to verify; nothing is signed without the prompt.

mod arguments;
mod link;

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use tanba_agent::desk::{Desk, Intent};
use tanba_protocol::{Failure, FailureCode};
use tauri::{AppHandle, Manager};

pub(crate) use arguments::Given;

use crate::windows;

/// What the arguments of this start, or of another one, ask for.
pub(crate) fn given(arguments: impl IntoIterator<Item = OsString>, folder: &Path) -> Given {
    Given::from_arguments(arguments, folder)
}

/// Passes on what was asked for. The window hears of it once it is there.
pub(crate) fn pass_on(app: &AppHandle, given: Given) {
    let desk = app.state::<Arc<Desk>>();
    for link in given.refused {
        desk.failed(Failure::new(FailureCode::LinkRefused).with_subject(link));
    }
    for (intent, files) in given.files {
        desk.open_files(files, intent);
    }
}

/// Another start of the program asks this one.
pub(crate) fn from_another_start(app: &AppHandle, arguments: Vec<String>, folder: &str) {
    let arguments = arguments.into_iter().skip(1).map(OsString::from);
    let given = given(arguments, Path::new(folder));
    if !given.hidden {
        windows::show_main(app);
    }
    pass_on(app, given);
}

/// What a person chose in the tray's menu.
pub(crate) fn chosen(app: &AppHandle, files: Vec<std::path::PathBuf>, intent: Intent) {
    if !files.is_empty() {
        windows::show_main(app);
        app.state::<Arc<Desk>>().open_files(files, intent);
    }
}
