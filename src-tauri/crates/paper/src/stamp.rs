//! The appearance of a visible signature: a box with a hairline, who signed, and a few lines more.
//!
//! It is a PDF document of one page of exactly the stamp's size, vectors and text, which a signature
//! takes in as a Form XObject (ISO 32000-2 §12.7.5.5).

use crate::Error;
use crate::canvas::{self, Area, Colour, Mark};
use crate::qr::Symbol;
use crate::typeface::{Typeface, Weight};

const INK: Colour = (20, 40, 66);
const QUIET: Colour = (70, 88, 108);
const LINE: Colour = (28, 92, 145);
const PAPER: Colour = (255, 255, 255);

/// Sizes of the letters that are tried, in points.
const LARGEST: f32 = 11.;
const SMALLEST: f32 = 3.5;
const STEP: f32 = 0.25;
/// From one baseline to the next, in parts of the size.
const LEADING: f32 = 1.3;
/// The smallest stamp, in points.
const LEAST: (f32, f32) = (36., 14.);
/// The largest stamp: the largest page, in points (ISO 32000-2 annex C).
const MOST: f32 = 14_400.;

/// What a stamp says, in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The first, small line: "signed with an electronic signature". May be empty.
    pub heading: String,
    /// The signer, in bold.
    pub name: String,
    /// IIN or BIN, organisation, date and so on.
    pub lines: Vec<String>,
    /// What a QR code at the left carries. It is left out where it would be too small to be read.
    pub qr: Option<Vec<u8>>,
    /// Width in points, 1/72 inch.
    pub width: f32,
    /// Height in points, 1/72 inch.
    pub height: f32,
}

/// A line, broken and measured.
struct Line {
    text: String,
    size: f32,
    weight: Weight,
    colour: Colour,
}

impl Stamp {
    /// The stamp as a PDF document of one page. The letters are as large as the box allows; what does
    /// not fit even in the smallest ends in `…`. The same stamp gives the same bytes.
    ///
    /// # Errors
    /// [`Error::StampTooSmall`], also for a size that is none; [`Error::QrTooLong`];
    /// [`Error::NotWritten`].
    pub fn to_pdf(&self) -> Result<Vec<u8>, Error> {
        let fits = |length: f32, least: f32| (least..=MOST).contains(&length);
        if !fits(self.width, LEAST.0) || !fits(self.height, LEAST.1) {
            return Err(Error::StampTooSmall);
        }
        let typeface = Typeface::load()?;
        let padding = (self.height * 0.08).clamp(2.5, 8.);
        let mut marks = self.frame();
        let mut left = padding + 1.;
        if let Some((symbol, size)) = self.symbol(padding)? {
            let (x, y) = (padding, (self.height - size) / 2.);
            marks.push(Mark::Code { x, y, size, symbol });
            left = padding + size + padding / 2.;
        }
        let (width, height) = (self.width - left - padding, self.height - 2. * padding);
        let lines = self.fitted(&typeface, width, height);
        let used: f32 = lines.iter().map(|line| line.size * LEADING).sum();
        let mut y = (self.height - used) / 2.;
        for line in lines {
            let baseline = y + line.size * (LEADING + 0.72) / 2.;
            y += line.size * LEADING;
            marks.push(Mark::Text {
                x: left,
                y: baseline,
                size: line.size,
                weight: line.weight,
                colour: line.colour,
                line: line.text,
            });
        }
        canvas::write(&[marks], (self.width, self.height), &typeface, None)
    }

    fn frame(&self) -> Vec<Mark> {
        let width = 0.75;
        let area = Area {
            x: width / 2.,
            y: width / 2.,
            width: self.width - width,
            height: self.height - width,
            radius: (self.height * 0.07).min(5.),
        };
        vec![
            Mark::Area {
                area,
                colour: PAPER,
            },
            Mark::Outline {
                area,
                width,
                colour: LINE,
            },
        ]
    }

    /// The QR code and its size, where a printed one could be read and text still has its room.
    fn symbol(&self, padding: f32) -> Result<Option<(Symbol, f32)>, Error> {
        const SMALLEST_MODULE: f32 = 0.7;
        let Some(payload) = &self.qr else {
            return Ok(None);
        };
        let symbol = Symbol::new(payload)?;
        let size = self.height - padding;
        let is_readable = size >= f32::from(symbol.modules()) * SMALLEST_MODULE;
        Ok((is_readable && size <= self.width * 0.45).then_some((symbol, size)))
    }

    /// The lines in the largest letters with which they fit.
    fn fitted(&self, typeface: &Typeface, width: f32, height: f32) -> Vec<Line> {
        let mut size = LARGEST;
        loop {
            let mut lines = self.broken(typeface, width, size);
            let used: f32 = lines.iter().map(|line| line.size * LEADING).sum();
            if used <= height {
                return lines;
            }
            if size <= SMALLEST {
                cut(&mut lines, height);
                return lines;
            }
            size -= STEP;
        }
    }

    fn broken(&self, typeface: &Typeface, width: f32, size: f32) -> Vec<Line> {
        let heading = (&self.heading, size * 0.85, Weight::Regular, QUIET);
        let name = (&self.name, size * 1.1, Weight::SemiBold, INK);
        let more = self.lines.iter();
        let more = more.map(|line| (line, size * 0.9, Weight::Regular, INK));
        let mut lines = Vec::new();
        for (text, size, weight, colour) in [heading, name].into_iter().chain(more) {
            let broken = typeface.face(weight).lines(text, size, width);
            lines.extend(broken.into_iter().map(|text| Line {
                text,
                size,
                weight,
                colour,
            }));
        }
        lines
    }
}

/// Keeps the lines that fit, at least the first, and marks that there were more.
fn cut(lines: &mut Vec<Line>, height: f32) {
    let mut used = 0.;
    let fitting = lines.iter().take_while(|line| {
        used += line.size * LEADING;
        used <= height
    });
    let fitting = fitting.count().max(1);
    lines.truncate(fitting);
    if let Some(last) = lines.last_mut() {
        last.text.pop();
        last.text.push('…');
    }
}
