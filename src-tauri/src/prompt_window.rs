//! The prompt window: made when a prompt waits, above the main one, and gone when none does. So no
//! page stays behind that a secret was typed into.

use std::sync::Arc;

use tanba_agent::desk::Desk;
use tanba_protocol::{Answer, Prompt};
use tauri::{AppHandle, Emitter, EventTarget, Manager, WebviewWindow, WindowEvent};

use crate::windows::{self, MAIN};

/// The prompt window's label, which its capability names.
pub(crate) const PROMPT: &str = "prompt";

/// The event that brings it the prompt to show, or nothing when none waits.
const EVENT: &str = "prompt";

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 640.0;

/// Shows a prompt, or takes the window away.
pub(crate) fn show(app: &AppHandle, prompt: Option<&Prompt>) {
    let shown = match (app.get_webview_window(PROMPT), prompt) {
        (Some(window), Some(_)) => tell(app, prompt).and_then(|()| come_forward(&window)),
        (None, Some(_)) => open(app),
        (Some(window), None) => window.destroy(),
        (None, None) => Ok(()),
    };
    if let Err(error) = shown {
        log::error!("the prompt window: {error}");
    }
}

/// Tells the page what waits.
pub(crate) fn tell_waiting(app: &AppHandle) {
    let waiting = app
        .try_state::<Arc<Desk>>()
        .and_then(|desk| desk.waiting_prompt());
    if let Err(error) = tell(app, waiting.as_ref()) {
        log::error!("the prompt window: {error}");
    }
}

fn tell(app: &AppHandle, prompt: Option<&Prompt>) -> tauri::Result<()> {
    app.emit_to(EventTarget::webview_window(PROMPT), EVENT, prompt)
}

fn open(app: &AppHandle) -> tauri::Result<()> {
    let mut builder = windows::confined(app, PROMPT, "prompt.html")
        .inner_size(WIDTH, HEIGHT)
        .min_inner_size(WIDTH, 420.0)
        .max_inner_size(720.0, 960.0)
        .maximizable(false)
        .minimizable(false)
        .always_on_top(true)
        .center();
    if let Some(main) = app.get_webview_window(MAIN).filter(is_visible) {
        builder = builder.parent(&main)?;
    }
    let window = builder.build()?;
    let handle = app.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { api, .. } => {
            // Closing it is an answer; the desk then takes the window away.
            api.prevent_close();
            refuse(&handle);
        }
        WindowEvent::Destroyed => show_next(&handle),
        _ => {}
    });
    come_forward(&window)
}

/// Shows what came while the window was just going away.
fn show_next(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let waiting = app.state::<Arc<Desk>>().waiting_prompt();
        if waiting.is_some() && app.get_webview_window(PROMPT).is_none() {
            show(&app, waiting.as_ref());
        }
    });
}

fn refuse(app: &AppHandle) {
    let desk = app.state::<Arc<Desk>>();
    if let Some(prompt) = desk.waiting_prompt() {
        desk.answer(prompt.id(), Answer::Cancel);
    }
}

/// Puts it over the middle of the main window, or of the screen when that is hidden.
fn come_forward(window: &WebviewWindow) -> tauri::Result<()> {
    if !window.is_visible()? {
        let main = window.get_webview_window(MAIN).filter(is_visible);
        match main.and_then(|main| Some((main.outer_position().ok()?, main.outer_size().ok()?))) {
            Some((position, size)) => {
                let own = window.outer_size()?;
                let middle = |start: i32, whole: u32, part: u32| {
                    start.saturating_add_unsigned(whole.saturating_sub(part) / 2)
                };
                window.set_position(tauri::PhysicalPosition::new(
                    middle(position.x, size.width, own.width),
                    middle(position.y, size.height, own.height),
                ))?;
            }
            None => window.center()?,
        }
        window.show()?;
    }
    window.set_focus()
}

fn is_visible(window: &WebviewWindow) -> bool {
    window.is_visible().unwrap_or(false)
}
