//! Whether there is a screen at all: asked before anything that would panic without one.

/// # Errors
/// What to tell a person who started the program where no window can be shown.
#[cfg(target_os = "linux")]
pub(crate) fn check() -> Result<(), String> {
    // It also finds a display that is named and does not answer.
    gtk::init().map_err(|_| crate::language::of_system().label("desktop-no-display"))
}

/// Elsewhere there always is one.
#[cfg(not(target_os = "linux"))]
pub(crate) fn check() -> Result<(), String> {
    Ok(())
}
