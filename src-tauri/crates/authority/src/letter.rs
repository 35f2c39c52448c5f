//! Letters and messages in the reader's language, from the Fluent catalogues in `letters`.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use tanba_protocol::authority::{CodePurpose, Language, Words};
use time::macros::{format_description, offset};
use time::{Duration, OffsetDateTime};

use crate::application::ApplicationRecord;
use crate::storage::{Channel, NewMessage};

/// What is written to people about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Letter<'a> {
    /// The application is here; what to do next, and until when.
    Received {
        number: &'a str,
        until: OffsetDateTime,
        needs_head: bool,
    },
    Verified {
        number: &'a str,
    },
    Issued {
        number: &'a str,
    },
    Refused {
        number: &'a str,
        reason: &'a Words,
    },
    Returned {
        number: &'a str,
        reason: &'a Words,
    },
    Cancelled {
        number: &'a str,
    },
    /// A one-time code.
    Code {
        purpose: CodePurpose,
        code: &'a str,
        lifetime: Duration,
    },
    /// A certificate expires.
    Expires {
        until: OffsetDateTime,
        name: &'a str,
    },
    /// A certificate was revoked.
    Revoked {
        serial: &'a str,
        name: &'a str,
    },
}

impl Letter<'_> {
    /// Its id in the catalogues, and its name in records.
    pub(crate) const fn id(&self) -> &'static str {
        match self {
            Self::Received {
                needs_head: false, ..
            } => "application-received",
            Self::Received {
                needs_head: true, ..
            } => "application-awaits-head",
            Self::Verified { .. } => "application-verified",
            Self::Issued { .. } => "application-issued",
            Self::Refused { .. } => "application-refused",
            Self::Returned { .. } => "application-returned",
            Self::Cancelled { .. } => "application-cancelled",
            Self::Code {
                purpose: CodePurpose::Renew,
                ..
            } => "code-renew",
            Self::Code {
                purpose: CodePurpose::Revoke,
                ..
            } => "code-revoke",
            Self::Expires { .. } => "certificate-expires",
            Self::Revoked { .. } => "certificate-revoked",
        }
    }

    fn arguments(&self, language: Language) -> FluentArgs<'_> {
        let mut arguments = FluentArgs::new();
        let mut put = |name: &'static str, value: String| arguments.set(name, value);
        match self {
            Self::Received { number, until, .. } => {
                put("number", (*number).to_owned());
                put("until", day(*until));
            }
            Self::Verified { number } | Self::Issued { number } | Self::Cancelled { number } => {
                put("number", (*number).to_owned());
            }
            Self::Refused { number, reason } | Self::Returned { number, reason } => {
                put("number", (*number).to_owned());
                put("reason", reason.of(language).to_owned());
            }
            Self::Code { code, lifetime, .. } => {
                put("code", (*code).to_owned());
                put("minutes", lifetime.whole_minutes().to_string());
            }
            Self::Expires { until, name } => {
                put("until", day(*until));
                put("name", (*name).to_owned());
            }
            Self::Revoked { serial, name } => {
                put("serial", (*serial).to_owned());
                put("name", (*name).to_owned());
            }
        }
        arguments
    }
}

/// Writes a letter to this address or phone. `key` names what it tells.
pub(crate) fn write(
    letter: &Letter<'_>,
    key: String,
    channel: Channel,
    recipient: &str,
    language: Language,
    now: OffsetDateTime,
) -> NewMessage {
    let arguments = letter.arguments(language);
    let id = letter.id();
    let subject = match channel {
        Channel::Email => text(language, &format!("{id}-subject"), &arguments),
        Channel::Sms => String::new(),
    };
    let body = match channel {
        Channel::Email => text(language, id, &arguments),
        Channel::Sms => text(language, &format!("{id}-sms"), &arguments),
    };
    NewMessage {
        key,
        kind: id.to_owned(),
        channel,
        recipient: recipient.to_owned(),
        language,
        subject,
        text: body,
        code: match letter {
            Letter::Code { code, .. } => Some((*code).to_owned()),
            _ => None,
        },
        created_at: now,
    }
}

/// Writes to the applicant, who may have given no address.
pub(crate) fn to_applicant(
    record: &ApplicationRecord,
    letter: &Letter<'_>,
    now: OffsetDateTime,
) -> Option<NewMessage> {
    let email = record.email.as_deref()?;
    let key = format!("{}:{}", letter.id(), record.number.digits());
    Some(write(
        letter,
        key,
        Channel::Email,
        email,
        record.language,
        now,
    ))
}

/// A text without variables in every language.
#[must_use]
pub fn words(id: &str) -> Words {
    let of = |language| text(language, id, &FluentArgs::new());
    Words {
        kk: of(Language::Kazakh),
        ru: of(Language::Russian),
        en: of(Language::English),
    }
}

