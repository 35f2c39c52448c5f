//! References, line ends and attribute values (XML 1.0 §2.11, §3.3.3, §4.1).

use std::borrow::Cow;

/// Whether the character may stand in a document at all (XML 1.0 §2.2).
pub(super) fn is_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Reads the reference at the start of `raw`, which begins with `&`.
///
/// Returns the character and the length of the reference. `None`: no predefined entity and no
/// character reference to an allowed character.
pub(super) fn reference(raw: &str) -> Option<(char, usize)> {
    // The longest sensible one is `&#x10FFFF;`, leading zeros allowed for.
    let window = raw.as_bytes().get(1..raw.len().min(64))?;
    let length = window.iter().position(|&byte| byte == b';')?;
    let body = raw.get(1..1 + length)?;
    let character = if let Some(digits) = body.strip_prefix("#x") {
        numeric(digits, 16)?
    } else if let Some(digits) = body.strip_prefix('#') {
        numeric(digits, 10)?
    } else {
        match body {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        }
    };
    Some((character, length + 2))
}

fn numeric(digits: &str, radix: u32) -> Option<char> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, radix).ok()?).filter(|&found| is_character(found))
}

/// What a piece of raw text stands for.
pub(super) enum Piece<'a> {
    /// Characters as they are.
    Plain(&'a str),
    /// A line end, as one character.
    LineEnd,
    /// The character that a reference names.
    Referenced(char),
}

/// Splits raw text at references (when these count, as they do not in CDATA) and carriage returns.
pub(super) fn pieces(raw: &str, with_references: bool) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = raw;
    core::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let piece = match bytes.first()? {
            b'\r' => {
                rest = rest.get(if bytes.get(1) == Some(&b'\n') { 2 } else { 1 }..)?;
                return Some(Piece::LineEnd);
            }
            b'&' if with_references => match reference(rest) {
                Some((character, length)) => {
                    rest = rest.get(length..)?;
                    return Some(Piece::Referenced(character));
                }
                // The reader has refused these; text that never met it passes unchanged.
                None => 1,
            },
            _ => bytes
                .iter()
                .position(|&byte| byte == b'\r' || (with_references && byte == b'&'))
                .unwrap_or(bytes.len()),
        };
        let (plain, after) = rest.split_at_checked(piece)?;
        rest = after;
        Some(Piece::Plain(plain))
    })
}

fn resolve(raw: &str, with_references: bool) -> Cow<'_, str> {
    if !raw
        .bytes()
        .any(|byte| byte == b'\r' || (with_references && byte == b'&'))
    {
        return Cow::Borrowed(raw);
    }
    let mut resolved = String::with_capacity(raw.len());
    for piece in pieces(raw, with_references) {
        match piece {
            Piece::Plain(plain) => resolved.push_str(plain),
            Piece::LineEnd => resolved.push('\n'),
            Piece::Referenced(character) => resolved.push(character),
        }
    }
    Cow::Owned(resolved)
}

/// The characters that raw text between tags stands for.
pub(super) fn character_data(raw: &str) -> Cow<'_, str> {
    resolve(raw, true)
}

/// Text in which references mean nothing, line ends normalized.
pub(super) fn line_ends(raw: &str) -> Cow<'_, str> {
    resolve(raw, false)
}

/// The normalized value of an attribute of undeclared (CDATA) type.
pub(super) fn attribute_value(raw: &str) -> Cow<'_, str> {
    if !raw
        .bytes()
        .any(|byte| matches!(byte, b'\r' | b'\n' | b'\t' | b'&'))
    {
        return Cow::Borrowed(raw);
    }
    let mut value = String::with_capacity(raw.len());
    for piece in pieces(raw, true) {
        match piece {
            Piece::Plain(plain) => {
                value.extend(
                    plain
                        .chars()
                        .map(|it| if matches!(it, '\n' | '\t') { ' ' } else { it }),
                );
            }
            Piece::LineEnd => value.push(' '),
            Piece::Referenced(character) => value.push(character),
        }
    }
    Cow::Owned(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_characters() {
        assert_eq!(reference("&amp;x"), Some(('&', 5)));
        assert_eq!(reference("&#x4D9;"), Some(('ә', 7)));
        assert_eq!(reference("&#13;"), Some(('\r', 5)));
        for wrong in [
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&#0;",
            "&#xD800;",
            "&#xFFFE;",
            "&#+5;",
            "&nbsp;",
            "&amp",
            "&#x110000;",
            "&AMP;",
        ] {
            assert_eq!(reference(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn carriage_returns_become_line_feeds_unless_referenced() {
        assert_eq!(
            character_data("a\r\nb\rc&#13;\nd\r&#65;\r\r\n"),
            "a\nb\nc\r\nd\nA\n\n"
        );
        assert_eq!(line_ends("\r\n&amp;\r"), "\n&amp;\n");
        assert_eq!(attribute_value("a\r\nb\tc&#9;&#10;\n\rd"), "a b c\t\n  d");
    }
}
