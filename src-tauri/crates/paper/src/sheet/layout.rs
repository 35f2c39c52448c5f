//! Where everything on a sheet stands.

use super::{Qr, Row, Section, Sheet, Tone};
use crate::Error;
use crate::canvas::{Area, Colour, Mark};
use crate::qr::{QUIET_ZONE, Symbol};
use crate::typeface::{Typeface, Weight};

/// ISO 216 A4 in points.
pub(super) const A4: (f32, f32) = (595.276, 841.89);

const MARGIN: f32 = 51.;
const WIDTH: f32 = A4.0 - 2. * MARGIN;
/// Nothing but the footer stands below.
const BOTTOM: f32 = A4.1 - 66.;
const LABEL_WIDTH: f32 = 148.;
const GAP: f32 = 14.;

const INK: Colour = (23, 32, 42);
const QUIET: Colour = (92, 104, 117);
const HAIRLINE: Colour = (206, 213, 220);

/// The colour of the words and the tint behind them.
fn colours(tone: Tone) -> (Colour, Colour) {
    match tone {
        Tone::Good => ((13, 94, 58), (232, 245, 238)),
        Tone::Caution => ((122, 77, 0), (253, 243, 222)),
        Tone::Bad => ((150, 28, 28), (252, 234, 233)),
    }
}

/// How a run of lines looks.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    /// From one baseline to the next.
    leading: f32,
    weight: Weight,
    colour: Colour,
}

const TITLE: Style = Style {
    size: 19.,
    leading: 24.,
    weight: Weight::SemiBold,
    colour: INK,
};
const LEAD: Style = Style {
    size: 11.5,
    leading: 16.,
    weight: Weight::SemiBold,
    colour: INK,
};
const HEADING: Style = Style {
    size: 11.,
    leading: 15.,
    weight: Weight::SemiBold,
    colour: INK,
};
const LABEL: Style = Style {
    size: 9.,
    leading: 12.5,
    weight: Weight::Regular,
    colour: QUIET,
};
const VALUE: Style = Style {
    size: 9.5,
    leading: 12.5,
    weight: Weight::Regular,
    colour: INK,
};
const NOTE: Style = Style {
    size: 8.,
    leading: 11.,
    weight: Weight::Regular,
    colour: QUIET,
};

/// The marks of each page.
pub(super) fn pages(sheet: &Sheet, typeface: &Typeface) -> Result<Vec<Vec<Mark>>, Error> {
    let mut flow = Flow {
        typeface,
        pages: vec![Vec::new()],
        y: MARGIN,
    };
    flow.paragraph(&sheet.title, TITLE);
    flow.lead(sheet);
    for section in &sheet.sections {
        flow.section(section);
    }
    flow.codes(&sheet.qr)?;
    flow.feet(&sheet.footer);
    Ok(flow.pages)
}

/// Fills one page after the other.
struct Flow<'t> {
    typeface: &'t Typeface,
    pages: Vec<Vec<Mark>>,
    /// Where the next thing begins on the last page.
    y: f32,
}

