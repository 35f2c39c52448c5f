//! The tray: where the application waits while its window is closed.
//!
//! Some systems have none. Then nothing is hidden there, because nobody could bring it back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tanba_agent::desk::{Desk, Intent, PickKind};
use tauri::image::Image;
use tauri::menu::{Menu, MenuBuilder};
use tauri::tray::{TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

use crate::language::Shown;
use crate::{closing, dialogs, opened, reminders, windows};

const ID: &str = "tanba";
const SHOW: &str = "show";
const SIGN: &str = "sign";
const VERIFY: &str = "verify";
const RENEWALS: &str = "renewals";
const QUIT: &str = "quit";

/// The icon with a dot, made by `icons/make.mjs`.
const MARKED: &[u8] = include_bytes!("../../icons/tray/marked.png");

/// Whether the icon has its dot.
#[derive(Debug, Default)]
pub(crate) struct Mark(AtomicBool);

/// Puts the application into the tray, where the system has one. Where it has none, a window that
/// was to stay hidden is shown: nobody could bring it back. Waits for the system: not for the thread
/// that draws the window.
pub(crate) fn install(app: &AppHandle, hidden: bool) {
    let wanted = is_there();
    let handle = app.clone();
    let scheduled = app.run_on_main_thread(move || {
        if wanted {
            try_build(&handle);
        } else {
            log::info!("no tray on this system");
        }
        if hidden && !is_installed(&handle) {
            windows::show_main(&handle);
        }
    });
    if let Err(error) = scheduled {
        log::warn!("no tray: {error}");
    }
}

/// The library of the tray is loaded only now, and where it is missing the binding panics.
fn try_build(app: &AppHandle) {
    let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(app)));
    match built {
        // It may have been marked while it was made.
        Ok(Ok(())) => paint(app),
        Ok(Err(error)) => log::warn!("no tray: {error}"),
        Err(_) => log::warn!("no tray: its library is missing"),
    }
}

/// Whether the application is in the tray.
pub(crate) fn is_installed(app: &AppHandle) -> bool {
    app.tray_by_id(ID).is_some()
}

/// Takes up the language that the person set.
pub(crate) fn follow_language(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let desk = Arc::clone(&*app.state::<Arc<Desk>>());
        let language = desk.language().await;
        if !app.state::<Shown>().change(language) {
            return;
        }
        let Some(tray) = app.tray_by_id(ID) else {
            return;
        };
        if let Err(error) = menu(&app).and_then(|menu| tray.set_menu(Some(menu))) {
            log::warn!("the tray keeps its language: {error}");
        }
    });
}

/// Puts a dot on the icon, or takes it away.
pub(crate) fn mark(app: &AppHandle, waits: bool) {
    if app.state::<Mark>().0.swap(waits, Ordering::Relaxed) == waits {
        return;
    }
    paint(app);
}

/// Shows the icon as it is to be. Where there is none yet, it is shown so once it is there.
fn paint(app: &AppHandle) {
    if let Some(tray) = app.tray_by_id(ID)
        && let Err(error) = icon(app).and_then(|icon| tray.set_icon(icon))
    {
        log::warn!("the tray keeps its icon: {error}");
    }
}

fn icon(app: &AppHandle) -> tauri::Result<Option<Image<'static>>> {
    match app.state::<Mark>().0.load(Ordering::Relaxed) {
        true => Image::from_bytes(MARKED).map(Some),
        false => Ok(app
            .default_window_icon()
            .map(|icon| icon.clone().to_owned())),
    }
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let mut builder = TrayIconBuilder::with_id(ID)
        .tooltip("Tanba")
        .menu(&menu(app)?)
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::DoubleClick { .. } = event {
                windows::show_main(tray.app_handle());
            }
        });
    if let Some(icon) = icon(app)? {
        builder = builder.icon(icon);
    }
    builder.build(app).map(|_| ())
}

fn menu(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let texts = app.state::<Shown>().texts();
    MenuBuilder::new(app)
        .text(SHOW, texts.label("desktop-tray-show"))
        .separator()
        .text(SIGN, texts.label("desktop-tray-sign"))
        .text(VERIFY, texts.label("desktop-tray-verify"))
        .text(RENEWALS, texts.label("desktop-tray-renewals"))
        .separator()
        .text(QUIT, texts.label("desktop-tray-quit"))
        .build()
}

fn chosen(app: &AppHandle, item: &str) {
    let intent = match item {
        SHOW => return windows::show_main(app),
        QUIT => return closing::quit(app),
        RENEWALS => return reminders::open(app),
        SIGN => Intent::Sign,
        VERIFY => Intent::Verify,
        _ => return,
    };
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let files = dialogs::pick(&app, PickKind::Documents, None).await;
        opened::chosen(&app, files, intent);
    });
}

/// Whether somebody shows a tray: the freedesktop.org StatusNotifierWatcher.
#[cfg(target_os = "linux")]
fn is_there() -> bool {
    use zbus::blocking::{Connection, fdo::DBusProxy};
    use zbus::names::BusName;

    let asked = || -> zbus::Result<bool> {
        let watcher = BusName::try_from("org.kde.StatusNotifierWatcher")?;
        Ok(DBusProxy::new(&Connection::session()?)?.name_has_owner(watcher)?)
    };
    asked().unwrap_or(false)
}

#[cfg(not(target_os = "linux"))]
fn is_there() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::{Image, MARKED};

    #[test]
    fn the_marked_icon_is_a_picture_with_its_dot() {
        let icon = Image::from_bytes(MARKED).unwrap();
        assert_eq!((icon.width(), icon.height()), (64, 64));
        let at = |x: usize, y: usize| &icon.rgba()[(y * 64 + x) * 4..][..4];
        // #e2a62b in the upper right.
        assert_eq!(at(48, 15), [0xe2, 0xa6, 0x2b, 0xff]);
    }
}
