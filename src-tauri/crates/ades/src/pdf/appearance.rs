//! Takes the first page of one document into another as a Form XObject (ISO 32000-2 §8.10).

use std::collections::HashMap;

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::document::Document;
use super::error::Error;
use super::filter;
use super::object::{Dictionary, Object, Reference};
use super::pages::{self, Rectangle, Turn};
use super::write::Update;

/// The largest document that serves as an appearance, in bytes.
const MAX_SIZE: usize = 4 << 20;
/// The most that its page's content may inflate to, in bytes.
const MAX_CONTENT: usize = 16 << 20;
/// The most objects that are taken over.
const MAX_OBJECTS: usize = 4096;
/// zlib's usual effort.
const EFFORT: u8 = 6;

/// Writes the form and all that it needs. It will be seen upright in `place`, a rectangle of a page with
/// this `turn`.
///
/// A viewer stretches the `/BBox`, transformed by `/Matrix`, to the widget's `/Rect` (§12.5.5). So the
/// matrix turns against the page, and the box is made as wide or high as the place is, that nothing be
/// distorted.
pub(super) fn import(
    update: &mut Update<'_, '_>,
    appearance: &[u8],
    place: &Rectangle,
    turn: Turn,
) -> Result<Reference, Error> {
    match written(update, appearance, place, turn) {
        Err(Error::TooComplex | Error::TooLarge) => Err(Error::Appearance),
        Err(Error::Malformed(_) | Error::NotPdf | Error::NoPage) => Err(Error::Appearance),
        other => other,
    }
}

fn written(
    update: &mut Update<'_, '_>,
    appearance: &[u8],
    place: &Rectangle,
    turn: Turn,
) -> Result<Reference, Error> {
    if appearance.len() > MAX_SIZE {
        return Err(Error::Appearance);
    }
    let source = Document::open_strictly(appearance)?;
    let page = pages::page(&source, 0)?;
    let is_upright = page.turn == Turn::None;
    if source.is_encrypted() || !is_upright || page.shown.width() <= 0. || page.shown.height() <= 0.
    {
        return Err(Error::Appearance);
    }
    let (width, height) = match turn {
        Turn::None | Turn::Half => (place.width(), place.height()),
        Turn::Quarter | Turn::ThreeQuarters => (place.height(), place.width()),
    };
    let matrix = match turn {
        Turn::None => [1, 0, 0, 1, 0, 0],
        Turn::Quarter => [0, 1, -1, 0, 0, 0],
        Turn::Half => [-1, 0, 0, -1, 0, 0],
        Turn::ThreeQuarters => [0, -1, 1, 0, 0, 0],
    };
    let mut form = Dictionary::from([
        ("Type", Object::name("XObject")),
        ("Subtype", Object::name("Form")),
        ("BBox", widened(&page.shown, width / height).to_object()),
        (
            "Matrix",
            Object::Array(matrix.map(Object::Integer).to_vec()),
        ),
        ("Filter", Object::name("FlateDecode")),
    ]);
    let mut import = Import {
        source: &source,
        numbers: HashMap::new(),
        waiting: Vec::new(),
    };
    let resources = pages::resources(&source, &page)?;
    form.set("Resources", import.renumbered(update, resources)?);
    if let Some(group) = page.dictionary.find("Group") {
        form.set("Group", import.renumbered(update, group.clone())?);
    }
    import.copy_all(update)?;
    let content = compress_to_vec_zlib(&content(&source, &page.dictionary)?, EFFORT);
    let reference = update.allocate()?;
    update.put_stream(reference, form, &content)?;
    Ok(reference)
}

/// The box made wider or higher on both sides, for this ratio of width to height.
fn widened(shown: &Rectangle, ratio: f64) -> Rectangle {
    let across = (shown.height() * ratio - shown.width()).max(0.) / 2.;
    let up = (shown.width() / ratio - shown.height()).max(0.) / 2.;
    Rectangle {
        left: shown.left - across,
        bottom: shown.bottom - up,
        right: shown.right + across,
        top: shown.top + up,
    }
}

