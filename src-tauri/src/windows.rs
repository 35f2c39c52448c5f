//! What both windows have in common, and the main one.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// The main window's label, which its capability names.
pub(crate) const MAIN: &str = "main";

/// A window that shows one of the program's own pages and never leaves them.
pub(crate) fn confined<'a>(
    app: &'a AppHandle,
    label: &str,
    page: &str,
) -> WebviewWindowBuilder<'a, tauri::Wry, AppHandle> {
    WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into()))
        .title("Tanba")
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .general_autofill_enabled(false)
        .devtools(cfg!(debug_assertions))
}

/// Makes the main window.
pub(crate) fn open_main(app: &AppHandle, hidden: bool) -> tauri::Result<WebviewWindow> {
    confined(app, MAIN, "index.html")
        .inner_size(1180.0, 780.0)
        .min_inner_size(720.0, 540.0)
        .center()
        .visible(!hidden)
        .build()
}

/// Brings the main window before the person.
pub(crate) fn show_main<R: Runtime>(app: &impl Manager<R>) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let shown = window
        .show()
        .and_then(|()| window.unminimize())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        log::warn!("the main window does not come forward: {error}");
    }
}

/// Whether an address is a page of the program itself.
fn is_own(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        // What the same pages are called on Windows.
        "http" | "https" => address.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_programs_own_pages_are_shown() {
        let own = |address: &str| is_own(&Url::parse(address).unwrap());
        for address in [
            "tauri://localhost/prompt.html",
            "http://tauri.localhost/#/sign",
        ] {
            assert!(own(address), "{address}");
        }
        for address in [
            "https://egov.kz/",
            "http://localhost/",
            "http://tauri.localhost.example/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!own(address), "{address}");
        }
    }
}
