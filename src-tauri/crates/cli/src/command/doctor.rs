//! `tanba doctor`.

use serde_json::json;
use tanba_agent::{Agent, Health, Texts};

use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, as_json: bool) -> u8 {
    let checks = agent.doctor().await;
    let is_sound = checks.iter().all(|check| check.health != Health::Trouble);
    if as_json {
        let list: Vec<_> = checks
            .iter()
            .map(|check| {
                let mut value = render::value(check);
                if let Some(failure) = &check.failure {
                    value["failure"] = render::failure_json(&texts, failure);
                }
                value
            })
            .collect();
        render::json(&json!({ "sound": is_sound, "checks": list }));
    } else {
        for check in &checks {
            let health = match check.health {
                Health::Good => "doctor-good",
                Health::Missing => "doctor-missing",
                Health::Trouble => "doctor-trouble",
            };
            render::line(&format!(
                "{}: {} ({})",
                texts.label(&format!("doctor-{}", check.name)),
                texts.label(health),
                render::printable(&check.detail),
            ));
            if let Some(failure) = &check.failure {
                let words = texts.failure(failure);
                render::line(&format!("  {} {}", words.what, words.todo));
            }
        }
    }
    if is_sound { exit::PASSED } else { exit::FAILED }
}
