//! Rebuilds the cross-reference data of a damaged document by looking for its objects.

use std::collections::HashMap;

use super::document::{Work, indirect_at, object_stream_members};
use super::error::Error;
use super::filter;
use super::object::{Dictionary, Object, Reference};
use super::parse::{Parser, find};
use super::xref::{Entry, MAX_OBJECTS, SectionKind, Xref};

/// Finds every `N G obj`; a later one replaces an earlier one of the same number.
pub(super) fn rebuild(bytes: &[u8], work: &Work) -> Result<Xref, Error> {
    work.charge(bytes.len())?;
    let mut entries = HashMap::new();
    let mut kind = SectionKind::Table;
    let mut trailer = None;
    let mut catalog = None;
    let mut at = 0;
    while let Some(word) = find(bytes, b"obj", at) {
        at = word + 3;
        let Some((offset, reference)) = header_before(bytes, word) else {
            continue;
        };
        entries.insert(
            reference.number,
            Entry::InFile {
                offset,
                generation: reference.generation,
            },
        );
        if entries.len() > MAX_OBJECTS {
            return Err(Error::TooComplex);
        }
        let object = match indirect_at(bytes, offset, work, &|_| None) {
            Ok(object) => object,
            Err(Error::TooComplex) => return Err(Error::TooComplex),
            Err(_) => continue,
        };
        let Object::Dictionary(dictionary) = object.value else {
            continue;
        };
        if let Some(data) = object.stream {
            // What looks like an object inside a stream's data is none.
            at = at.max(offset_after(bytes, data));
            if dictionary.is_type("ObjStm") {
                kind = SectionKind::Stream;
                let inside = add_members(&mut entries, reference.number, &dictionary, data, work)?;
                catalog = inside.or(catalog);
            }
        }
        if dictionary.is_type("XRef") && dictionary.find("Root").is_some() {
            trailer = Some(dictionary);
        } else if dictionary.is_type("Catalog") {
            catalog = Some(reference);
        }
    }
    if let Some(written) = last_trailer(bytes, work)? {
        trailer = Some(written);
    }
    let trailer = match (trailer, catalog) {
        (Some(trailer), _) => trailer,
        (None, Some(root)) => Dictionary::from([("Root", Object::Reference(root))]),
        (None, None) => return Err(Error::Malformed("no trailer and no catalog")),
    };
    Ok(Xref {
        entries,
        trailer,
        kind,
        sections: Vec::new(),
        base: 0,
        repaired: true,
    })
}

/// The end of `data` as an offset of the `bytes` it is a slice of.
fn offset_after(bytes: &[u8], data: &[u8]) -> usize {
    (data.as_ptr() as usize)
        .saturating_sub(bytes.as_ptr() as usize)
        .saturating_add(data.len())
}

/// Reads `N G ` backwards from `obj`.
fn header_before(bytes: &[u8], word: usize) -> Option<(usize, Reference)> {
    let mut at = word;
    let step = |at: usize, accept: fn(u8) -> bool| {
        let mut at = at;
        // A header is short; a longer run is something else.
        for _ in 0..20 {
            match at.checked_sub(1).and_then(|before| bytes.get(before)) {
                Some(byte) if accept(*byte) => at -= 1,
                _ => break,
            }
        }
        at
    };
    for _ in 0..2 {
        let digits_end = step(at, super::parse::is_white);
        let digits = step(digits_end, |byte| byte.is_ascii_digit());
        if digits == digits_end || digits_end == at {
            return None;
        }
        at = digits;
    }
    let mut parser = Parser::new(bytes, at);
    parser.object_header().map(|reference| (at, reference))
}

/// Adds what an object stream holds, and returns the catalog if it is there.
fn add_members(
    entries: &mut HashMap<u32, Entry>,
    container: u32,
    dictionary: &Dictionary,
    data: &[u8],
    work: &Work,
) -> Result<Option<Reference>, Error> {
    let data = match filter::decode(dictionary, data, work.left()) {
        Ok(data) => data,
        Err(Error::TooComplex) => return Err(Error::TooComplex),
        Err(_) => return Ok(None),
    };
    work.charge(data.len())?;
    let mut catalog = None;
    for (index, (number, offset)) in object_stream_members(dictionary, &data)
        .into_iter()
        .flatten()
        .enumerate()
    {
        let index = u32::try_from(index).map_err(|_| Error::TooComplex)?;
        entries.insert(number, Entry::InStream { container, index });
        if entries.len() > MAX_OBJECTS {
            return Err(Error::TooComplex);
        }
        let mut parser = Parser::new(&data, offset);
        let parsed = parser.object();
        work.charge(parser.position().saturating_sub(offset))?;
        match parsed {
            Ok(Object::Dictionary(member)) if member.is_type("Catalog") => {
                catalog = Some(Reference::to(number))
            }
            _ => {}
        }
    }
    Ok(catalog)
}

/// The last `trailer` that names a catalog.
fn last_trailer(bytes: &[u8], work: &Work) -> Result<Option<Dictionary>, Error> {
    work.charge(bytes.len())?;
    let mut found = None;
    let mut at = 0;
    while let Some(word) = find(bytes, b"trailer", at) {
        at = word + b"trailer".len();
        let mut parser = Parser::new(bytes, at);
        let parsed = parser.object();
        work.charge(parser.position().saturating_sub(at))?;
        match parsed {
            Ok(Object::Dictionary(dictionary)) if dictionary.find("Root").is_some() => {
                found = Some(dictionary)
            }
            _ => {}
        }
    }
    Ok(found)
}
