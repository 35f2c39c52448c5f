//! Results as text or as one JSON object. A closed pipe ends the output, not the program's result.

mod certificate;
mod report;

use std::io::Write;

use serde::Serialize;
use serde_json::{Value, json};
use tanba_agent::Texts;
use tanba_protocol::{Failure, FailureCode};

use crate::exit;

pub(crate) use certificate::{certificate, path_json, path_verification};
pub(crate) use report::{verification, verification_json};

/// One JSON object on standard output.
pub(crate) fn json(value: &Value) {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    line(&text);
}

/// A line on standard output.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// `label: value`, when there is a value.
pub(crate) fn field(texts: &Texts, label: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        line(&format!("  {}: {}", texts.label(label), printable(value)));
    }
}

/// What comes from outside must not steer the terminal, nor turn around what stands beside it.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || turns(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// Characters that break lines or change the direction of writing (UAX #9 §2).
fn turns(c: char) -> bool {
    matches!(
        c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Anything as JSON; what cannot be written is null.
pub(crate) fn value(thing: &impl Serialize) -> Value {
    serde_json::to_value(thing).unwrap_or(Value::Null)
}

/// A failure with its words, for JSON.
pub(crate) fn failure_json(texts: &Texts, failure: &Failure) -> Value {
    let words = texts.failure(failure);
    json!({
        "code": failure.code.as_str(),
        "subject": failure.subject,
        "detail": failure.detail,
        "what": words.what,
        "todo": words.todo,
    })
}

/// A failure that ends a command.
pub(crate) fn failure(texts: &Texts, as_json: bool, failure: &Failure) -> u8 {
    if as_json {
        json(&json!({ "failure": failure_json(texts, failure) }));
    } else {
        failure_text(texts, failure);
    }
    exit::FAILURE
}

/// A mistake on the command line, told in `detail`.
pub(crate) fn usage(texts: &Texts, as_json: bool, detail: &str) -> u8 {
    let failure = Failure::new(FailureCode::RequestUnsuitable).with_detail(detail);
    if as_json {
        json(&json!({ "failure": failure_json(texts, &failure) }));
    } else {
        eprintln!("{}", texts.failure(&failure).what);
        eprintln!("{detail}");
    }
    exit::USAGE
}

/// A failure on standard error: what happened, what to do, and the words for support.
pub(crate) fn failure_text(texts: &Texts, failure: &Failure) {
    let words = texts.failure(failure);
    let subject = failure
        .subject
        .as_ref()
        .map(|subject| format!("{}: ", printable(subject)))
        .unwrap_or_default();
    eprintln!("{subject}{}", words.what);
    eprintln!("  {}", words.todo);
    if let Some(detail) = &failure.detail {
        let label = texts.label("label-details");
        eprintln!(
            "  {label}: {} ({})",
            printable(detail),
            failure.code.as_str()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn names_neither_steer_nor_turn_the_terminal() {
        assert_eq!(printable("Шарт № 7 — ңғ"), "Шарт № 7 — ңғ");
        assert_eq!(printable("\u{1b}[2Ja\nb"), "\u{fffd}[2Ja\u{fffd}b");
        assert_eq!(printable("fdp\u{202e}.exe"), "fdp\u{fffd}.exe");
    }
}
