//! `tanba environment`.

use serde_json::json;
use tanba_agent::{Agent, Texts};

use crate::args::Environment;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, command: Environment) -> u8 {
    let (output, result) = match command {
        Environment::List(output) => return list(agent, texts, output.json).await,
        Environment::Add {
            name,
            files,
            output,
        } => (output, agent.add_environment(&name, &files).await.map(drop)),
        Environment::Remove { name, output } => (output, agent.remove_environment(&name).await),
    };
    match result {
        Ok(()) => list(agent, texts, output.json).await,
        Err(failure) => render::failure(&texts, output.json, &failure),
    }
}

async fn list(agent: &Agent, texts: Texts, as_json: bool) -> u8 {
    let environments = match agent.environments().await {
        Ok(environments) => environments,
        Err(failure) => return render::failure(&texts, as_json, &failure),
    };
    let practice = match agent.practice_fingerprint().await {
        Ok(practice) => practice,
        Err(failure) => return render::failure(&texts, as_json, &failure),
    };
    let fingerprint = |name: &str| practice.as_deref().filter(|_| name == "practice");
    if as_json {
        let list: Vec<_> = environments
            .iter()
            .map(|(name, anchors)| {
                let mut entry = json!({ "name": name, "anchors": anchors });
                if let Some(fingerprint) = fingerprint(name) {
                    entry["fingerprint"] = json!(fingerprint);
                }
                entry
            })
            .collect();
        render::json(&json!({ "environments": list }));
    } else {
        for (name, anchors) in environments {
            let label = texts.label("doctor-trust");
            render::line(&format!("{}: {label}: {anchors}", render::printable(&name)));
            render::field(&texts, "label-fingerprint", fingerprint(&name));
        }
    }
    exit::PASSED
}
