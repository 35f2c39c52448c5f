//! An enrolment: where it stands, and what comes next.

use tanba_agent::{Ask, EnrolmentState, EnrolmentView, Storage, Texts, Why};
use tanba_protocol::authority::Words;
use tanba_protocol::{Failure, Moment};
use time::OffsetDateTime;

use super::{field, json, line, printable, value};

/// Shows it.
pub(crate) fn show(texts: &Texts, as_json: bool, view: &EnrolmentView) {
    if as_json {
        json(&value(view));
        return;
    }
    let state = match (view.state, view.stage, view.awaiting) {
        (EnrolmentState::Waits, _, Some(awaiting)) => {
            texts.label(&format!("enrolment-waits-{}", awaiting.as_str()))
        }
        (state, ..) => texts.label(&format!("enrolment-{}", state.as_str())),
    };
    line(&state);
    let put = |label, value: Option<&str>| field(texts, label, value);
    put("label-enrolment", Some(&view.enrolment_id));
    put("label-application", view.application_number.as_deref());
    put("label-organisation", view.name.as_deref());
    if let Some(reason) = &view.reason {
        put("label-reason", Some(words(texts, reason)));
    }
    if let Some(until) = view.expires_at {
        put("label-come-until", Some(&date(texts, until)));
    }
    if let Some(ask) = &view.ask {
        put("label-asked", Some(&asked(texts, ask)));
    }
    for key in &view.keys {
        put("label-key", Some(&key.reference));
    }
    let is_given_up = view.state == EnrolmentState::Abandoned;
    for held in &view.holds {
        let named = held.file.as_ref().or(held.reference.as_ref());
        let place = named.unwrap_or(match &held.storage {
            Storage::Folder { path: place } | Storage::Token { serial: place, .. } => place,
        });
        put(
            "label-holds",
            Some(&format!("{place} ({})", held.key_identifier)),
        );
        if let Some(reference) = held.reference.as_ref().filter(|_| is_given_up) {
            put(
                "label-to-delete",
                Some(&format!("tanba token delete {reference}")),
            );
        }
    }
}

fn asked(texts: &Texts, ask: &Ask) -> String {
    let (id, why) = match ask {
        Ask::Agreement => ("asked-agreement", None),
        Ask::Applicant { why, .. } => ("asked-applicant", why.as_ref()),
        Ask::Contact { why, .. } => ("asked-contact", why.as_ref()),
        Ask::Storage { why, .. } => ("asked-storage", why.as_ref()),
        Ask::OldKey => ("asked-old-key", None),
        Ask::Revocation { .. } => ("asked-revocation", None),
    };
    let question = texts.label(id);
    match why {
        Some(Why::Refused { code }) => {
            let words = texts.failure(&Failure::new(*code));
            format!("{question} {}", words.what)
        }
        _ => question,
    }
}

/// A text in the reader's language.
pub(crate) fn words<'a>(texts: &Texts, words: &'a Words) -> &'a str {
    words.of(texts.language().into())
}

/// A moment in the reader's offset.
pub(crate) fn date(texts: &Texts, at: Moment) -> String {
    match OffsetDateTime::from_unix_timestamp(at.0) {
        Ok(at) => texts.date_time(at),
        Err(_) => printable(&at.0.to_string()),
    }
}
