//! `tanba key new`.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use tanba_agent::{
    Agent, AuthorityKeyRequest, IssuedKey, IssuedTokenKey, KeyAlgorithm, MadeKey,
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
        certified(texts, &by(&issued));
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
    let by = CertifiedBy {
        environment: issued.environment,
        url: &issued.authority,
        name: &issued.authority_name,
        fingerprint: &issued.fingerprint,
        is_first_contact: issued.is_first_contact,
        is_resumed: issued.is_resumed,
    };
    if json {
        let mut value = key_json(&issued.key);
        by.add_to(&mut value);
        value["warnings"] = warnings_json(texts, terminal);
        render::json(&value);
    } else {
        render::line(&texts.label("cli-token-key-made"));
        render::field(texts, "label-key", Some(&issued.key.reference));
        certified(texts, &by);
    }
    exit::PASSED
}

/// Who certified a key.
struct CertifiedBy<'a> {
    environment: &'a str,
    url: &'a str,
    name: &'a str,
    fingerprint: &'a str,
    is_first_contact: bool,
    is_resumed: bool,
}

fn by(issued: &IssuedKey) -> CertifiedBy<'_> {
    CertifiedBy {
        environment: issued.environment,
        url: &issued.authority,
        name: &issued.authority_name,
        fingerprint: &issued.fingerprint,
        is_first_contact: issued.is_first_contact,
        is_resumed: issued.is_resumed,
    }
}

impl CertifiedBy<'_> {
    fn add_to(&self, value: &mut Value) {
        value["environment"] = json!(self.environment);
        value["resumed"] = json!(self.is_resumed);
        value["authority"] = json!({
            "url": self.url,
            "name": self.name,
            "fingerprint": self.fingerprint,
            "first_contact": self.is_first_contact,
        });
    }
}

/// Who certified it, whether that is somebody new, and what such a key is worth.
fn certified(texts: &Texts, issued: &CertifiedBy<'_>) {
    let name = Argument::Text(render::printable(issued.name));
    let url = Argument::Text(render::printable(issued.url));
    if issued.is_resumed {
        render::line(&texts.label("key-resumed"));
    }
    render::line(&texts.text("key-certified", &[("name", name), ("url", url)]));
    render::field(texts, "label-fingerprint", Some(issued.fingerprint));
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
    by(issued).add_to(&mut value);
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
