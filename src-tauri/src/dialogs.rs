//! The system's own dialogs and notifications.

use std::path::PathBuf;

use tanba_agent::Signed;
use tanba_agent::desk::PickKind;
use tanba_protocol::Argument;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath, MessageDialogButtons, MessageDialogKind};
use tauri_plugin_notification::NotificationExt;
use tokio::sync::oneshot;

use crate::language::Shown;
use crate::windows::MAIN;

/// Lets the person choose; nothing when they changed their mind.
pub(crate) async fn pick(app: &AppHandle, what: PickKind, name: Option<&str>) -> Vec<PathBuf> {
    let texts = app.state::<Shown>().texts();
    let mut dialog = app.dialog().file().set_title(texts.label(match what {
        PickKind::Documents => "desktop-pick-documents",
        PickKind::Keys => "desktop-pick-keys",
        PickKind::Certificates => "desktop-pick-certificates",
        PickKind::Module => "desktop-pick-module",
        PickKind::Folder => "desktop-pick-folder",
        PickKind::Save => "desktop-pick-save",
    }));
    if let Some(main) = app.get_webview_window(MAIN) {
        dialog = dialog.set_parent(&main);
    }
    if let Some(name) = name {
        dialog = dialog.set_file_name(name);
    }
    let all = texts.label("desktop-all-files");
    let (send, receive) = oneshot::channel::<Vec<FilePath>>();
    // Nobody waits any more when the call was called off: then the choice is dropped.
    let one = |chosen: Option<FilePath>| chosen.into_iter().collect();
    match what {
        PickKind::Documents => dialog.pick_files(move |chosen| {
            let _ = send.send(chosen.unwrap_or_default());
        }),
        PickKind::Keys => dialog
            .add_filter(texts.label("desktop-key-files"), &["p12", "pfx"])
            .add_filter(all, &["*"])
            .pick_files(move |chosen| {
                let _ = send.send(chosen.unwrap_or_default());
            }),
        PickKind::Certificates => dialog
            .add_filter(
                texts.label("desktop-certificate-files"),
                &["cer", "crt", "pem", "der", "p7b"],
            )
            .add_filter(all, &["*"])
            .pick_files(move |chosen| {
                let _ = send.send(chosen.unwrap_or_default());
            }),
        PickKind::Module => dialog
            .add_filter(texts.label("desktop-module-files"), &["so", "dll", "dylib"])
            .add_filter(all, &["*"])
            .pick_file(move |chosen| {
                let _ = send.send(one(chosen));
            }),
        PickKind::Folder => dialog.pick_folder(move |chosen| {
            let _ = send.send(one(chosen));
        }),
        PickKind::Save => dialog.save_file(move |chosen| {
            let _ = send.send(one(chosen));
        }),
    }
    let chosen = receive.await.unwrap_or_default();
    chosen
        .into_iter()
        .filter_map(|path| path.into_path().ok())
        .collect()
}

/// Asks whether to end while something runs; `then` hears of a yes alone.
pub(crate) fn ask_to_quit(app: &AppHandle, then: impl FnOnce() + Send + 'static) {
    let texts = app.state::<Shown>().texts();
    let mut dialog = app
        .dialog()
        .message(texts.label("desktop-still-working"))
        .title("Tanba")
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCancelCustom(
            texts.label("desktop-quit-anyway"),
            texts.label("desktop-keep-going"),
        ));
    if let Some(main) = app.get_webview_window(MAIN) {
        dialog = dialog.parent(&main);
    }
    dialog.show(move |yes| {
        if yes {
            then();
        }
    });
}

/// Tells of a finished signing where the window does not: when the person looks elsewhere.
pub(crate) fn tell_signed(app: &AppHandle, signed: &[Signed]) {
    let looks = app
        .get_webview_window(MAIN)
        .is_some_and(|main| main.is_focused().unwrap_or(true));
    if looks || signed.is_empty() {
        return;
    }
    let texts = app.state::<Shown>().texts();
    let failed = signed.iter().filter(|one| one.failure.is_some()).count();
    let count = |number: usize| Argument::Number(i64::try_from(number).unwrap_or(i64::MAX));
    let body = match failed {
        0 => texts.text("desktop-signed", &[("count", count(signed.len()))]),
        _ => texts.text(
            "desktop-signed-in-part",
            &[
                ("count", count(signed.len() - failed)),
                ("failed", count(failed)),
            ],
        ),
    };
    let told = app
        .notification()
        .builder()
        .title("Tanba")
        .body(body)
        .show();
    if let Err(error) = told {
        log::info!("no notification: {error}");
    }
}