/// A day as people here write it, in the one time of the country, UTC+5.
#[must_use]
pub fn day(at: OffsetDateTime) -> String {
    at.to_offset(offset!(+5))
        .format(format_description!("[day].[month].[year]"))
        .unwrap_or_default()
}

const fn catalogue(language: Language) -> &'static str {
    match language {
        Language::Kazakh => include_str!("../letters/kk.ftl"),
        Language::Russian => include_str!("../letters/ru.ftl"),
        Language::English => include_str!("../letters/en.ftl"),
    }
}

/// The text of this id. The catalogues are part of the program, and tests read every text: one that is
/// missing shows its id.
fn text(language: Language, id: &str, arguments: &FluentArgs<'_>) -> String {
    let (Ok(resource) | Err((resource, _))) =
        FluentResource::try_new(catalogue(language).to_owned());
    let mut bundle = FluentBundle::default();
    // Marks of direction would be in the way of who copies a number.
    bundle.set_use_isolating(false);
    let _ = bundle.add_resource(resource);
    let pattern = bundle.get_message(id).and_then(|message| message.value());
    let mut errors = Vec::new();
    pattern.map_or_else(
        || id.to_owned(),
        |pattern| {
            bundle
                .format_pattern(pattern, Some(arguments), &mut errors)
                .into_owned()
        },
    )
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn every_letter_reads_well_in_every_language() {
        let at = datetime!(2027-03-12 20:00 UTC);
        let number = "1234-5678-9012";
        let reason = words("reason-data-mismatch");
        let code = |purpose| Letter::Code {
            purpose,
            code: "123456",
            lifetime: Duration::minutes(10),
        };
        let received = |needs_head| Letter::Received {
            number,
            until: at,
            needs_head,
        };
        let letters = [
            received(false),
            received(true),
            Letter::Verified { number },
            Letter::Issued { number },
            Letter::Refused {
                number,
                reason: &reason,
            },
            Letter::Returned {
                number,
                reason: &reason,
            },
            Letter::Cancelled { number },
            code(CodePurpose::Renew),
            code(CodePurpose::Revoke),
            Letter::Expires {
                until: at,
                name: "ҮЛГІБЕКОВ АЛДИЯР",
            },
            Letter::Revoked {
                serial: "00ff",
                name: "ҮЛГІБЕКОВ АЛДИЯР",
            },
        ];
        for letter in &letters {
            for language in Language::ALL {
                let mail = write(letter, "k".into(), Channel::Email, "a@b.kz", *language, at);
                for text in [&mail.subject, &mail.text] {
                    let whole = text.contains(' ') && !text.contains(['{', '}', '$']);
                    assert!(whole, "{language:?} {}: {text}", letter.id());
                    assert!(!text.contains(letter.id()), "{text}");
                }
                assert!(!mail.subject.contains('\n'));
            }
        }
        for letter in &letters[7..10] {
            for language in Language::ALL {
                let sms = write(letter, "k".into(), Channel::Sms, "+7", *language, at);
                // Two parts of an SMS in UCS-2 at most.
                assert!(
                    sms.text.contains(' ') && sms.text.chars().count() <= 134,
                    "{}",
                    sms.text
                );
            }
        }
        // A day here begins five hours before it does in Greenwich.
        let mail = write(
            &letters[9],
            "k".into(),
            Channel::Email,
            "",
            Language::English,
            at,
        );
        assert!(mail.text.contains("13.03.2027"), "{}", mail.text);
    }

    /// The ids of a catalogue in their order.
    fn ids(language: Language) -> Vec<&'static str> {
        let lines = catalogue(language).lines();
        let begins = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
        lines
            .filter(begins)
            .filter_map(|line| line.split(" =").next())
            .collect()
    }

    #[test]
    fn every_catalogue_has_the_same_texts() {
        let english = ids(Language::English);
        assert!(english.len() > 60);
        for language in Language::ALL {
            assert_eq!(ids(*language), english, "{language:?}");
            let resource = FluentResource::try_new(catalogue(*language).to_owned());
            assert!(resource.is_ok(), "{language:?}: {:?}", resource.err());
        }
        use tanba_protocol::authority::{KeyStorageKind, Template};
        for template in Template::ALL {
            assert!(english.contains(&format!("template-{}", template.as_str()).as_str()));
        }
        for kind in KeyStorageKind::ALL {
            assert!(english.contains(&format!("storage-{}", kind.as_str()).as_str()));
        }
    }

    #[test]
    fn reasons_are_said_in_every_language() {
        for id in crate::REASONS.iter().chain(&["reason-not-certifiable"]) {
            let words = words(id);
            for text in [&words.kk, &words.ru, &words.en] {
                assert!(text.contains(' ') && text != id, "{text}");
            }
            assert!(words.kk != words.ru && words.ru != words.en);
        }
    }
}
