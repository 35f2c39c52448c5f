//! `tanba history`.

use serde_json::json;
use tanba_agent::{Agent, Entry, HistoryFault, HistoryReport, KeyringState, Texts};
use tanba_protocol::Argument;

use crate::args::History;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, arguments: &History) -> u8 {
    let json = arguments.output.json;
    if arguments.check {
        return match agent.check_history().await {
            Ok(report) => check(&texts, json, &report),
            Err(failure) => render::failure(&texts, json, &failure),
        };
    }
    match agent.history().await {
        Ok(entries) => {
            list(&texts, json, &entries);
            exit::PASSED
        }
        Err(failure) => render::failure(&texts, json, &failure),
    }
}

fn list(texts: &Texts, json: bool, entries: &[Entry]) {
    if json {
        render::json(&json!({ "entries": entries }));
        return;
    }
    if entries.is_empty() {
        render::line(&texts.label("history-empty"));
    }
    for entry in entries {
        let content = &entry.content;
        let kind = texts.label(&format!("history-kind-{}", content.kind.as_str()));
        let parts = [
            Some(texts.date_time(content.at)),
            Some(kind),
            Some(content.document_name.clone()),
            content.signer.clone(),
            content.level.clone(),
        ];
        let line: Vec<String> = parts.into_iter().flatten().collect();
        let line = render::printable(&line.join(" · "));
        render::line(&format!("{}. {line}", entry.sequence));
    }
}

fn check(texts: &Texts, json: bool, report: &HistoryReport) -> u8 {
    if json {
        let mut value = render::value(report);
        value["whole"] = json!(report.is_whole());
        render::json(&value);
    } else {
        if report.is_whole() {
            let count = ("count", Argument::Number(report.entries));
            render::line(&texts.text("history-whole", &[count]));
        }
        for fault in &report.faults {
            render::line(&fault_words(texts, fault));
        }
        if let Some(words) = keyring_words(texts, &report.keyring) {
            render::line(&words);
        }
    }
    if report.is_whole() {
        exit::PASSED
    } else {
        exit::FAILED
    }
}

fn fault_words(texts: &Texts, fault: &HistoryFault) -> String {
    let number = |name, value| (name, Argument::Number(value));
    match fault {
        HistoryFault::Altered { sequence } => {
            texts.text("history-altered", &[number("sequence", *sequence)])
        }
        HistoryFault::Removed { sequence, .. } => {
            texts.text("history-removed", &[number("sequence", *sequence)])
        }
        HistoryFault::CutOff { count } => texts.text("history-cut-off", &[number("count", *count)]),
        _ => texts.label("history-replaced"),
    }
}

fn keyring_words(texts: &Texts, state: &KeyringState) -> Option<String> {
    match state {
        KeyringState::Absent { .. } => Some(texts.label("history-no-keyring")),
        KeyringState::Empty => Some(texts.label("history-keyring-empty")),
        KeyringState::Behind { count } => {
            let count = ("count", Argument::Number(*count));
            Some(texts.text("history-head-behind", &[count]))
        }
        _ => None,
    }
}
