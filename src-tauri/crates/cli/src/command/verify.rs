//! `tanba verify`.

use serde_json::{Value, json};
use tanba_agent::{Agent, Texts, TrustRequest, Verification, VerifyRequest};
use tanba_protocol::Failure;

use crate::args::{Trust, Verify};
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, arguments: Verify) -> u8 {
    let json = arguments.output.json;
    let terminal = Terminal::new(texts, json, false);
    let mut code = exit::PASSED;
    let mut results = Vec::new();
    for file in &arguments.files {
        let request = VerifyRequest {
            file: file.clone(),
            content: arguments.content.clone(),
            trust: trust(&arguments.trust),
        };
        let result = agent.verify(&request, &terminal).await;
        terminal.finish();
        code = exit::graver(code, code_of(&result));
        if !json {
            match &result {
                Ok(report) => render::verification(&texts, report),
                Err(failure) => render::failure_text(&texts, failure),
            }
        }
        results.push((file, result));
    }
    if json {
        let mut documents: Vec<Value> = results
            .iter()
            .map(|(file, result)| match result {
                Ok(report) => report.to_json(&texts),
                Err(failure) => json!({
                    "file": file,
                    "failure": render::failure_json(&texts, failure),
                }),
            })
            .collect();
        let output = match documents.as_mut_slice() {
            [only] => only.take(),
            _ => several(&results, documents),
        };
        render::json(&output);
    }
    code
}

/// Several files in one object: the gravest verdict, every signature, and each file by itself.
fn several(
    results: &[(&std::path::PathBuf, Result<Verification, Failure>)],
    documents: Vec<Value>,
) -> Value {
    // Where a file could not be validated at all, there is no verdict over all of them.
    let reports: Option<Vec<&Verification>> = results
        .iter()
        .map(|(_, result)| result.as_ref().ok())
        .collect();
    let worst = reports
        .unwrap_or_default()
        .into_iter()
        .max_by_key(|report| exit::rank(exit::of(report.indication)));
    let signatures: Vec<Value> = documents
        .iter()
        .filter_map(|document| document["signatures"].as_array())
        .flatten()
        .cloned()
        .collect();
    json!({
        "indication": worst.map(|report| report.indication),
        "sub_indication": worst.and_then(|report| report.sub_indication),
        "signatures": signatures,
        "files": documents,
    })
}

fn code_of(result: &Result<Verification, Failure>) -> u8 {
    match result {
        Ok(report) => exit::of(report.indication),
        Err(_) => exit::FAILURE,
    }
}

/// What the command line says to trust.
pub(crate) fn trust(arguments: &Trust) -> TrustRequest {
    TrustRequest {
        environment: arguments.environment.clone(),
        by_signers: false,
        trust: arguments.trust.clone(),
        crls: arguments.crl.clone(),
        offline: arguments.offline,
        at: arguments.at,
    }
}
