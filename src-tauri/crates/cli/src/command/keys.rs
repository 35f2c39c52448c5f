//! `tanba keys`.

use serde_json::json;
use tanba_agent::{Agent, KnownKey, Texts};
use tanba_protocol::Argument;

use crate::args::Keys;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, arguments: &Keys) -> u8 {
    let json = arguments.output.json;
    let keys = match agent.keys(&arguments.paths).await {
        Ok(keys) => keys,
        Err(failure) => return render::failure(&texts, json, &failure),
    };
    if json {
        let keys: Vec<_> = keys.iter().map(|key| one_json(&texts, key)).collect();
        render::json(&json!({ "keys": keys }));
        return exit::PASSED;
    }
    if keys.is_empty() {
        render::line(&texts.label("keys-none"));
        return exit::PASSED;
    }
    let count = i64::try_from(keys.len()).unwrap_or(i64::MAX);
    render::line(&texts.text("keys-found", &[("count", Argument::Number(count))]));
    for key in &keys {
        one(&texts, key);
    }
    exit::PASSED
}

fn one(texts: &Texts, key: &KnownKey) {
    render::line(&render::printable(&key.reference));
    if let Some(token) = &key.token {
        render::field(texts, "label-token", Some(&token.label));
    }
    if let Some(failure) = &key.failure {
        let what = texts.failure(failure).what;
        render::field(texts, "label-error", Some(&what));
        return;
    }
    match &key.certificate {
        Some(certificate) => {
            let signer = &certificate.signer;
            render::field(texts, "label-signer", signer.common_name.as_deref());
            render::field(texts, "label-organisation", signer.organisation.as_deref());
            render::field(texts, "label-key", certificate.key.as_deref());
            let until = texts.date_time(certificate.not_after_at);
            render::field(texts, "label-valid-until", Some(&until));
        }
        None => {
            let state = texts.label("key-state-open-needed");
            render::field(texts, "label-signer", Some(&state));
        }
    }
    render::field(texts, "label-key-identifier", key.key_identifier.as_deref());
    for warning in &key.warnings {
        render::field(texts, "label-warning", Some(&texts.message(warning)));
    }
}

fn one_json(texts: &Texts, key: &KnownKey) -> serde_json::Value {
    let mut value = render::value(key);
    if let Some(failure) = &key.failure {
        value["failure"] = render::failure_json(texts, failure);
    }
    value
}
