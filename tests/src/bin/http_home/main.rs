//! The window's core behind HTTP on this machine, for tests that drive the same UI in a browser.
//! It belongs to no product: whoever may speak to it may sign.
//!
//! | route | does |
//! |---|---|
//! | `POST /call` `{task, call}` | the reply, or 422 with a failure |
//! | `GET /notices` | notices as server-sent events |
//! | `GET /prompt` | the prompt that waits, or `null`, as server-sent events |
//! | `POST /answer` `{id, answer}` | 200, or 409 where no such prompt waits |
//! | `POST /window/pick` `{paths}` | what the system's dialog gives the next time |
//! | `POST /window/open` `{files, intent}` | files come from outside |
//! | `GET /window/asked` | what the window was asked to reveal and open, and of what the system reminded |
//! | anything else | files of the built UI |
//!
//! Of modules for tokens it knows those that `TANBA_PKCS11_MODULES` names.
//!
//! The address is the only line on standard output: `listening on http://127.0.0.1:PORT`.

#![allow(clippy::unwrap_used, reason = "a program of the tests")]

mod seed;
mod serve;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use tanba_agent::desk::Desk;
use tanba_agent::{
    Agent, Clock, FixedClock, Folders, ModulePlaces, NoKeyring, SystemClock, probe_module,
};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

#[derive(Parser)]
struct Arguments {
    /// Folder of the database.
    #[arg(long)]
    data: PathBuf,
    /// The person's home, where keys are looked for.
    #[arg(long)]
    home: PathBuf,
    /// The built UI.
    #[arg(long)]
    dist: PathBuf,
    /// What time it is, for good; as the machine says when not given.
    #[arg(long, value_parser = time)]
    now: Option<OffsetDateTime>,
    /// A file that says what time it is, read at each use.
    #[arg(long, conflicts_with = "now")]
    clock: Option<PathBuf>,
    /// The program `tanba-authority`, for practice.
    #[arg(long)]
    authority: Option<PathBuf>,
    /// How often applications that wait are looked at, in seconds.
    #[arg(long, default_value_t = 120)]
    watch: u64,
    /// What there is to begin with: `history=COUNT`.
    #[arg(long, value_parser = seed::parse)]
    seed: Vec<seed::Seed>,
}

fn time(text: &str) -> Result<OffsetDateTime, time::error::Parse> {
    OffsetDateTime::parse(text, &Rfc3339)
}

/// What a file says.
struct FileClock(PathBuf);

impl Clock for FileClock {
    fn now(&self) -> OffsetDateTime {
        time(std::fs::read_to_string(&self.0).unwrap().trim()).unwrap()
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    if let Some(outcome) = probe_module(std::env::args_os()) {
        return outcome;
    }
    let arguments = Arguments::parse();
    let folders = Folders {
        cache: arguments.data.join("cache"),
        data: arguments.data,
        home: arguments.home,
    };
    let clock: Arc<dyn Clock> = match (arguments.now, arguments.clock) {
        (Some(now), _) => Arc::new(FixedClock(now)),
        (None, Some(file)) => Arc::new(FileClock(file)),
        (None, None) => Arc::new(SystemClock),
    };
    for seed in &arguments.seed {
        seed.sow(&folders.database(), clock.now()).await;
    }
    let mut agent = Agent::new(clock, folders, Arc::new(NoKeyring));
    // Tokens of the machine that the tests run on are none of theirs.
    agent = agent.with_modules(ModulePlaces::named());
    if let Some(program) = arguments.authority {
        agent = agent.with_authority_program(program);
    }
    let window = Arc::new(window::HttpWindow::default());
    let desk = Desk::new(agent, Arc::clone(&window) as _);
    tokio::spawn(Desk::keep_reminding(Arc::downgrade(&desk)));
    let every = Duration::from_secs(arguments.watch);
    tokio::spawn(Desk::watch_enrolments(Arc::downgrade(&desk), every));
    serve::serve(desk, window, arguments.dist).await;
    ExitCode::SUCCESS
}
