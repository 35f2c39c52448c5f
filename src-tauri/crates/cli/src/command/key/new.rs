//! `tanba key new`.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use tanba_agent::{
    Agent, AuthorityKeyRequest, IssuedKey, KeyAlgorithm, MadeKey, SelfSignedRequest, Texts,
};
use tanba_protocol::{Argument, Failure};

use super::written;
use crate::args::{Algorithm, KeyNew};
use crate::terminal::{Terminal, line_from_stdin};
use crate::{exit, render};

pub(super) async fn run(agent: &Agent, texts: Texts, arguments: KeyNew) -> u8 {
    let json = arguments.output.json;
    let terminal = Terminal::new(texts, json, arguments.password_stdin);
    let done = match (&arguments.authority, &arguments.token) {
        (Some(authority), Some(token)) => {
            let Some(token) = read(token) else {
                let reason = "error: no token on standard input";
                return render::usage(&texts, json, reason);
            };
            let request = AuthorityKeyRequest {
                authority: authority.clone(),
                token,
                fingerprint: arguments.fingerprint,
                algorithm: algorithm_of(arguments.algorithm),
                folder: arguments.out,
            };
            let issued = agent.make_key(&request, &terminal).await;
            issued.map(|issued| (issued_json(&issued), issued.made.clone(), Some(issued)))
        }
        _ => {
            let request = SelfSignedRequest {
                // The command line requires it.
                name: arguments.name.unwrap_or_default(),
                algorithm: algorithm_of(arguments.algorithm),
                folder: arguments.out,
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
        certified(texts, &issued);
    }
    exit::PASSED
}

/// Who certified it, whether that is somebody new, and what such a key is worth.
fn certified(texts: &Texts, issued: &IssuedKey) {
    let name = Argument::Text(render::printable(&issued.authority_name));
    let url = Argument::Text(render::printable(&issued.authority));
    if issued.is_resumed {
        render::line(&texts.label("key-resumed"));
    }
    render::line(&texts.text("key-certified", &[("name", name), ("url", url)]));
    render::field(texts, "label-fingerprint", Some(&issued.fingerprint));
    if issued.is_first_contact {
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
    value["environment"] = json!(issued.environment);
    value["resumed"] = json!(issued.is_resumed);
    value["authority"] = json!({
        "url": issued.authority,
        "name": issued.authority_name,
        "fingerprint": issued.fingerprint,
        "first_contact": issued.is_first_contact,
    });
    value
}

/// The token itself, or the first line of standard input.
fn read(token: &SecretString) -> Option<SecretString> {
    match token.expose_secret() {
        "-" => line_from_stdin(),
        _ => Some(token.clone()),
    }
}

fn algorithm_of(algorithm: Algorithm) -> KeyAlgorithm {
    match algorithm {
        Algorithm::Gost512 => KeyAlgorithm::Gost512,
        Algorithm::Rsa2048 => KeyAlgorithm::Rsa(2048),
        Algorithm::Rsa3072 => KeyAlgorithm::Rsa(3072),
        Algorithm::Rsa4096 => KeyAlgorithm::Rsa(4096),
        Algorithm::P256 => KeyAlgorithm::P256,
    }
}
