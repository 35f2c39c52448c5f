//! The ends of keys for a person's own calendar: iCalendar, RFC 5545.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tanba_protocol::{Argument, Failure};
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use crate::agent::Agent;
use crate::describe::CertificateView;
use crate::output;
use crate::settings::KAZAKHSTAN;
use crate::text::Texts;

/// Octets that a line has at most, its end aside (§3.1).
const LINE: usize = 75;
/// So many days before, at nine in the morning.
const ALARMS: [u32; 4] = [30, 14, 10, 7];

/// The end of a key.
pub(crate) struct End<'a> {
    /// Names the certificate, so that a calendar that takes the file again has no second entry.
    certificate: &'a str,
    holder: &'a str,
    organisation: Option<&'a str>,
    at: OffsetDateTime,
}

impl<'a> End<'a> {
    /// That of the key of a certificate.
    pub(crate) fn of(certificate: &'a CertificateView) -> Self {
        let signer = &certificate.signer;
        Self {
            certificate: &certificate.sha256,
            holder: signer
                .common_name
                .as_deref()
                .unwrap_or(&certificate.subject),
            organisation: signer.organisation.as_deref(),
            at: certificate.not_after_at,
        }
    }

    fn write(&self, calendar: &mut Lines, now: OffsetDateTime, texts: &Texts) {
        let holder = Argument::Text(self.holder.to_owned());
        let summary = texts.text("calendar-key-ends", &[("holder", holder)]);
        let end = Argument::Text(texts.date_time(self.at));
        let mut description = texts.text("calendar-key-ends-detail", &[("end", end)]);
        if let Some(organisation) = self.organisation {
            description = format!("{organisation}\n{description}");
        }
        calendar.line("BEGIN", "VEVENT");
        calendar.line("UID", &format!("{}@tanba", self.certificate));
        calendar.line("DTSTAMP", &utc(now));
        calendar.line(
            "DTSTART;VALUE=DATE",
            &date(self.at.to_offset(KAZAKHSTAN).date()),
        );
        calendar.text("SUMMARY", &summary);
        calendar.text("DESCRIPTION", &description);
        calendar.line("TRANSP", "TRANSPARENT");
        for days in ALARMS {
            calendar.line("BEGIN", "VALARM");
            calendar.line("ACTION", "DISPLAY");
            calendar.line("TRIGGER", &format!("-P{}DT15H", days - 1));
            calendar.text("DESCRIPTION", &summary);
            calendar.line("END", "VALARM");
        }
        calendar.line("END", "VEVENT");
    }
}

/// A calendar with an entry for each end, and alarms before it.
pub(crate) fn write<'a>(
    ends: impl Iterator<Item = End<'a>>,
    now: OffsetDateTime,
    texts: &Texts,
) -> String {
    let mut calendar = Lines(String::new());
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    let product = concat!("-//Tanba//Tanba ", env!("CARGO_PKG_VERSION"), "//KK");
    calendar.line("PRODID", product);
    for end in ends {
        end.write(&mut calendar, now, texts);
    }
    calendar.line("END", "VCALENDAR");
    calendar.0
}

impl Agent {
    /// Writes a calendar of the ends of the keys in `places`, or in the usual places and on tokens.
    ///
    /// # Errors
    /// As [`Agent::keys`]; [`OutputExists`](tanba_protocol::FailureCode::OutputExists) and the like.
    pub async fn save_calendar(&self, places: &[PathBuf], out: &Path) -> Result<PathBuf, Failure> {
        let keys = self.keys(places).await?;
        let now = self.clock.now();
        let certificates = keys.iter().filter_map(|key| key.certificate.as_ref());
        let ends = certificates.filter(|it| it.not_after_at > now).map(End::of);
        let text = write(ends, now, &self.texts().await);
        output::write(out, text.as_bytes())
    }
}

struct Lines(String);

impl Lines {
    /// A property whose value is written as it stands.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LINE;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if character.len_utf8() > room {
                // The space that says that the line goes on is one of its octets.
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= character.len_utf8();
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }

    /// A property of type TEXT (§3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for character in value.chars() {
            match character {
                '\n' => escaped.push_str("\\n"),
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                other if other.is_control() => {}
                other => escaped.push(other),
            }
        }
        self.line(name, &escaped);
    }
}

fn date(date: Date) -> String {
    date.format(format_description!("[year][month][day]"))
        .unwrap_or_default()
}

fn utc(at: OffsetDateTime) -> String {
    let at = at.to_offset(time::UtcOffset::UTC);
    let mut text = date(at.date());
    let _ = write!(
        text,
        "T{:02}{:02}{:02}Z",
        at.hour(),
        at.minute(),
        at.second()
    );
    text
}

#[cfg(test)]
mod tests {
    use icalendar::parser::{read_calendar, unfold};
    use time::macros::datetime;

    use super::{End, write};
    use crate::text::{Language, Texts};

    #[test]
    fn another_reader_finds_every_end_with_its_alarms() {
        let ends = [
            End {
                certificate: "aa",
                holder: "ӘБДІҒАПАР ҰЛЖАН",
                organisation: Some("«Алатау; Құрылыс, жөндеу» ЖШС"),
                at: datetime!(2026-12-02 20:30 UTC),
            },
            End {
                certificate: "bb",
                holder: "ТЕСТОВ ТЕСТ",
                organisation: None,
                at: datetime!(2027-01-05 05:00 UTC),
            },
        ];
        let texts = Texts::new(Language::Kk);
        let text = write(ends.into_iter(), datetime!(2026-11-20 10:00 UTC), &texts);
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(!text.replace("\r\n", "").contains(['\n', '\r']));
        let unfolded = unfold(&text);
        let calendar = read_calendar(&unfolded).unwrap();
        let value = |component: &icalendar::parser::Component<'_>, name: &str| {
            let found = component.find_prop(name).map(|it| it.val.to_string());
            found.unwrap_or_default()
        };
        let events = &calendar.components;
        assert_eq!(events.len(), 2);
        // It ends on the next day in Kazakhstan.
        assert_eq!(value(&events[0], "DTSTART"), "20261203");
        assert_eq!(value(&events[0], "UID"), "aa@tanba");
        assert!(value(&events[0], "SUMMARY").contains("ӘБДІҒАПАР ҰЛЖАН"));
        let description = value(&events[0], "DESCRIPTION");
        assert!(
            description.starts_with("«Алатау; Құрылыс, жөндеу» ЖШС\n"),
            "{description}"
        );
        for event in events {
            let alarms = event.components.iter();
            let triggers: Vec<_> = alarms.map(|alarm| value(alarm, "TRIGGER")).collect();
            assert_eq!(triggers, ["-P29DT15H", "-P13DT15H", "-P9DT15H", "-P6DT15H"]);
        }
    }
}
