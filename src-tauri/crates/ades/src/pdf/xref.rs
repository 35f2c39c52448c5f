//! Cross-reference tables, streams and hybrids, and the chain of them (ISO 32000-2 §7.5.4, §7.5.8).

use std::collections::{HashMap, HashSet};

use super::document::{Work, indirect_at};
use super::error::Error;
use super::filter;
use super::object::{Dictionary, Object};
use super::parse::{Parser, find_last};

/// The most objects a document may have.
pub(super) const MAX_OBJECTS: usize = 1 << 22;
/// The most incremental updates a document may have.
const MAX_SECTIONS: usize = 4096;
/// How far from the end `startxref` is looked for.
const TAIL: usize = 2048;

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Free,
    /// At an absolute offset of the buffer.
    InFile {
        offset: usize,
        generation: u16,
    },
    InStream {
        container: u32,
        index: u32,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionKind {
    Table,
    Stream,
}

/// Everything that the chain of cross-reference sections says.
#[derive(Debug)]
pub(super) struct Xref {
    pub(super) entries: HashMap<u32, Entry>,
    /// Of the newest section.
    pub(super) trailer: Dictionary,
    pub(super) kind: SectionKind,
    /// Absolute offsets of the sections, newest first.
    pub(super) sections: Vec<usize>,
    /// What `startxref` says, relative to `base`.
    pub(super) base: usize,
    /// Rebuilt by looking for objects, because the sections could not be read.
    pub(super) repaired: bool,
}

impl Xref {
    /// The smallest number above all used ones.
    pub(super) fn next_number(&self) -> u64 {
        let size = self
            .trailer
            .find("Size")
            .and_then(Object::as_integer)
            .and_then(|size| u64::try_from(size).ok());
        let highest = self
            .entries
            .keys()
            .max()
            .map_or(0, |highest| u64::from(*highest) + 1);
        // A Size far beyond all entries is damage, not a promise.
        size.filter(|size| *size <= highest.saturating_add(MAX_OBJECTS as u64))
            .unwrap_or(0)
            .max(highest)
            .max(1)
    }

    pub(super) fn load(bytes: &[u8], header: usize, work: &Work) -> Result<Self, Error> {
        let start = startxref(bytes).ok_or(Error::Malformed("startxref"))?;
        match Self::load_from(bytes, header, start, work) {
            Err(Error::Malformed(_)) if header != 0 => Self::load_from(bytes, 0, start, work),
            other => other,
        }
    }

    fn load_from(bytes: &[u8], base: usize, start: usize, work: &Work) -> Result<Self, Error> {
        let mut entries: HashMap<u32, Entry> = HashMap::new();
        let mut newest: Option<(Dictionary, SectionKind)> = None;
        let mut sections = Vec::new();
        let mut seen = HashSet::new();
        let mut next = Some(
            base.checked_add(start)
                .ok_or(Error::Malformed("startxref"))?,
        );
        while let Some(at) = next {
            if !seen.insert(at) {
                return Err(Error::Malformed("loop of cross-reference sections"));
            }
            if sections.len() >= MAX_SECTIONS {
                return Err(Error::TooComplex);
            }
            let section = Section::read(bytes, base, at, work)?;
            for (number, entry) in section.entries {
                entries.entry(number).or_insert(entry);
            }
            if entries.len() > MAX_OBJECTS {
                return Err(Error::TooComplex);
            }
            sections.push(at);
            next = offset(&section.trailer, "Prev")?.map(|prev| base.saturating_add(prev));
            newest.get_or_insert((section.trailer, section.kind));
        }
        let (trailer, kind) = newest.ok_or(Error::Malformed("startxref"))?;
        Ok(Self {
            entries,
            trailer,
            kind,
            sections,
            base,
            repaired: false,
        })
    }
}

/// The offset that the last `startxref` names.
pub(super) fn startxref(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().saturating_sub(TAIL);
    let word = find_last(bytes.get(tail..)?, b"startxref", TAIL)?;
    let value = Parser::new(bytes, tail + word + b"startxref".len()).unsigned()?;
    usize::try_from(value).ok()
}

fn offset(trailer: &Dictionary, key: &str) -> Result<Option<usize>, Error> {
    match trailer.find(key) {
        None => Ok(None),
        Some(value) => value
            .as_integer()
            .and_then(|value| usize::try_from(value).ok())
            .map(Some)
            .ok_or(Error::Malformed("offset in a trailer")),
    }
}

struct Section {
    entries: HashMap<u32, Entry>,
    trailer: Dictionary,
    kind: SectionKind,
}

impl Section {
    fn read(bytes: &[u8], base: usize, at: usize, work: &Work) -> Result<Self, Error> {
        let mut parser = Parser::new(bytes, at);
        if !parser.keyword(b"xref") {
            return Self::read_stream(bytes, base, at, work);
        }
        let mut section = Self::read_table(&mut parser, base)?;
        work.charge(parser.position().saturating_sub(at))?;
        if let Some(hidden) = offset(&section.trailer, "XRefStm")? {
            // Objects in object streams are listed as free in the table of a hybrid (§7.5.8.4).
            let stream = Self::read_stream(bytes, base, base.saturating_add(hidden), work)?;
            for (number, entry) in stream.entries {
                let known = section.entries.entry(number).or_insert(entry);
                if *known == Entry::Free {
                    *known = entry;
                }
            }
        }
        Ok(section)
    }

    fn read_table(parser: &mut Parser<'_>, base: usize) -> Result<Self, Error> {
        let wrong = Error::Malformed("cross-reference table");
        let mut entries = HashMap::new();
        while !parser.keyword(b"trailer") {
            let (Some(first), Some(count)) = (parser.unsigned(), parser.unsigned()) else {
                return Err(wrong);
            };
            for number in first..first.saturating_add(count) {
                let (Some(offset), Some(generation)) = (parser.unsigned(), parser.unsigned())
                else {
                    return Err(wrong);
                };
                let in_use = parser.keyword(b"n");
                if !in_use && !parser.keyword(b"f") {
                    return Err(wrong);
                }
                let number = u32::try_from(number).map_err(|_| wrong.clone())?;
                let generation = u16::try_from(generation).unwrap_or(u16::MAX);
                let entry = match usize::try_from(offset) {
                    Ok(offset) if in_use && offset != 0 => Entry::InFile {
                        offset: base.saturating_add(offset),
                        generation,
                    },
                    _ => Entry::Free,
                };
                entries.entry(number).or_insert(entry);
                if entries.len() > MAX_OBJECTS {
                    return Err(Error::TooComplex);
                }
            }
        }
        match parser.object()? {
            Object::Dictionary(trailer) => Ok(Self {
                entries,
                trailer,
                kind: SectionKind::Table,
            }),
            _ => Err(Error::Malformed("trailer")),
        }
    }

    fn read_stream(bytes: &[u8], base: usize, at: usize, work: &Work) -> Result<Self, Error> {
        let wrong = Error::Malformed("cross-reference stream");
        let indirect = indirect_at(bytes, at, work, &|_| None)?;
        let (Object::Dictionary(trailer), Some(data)) = (indirect.value, indirect.stream) else {
            return Err(wrong);
        };
        if !trailer.is_type("XRef") {
            return Err(wrong);
        }
        let data = filter::decode(&trailer, data, work.left())?;
        work.charge(data.len())?;
        let numbers = |key| -> Option<Vec<usize>> {
            let items = trailer.find(key)?.as_array()?;
            items
                .iter()
                .map(|item| usize::try_from(item.as_integer()?).ok())
                .collect()
        };
        let widths = numbers("W").ok_or(wrong.clone())?;
        let &[kind, second, third] = widths.as_slice() else {
            return Err(wrong);
        };
        if widths.iter().any(|width| *width > 8) || kind + second + third == 0 {
            return Err(wrong);
        }
        let size = trailer
            .find("Size")
            .and_then(Object::as_integer)
            .and_then(|size| usize::try_from(size).ok());
        let index = numbers("Index")
            .or_else(|| Some(vec![0, size?]))
            .ok_or(wrong.clone())?;
        let mut rows = data.chunks_exact(kind + second + third);
        let mut entries = HashMap::new();
        for pair in index.chunks_exact(2) {
            let &[first, count] = pair else {
                return Err(wrong);
            };
            for (number, row) in (first..first.saturating_add(count)).zip(rows.by_ref()) {
                let (kind_bytes, rest) = row.split_at(kind);
                let (second_bytes, third_bytes) = rest.split_at(second);
                let kind = if kind == 0 { 1 } else { big_endian(kind_bytes) };
                let (second, third) = (big_endian(second_bytes), big_endian(third_bytes));
                let number = u32::try_from(number).map_err(|_| wrong.clone())?;
                let entry = match kind {
                    1 => usize::try_from(second).ok().map(|offset| Entry::InFile {
                        offset: base.saturating_add(offset),
                        generation: u16::try_from(third).unwrap_or(u16::MAX),
                    }),
                    2 => match (u32::try_from(second), u32::try_from(third)) {
                        (Ok(container), Ok(index)) => Some(Entry::InStream { container, index }),
                        _ => None,
                    },
                    _ => None,
                };
                entries
                    .entry(number)
                    .or_insert(entry.unwrap_or(Entry::Free));
                if entries.len() > MAX_OBJECTS {
                    return Err(Error::TooComplex);
                }
            }
        }
        Ok(Self {
            entries,
            trailer,
            kind: SectionKind::Stream,
        })
    }
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |value, byte| value << 8 | u64::from(*byte))
}