/// The content of a page, which may be in several streams: they are read as one (§7.8.2).
fn content(source: &Document<'_>, page: &Dictionary) -> Result<Vec<u8>, Error> {
    let streams = match page.find("Contents") {
        Some(Object::Reference(reference)) => match source.lookup(*reference)? {
            Some(object) if object.stream.is_some() => vec![Object::Reference(*reference)],
            Some(object) => object.value.as_array().unwrap_or_default().to_vec(),
            None => Vec::new(),
        },
        Some(Object::Array(items)) => items.clone(),
        _ => Vec::new(),
    };
    let mut content = Vec::new();
    for stream in streams.iter().filter_map(Object::as_reference) {
        let Some(object) = source.lookup(stream)? else {
            continue;
        };
        if let (Object::Dictionary(dictionary), Some(data)) = (&object.value, object.stream) {
            let left = MAX_CONTENT.saturating_sub(content.len());
            content.extend(filter::decode(dictionary, data, left)?);
            content.push(b'\n');
        }
    }
    Ok(content)
}

/// Objects of the source under new numbers.
struct Import<'s, 'b> {
    source: &'s Document<'b>,
    numbers: HashMap<Reference, Reference>,
    /// Numbered and not yet written.
    waiting: Vec<Reference>,
}

impl Import<'_, '_> {
    /// The object with every reference in it leading to the copy.
    fn renumbered(&mut self, update: &mut Update<'_, '_>, object: Object) -> Result<Object, Error> {
        Ok(match object {
            Object::Reference(reference) => {
                let known = self.numbers.get(&reference).copied();
                Object::Reference(match known {
                    Some(number) => number,
                    None if self.numbers.len() >= MAX_OBJECTS => return Err(Error::Appearance),
                    None => {
                        let number = update.allocate()?;
                        self.numbers.insert(reference, number);
                        self.waiting.push(reference);
                        number
                    }
                })
            }
            Object::Array(items) => {
                let items = items.into_iter().map(|item| self.renumbered(update, item));
                Object::Array(items.collect::<Result<_, _>>()?)
            }
            Object::Dictionary(dictionary) => {
                Object::Dictionary(self.renumbered_entries(update, &dictionary)?)
            }
            other => other,
        })
    }

    fn renumbered_entries(
        &mut self,
        update: &mut Update<'_, '_>,
        dictionary: &Dictionary,
    ) -> Result<Dictionary, Error> {
        let mut copy = Dictionary::default();
        for (key, value) in dictionary.iter() {
            copy.set_bytes(key, self.renumbered(update, value.clone())?);
        }
        Ok(copy)
    }

    /// Writes what is waiting, and what that leads to.
    fn copy_all(&mut self, update: &mut Update<'_, '_>) -> Result<(), Error> {
        while let Some(reference) = self.waiting.pop() {
            let Some(number) = self.numbers.get(&reference).copied() else {
                continue;
            };
            let object = self.source.lookup(reference)?;
            match object.map(|object| (object.value, object.stream)) {
                Some((Object::Dictionary(dictionary), Some(data))) => {
                    let dictionary = self.renumbered_entries(update, &dictionary)?;
                    update.put_stream(number, dictionary, data)?;
                }
                Some((Object::Dictionary(dictionary), None)) if is_structure(&dictionary) => {
                    update.put(number, Object::Null)?;
                }
                Some((value, None)) => {
                    let value = self.renumbered(update, value)?;
                    update.put(number, value)?;
                }
                _ => {
                    update.put(number, Object::Null)?;
                }
            }
        }
        Ok(())
    }
}

/// Pages and the catalog: through a reference back to them the whole document would come along.
fn is_structure(dictionary: &Dictionary) -> bool {
    let kinds = ["Page", "Pages", "Catalog", "StructElem", "StructTreeRoot"];
    kinds.iter().any(|kind| dictionary.is_type(kind))
}
