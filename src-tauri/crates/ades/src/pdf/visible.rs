//! Visible signatures: a widget with a place on a page and an appearance (ISO 32000-2 §12.7.5.5).

use super::appearance;
use super::document::Document;
use super::error::Error;
use super::object::{Dictionary, Object};
use super::pages::{self, Page, Rectangle, Turn};
use super::write::Update;

/// How far over the edge of a page a place may reach, in points: for sums of rounded numbers.
const TOLERANCE: f64 = 1.;
/// The shortest side of a visible signature, in points.
const SHORTEST: f64 = 1.;

/// A signature that is seen on a page.
#[derive(Clone, PartialEq)]
pub struct VisibleSignature {
    /// The page, counted from 0.
    pub page: u32,
    /// Where on it.
    pub place: Place,
    /// What is seen there: the first page of this PDF document, drawn upright whatever the turn of the
    /// page, as large as the place allows, in its middle. Of at most 4 MiB; fonts and pictures come along,
    /// annotations and links do not.
    pub appearance: Vec<u8>,
}

impl std::fmt::Debug for VisibleSignature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VisibleSignature")
            .field("page", &self.page)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// A rectangle on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// In user space of the page, which knows no turn: points, y upwards. Any two opposite corners.
    Points {
        /// One corner: x and y.
        from: (f64, f64),
        /// The opposite corner.
        to: (f64, f64),
    },
    /// In parts of the page as it is shown, cropped and turned, from its upper left corner: 0 to 1.
    Fractions {
        /// From the left edge.
        left: f64,
        /// From the upper edge, downwards.
        top: f64,
        /// Part of the width shown.
        width: f64,
        /// Part of the height shown.
        height: f64,
    },
}

impl Place {
    /// The rectangle in user space, within the page.
    fn on(&self, page: &Page) -> Result<Rectangle, Error> {
        let shown = &page.shown;
        let (from, to) = match *self {
            Self::Points { from, to } => (from, to),
            Self::Fractions {
                left,
                top,
                width,
                height,
            } => {
                let user = |across: f64, down: f64| user_space(shown, page.turn, across, down);
                (user(left, top), user(left + width, top + height))
            }
        };
        let numbers = [from.0, from.1, to.0, to.1];
        let asked = Rectangle::of(from, to);
        let is_inside = numbers.iter().all(|number| number.is_finite())
            && asked.left >= shown.left - TOLERANCE
            && asked.bottom >= shown.bottom - TOLERANCE
            && asked.right <= shown.right + TOLERANCE
            && asked.top <= shown.top + TOLERANCE;
        if is_inside && asked.width() >= SHORTEST && asked.height() >= SHORTEST {
            Ok(asked)
        } else {
            Err(Error::OutsidePage)
        }
    }
}

/// The point of user space that is shown so far across and down, in parts.
fn user_space(shown: &Rectangle, turn: Turn, across: f64, down: f64) -> (f64, f64) {
    let x = |part: f64| shown.left + part * shown.width();
    let y = |part: f64| shown.bottom + part * shown.height();
    match turn {
        Turn::None => (x(across), y(1. - down)),
        Turn::Quarter => (x(down), y(across)),
        Turn::Half => (x(1. - across), y(down)),
        Turn::ThreeQuarters => (x(1. - down), y(1. - across)),
    }
}

/// Gives a new `widget` on `page` its place and appearance.
pub(super) fn show(
    update: &mut Update<'_, '_>,
    visible: &VisibleSignature,
    page: &Page,
    widget: &mut Dictionary,
) -> Result<(), Error> {
    let place = visible.place.on(page)?;
    widget.set("Rect", place.to_object());
    draw(update, visible, &place, page.turn, widget)
}

/// Gives a field of the form its appearance. The form's author has chosen the place, and it stays.
pub(super) fn show_in_field(
    document: &Document<'_>,
    update: &mut Update<'_, '_>,
    visible: &VisibleSignature,
    field: &mut Dictionary,
) -> Result<(), Error> {
    let place = field
        .find("Rect")
        .and_then(|place| Rectangle::read(document, place));
    let place = place.filter(|place| place.width() >= SHORTEST && place.height() >= SHORTEST);
    let place = place.ok_or(Error::OutsidePage)?;
    let turn = match field.find("P").and_then(Object::as_reference) {
        Some(page) => pages::page_of(document, page).map_or(Turn::None, |page| page.turn),
        None => Turn::None,
    };
    draw(update, visible, &place, turn, field)
}

fn draw(
    update: &mut Update<'_, '_>,
    visible: &VisibleSignature,
    place: &Rectangle,
    turn: Turn,
    widget: &mut Dictionary,
) -> Result<(), Error> {
    let form = appearance::import(update, &visible.appearance, place, turn)?;
    let normal = Dictionary::from([("N", Object::Reference(form))]);
    widget.set("AP", Object::Dictionary(normal));
    Ok(())
}
