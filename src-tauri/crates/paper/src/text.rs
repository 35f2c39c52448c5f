//! Texts: decoded, and with everything in them made visible.
//!
//! Who signs a text must see all of it. Characters that hide or reorder others ("Trojan source",
//! Unicode TR 36) are therefore shown as `[U+202E]`, control characters by their symbols.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// What a text looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPreview {
    /// The text, lines ending in `\n`.
    pub text: String,
    /// Name of the encoding it was read in, as the WHATWG names it: `UTF-8`, `windows-1251`.
    pub encoding: &'static str,
    /// There is more of it than is shown.
    pub is_cut: bool,
    /// It holds characters that would not be seen or that change the order of others; they are shown
    /// in brackets.
    pub has_hidden: bool,
    /// It holds bytes that mean nothing in its encoding; they are shown as `�`.
    pub has_errors: bool,
}

/// How far into a file an XML declaration is looked for.
const DECLARATION_WITHIN: usize = 256;

/// Decodes the first `most` bytes of a text. The encoding is that of its byte order mark, of its XML
/// declaration, UTF-8 where the bytes are, and otherwise the likeliest for a text from Kazakhstan.
#[must_use]
pub fn preview(file: &[u8], most: usize) -> TextPreview {
    let shown = file.get(..most).unwrap_or(file);
    let is_cut = shown.len() < file.len();
    let (encoding, mark) = match Encoding::for_bom(shown) {
        Some((encoding, mark)) => (encoding, mark),
        None => (declared(shown).unwrap_or_else(|| guessed(shown)), 0),
    };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let bytes = shown.get(mark..).unwrap_or_default();
    let room = decoder.max_utf8_buffer_length(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    // A character that the cut has halved is left out rather than shown as an error.
    let (_, _, has_errors) = decoder.decode_to_string(bytes, &mut text, !is_cut);
    let (text, has_hidden) = shown_whole(&text);
    TextPreview {
        text,
        encoding: encoding.name(),
        is_cut,
        has_hidden,
        has_errors,
    }
}

/// The encoding an XML declaration names (XML 1.0 §4.3.3).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARATION_WITHIN))?;
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| "'\"".contains(*quote))?;
    let (label, _) = value.get(1..)?.split_once(quote)?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // What could be read so far was no UTF-16.
    encoding.is_ascii_compatible().then_some(encoding)
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let is_utf8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        // Cut in the middle of a character.
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"kz"), Utf8Detection::Deny)
}

/// The text with what is not seen in it made visible, and whether there was any of that.
fn shown_whole(text: &str) -> (String, bool) {
    let mut shown = String::with_capacity(text.len());
    let mut has_hidden = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' | '\t' => shown.push(character),
            '\r' => {
                characters.next_if_eq(&'\n');
                shown.push('\n');
            }
            '\u{2028}' | '\u{2029}' => shown.push('\n'),
            '\0'..='\u{1f}' | '\u{7f}' => {
                has_hidden = true;
                let symbol = match character {
                    '\u{7f}' => 0x2421,
                    other => 0x2400 + u32::from(other),
                };
                shown.extend(char::from_u32(symbol));
            }
            other if is_hidden(other) => {
                has_hidden = true;
                shown.push_str(&format!("[U+{:04X}]", u32::from(other)));
            }
            other => shown.push(other),
        }
    }
    (shown, has_hidden)
}

/// Not seen itself and able to change how others are seen: direction, invisible spaces, tags. The
/// joiners U+200C and U+200D are part of some scripts and stay.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const KAZAKH: &str = "Әліппе: ғ қ ң ө ұ ү һ і\nекінші жол";

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |swap: bool| -> Vec<u8> {
            let units = std::iter::once(0xfeff).chain(KAZAKH.encode_utf16());
            let bytes = |unit: u16| match swap {
                true => unit.to_be_bytes(),
                false => unit.to_le_bytes(),
            };
            units.flat_map(bytes).collect()
        };
        for (name, bytes) in [
            ("UTF-8", KAZAKH.as_bytes().to_vec()),
            ("UTF-8", format!("\u{feff}{KAZAKH}").into_bytes()),
            ("UTF-16LE", utf16(false)),
            ("UTF-16BE", utf16(true)),
        ] {
            let shown = preview(&bytes, 1000);
            assert_eq!(shown.encoding, name);
            assert_eq!(shown.text, KAZAKH);
            assert!(!shown.is_cut && !shown.has_hidden && !shown.has_errors);
        }
        let russian = "Договор о предоставлении услуг связи, город Алматы";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        let shown = preview(&bytes, 1000);
        assert_eq!(
            (shown.encoding, shown.text.as_str()),
            ("windows-1251", russian)
        );
        let xml = format!("<?xml version='1.0' encoding = \"koi8-r\" ?><a>{russian}</a>");
        let (bytes, ..) = encoding_rs::KOI8_R.encode(&xml);
        let shown = preview(&bytes, 1000);
        assert_eq!((shown.encoding, shown.text), ("KOI8-R", xml));
    }

    #[test]
    fn a_cut_halves_no_character() {
        for most in 0..KAZAKH.len() {
            let shown = preview(KAZAKH.as_bytes(), most);
            assert!(KAZAKH.starts_with(&shown.text), "{most}: {shown:?}");
            assert!(shown.is_cut && !shown.has_errors, "{most}");
        }
        assert!(!preview(KAZAKH.as_bytes(), KAZAKH.len()).is_cut);
    }

    #[test]
    fn nothing_hides() {
        let shown = preview(
            "a\u{202e}b\u{2066}c\u{200b}\u{0}\u{1b}[2J\u{7f}\u{85}".as_bytes(),
            99,
        );
        let expected = "a[U+202E]b[U+2066]c[U+200B]\u{2400}\u{241b}[2J\u{2421}[U+0085]";
        assert_eq!(shown.text, expected);
        assert!(shown.has_hidden);
        let shown = preview(b"one\r\ntwo\rthree\tfour", 99);
        assert_eq!(shown.text, "one\ntwo\nthree\tfour");
        assert!(!shown.has_hidden);
    }

    #[test]
    fn any_bytes_have_a_preview() {
        let seeds = [KAZAKH.as_bytes().to_vec(), b"\xff\xfe\0\xd8".to_vec()];
        let body = |bytes: &[u8]| {
            let shown = preview(bytes, 64);
            assert!(!shown.text.contains(is_hidden));
        };
        tanba_testkit::fuzz::run("text_preview", body, &seeds);
    }
}
