//! One file for each command; each returns what the program ends with.

mod account;
mod cert;
mod completions;
mod doctor;
mod enrol;
mod environment;
mod extend;
mod history;
mod key;
mod keys;
mod settings;
mod sign;
mod token;
mod verify;

use serde_json::json;
use tanba_agent::{Agent, Texts};

use crate::args::{Cert, Command, Enrol, Environment, Journey, Key, Settings};
use crate::render;
use crate::terminal::Terminal;

/// Runs a command.
pub(crate) async fn run(agent: &Agent, texts: Texts, command: Command) -> u8 {
    match command {
        Command::Keys(arguments) => keys::run(agent, texts, &arguments).await,
        Command::Sign(arguments) => sign::run(agent, texts, arguments).await,
        Command::Verify(arguments) => verify::run(agent, texts, arguments).await,
        Command::Extend(arguments) => extend::run(agent, texts, arguments).await,
        Command::Extract(arguments) => extend::extract(agent, texts, &arguments),
        Command::Cert { command } => cert::run(agent, texts, command).await,
        Command::Key { command } => key::run(agent, texts, command).await,
        Command::Token { command } => token::run(agent, texts, command).await,
        Command::Enrol { command } => enrol::run(agent, texts, command).await,
        Command::Account { command } => account::run(agent, texts, command).await,
        Command::Environment { command } => environment::run(agent, texts, command).await,
        Command::Settings { command } => settings::run(agent, texts, command).await,
        Command::History(arguments) => history::run(agent, texts, &arguments).await,
        Command::Doctor(output) => doctor::run(agent, texts, output.json).await,
        Command::Completions { shell } => completions::run(shell),
    }
}

/// Whether a command prints JSON, for failures that come before it.
pub(crate) fn wants_json(command: &Command) -> bool {
    match command {
        Command::Keys(arguments) => arguments.output.json,
        Command::Sign(arguments) => arguments.output.json,
        Command::Verify(arguments) => arguments.output.json,
        Command::Extend(arguments) => arguments.output.json,
        Command::Extract(arguments) => arguments.output.json,
        Command::Cert { command } => match command {
            Cert::Show { output, .. } => output.json,
            Cert::Verify(arguments) => arguments.output.json,
        },
        Command::Key { command } => match command {
            Key::New(arguments) => arguments.output.json,
            Key::Password { output, .. }
            | Key::Backup { output, .. }
            | Key::Calendar { output, .. }
            | Key::Convert { output, .. } => output.json,
        },
        Command::Token { command } => command.wants_json(),
        Command::Enrol { command } => match command {
            Enrol::Start {
                journey: Journey::LegalEntity(arguments),
            } => arguments.output.json,
            Enrol::Resume(arguments) => arguments.output.json,
            Enrol::List(output)
            | Enrol::Status { output, .. }
            | Enrol::Abandon { output, .. }
            | Enrol::Form { output, .. }
            | Enrol::Export { output, .. }
            | Enrol::Import { output, .. } => output.json,
        },
        Command::Account { command } => command.of().output.json,
        Command::Environment { command } => match command {
            Environment::List(output)
            | Environment::Add { output, .. }
            | Environment::Remove { output, .. } => output.json,
        },
        Command::Settings { command } => match command {
            Settings::List(output)
            | Settings::Set { output, .. }
            | Settings::Clear { output, .. } => output.json,
        },
        Command::History(arguments) => arguments.output.json,
        Command::Doctor(output) => output.json,
        Command::Completions { .. } => false,
    }
}

/// The warnings that were given, with their words.
fn warnings_json(texts: &Texts, terminal: &Terminal) -> serde_json::Value {
    let with_words = |warning: &tanba_protocol::Warning| {
        let mut value = render::value(warning);
        value["words"] = json!(texts.message(warning));
        value
    };
    terminal.warnings().iter().map(with_words).collect()
}
