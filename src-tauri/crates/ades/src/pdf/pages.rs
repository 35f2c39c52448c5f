//! Pages: where they are in the tree, and how each is shown (ISO 32000-2 §7.7.3).

use std::collections::HashSet;

use super::document::Document;
use super::error::Error;
use super::object::{Dictionary, Object, Reference};

/// How deep the page tree may be.
const MAX_DEPTH: usize = 64;
/// What a page without a `/MediaBox` is taken for: A4, as viewers do.
const A4: Rectangle = Rectangle {
    left: 0.,
    bottom: 0.,
    right: 595.,
    top: 842.,
};

/// A rectangle in user space, in points unless the page says otherwise (`/UserUnit`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rectangle {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
    pub(super) top: f64,
}

impl Rectangle {
    /// From any two opposite corners (§7.9.5), as numbers that may stand behind references.
    pub(super) fn read(document: &Document<'_>, object: &Object) -> Option<Self> {
        let Ok(Object::Array(corners)) = document.resolve(object) else {
            return None;
        };
        let mut numbers = Vec::with_capacity(4);
        for corner in corners.iter().take(5) {
            numbers.push(document.resolve(corner).ok()?.as_number()?);
        }
        match numbers.as_slice() {
            &[x0, y0, x1, y1] => Some(Self::of((x0, y0), (x1, y1))),
            _ => None,
        }
    }

    pub(super) fn of((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Self {
        Self {
            left: x0.min(x1),
            bottom: y0.min(y1),
            right: x0.max(x1),
            top: y0.max(y1),
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.top - self.bottom
    }

    fn intersection(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub(super) fn to_object(self) -> Object {
        let corners = [self.left, self.bottom, self.right, self.top];
        Object::Array(corners.map(Object::number).to_vec())
    }
}

/// By how much a page is turned clockwise when it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Turn {
    #[default]
    None,
    Quarter,
    Half,
    ThreeQuarters,
}

impl Turn {
    fn of_degrees(degrees: i64) -> Self {
        match degrees.rem_euclid(360) {
            90 => Self::Quarter,
            180 => Self::Half,
            270 => Self::ThreeQuarters,
            _ => Self::None,
        }
    }
}

/// What a page has from its ancestors unless it says otherwise.
#[derive(Clone, Copy, Debug, Default)]
struct Inherited {
    media: Option<Rectangle>,
    crop: Option<Rectangle>,
    turn: Turn,
}

impl Inherited {
    fn overridden(mut self, document: &Document<'_>, node: &Dictionary) -> Self {
        let rectangle = |key| Rectangle::read(document, node.find(key)?);
        self.media = rectangle("MediaBox").or(self.media);
        self.crop = rectangle("CropBox").or(self.crop);
        if let Ok(Object::Integer(degrees)) = document.value(node, "Rotate") {
            self.turn = Turn::of_degrees(degrees);
        }
        self
    }

    fn shown(&self) -> Rectangle {
        let media = self.media.unwrap_or(A4);
        let crop = self.crop.unwrap_or(media);
        crop.intersection(&media)
    }
}

/// A leaf of the page tree.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) reference: Reference,
    pub(super) dictionary: Dictionary,
    /// What of it is shown: the crop box within the media box, not turned.
    pub(super) shown: Rectangle,
    pub(super) turn: Turn,
}

/// The page with this index, counted from 0 as viewers count.
pub(super) fn page(document: &Document<'_>, index: u32) -> Result<Page, Error> {
    find(document, |at, _| at == index)
}

/// The page that is this object.
pub(super) fn page_of(document: &Document<'_>, reference: Reference) -> Result<Page, Error> {
    find(document, |_, page| page == Some(reference))
}

/// Walks the tree depth first; a node that is missing or met again is passed over, as viewers do.
fn find(
    document: &Document<'_>,
    is_wanted: impl Fn(u32, Option<Reference>) -> bool,
) -> Result<Page, Error> {
    let root = document.catalog()?.find("Pages").cloned();
    let mut waiting = vec![(root.ok_or(Error::NoPage)?, Inherited::default(), 0)];
    let mut seen = HashSet::new();
    let mut index = 0_u32;
    while let Some((node, inherited, depth)) = waiting.pop() {
        let reference = node.as_reference();
        if reference.is_some_and(|reference| !seen.insert(reference)) {
            continue;
        }
        let Object::Dictionary(dictionary) = document.resolve(&node)? else {
            continue;
        };
        let inherited = inherited.overridden(document, &dictionary);
        match document.value(&dictionary, "Kids")? {
            Object::Array(kids) if depth < MAX_DEPTH => {
                let kids = kids.into_iter().rev();
                waiting.extend(kids.map(|kid| (kid, inherited, depth + 1)));
            }
            Object::Null if dictionary.is_type("Page") || dictionary.find("Parent").is_some() => {
                if is_wanted(index, reference) {
                    return Ok(Page {
                        reference: reference.ok_or(Error::Malformed("a page by itself"))?,
                        dictionary,
                        shown: inherited.shown(),
                        turn: inherited.turn,
                    });
                }
                index = index.saturating_add(1);
            }
            _ => {}
        }
    }
    match index {
        0 => Err(Error::NoPage),
        _ => Err(Error::NoSuchPage),
    }
}

/// The resources of a page, its own or the nearest ancestor's.
pub(super) fn resources(document: &Document<'_>, page: &Page) -> Result<Object, Error> {
    let mut node = page.dictionary.clone();
    for _ in 0..MAX_DEPTH {
        if let Some(resources) = node.find("Resources") {
            return Ok(resources.clone());
        }
        match document.dictionary(&node, "Parent")? {
            Some(parent) => node = parent,
            None => break,
        }
    }
    Ok(Object::Dictionary(Dictionary::default()))
}