impl Flow<'_> {
    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Goes on to the next page where less than `height` is left.
    fn make_room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
    }

    fn lines(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let face = self.typeface.face(style.weight);
        face.lines(text, style.size, width)
    }

    /// A line whose box begins at `self.y`.
    fn line(&mut self, x: f32, line: &str, style: Style) {
        let rise = (style.leading + style.size * 0.72) / 2.;
        let y = self.y + rise;
        self.mark(Mark::Text {
            x,
            y,
            size: style.size,
            weight: style.weight,
            colour: style.colour,
            line: line.to_owned(),
        });
    }

    fn paragraph(&mut self, text: &str, style: Style) {
        for line in self.lines(text, style, WIDTH) {
            self.make_room(style.leading);
            self.line(MARGIN, &line, style);
            self.y += style.leading;
        }
    }

    /// The verdict, on a tint that is cut where a page ends.
    fn lead(&mut self, sheet: &Sheet) {
        const PADDING: f32 = 11.;
        let (colour, tint) = colours(sheet.tone);
        let style = Style { colour, ..LEAD };
        let lines = self.lines(&sheet.lead, style, WIDTH - 2. * PADDING - 3.);
        self.y += 10.;
        for (index, line) in lines.iter().enumerate() {
            let (first, last) = (index == 0, index + 1 == lines.len());
            self.make_room(style.leading + PADDING);
            let above = if first { PADDING } else { 0. };
            let height = style.leading + above + if last { PADDING } else { 0. };
            let area = Area {
                x: MARGIN,
                y: self.y,
                width: WIDTH,
                height,
                radius: 0.,
            };
            self.mark(Mark::Area { area, colour: tint });
            let bar = Area { width: 3., ..area };
            self.mark(Mark::Area { area: bar, colour });
            self.y += above;
            self.line(MARGIN + PADDING + 3., line, style);
            self.y += height - above;
        }
        self.y += 8.;
    }

    fn section(&mut self, section: &Section) {
        self.y += 12.;
        // A heading does not stand alone at the end of a page.
        self.make_room(HEADING.leading + 8. + 2. * VALUE.leading);
        self.paragraph(&section.heading, HEADING);
        let area = Area {
            x: MARGIN,
            y: self.y + 2.,
            width: WIDTH,
            height: 0.6,
            radius: 0.,
        };
        let colour = HAIRLINE;
        self.mark(Mark::Area { area, colour });
        self.y += 7.;
        for row in &section.rows {
            self.row(row);
        }
        for note in &section.notes {
            self.y += 2.;
            self.paragraph(note, NOTE);
        }
    }

    /// Label and value line by line, so that a long one goes on on the next page.
    fn row(&mut self, row: &Row) {
        let labels = self.lines(&row.label, LABEL, LABEL_WIDTH);
        let values = self.lines(&row.value, VALUE, WIDTH - LABEL_WIDTH - GAP);
        for index in 0..labels.len().max(values.len()) {
            self.make_room(VALUE.leading);
            if let Some(label) = labels.get(index) {
                self.line(MARGIN, label, LABEL);
            }
            if let Some(value) = values.get(index) {
                self.line(MARGIN + LABEL_WIDTH + GAP, value, VALUE);
            }
            self.y += VALUE.leading;
        }
        self.y += 2.5;
    }

    /// QR codes side by side, as many as fit, each above its caption.
    fn codes(&mut self, codes: &[Qr]) -> Result<(), Error> {
        let mut x = MARGIN;
        let mut row_height = 0_f32;
        self.y += 16.;
        for code in codes {
            let symbol = Symbol::new(&code.payload)?;
            // Modules large enough for a camera that looks at paper.
            let size = (f32::from(symbol.modules()) * 1.35).clamp(92., 235.);
            // The dark modules stand flush with the text, the quiet zone beside it.
            let quiet = size * f32::from(QUIET_ZONE) / f32::from(symbol.modules());
            let caption = self.lines(&code.caption, NOTE, size - 2. * quiet);
            let height = size - quiet / 2. + caption.len() as f32 * NOTE.leading;
            if x > MARGIN && x + size - 2. * quiet > MARGIN + WIDTH {
                self.y += row_height + 10.;
                (x, row_height) = (MARGIN, 0.);
            }
            if self.y + height > BOTTOM {
                self.make_room(height);
                (x, row_height) = (MARGIN, 0.);
            }
            let y = self.y;
            self.mark(Mark::Code {
                x: x - quiet,
                y,
                size,
                symbol,
            });
            self.y += size - quiet / 2.;
            for line in &caption {
                self.line(x, line, NOTE);
                self.y += NOTE.leading;
            }
            self.y = y;
            row_height = row_height.max(height);
            x += size - 2. * quiet + 2. * GAP;
        }
        self.y += row_height;
        Ok(())
    }

    /// Footer and number of every page, now that it is known how many there are.
    fn feet(&mut self, footer: &str) {
        const NUMBER_WIDTH: f32 = 60.;
        let lines = self.lines(footer, NOTE, WIDTH - NUMBER_WIDTH);
        let face = self.typeface.face(NOTE.weight);
        let count = self.pages.len();
        let text = |x: f32, y: f32, line: String| Mark::Text {
            x,
            y,
            size: NOTE.size,
            weight: NOTE.weight,
            colour: NOTE.colour,
            line,
        };
        for (index, page) in self.pages.iter_mut().enumerate() {
            let area = Area {
                x: MARGIN,
                y: BOTTOM + 14.,
                width: WIDTH,
                height: 0.6,
                radius: 0.,
            };
            let colour = HAIRLINE;
            page.push(Mark::Area { area, colour });
            let mut y = BOTTOM + 27.;
            let number = format!("{} / {count}", index + 1);
            let x = MARGIN + WIDTH - face.width(&number, NOTE.size);
            page.push(text(x, y, number));
            for line in lines.iter().take(3) {
                page.push(text(MARGIN, y, line.clone()));
                y += NOTE.leading;
            }
        }
    }
}
