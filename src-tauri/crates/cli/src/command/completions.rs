//! `tanba completions`: what a shell needs to complete this command line.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Arguments;
use crate::exit;

pub(super) fn run(shell: Shell) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "tanba", &mut script);
    match std::io::stdout().write_all(&script) {
        Ok(()) => exit::PASSED,
        Err(_) => exit::FAILURE,
    }
}
