//! What a page would have drawn, before it is drawn.
//!
//! A dashed line is drawn dash by dash, all of them held at once: a line of a few bytes may have
//! billions. So the page is interpreted once for its dashes, which costs little beside drawing it.
//! Lines within patterns, masks and glyphs are not seen here.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::kurbo::{Affine, BezPath, PathEl, Point, Rect};

use crate::Error;

/// More dashes of a page are not drawn.
const MAX_DASHES: f64 = 200_000.;

/// Refuses a page with too many dashes.
pub(super) fn dashes(page: &Page<'_>, settings: &InterpreterSettings) -> Result<(), Error> {
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let shown = Rect::new(0., 0., f64::from(width), f64::from(height));
    let mut context = Context::new(
        Affine::IDENTITY,
        shown,
        &cache,
        page.xref(),
        settings.clone(),
    );
    let mut counter = Counter { dashes: 0. };
    interpret_page(page, &mut context, &mut counter);
    // Written so that a sum that is no number is refused as well.
    match counter.dashes <= MAX_DASHES {
        true => Ok(()),
        false => Err(Error::TooLarge),
    }
}

/// Counts dashes and draws nothing.
struct Counter {
    dashes: f64,
}

impl<'a> Device<'a> for Counter {
    fn draw_path(&mut self, path: &BezPath, _: DrawProps<'a>, mode: &DrawMode) {
        let (DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke)) = mode else {
            return;
        };
        if !stroke.dash_array.is_empty() {
            let period: f64 = stroke.dash_array.iter().copied().map(f64::from).sum();
            let each = stroke.dash_array.len() as f64;
            // A period of nothing is drawn as a solid line.
            if period > 0. {
                self.dashes += longest(path) / period * each;
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A path is no longer than the lines through its control points.
fn longest(path: &BezPath) -> f64 {
    let mut length = 0.;
    let mut last = Point::ZERO;
    let mut start = Point::ZERO;
    for element in path.elements() {
        let points: &[Point] = match element {
            PathEl::MoveTo(to) => {
                (start, last) = (*to, *to);
                &[]
            }
            PathEl::LineTo(to) => &[*to],
            PathEl::QuadTo(control, to) => &[*control, *to],
            PathEl::CurveTo(first, second, to) => &[*first, *second, *to],
            PathEl::ClosePath => &[start],
        };
        for point in points {
            length += last.distance(*point);
            last = *point;
        }
    }
    length
}
