//! Results as text or as one JSON object. A closed pipe ends the output, not the program's result.

mod certificate;
pub(crate) mod enrolment;
mod report;

use std::io::Write;

use serde::Serialize;
use serde_json::{Value, json};
use tanba_agent::Texts;
use tanba_protocol::{Failure, FailureCode};

use crate::exit;

pub(crate) use certificate::{certificate, path_json, path_verification};
pub(crate) use report::verification;

/// One JSON object on standard output.
pub(crate) fn json(value: &Value) {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    // Such characters occur only inside strings; JSON itself escapes but some of them.
    line(&escaped(&text));
}

fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && steers(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// A line on standard output.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", lines(text));
}

/// A line on standard error.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", lines(text));
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
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}

/// The same for what may have several lines.
pub(crate) fn lines(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c != '\n' && steers(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// Escape sequences, and what makes text read otherwise than it is written: bidirectional
/// controls, line and paragraph separators, characters without a width.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
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
    exit::of_failure(failure)
}

/// A mistake on the command line, told in `detail`.
pub(crate) fn usage(texts: &Texts, as_json: bool, detail: &str) -> u8 {
    let failure = Failure::new(FailureCode::RequestUnsuitable).with_detail(detail);
    if as_json {
        json(&json!({ "failure": failure_json(texts, &failure) }));
    } else {
        complain(&texts.failure(&failure).what);
        complain(detail);
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
    complain(&format!("{subject}{}", words.what));
    complain(&format!("  {}", words.todo));
    if let Some(detail) = &failure.detail {
        let label = texts.label("label-details");
        complain(&format!(
            "  {label}: {} ({})",
            printable(detail),
            failure.code.as_str()
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, lines, printable};

    #[test]
    fn nothing_from_outside_steers_the_terminal() {
        assert_eq!(printable("a\u{1b}[31m\nb"), "a\u{fffd}[31m\u{fffd}b");
        assert_eq!(printable("gpj.\u{202e}exe"), "gpj.\u{fffd}exe");
        assert_eq!(printable("\u{9b}\u{2066}\u{200f}"), "\u{fffd}".repeat(3));
        assert_eq!(printable("Шарт № 7 — ңғ"), "Шарт № 7 — ңғ");
        assert_eq!(lines("a\nb\u{7}"), "a\nb\u{fffd}");
        let name = "a\u{202e}\u{9b}\u{e0041}";
        let json = escaped(&serde_json::to_string(name).unwrap());
        assert_eq!(json, r#""a\u202e\u009b\udb40\udc41""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), name);
    }
}
