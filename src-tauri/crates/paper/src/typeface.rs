//! The typeface of everything printed: Inter, which has all Kazakh letters.
//!
//! The fonts are subsets (Latin, Cyrillic, punctuation) without tables for shaping: Latin and Cyrillic
//! letters stand side by side, so that their advances are all there is to measure.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_normalization::UnicodeNormalization;

use crate::Error;
use crate::text::is_hidden;

static REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.ttf");
static SEMI_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.ttf");

/// Stands for what must not be printed as it is.
const PLACEHOLDER: char = '□';

/// Weights of the typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
}

/// One weight, to measure and to draw with.
pub(crate) struct Face {
    font: Font,
    tables: FontRef<'static>,
    units_per_em: f32,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Result<Self, Error> {
        let tables = FontRef::new(bytes).map_err(|_| Error::NotWritten)?;
        let font = Font::new(bytes.into(), 0).ok_or(Error::NotWritten)?;
        let units_per_em = font.units_per_em();
        Ok(Self {
            font,
            tables,
            units_per_em,
        })
    }

    pub(crate) fn font(&self) -> Font {
        self.font.clone()
    }

    /// The glyphs of a line, their advances in parts of the font size.
    pub(crate) fn glyphs(&self, line: &str) -> Vec<KrillaGlyph> {
        let characters = self.tables.charmap();
        let metrics = self
            .tables
            .glyph_metrics(Size::unscaled(), LocationRef::default());
        let glyph = |(start, character): (usize, char)| {
            let glyph = characters.map(character).unwrap_or_default();
            KrillaGlyph {
                glyph_id: GlyphId::new(glyph.to_u32()),
                text_range: start..start + character.len_utf8(),
                x_advance: metrics.advance_width(glyph).unwrap_or(0.) / self.units_per_em,
                x_offset: 0.,
                y_offset: 0.,
                y_advance: 0.,
                location: None,
            }
        };
        line.char_indices().map(glyph).collect()
    }

    /// The width of a line in points.
    pub(crate) fn width(&self, line: &str, size: f32) -> f32 {
        let glyphs = self.glyphs(line);
        glyphs.iter().map(|glyph| glyph.x_advance * size).sum()
    }

    /// Breaks a text into lines no wider than `width` points, where Unicode allows it (UAX 14). A word
    /// wider than a line, such as a digest, is broken into parts of about the same length.
    pub(crate) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let text = printable(text);
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut start = 0;
        for (end, opportunity) in linebreaks(&text) {
            let piece = text.get(start..end).unwrap_or_default();
            start = end;
            if self.width(format!("{line}{piece}").trim_end(), size) > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(piece);
            loop {
                let whole = self.width(line.trim_end(), size);
                if whole <= width {
                    break;
                }
                let even = whole / (whole / width).ceil() + 0.3 * size;
                let fitting = self.fitting(&line, size, even.min(width));
                if fitting == line.len() {
                    break;
                }
                let rest = line.split_off(fitting);
                lines.push(std::mem::replace(&mut line, rest));
            }
            if opportunity == BreakOpportunity::Mandatory {
                lines.push(std::mem::take(&mut line));
            }
        }
        for line in &mut lines {
            line.truncate(line.trim_end().len());
        }
        lines
    }

    /// How many bytes of a line fit into `width`, at least one character.
    fn fitting(&self, line: &str, size: f32, width: f32) -> usize {
        let mut used = 0.;
        let mut fitting = 0;
        for glyph in self.glyphs(line) {
            used += glyph.x_advance * size;
            if used > width && fitting > 0 {
                break;
            }
            fitting = glyph.text_range.end;
        }
        fitting
    }
}

/// Both weights.
pub(crate) struct Typeface {
    regular: Face,
    semi_bold: Face,
}

impl Typeface {
    pub(crate) fn load() -> Result<Self, Error> {
        Ok(Self {
            regular: Face::new(REGULAR)?,
            semi_bold: Face::new(SEMI_BOLD)?,
        })
    }

    pub(crate) fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
        }
    }
}

/// Composed (NFC: macOS writes й as two characters), and without what hides or reorders.
fn printable(text: &str) -> String {
    let shown = |character: char| match character {
        '\n' => '\n',
        '\t' => ' ',
        hidden if hidden.is_control() || is_hidden(hidden) => PLACEHOLDER,
        other => other,
    };
    text.replace("\r\n", "\n").nfc().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_three_languages_is_there() {
        let letters = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя\
                       AaBbCcXxYyZz0123456789 №«»—–…₸€%§©/()[]{}<>=+*#@&!?.,:;'\"□";
        let typeface = Typeface::load().unwrap();
        for weight in [Weight::Regular, Weight::SemiBold] {
            let face = typeface.face(weight);
            for glyph in face.glyphs(letters) {
                assert_ne!(glyph.glyph_id.to_u32(), 0, "{}", &letters[glyph.text_range]);
            }
        }
    }

    #[test]
    fn lines_keep_their_width_and_every_word() {
        let typeface = Typeface::load().unwrap();
        let face = typeface.face(Weight::Regular);
        let name = "«ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ЦИФРЛЫҚ ДАМУ, ИННОВАЦИЯЛАР ЖӘНЕ АЭРОҒАРЫШ \
                    ӨНЕРКӘСІБІ МИНИСТРЛІГІ» МЕМЛЕКЕТТІК МЕКЕМЕСІ";
        for width in [40., 90., 200., 2000.] {
            let lines = face.lines(name, 9., width);
            assert!(lines.iter().all(|line| face.width(line, 9.) <= width));
            let words = |text: &str| text.replace(' ', "");
            assert_eq!(words(&lines.concat()), words(name));
        }
        assert_eq!(face.lines("a\nb", 9., 100.), ["a", "b"]);
        assert_eq!(face.lines("", 9., 100.), Vec::<String>::new());
        assert_eq!(face.lines("и\u{306}", 9., 100.), ["й"]);
        assert_eq!(face.lines("a\u{202e}b\u{7}", 9., 100.), ["a□b□"]);
        assert_eq!(face.lines("ab", 9., 0.1), ["a", "b"]);
    }
}
