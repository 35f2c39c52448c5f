//! How the parts are put together.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use tanba_agent::desk::Desk;
use tanba_agent::{Agent, Folders};
use tauri::{App, AppHandle, Manager, WindowEvent};
use tauri_plugin_log::{RotationStrategy, Target, TargetKind};
use tauri_plugin_window_state::StateFlags;

use crate::commands::{self, Precious};
use crate::desk_window::DeskWindow;
use crate::language::Shown;
use crate::opened::{self, Given};
use crate::prompt_window::PROMPT;
use crate::{authority, closing, lock, reminders, tray, windows};

/// How often applications that wait are looked at.
const WATCH: Duration = Duration::from_secs(120);
/// Bytes after which a log begins anew.
const LOG_LIMIT: u128 = 1_000_000;

/// Shows the window until the person is done.
pub(crate) fn run() -> Result<(), Box<dyn Error>> {
    log_panics();
    let folders = Folders::of_user()?;
    let folder = std::env::current_dir().unwrap_or_default();
    let given = opened::given(std::env::args_os().skip(1), &folder);
    tauri::Builder::default()
        // First: another start must end before it opens anything.
        .plugin(tauri_plugin_single_instance::init(
            |app, arguments, folder| opened::from_another_start(app, arguments, &folder),
        ))
        .plugin(log_to(&folders))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .plugin(
            tauri_plugin_autostart::Builder::new()
                .app_name("Tanba")
                .arg("--hidden")
                .build(),
        )
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::all() & !StateFlags::VISIBLE)
                .with_denylist(&[PROMPT])
                .build(),
        )
        .manage(Shown::new())
        .manage(Precious::default())
        .manage(tray::Mark::default())
        .invoke_handler(tauri::generate_handler![commands::call, commands::answer])
        .setup(move |app| begin(app, given))
        .build(tauri::generate_context!())?
        .run(|_, _| {});
    Ok(())
}

fn begin(app: &App, given: Given) -> Result<(), Box<dyn Error>> {
    let app = app.handle();
    let mut agent = Agent::of_user()?;
    match authority::program() {
        Some(program) => agent = agent.with_authority_program(program),
        None => log::warn!("tanba-authority is not beside this program: no practice here"),
    }
    let desk = Desk::new(agent, Arc::new(DeskWindow::new(app)));
    reminders::hear(app);
    tauri::async_runtime::spawn(Desk::keep_reminding(Arc::downgrade(&desk)));
    tauri::async_runtime::spawn(Desk::watch_enrolments(Arc::downgrade(&desk), WATCH));
    app.manage(desk);
    lock::hear(app);
    let hidden = given.hidden;
    let main = windows::open_main(app, hidden)?;
    let handle = app.clone();
    main.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            closing::main_is_closed(&handle, api);
        }
    });
    opened::pass_on(app, given);
    hear_links(app);
    let handle = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        tray::install(&handle, hidden);
        tray::follow_language(&handle);
    });
    Ok(())
}

/// Elsewhere links come as arguments.
#[cfg(target_os = "macos")]
fn hear_links(app: &AppHandle) {
    use tauri_plugin_deep_link::DeepLinkExt;

    let handle = app.clone();
    app.deep_link().on_open_url(move |event| {
        let mut given = Given::default();
        for link in event.urls() {
            given.add_link(link.as_str());
        }
        windows::show_main(&handle);
        opened::pass_on(&handle, given);
    });
}

#[cfg(not(target_os = "macos"))]
fn hear_links(_: &AppHandle) {}

fn log_to(folders: &Folders) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri_plugin_log::Builder::new()
        .clear_targets()
        .target(Target::new(TargetKind::Folder {
            path: folders.data.join("logs"),
            file_name: Some("tanba-desktop".into()),
        }))
        .level(log::LevelFilter::Warn)
        .level_for("tanba_desktop", log::LevelFilter::Info)
        .max_file_size(LOG_LIMIT)
        .rotation_strategy(RotationStrategy::KeepOne)
        .build()
}

/// Panics go to the log by their place; what one says is written only when it is fixed in the
/// program, for it could tell what a person typed.
fn log_panics() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string);
        let words = info.payload().downcast_ref::<&'static str>();
        log::error!(
            "a fault of the program at {}: {}",
            place.as_deref().unwrap_or("an unknown place"),
            words.unwrap_or(&"(not told)")
        );
        default(info);
    }));
}
