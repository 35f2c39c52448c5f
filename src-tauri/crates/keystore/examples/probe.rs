//! How a program lends itself to trying modules: its hidden argument ends in `probe_here`.

use std::process::ExitCode;

use tanba_keystore::token::probe_here;

fn main() -> ExitCode {
    match std::env::args_os().nth(1) {
        Some(module) => probe_here(module.as_ref()),
        None => ExitCode::FAILURE,
    }
}
