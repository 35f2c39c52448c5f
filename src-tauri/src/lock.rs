//! The screen is locked, or the computer sleeps: whoever comes back logs in anew. And when it wakes, keys are
//! looked at at once.

use tauri::AppHandle;

/// Hears of both, where the system tells.
#[cfg(target_os = "linux")]
pub(crate) fn hear(app: &AppHandle) {
    type Listen = fn(&AppHandle) -> zbus::Result<()>;
    for listen in [linux::sessions as Listen, linux::screen_savers] {
        let app = app.clone();
        std::thread::spawn(move || {
            if let Err(error) = listen(&app) {
                log::info!("it is not heard when the screen is locked: {error}");
            }
        });
    }
}

/// Elsewhere the end of the session and of the window have to do.
#[cfg(not(target_os = "linux"))]
pub(crate) fn hear(_: &AppHandle) {}

#[cfg(target_os = "linux")]
mod linux {
    use std::sync::Arc;

    use tanba_agent::desk::Desk;
    use tauri::{AppHandle, Manager};
    use zbus::blocking::{Connection, MessageIterator};
    use zbus::message::Type;
    use zbus::{MatchRule, Message};

    /// How many signals may wait to be read.
    const QUEUE: usize = 64;

    /// `Lock` of org.freedesktop.login1.Session, and `PrepareForSleep` of its Manager.
    pub(super) fn sessions(app: &AppHandle) -> zbus::Result<()> {
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .sender("org.freedesktop.login1")?
            .build();
        let signals = MessageIterator::for_match_rule(rule, &Connection::system()?, Some(QUEUE))?;
        for signal in signals {
            let signal = signal?;
            match (member(&signal).as_deref(), flag(&signal)) {
                (Some("Lock"), _) | (Some("PrepareForSleep"), Some(true)) => log_out(app),
                (Some("PrepareForSleep"), Some(false)) => look(app),
                _ => {}
            }
        }
        Ok(())
    }

    /// `ActiveChanged` of org.freedesktop.ScreenSaver and of what desktops call it.
    pub(super) fn screen_savers(app: &AppHandle) -> zbus::Result<()> {
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .member("ActiveChanged")?
            .build();
        let signals = MessageIterator::for_match_rule(rule, &Connection::session()?, Some(QUEUE))?;
        for signal in signals {
            if flag(&signal?) == Some(true) {
                log_out(app);
            }
        }
        Ok(())
    }

    fn member(signal: &Message) -> Option<String> {
        let header = signal.header();
        header.member().map(|member| member.to_string())
    }

    fn flag(signal: &Message) -> Option<bool> {
        signal.body().deserialize().ok()
    }

    fn log_out(app: &AppHandle) {
        app.state::<Arc<Desk>>().close_account();
    }

    fn look(app: &AppHandle) {
        let desk = Arc::clone(&*app.state::<Arc<Desk>>());
        tauri::async_runtime::spawn(async move {
            if let Err(failure) = desk.remind().await {
                log::warn!("keys are not looked after: {failure}");
            }
        });
    }
}
