//! `tanba key new`.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use tanba_agent::{
    Agent, AuthorityKeyRequest, CertifiedBy, IssuedKey, IssuedTokenKey, KeyAlgorithm, MadeKey,
    SelfSignedRequest, Texts, TokenRegistrationRequest,
};
use tanba_protocol::{Argument, Failure};

use super::written;
use crate::args::{Algorithm, KeyNew};
use crate::command::token::key_json;
use crate::command::warnings_json;
use crate::terminal::{Terminal, line_from_stdin};
use crate::{exit, render};

pub(super) async fn run(agent: &Agent, texts: Texts, arguments: KeyNew) -> u8 {
    let json = arguments.output.json;
    let terminal = Terminal::new(texts, json, arguments.password_stdin);
    let folder = arguments.out.unwrap_or_default();
    let done = match (&arguments.authority, &arguments.token) {
        (Some(authority), Some(token)) => {
            let Some(token) = read(token) else {
                let reason = "error: no token on standard input";
                return render::usage(&texts, json, reason);
            };
            if let Some(storage) = arguments.storage {
                let request = TokenRegistrationRequest {
                    authority: authority.clone(),
                    code: token,
                    fingerprint: arguments.fingerprint,
                    algorithm: algorithm_of(arguments.algorithm),
                    token: Some(storage.serial),
                    label: arguments.label,
                };
                let issued = agent.make_key_on_token(&request, &terminal).await;
                terminal.finish();
                return on_token(&texts, json, issued, &terminal);
            }
            let request = AuthorityKeyRequest {
                authority: authority.clone(),
                token,
                fingerprint: arguments.fingerprint,
                algorithm: algorithm_of(arguments.algorithm),
                folder,
            };
            let issued = agent.make_key(&request, &terminal).await;
            issued.map(|issued| (issued_json(&issued), issued.made.clone(), Some(issued)))
        }
        _ => {
            let request = SelfSignedRequest {
                // The command line requires it.
                name: arguments.name.unwrap_or_default(),
                algorithm: algorithm_of(arguments.algorithm),
                folder,
            };
            let made = agent.make_self_signed(&request, &terminal).await;
            made.map(|made| (made_json(&made), made, None))
        }
    };
    terminal.finish();
    say(&texts, json, done)
}

fn say(
    texts: &Texts,
    json: bool,
    done: Result<(Value, MadeKey, Option<IssuedKey>), Failure>,
) -> u8 {
    let (value, made, issued) = match done {
        Ok(done) => done,
        Err(failure) => return render::failure(texts, json, &failure),
    };
    if json {
        render::json(&value);
        return exit::PASSED;
    }
    written(texts, &made.key);
    written(texts, &made.certificate);
    if let Some(issued) = issued {
        certified(texts, &issued.by);
    }
    exit::PASSED
}

fn on_token(
    texts: &Texts,
    json: bool,
    issued: Result<IssuedTokenKey, Failure>,
    terminal: &Terminal,
) -> u8 {
    let issued = match issued {
        Ok(issued) => issued,
        Err(failure) => return render::failure(texts, json, &failure),
    };
    if json {
        let mut value = key_json(&issued.key);
        add(&issued.by, &mut value);
        value["warnings"] = warnings_json(texts, terminal);
        render::json(&value);
    } else {
        render::line(&texts.label("cli-token-key-made"));
        render::field(texts, "label-key", Some(&issued.key.reference));
        certified(texts, &issued.by);
    }
    exit::PASSED
}

/// Who certified a key, for programs.
fn add(by: &CertifiedBy, value: &mut Value) {
    value["environment"] = json!(by.environment);
    value["resumed"] = json!(by.is_resumed);
    value["authority"] = json!({
        "url": by.authority,
        "name": by.authority_name,
        "fingerprint": by.fingerprint,
        "first_contact": by.is_first_contact,
    });
}

/// Who certified it, whether that is somebody new, and what such a key is worth.
fn certified(texts: &Texts, by: &CertifiedBy) {
    let name = Argument::Text(render::printable(&by.authority_name));
    let url = Argument::Text(render::printable(&by.authority));
    if by.is_resumed {
        render::line(&texts.label("key-resumed"));
    }
    render::line(&texts.text("key-certified", &[("name", name), ("url", url)]));
    render::field(texts, "label-fingerprint", Some(&by.fingerprint));
    if by.is_first_contact {
        render::line(&texts.label("authority-first-contact"));
    }
    render::line(&texts.label("key-for-practice"));
}

fn made_json(made: &MadeKey) -> Value {
    json!({
        "key": made.key,
        "certificate": made.certificate,
        "key_identifier": made.key_identifier,
    })
}

fn issued_json(issued: &IssuedKey) -> Value {
    let mut value = made_json(&issued.made);
    add(&issued.by, &mut value);
    value
}

/// The token itself, or the first line of standard input.
fn read(token: &SecretString) -> Option<SecretString> {
    match token.expose_secret() {
        "-" => line_from_stdin(),
        _ => Some(token.clone()),
    }
}

pub(crate) fn algorithm_of(algorithm: Algorithm) -> KeyAlgorithm {
    match algorithm {
        Algorithm::Gost512 => KeyAlgorithm::Gost512,
        Algorithm::Rsa2048 => KeyAlgorithm::Rsa(2048),
        Algorithm::Rsa3072 => KeyAlgorithm::Rsa(3072),
        Algorithm::Rsa4096 => KeyAlgorithm::Rsa(4096),
        Algorithm::P256 => KeyAlgorithm::P256,
        Algorithm::P384 => KeyAlgorithm::P384,
    }
}
