//! `tanba token list` and `tanba token info`.

use serde_json::{Value, json};
use tanba_agent::desk::{TokenKeyView, TokenView};
use tanba_agent::{Agent, Texts};
use tanba_protocol::{Argument, Failure};

use super::module;
use crate::{exit, render};

pub(super) async fn list(agent: &Agent, texts: Texts, json: bool) -> u8 {
    let listed = match agent.token_list().await {
        Ok(listed) => listed,
        Err(failure) => return render::failure(&texts, json, &failure),
    };
    if json {
        let tokens: Vec<_> = listed
            .tokens
            .iter()
            .map(|it| one_json(&texts, it))
            .collect();
        let modules = listed.modules.iter();
        let modules: Vec<_> = modules.map(|it| module::one_json(&texts, it)).collect();
        render::json(&json!({ "tokens": tokens, "modules": modules }));
        return exit::PASSED;
    }
    if listed.tokens.is_empty() {
        render::line(&texts.label("cli-tokens-none"));
    }
    for token in &listed.tokens {
        one(&texts, token);
    }
    // What does not work may be why a token is not here.
    for module in listed.modules.iter().filter(|it| it.failure.is_some()) {
        module::one(&texts, module);
    }
    exit::PASSED
}

pub(super) async fn info(
    agent: &Agent,
    texts: Texts,
    json: bool,
    token: Option<&str>,
    diagnostics: bool,
) -> u8 {
    if diagnostics {
        return match agent.token_diagnostics(token).await {
            Ok(text) => {
                match json {
                    true => render::json(&json!({ "diagnostics": text })),
                    false => render::line(&text),
                }
                exit::PASSED
            }
            Err(failure) => render::failure(&texts, json, &failure),
        };
    }
    match agent.token_view(token).await {
        Ok(token) if json => render::json(&one_json(&texts, &token)),
        Ok(token) => one(&texts, &token),
        Err(failure) => return render::failure(&texts, json, &failure),
    }
    exit::PASSED
}

fn one(texts: &Texts, token: &TokenView) {
    let name = match token.label.is_empty() {
        true => texts.label("cli-token-unnamed"),
        false => render::printable(&token.label),
    };
    render::line(&name);
    render::field(texts, "label-serial-number", Some(&token.serial));
    render::field(texts, "label-token-model", Some(&token.model));
    render::field(texts, "label-token-profile", token.profile.as_deref());
    if token.is_software {
        let software = texts.label("warning-software-token");
        render::field(texts, "label-warning", Some(&software));
    } else if !token.tried_on_hardware {
        let untried = texts.label("cli-token-untried");
        render::field(texts, "label-warning", Some(&untried));
    }
    for (label, state) in [
        ("label-user-pin", token.user_pin),
        ("label-so-pin", token.so_pin),
    ] {
        let state = texts.label(&format!("pin-is-{}", state.as_str()));
        render::field(texts, label, Some(&state));
    }
    let memory = token.memory;
    if let (Some(free), Some(total)) = (memory.free_public, memory.total_public) {
        let memory = format!("{} / {}", texts.size(free), texts.size(total));
        render::field(texts, "label-token-memory", Some(&memory));
    }
    render::field(
        texts,
        "label-token-module",
        Some(&token.module.display().to_string()),
    );
    if let Some(unfinished) = &token.unfinished {
        let authority = Argument::Text(render::printable(&unfinished.authority));
        let words = texts.text("cli-token-unfinished", &[("authority", authority)]);
        render::field(texts, "label-warning", Some(&words));
    }
    if let Some(failure) = &token.failure {
        let what = texts.failure(failure).what;
        render::field(texts, "label-error", Some(&what));
    }
    for key in &token.keys {
        one_key(texts, key);
    }
}

fn one_key(texts: &Texts, key: &TokenKeyView) {
    let algorithm = key.algorithm.as_deref().unwrap_or_default();
    let words = format!("{} {algorithm} {}", key.reference, key.label);
    render::field(texts, "label-key", Some(words.trim_end()));
    if let Some(certificate) = &key.certificate {
        let signer = &certificate.signer;
        render::field(texts, "label-signer", signer.common_name.as_deref());
        let until = texts.date_time(certificate.not_after_at);
        render::field(texts, "label-valid-until", Some(&until));
    }
    if let Some(failure) = &key.failure {
        let what = texts.failure(failure).what;
        render::field(texts, "label-error", Some(&what));
    }
}

fn one_json(texts: &Texts, token: &TokenView) -> Value {
    let mut value = render::value(token);
    let put = |place: &mut Value, failure: &Option<Failure>| {
        if let Some(failure) = failure {
            place["failure"] = render::failure_json(texts, failure);
        }
    };
    put(&mut value, &token.failure);
    for (position, key) in token.keys.iter().enumerate() {
        put(&mut value["keys"][position], &key.failure);
    }
    value
}
