//! Texts in the reader's language, from the Fluent catalogue in `src-tauri/locales`.
//!
//! To add one, write it under the same id into all three languages of one file
//! of the catalogue; a test fails when a language, an attribute or a variable
//! is missing.

mod catalogue;
mod format;
mod language;
#[cfg(test)]
mod tests;

use tanba_protocol::{Argument, Failure, Message, Moment};
use time::{OffsetDateTime, UtcOffset};

pub use language::Language;

/// Texts in one language, with times shown at one offset.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    language: Language,
    offset: UtcOffset,
}

/// A failure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What happened.
    pub what: String,
    /// What to do.
    pub todo: String,
}

impl Texts {
    /// Texts in `language`, with times in UTC.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            offset: UtcOffset::UTC,
        }
    }

    /// The same, with times shown at `offset`.
    #[must_use]
    pub fn with_offset(mut self, offset: UtcOffset) -> Self {
        self.offset = offset;
        self
    }

    /// The language of the texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of `id`, or of an attribute of it as `id.attribute`. A text
    /// that is missing in this language is taken from the English one; where
    /// there is none at all, the id itself is given.
    pub fn text(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        catalogue::text(self.language, id, arguments, |at| self.moment(at))
    }

    /// The text of `id`, which has no variables.
    pub fn label(&self, id: &str) -> String {
        self.text(id, &[])
    }

    /// The text of a warning, a finding or a code.
    pub fn message(&self, message: &dyn Message) -> String {
        self.text(&message.id(), &message.arguments())
    }

    /// What happened and what to do. The failure's subject belongs before it.
    pub fn failure(&self, failure: &Failure) -> Explanation {
        let id = failure.code.message_id();
        Explanation {
            what: self.label(&format!("{id}.what")),
            todo: self.label(&format!("{id}.todo")),
        }
    }

    /// `20.11.2026 14:05 (UTC+05:00)`; in English `2026-11-20 14:05 (UTC+05:00)`.
    pub fn moment(&self, at: Moment) -> String {
        match OffsetDateTime::from_unix_timestamp(at.0) {
            Ok(at) => self.date_time(at),
            Err(_) => at.0.to_string(),
        }
    }

    /// The same of a [`time::OffsetDateTime`].
    pub fn date_time(&self, at: OffsetDateTime) -> String {
        format::date_time(self.language, at, self.offset)
    }

    /// `20.11.2026`; in English `2026-11-20`.
    pub fn date(&self, at: OffsetDateTime) -> String {
        format::date(self.language, at, self.offset)
    }

    /// `1 234`; in English `1,234`.
    pub fn number(&self, number: i64) -> String {
        format::number(self.language, number)
    }

    /// A count of bytes in the largest fitting unit of 1024: `1,5 МиБ`, `1.5 MiB`.
    pub fn size(&self, bytes: u64) -> String {
        format::size(self.language, bytes)
    }
}

/// The text of `id` in `language` with times in UTC; see [`Texts::text`].
pub fn text(language: Language, id: &str, arguments: &[(&str, Argument)]) -> String {
    Texts::new(language).text(id, arguments)
}
