//! The objects of ISO 32000-2 §7.3 as values, with the place in the file each dictionary value was read from.

use std::ops::Range;

/// An object number and its generation (ISO 32000-2 §7.3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Reference {
    pub(super) number: u32,
    pub(super) generation: u16,
}

impl Reference {
    /// The first generation of `number`.
    pub(super) const fn to(number: u32) -> Self {
        Self {
            number,
            generation: 0,
        }
    }
}

/// Any object but a stream, which is an [`super::document::Indirect`].
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Boolean(bool),
    Integer(i64),
    /// A number that is no 64-bit integer, as it was written.
    Real(Vec<u8>),
    /// Without the solidus, `#xx` decoded.
    Name(Vec<u8>),
    /// Decoded.
    String(Vec<u8>),
    /// Decoded; written in hexadecimal.
    HexString(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    Reference(Reference),
}

impl Object {
    pub(super) fn name(value: &str) -> Self {
        Self::Name(value.as_bytes().to_vec())
    }

    /// A number, written with at most four decimals.
    pub(super) fn number(value: f64) -> Self {
        let text = format!("{value:.4}");
        Self::Real(text.trim_end_matches('0').trim_end_matches('.').into())
    }

    /// An integer or real number that is finite.
    pub(super) fn as_number(&self) -> Option<f64> {
        let value = match self {
            Self::Integer(value) => Some(*value as f64),
            Self::Real(text) => std::str::from_utf8(text).ok()?.parse().ok(),
            _ => None,
        };
        value.filter(|value: &f64| value.is_finite())
    }

    pub(super) fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn as_string(&self) -> Option<&[u8]> {
        match self {
            Self::String(value) | Self::HexString(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn as_dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn as_reference(&self) -> Option<Reference> {
        match self {
            Self::Reference(value) => Some(*value),
            _ => None,
        }
    }

    /// Calls `visit` for every reference inside, however deep.
    pub(super) fn references(&self, visit: &mut dyn FnMut(Reference)) {
        match self {
            Self::Reference(reference) => visit(*reference),
            Self::Array(items) => items.iter().for_each(|item| item.references(visit)),
            Self::Dictionary(dictionary) => {
                dictionary
                    .iter()
                    .for_each(|(_, value)| value.references(visit));
            }
            _ => {}
        }
    }
}

/// One entry as read: a dictionary of a file may hold the same key twice.
#[derive(Clone, Debug)]
struct Entry {
    key: Vec<u8>,
    value: Object,
    span: Range<usize>,
}

/// A dictionary in the order of the file. Equality ignores that order and the places.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    entries: Vec<Entry>,
    ambiguous: bool,
}

impl Dictionary {
    /// The value of `key`; `null` counts as absent (ISO 32000-2 §7.3.7).
    pub(super) fn find(&self, key: &str) -> Option<&Object> {
        self.entry(key.as_bytes())
            .map(|entry| &entry.value)
            .filter(|value| **value != Object::Null)
    }

    /// Where in the buffer that was parsed the value of `key` stands, delimiters included.
    pub(super) fn span(&self, key: &str) -> Option<Range<usize>> {
        self.entry(key.as_bytes()).map(|entry| entry.span.clone())
    }

    fn entry(&self, key: &[u8]) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// A key occurs twice, so that two readers may see two different dictionaries.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.ambiguous
    }

    pub(super) fn is_type(&self, name: &str) -> bool {
        self.find("Type").and_then(Object::as_name) == Some(name.as_bytes())
    }

    pub(super) fn set(&mut self, key: &str, value: Object) {
        self.set_bytes(key.as_bytes(), value);
    }

    pub(super) fn set_bytes(&mut self, key: &[u8], value: Object) {
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => entry.value = value,
            None => self.entries.push(Entry {
                key: key.to_vec(),
                value,
                span: 0..0,
            }),
        }
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.entries.retain(|entry| entry.key != key.as_bytes());
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.entries
            .iter()
            .map(|entry| (entry.key.as_slice(), &entry.value))
    }

    /// Built by the parser: entries in file order.
    pub(super) fn from_entries(read: Vec<(Vec<u8>, Object, Range<usize>)>) -> Self {
        let mut keys: Vec<&[u8]> = read.iter().map(|(key, ..)| key.as_slice()).collect();
        keys.sort_unstable();
        let ambiguous = keys.windows(2).any(|pair| pair.first() == pair.last());
        let entries = read
            .into_iter()
            .map(|(key, value, span)| Entry { key, value, span })
            .collect();
        Self { entries, ambiguous }
    }

    /// The keys whose values differ between the two, absent and `null` being the same.
    pub(super) fn differing_keys<'a>(&'a self, other: &'a Self) -> Vec<&'a [u8]> {
        let mut keys: Vec<&[u8]> = self
            .iter()
            .chain(other.iter())
            .map(|(key, _)| key)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let value = |dictionary: &'a Self, key: &[u8]| {
            dictionary
                .entry(key)
                .map(|entry| &entry.value)
                .filter(|value| **value != Object::Null)
        };
        keys.into_iter()
            .filter(|key| value(self, key) != value(other, key))
            .collect()
    }
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.ambiguous == other.ambiguous && self.differing_keys(other).is_empty()
    }
}

impl<const N: usize> From<[(&str, Object); N]> for Dictionary {
    fn from(entries: [(&str, Object); N]) -> Self {
        let mut dictionary = Self::default();
        for (key, value) in entries {
            dictionary.set(key, value);
        }
        dictionary
    }
}
