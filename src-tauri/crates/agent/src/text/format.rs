//! Dates, numbers and sizes as each language writes them.

use time::{Date, OffsetDateTime, UtcOffset};

use super::Language;

const NO_BREAK_SPACE: char = '\u{a0}';

pub(super) fn date_time(language: Language, at: OffsetDateTime, offset: UtcOffset) -> String {
    let local = at.checked_to_offset(offset).unwrap_or(at);
    let (hours, minutes, _) = local.offset().as_hms();
    let zone = if (hours, minutes) == (0, 0) {
        "UTC".to_owned()
    } else {
        let sign = if hours < 0 || minutes < 0 { '-' } else { '+' };
        format!(
            "UTC{sign}{:02}:{:02}",
            hours.unsigned_abs(),
            minutes.unsigned_abs()
        )
    };
    let day = day(language, local.date());
    format!("{day} {:02}:{:02} ({zone})", local.hour(), local.minute())
}

pub(super) fn date(language: Language, at: OffsetDateTime, offset: UtcOffset) -> String {
    day(language, at.checked_to_offset(offset).unwrap_or(at).date())
}

fn day(language: Language, date: Date) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    match language {
        Language::Kk | Language::Ru => format!("{day:02}.{month:02}.{year:04}"),
        Language::En => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// Groups of three digits. Kazakh and Russian part them by a no-break space,
/// and only from five digits on.
pub(super) fn number(language: Language, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let (separator, shortest) = match language {
        Language::Kk | Language::Ru => (NO_BREAK_SPACE, 5),
        Language::En => (',', 4),
    };
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        if index > 0 && left.is_multiple_of(3) && digits.len() >= shortest {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

pub(super) fn size(language: Language, bytes: u64) -> String {
    let units = match language {
        Language::Kk => ["Б", "КиБ", "МиБ", "ГиБ", "ТиБ"],
        Language::Ru => ["Б", "КиБ", "МиБ", "ГиБ", "ТиБ"],
        Language::En => ["B", "KiB", "MiB", "GiB", "TiB"],
    };
    let mut power = 0;
    let mut scale = 1u64;
    // 999.95 and more of a unit would read as 1000.0 of it.
    while power + 1 < units.len() && u128::from(bytes) * 20 >= u128::from(scale) * 19_999 {
        power += 1;
        scale = scale.saturating_mul(1024);
    }
    let unit = units.get(power).copied().unwrap_or_default();
    if power == 0 {
        return format!("{bytes}{NO_BREAK_SPACE}{unit}");
    }
    let tenths = (u128::from(bytes) * 10 + u128::from(scale) / 2) / u128::from(scale);
    let point = if language == Language::En { '.' } else { ',' };
    format!(
        "{}{point}{}{NO_BREAK_SPACE}{unit}",
        tenths / 10,
        tenths % 10
    )
}
