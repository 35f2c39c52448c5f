//! `tanba settings`.

use serde_json::{Value, json};
use tanba_agent::{Agent, Texts};

use crate::args::Settings;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, command: Settings) -> u8 {
    let (output, result) = match command {
        Settings::List(output) => (output, Ok(())),
        Settings::Set {
            name,
            value,
            output,
        } => (output, agent.set_setting(&name, Some(&value)).await),
        Settings::Clear { name, output } => (output, agent.set_setting(&name, None).await),
    };
    let listed = match result {
        Ok(()) => agent.settings().await,
        Err(failure) => Err(failure),
    };
    match listed {
        Ok(settings) if output.json => {
            let settings: serde_json::Map<String, Value> = settings
                .into_iter()
                .map(|(name, value)| (name.to_owned(), json!(value)))
                .collect();
            render::json(&json!({ "settings": settings }));
            exit::PASSED
        }
        Ok(settings) => {
            for (name, value) in settings {
                let value = value.map_or("–".to_owned(), |value| render::printable(&value));
                render::line(&format!("{name}: {value}"));
            }
            exit::PASSED
        }
        Err(failure) => render::failure(&texts, output.json, &failure),
    }
}
