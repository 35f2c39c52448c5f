//! Marks on pages, and the PDF document made of them.
//!
//! Places are in points from the upper left corner; a text stands on its baseline.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};
use time::{OffsetDateTime, UtcOffset};

use crate::Error;
use crate::qr::Symbol;
use crate::typeface::{Typeface, Weight};

/// Red, green, blue.
pub(crate) type Colour = (u8, u8, u8);

/// A corner of a rounded rectangle deviates from a circle by less than can be seen.
const CORNER: f32 = 0.552_285;

/// One thing to be drawn.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    Text {
        x: f32,
        y: f32,
        size: f32,
        weight: Weight,
        colour: Colour,
        line: String,
    },
    Area {
        area: Area,
        colour: Colour,
    },
    Outline {
        area: Area,
        width: f32,
        colour: Colour,
    },
    Code {
        x: f32,
        y: f32,
        size: f32,
        symbol: Symbol,
    },
}

/// A rectangle, its corners rounded where `radius` is not zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) radius: f32,
}

impl Area {
    fn path(&self) -> Option<Path> {
        let mut path = PathBuilder::new();
        let (left, top) = (self.x, self.y);
        let (right, bottom) = (left + self.width, top + self.height);
        if self.radius <= 0. {
            path.push_rect(Rect::from_ltrb(left, top, right, bottom)?);
            return path.finish();
        }
        let radius = self.radius.min(self.width / 2.).min(self.height / 2.);
        let near = radius * (1. - CORNER);
        path.move_to(left + radius, top);
        path.line_to(right - radius, top);
        path.cubic_to(right - near, top, right, top + near, right, top + radius);
        path.line_to(right, bottom - radius);
        path.cubic_to(
            right,
            bottom - near,
            right - near,
            bottom,
            right - radius,
            bottom,
        );
        path.line_to(left + radius, bottom);
        path.cubic_to(
            left + near,
            bottom,
            left,
            bottom - near,
            left,
            bottom - radius,
        );
        path.line_to(left, top + radius);
        path.cubic_to(left, top + near, left + near, top, left + radius, top);
        path.close();
        path.finish()
    }
}

/// What a document says about itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) title: String,
    /// BCP 47.
    pub(crate) language: String,
    pub(crate) made_at: Option<OffsetDateTime>,
}

impl About {
    fn metadata(&self) -> Metadata {
        let mut metadata = Metadata::new()
            .title(self.title.clone())
            .creator("Tanba".to_owned());
        if !self.language.is_empty() {
            metadata = metadata.language(self.language.clone());
        }
        if let Some(at) = self.made_at {
            let at = at.to_offset(UtcOffset::UTC);
            let date = DateTime::new(u16::try_from(at.year()).unwrap_or(0))
                .month(at.month().into())
                .day(at.day())
                .hour(at.hour())
                .minute(at.minute())
                .second(at.second())
                .utc_offset_hour(0)
                .utc_offset_minute(0);
            metadata = metadata.creation_date(date);
        }
        metadata
    }
}

/// Writes pages of `width` × `height` points. The same marks give the same bytes.
pub(crate) fn write(
    pages: &[Vec<Mark>],
    (width, height): (f32, f32),
    typeface: &Typeface,
    about: Option<&About>,
) -> Result<Vec<u8>, Error> {
    let mut document = Document::new_with(SerializeSettings {
        xmp_metadata: about.is_some(),
        ..SerializeSettings::default()
    });
    if let Some(about) = about {
        document.set_metadata(about.metadata());
    }
    for marks in pages {
        let settings = PageSettings::from_wh(width, height).ok_or(Error::NotWritten)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, typeface, mark);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|_| Error::NotWritten)
}

fn fill((red, green, blue): Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }
}

fn draw(surface: &mut Surface<'_>, typeface: &Typeface, mark: &Mark) {
    let path = match mark {
        Mark::Text {
            x,
            y,
            size,
            weight,
            colour,
            line,
        } => {
            let face = typeface.face(*weight);
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            let start = Point::from_xy(*x, *y);
            surface.draw_glyphs(start, &face.glyphs(line), face.font(), line, *size, false);
            return;
        }
        Mark::Area { area, colour } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            area.path()
        }
        Mark::Outline {
            area,
            width,
            colour,
        } => {
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: fill(*colour).paint,
                width: *width,
                ..Stroke::default()
            }));
            area.path()
        }
        Mark::Code { x, y, size, symbol } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill((0, 0, 0))));
            let module = size / f32::from(symbol.modules());
            if let Some(path) = symbol.path() {
                surface.push_transform(&Transform::from_row(module, 0., 0., module, *x, *y));
                surface.draw_path(&path);
                surface.pop();
            }
            return;
        }
    };
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}
