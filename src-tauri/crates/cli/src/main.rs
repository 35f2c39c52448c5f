//! The command line, `tanba`: arguments in, use cases of `agent`, words or JSON out.
//!
//! It decides nothing about signatures and must not know how they are made; what it prints is what
//! the agent found.
//!
//! ```text
//! tanba verify contract.pdf.p7s --json
//! ```

mod args;
mod command;
mod exit;
mod render;
mod terminal;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use tanba_agent::{Agent, Language, Texts};

use args::Arguments;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing more can be done when the terminal is gone.
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
                _ => exit::USAGE.into(),
            };
        }
    };
    let offset = local_offset();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{error}");
            return exit::FAILURE.into();
        }
    };
    runtime
        .block_on(async {
            let json = command::wants_json(&arguments.command);
            let texts = |set: Option<Language>| {
                let requested = arguments.lang.or(set);
                let language = Language::negotiate(requested, |name| std::env::var(name).ok());
                Texts::new(language).with_offset(offset)
            };
            match Agent::of_user() {
                Ok(agent) => {
                    let texts = texts(agent.language().await);
                    command::run(&agent, texts, arguments.command).await
                }
                Err(failure) => render::failure(&texts(None), json, &failure),
            }
        })
        .into()
}

/// The offset of this computer; UTC where the system does not tell.
fn local_offset() -> time::UtcOffset {
    time::UtcOffset::current_local_offset().unwrap_or(time::UtcOffset::UTC)
}
