//! The program `tanba-authority`: HTTP routes and SQL around the domain of `tanba-authority`.
//!
//! It serves a practice authority on loopback, and is the beginning of the real one. It must not know
//! X.509, keys or signatures: those are the domain's; what is HTTP, SQL, files and processes is here.
//! `serve` never opens the key of a root; the commands of `ceremony` alone do.
//!
//! ```text
//! $ tanba-authority serve --practice ~/practice
//! listening on http://127.0.0.1:24680
//! $ tanba-authority invite ~/practice
//! 5f0c…
//! $ tanba-authority registry list legal-entities ~/practice
//! $ tanba-authority operator approve ~/practice 1234-5678-9012
//! $ tanba-authority outbox ~/practice
//! ```

// What people and other programs read of this program goes to standard output and standard error.
#![allow(clippy::print_stderr)]

use std::process::ExitCode;

use clap::Parser as _;

/// A line on standard output. Whoever reads it may go away: `list | head`.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

mod args;
mod clock;
mod command;
mod entrances;
mod error;
mod folder;
mod http;
mod jobs;
mod passphrase;
mod purpose;
mod reach;
mod registries;
mod send;
mod serve;
mod storage;
#[cfg(test)]
mod tests;
mod tls;

use args::{Args, Command};
use error::Error;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return refuse(&error),
    };
    let json = args.json;
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(run(args.command, json)),
        Err(error) => Err(Error::Io("the runtime".into(), error)),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            complain(json, &error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Help that was asked for, or what is wrong with the command line.
fn refuse(error: &clap::Error) -> ExitCode {
    let is_failure = error.use_stderr();
    if is_failure && std::env::args_os().any(|word| word == "--json") {
        complain(true, error.to_string().trim_end());
    } else {
        // Nothing more can be done when the terminal is gone.
        let _ = error.print();
    }
    ExitCode::from(if is_failure { 2 } else { 0 })
}

fn complain(json: bool, what: &str) {
    if json {
        say!("{}", serde_json::json!({ "failure": { "what": what } }));
    } else {
        eprintln!("tanba-authority: {what}");
    }
}

async fn run(command: Command, json: bool) -> Result<ExitCode, Error> {
    match command {
        Command::Serve(args) => serve::run(*args).await,
        Command::Invite(args) => command::invite::run(args, json).await,
        Command::Revoke(args) => command::revoke::run(args, json).await,
        Command::List(args) => command::list::run(args, json).await,
        Command::Audit(args) => command::audit::run(args, json).await,
        Command::Registry(args) => command::registry::run(args, json).await,
        Command::Operator(args) => command::operator::run(args, json).await,
        Command::Outbox(args) => command::outbox::run(args, json).await,
        Command::Ceremony(args) => command::ceremony::run(args, json).await,
    }
}
