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
mod interrupt;
mod render;
mod terminal;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use tanba_agent::{Agent, Language, Texts};

use args::Arguments;

fn main() -> ExitCode {
    if let Some(outcome) = tanba_agent::probe_module(std::env::args_os()) {
        return outcome;
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error).into(),
    };
    let offset = local_offset();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            render::complain(&error.to_string());
            return exit::FAILURE.into();
        }
    };
    let code = runtime.block_on(async {
        let json = command::wants_json(&arguments.command);
        match Agent::of_user() {
            Ok(mut agent) => {
                if let Some(root) = arguments.authority_root {
                    agent = agent.with_authority_root(root);
                }
                let texts = texts(arguments.lang.or(agent.language().await), offset);
                command::run(&agent, texts, arguments.command).await
            }
            Err(failure) => render::failure(&texts(arguments.lang, offset), json, &failure),
        }
    });
    if interrupt::was_requested() {
        exit::at_once(code);
    }
    code.into()
}

/// Help that was asked for, or what is wrong with the command line.
fn refuse(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nothing more can be done when the terminal is gone.
            let _ = error.print();
            exit::PASSED
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            exit::USAGE
        }
        _ => {
            let words: Vec<String> = std::env::args_os()
                .take_while(|word| word != "--")
                .map(|word| word.to_string_lossy().into_owned())
                .collect();
            let wants_json = words.iter().any(|word| word == "--json");
            let detail = error.to_string();
            render::usage(
                &texts(named_language(&words), local_offset()),
                wants_json,
                detail.trim_end(),
            )
        }
    }
}

/// The language of a command line that could not be read as a whole.
fn named_language(words: &[String]) -> Option<Language> {
    let mut following = words.iter().skip(1);
    words.iter().find_map(|word| {
        let next = following.next();
        let name = match word.as_str() {
            "--lang" => next?,
            word => word.strip_prefix("--lang=")?,
        };
        Language::from_tag(name)
    })
}

fn texts(named: Option<Language>, offset: time::UtcOffset) -> Texts {
    let language = Language::negotiate(named, |name| std::env::var(name).ok());
    Texts::new(language).with_offset(offset)
}

/// The offset of this computer; UTC where the system does not tell.
fn local_offset() -> time::UtcOffset {
    time::UtcOffset::current_local_offset().unwrap_or(time::UtcOffset::UTC)
}
