//! The window, the tray and the dialogs around [`tanba_agent`]: commands in, events out.
//!
//! It holds no rules: what may be signed, with which key and what a signature is worth is decided
//! by the agent's desk. The main window may send calls and never an answer; the prompt window may
//! send answers and nothing else.
//!
//! ```text
//! tanba-desktop [--sign | --verify] [--hidden] [FILE…]
//! tanba-desktop tanba://sign?file=/home/aliya/letter.pdf
//! ```

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod authority;
mod closing;
mod commands;
mod desk_window;
mod dialogs;
mod display;
mod language;
mod lock;
mod opened;
mod prompt_window;
mod reminders;
mod restart;
mod setup;
mod tray;
mod windows;

use std::process::ExitCode;

/// What the program ends with when it cannot show a window, as in `sysexits.h`.
const NO_WINDOW: u8 = 70;

fn main() -> ExitCode {
    if let Some(outcome) = tanba_agent::probe_module(std::env::args_os()) {
        return outcome;
    }
    if let Err(words) = display::check() {
        eprintln!("tanba-desktop: {words}");
        return ExitCode::from(NO_WINDOW);
    }
    match setup::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            restart::after_another(error.as_ref());
            log::error!("{error}");
            eprintln!("tanba-desktop: {error}");
            ExitCode::from(NO_WINDOW)
        }
    }
}
