//! Starting while the instance before is still ending.

use std::error::Error;

/// Counts the starts that met an instance on its way out.
#[cfg(unix)]
const ATTEMPT: &str = "TANBA_START_ATTEMPT";
/// How often it is tried again; with [`PAUSE`] between, longer than an instance takes to end.
#[cfg(unix)]
const ATTEMPTS: u32 = 40;
#[cfg(unix)]
const PAUSE: std::time::Duration = std::time::Duration::from_millis(250);

/// Starts the program over when all that stopped it was an instance that had its name still and
/// did not listen any more. The event loop can be made once in a process, so it is a new program
/// in the same process; returns only when that is not the case, or does not help.
#[cfg(unix)]
#[expect(
    clippy::disallowed_methods,
    reason = "an instance that hangs would never say that it has ended"
)]
pub(crate) fn after_another(error: &(dyn Error + 'static)) {
    use std::os::unix::process::CommandExt as _;

    let is_other = matches!(
        error.downcast_ref(),
        Some(tauri::Error::PluginInitialization(plugin, _)) if plugin == "single-instance"
    );
    let attempts = std::env::var(ATTEMPT)
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(0_u32);
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    if is_other && attempts < ATTEMPTS {
        std::thread::sleep(PAUSE);
        let error = std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(ATTEMPT, (attempts + 1).to_string())
            .exec();
        log::error!("{error}");
    }
}

/// Elsewhere the other instance is asked in a way that does not fail like that.
#[cfg(not(unix))]
pub(crate) fn after_another(_: &(dyn Error + 'static)) {}
