//! `tanba token`.

mod module;
mod show;

use serde_json::{Value, json};
use tanba_agent::desk::{TokenKeyView, TokenObject};
use tanba_agent::{Agent, Confirmation, Texts, TokenKeyRequest};
use tanba_protocol::{Failure, PinKind};

use super::key::algorithm_of;
use crate::args::token::{Cert, Delete, Init, Key, KeyNew, Kind, Pin, Token, WithPin};
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, command: Token) -> u8 {
    let json = command.wants_json();
    match command {
        Token::List(_) => show::list(agent, texts, json).await,
        Token::Info { diagnostics, one } => {
            show::info(agent, texts, json, one.token.as_deref(), diagnostics).await
        }
        Token::Init(init) => format(agent, texts, json, init).await,
        Token::Label { label, one } => {
            let labelled = agent.label_token(one.token.as_deref(), &label).await;
            let done = labelled.map(|()| json!({ "label": label }));
            finished(&texts, json, "cli-token-labelled", done)
        }
        Token::Pin { command } => pin(agent, texts, json, command).await,
        Token::Key {
            command: Key::New(new),
        } => make(agent, texts, json, new).await,
        Token::Cert { command } => certificate(agent, texts, json, command).await,
        Token::Delete(delete) => remove(agent, texts, json, delete).await,
        Token::Module { command } => module::run(agent, texts, json, command).await,
    }
}

fn terminal(texts: Texts, json: bool, with_pin: &WithPin) -> Terminal {
    Terminal::new(texts, json, with_pin.pin_stdin)
}

async fn format(agent: &Agent, texts: Texts, json: bool, init: Init) -> u8 {
    let terminal = terminal(texts, json, &init.with_pin);
    let token = init.with_pin.one.token.as_deref();
    let confirmation = match &init.confirm {
        Some(typed) => Confirmation::Typed(typed),
        None if init.yes => Confirmation::Given,
        // The path of its module leads to a token and names none.
        None => Confirmation::Typed(token.unwrap_or_default()),
    };
    let formatted = agent
        .format_token(token, &init.label, confirmation, &terminal)
        .await;
    let done = formatted.map(|serial| json!({ "serial": serial, "label": init.label }));
    finished_with(&texts, json, "cli-token-formatted", done, &terminal)
}

async fn pin(agent: &Agent, texts: Texts, json: bool, command: Pin) -> u8 {
    let (done, id, terminal) = match command {
        Pin::Change { kind, with_pin } => {
            let terminal = terminal(texts, json, &with_pin);
            let (kind, token) = (kind.into(), with_pin.one.token.as_deref());
            let changed = agent.change_pin(token, kind, &terminal).await;
            (changed, "cli-token-pin-changed", terminal)
        }
        Pin::Unblock(with_pin) => {
            let terminal = terminal(texts, json, &with_pin);
            let token = with_pin.one.token.as_deref();
            let unblocked = agent.unblock_pin(token, &terminal).await;
            (unblocked, "cli-token-pin-unblocked", terminal)
        }
    };
    let done = done.map(|()| json!({ "changed": true }));
    finished_with(&texts, json, id, done, &terminal)
}

async fn make(agent: &Agent, texts: Texts, json: bool, new: KeyNew) -> u8 {
    let terminal = terminal(texts, json, &new.with_pin);
    // A token may take minutes: Ctrl-C calls it off in good order.
    let request = TokenKeyRequest {
        algorithm: algorithm_of(new.algorithm),
        label: new.label,
        self_signed: new.name.filter(|_| new.self_signed),
    };
    let token = new.with_pin.one.token.as_deref();
    let made = agent.make_token_key(token, &request, &terminal).await;
    let done = made.map(|key| key_json(&key));
    finished_with(&texts, json, "cli-token-key-made", done, &terminal)
}

async fn certificate(agent: &Agent, texts: Texts, json: bool, command: Cert) -> u8 {
    match command {
        Cert::Put { file, with_pin } => {
            let terminal = terminal(texts, json, &with_pin);
            let token = with_pin.one.token.as_deref();
            let put = agent.put_certificate(token, &file, &terminal).await;
            let done = put.map(|key| key_json(&key));
            finished_with(&texts, json, "cli-token-certificate-put", done, &terminal)
        }
        Cert::Export { key, out, one } => {
            let token = key.token(&one);
            let exported = agent.export_certificate(token, &key.id, &out).await;
            let done = exported.map(|path| json!({ "output": path }));
            finished(&texts, json, "label-written", done)
        }
    }
}

async fn remove(agent: &Agent, texts: Texts, json: bool, delete: Delete) -> u8 {
    let terminal = terminal(texts, json, &delete.with_pin);
    let what = match delete.certificate_only {
        true => TokenObject::Certificate,
        false => TokenObject::Key,
    };
    let (token, key) = (delete.key.token(&delete.with_pin.one), &delete.key.id);
    let deleted = agent
        .delete_from_token(token, key, what, Confirmation::Given, &terminal)
        .await;
    let done = deleted.map(|()| json!({ "deleted": true }));
    finished_with(&texts, json, "cli-token-deleted", done, &terminal)
}

/// What names a key, for programs.
pub(super) fn key_json(key: &TokenKeyView) -> Value {
    json!({
        "key": key.reference,
        "id": key.key_id,
        "key_identifier": key.key_identifier,
        "algorithm": key.algorithm,
        "label": key.label,
        "certificate": key.certificate.as_ref().map(|it| &it.sha256),
    })
}

/// The same once a person may have been warned.
fn finished_with(
    texts: &Texts,
    json: bool,
    id: &str,
    done: Result<Value, Failure>,
    terminal: &Terminal,
) -> u8 {
    terminal.finish();
    let done = done.map(|mut value| {
        value["warnings"] = super::warnings_json(texts, terminal);
        value
    });
    finished(texts, json, id, done)
}

fn finished(texts: &Texts, json: bool, id: &str, done: Result<Value, Failure>) -> u8 {
    match done {
        Ok(value) if json => {
            render::json(&value);
            exit::PASSED
        }
        Ok(value) => {
            render::line(&texts.label(id));
            for (name, label) in [
                ("output", "label-file"),
                ("serial", "label-serial-number"),
                ("key", "label-key"),
                ("key_identifier", "label-key-identifier"),
            ] {
                render::field(texts, label, value[name].as_str());
            }
            exit::PASSED
        }
        Err(failure) => render::failure(texts, json, &failure),
    }
}

impl From<Kind> for PinKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::User => Self::User,
            Kind::So => Self::So,
        }
    }
}
