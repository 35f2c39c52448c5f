//! A document as a lazy view over its bytes: an object is parsed when it is looked up, a stream is a slice.
//!
//! All work is charged to one account, so that a hostile file costs time and memory in proportion to its size.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::error::Error;
use super::filter;
use super::object::{Dictionary, Object, Reference};
use super::parse::{Parser, find};
use super::repair;
use super::xref::{Entry, Xref};

/// The largest document that is read: 1 GiB.
pub const MAX_DOCUMENT_SIZE: usize = 1 << 30;
/// How far into the file `%PDF-` may be.
const HEADER_WITHIN: usize = 1024;
/// How many references to references are followed.
const MAX_INDIRECTIONS: usize = 16;

/// What reading may still cost, in bytes looked at or produced.
#[derive(Debug)]
pub(super) struct Work(Cell<usize>);

impl Work {
    /// To read a document of `size` bytes.
    fn for_size(size: usize) -> Self {
        Self(Cell::new(size.saturating_mul(16).saturating_add(64 << 20)))
    }

    /// To hash and compare the revisions of a document of `size` bytes: 64 of them, more when it is small.
    pub(super) fn for_revisions(size: usize) -> Self {
        Self(Cell::new(size.saturating_mul(64).saturating_add(256 << 20)))
    }

    pub(super) fn charge(&self, bytes: usize) -> Result<(), Error> {
        self.0
            .set(self.0.get().checked_sub(bytes).ok_or(Error::TooComplex)?);
        Ok(())
    }

    pub(super) fn left(&self) -> usize {
        self.0.get()
    }
}

/// An indirect object (ISO 32000-2 §7.3.10).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Indirect<'a> {
    pub(super) reference: Reference,
    pub(super) value: Object,
    /// The encoded data when it is a stream; `value` is its dictionary.
    pub(super) stream: Option<&'a [u8]>,
    /// It stands in the file itself, so that spans are places in the file.
    pub(super) in_file: bool,
}

impl Indirect<'_> {
    pub(super) fn is_xref_stream(&self) -> bool {
        let dictionary = self.value.as_dictionary();
        self.stream.is_some() && dictionary.is_some_and(|dictionary| dictionary.is_type("XRef"))
    }
}

/// Reads `N G obj …` at `at`. `length_of` looks up a `/Length` given by reference.
pub(super) fn indirect_at<'a>(
    bytes: &'a [u8],
    at: usize,
    work: &Work,
    length_of: &dyn Fn(Reference) -> Option<i64>,
) -> Result<Indirect<'a>, Error> {
    let mut parser = Parser::new(bytes, at);
    let reference = parser
        .object_header()
        .ok_or(Error::Malformed("object header"))?;
    let parsed = parser.object();
    // Each object costs something, however short: also the failed ones.
    work.charge(parser.position().saturating_sub(at).saturating_add(16))?;
    let value = parsed?;
    let stream = match &value {
        Object::Dictionary(dictionary) if parser.keyword(b"stream") => {
            let start = match parser.rest() {
                [b'\r', b'\n', ..] => parser.position() + 2,
                [b'\r' | b'\n', ..] => parser.position() + 1,
                _ => parser.position(),
            };
            let length = match dictionary.find("Length") {
                Some(Object::Reference(reference)) => length_of(*reference),
                other => other.and_then(Object::as_integer),
            };
            Some(stream_data(bytes, start, length, work)?)
        }
        _ => None,
    };
    Ok(Indirect {
        reference,
        value,
        stream,
        in_file: true,
    })
}

fn stream_data<'a>(
    bytes: &'a [u8],
    start: usize,
    length: Option<i64>,
    work: &Work,
) -> Result<&'a [u8], Error> {
    if let Some(length) = length.and_then(|length| usize::try_from(length).ok())
        && let Some(data) = start
            .checked_add(length)
            .and_then(|end| bytes.get(start..end))
        && Parser::new(bytes, start + length).keyword(b"endstream")
    {
        return Ok(data);
    }
    let end = find(bytes, b"endstream", start);
    work.charge(end.unwrap_or(bytes.len()).saturating_sub(start))?;
    let data = end
        .and_then(|end| bytes.get(start..end))
        .ok_or(Error::Malformed("stream without an end"))?;
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    Ok(data.strip_suffix(b"\r").unwrap_or(data))
}

#[derive(Debug)]
struct ObjectStream {
    data: Vec<u8>,
    /// Object number and offset into `data`.
    members: Vec<(u32, usize)>,
}

/// The state of a document after its last incremental update.
#[derive(Debug)]
pub(super) struct Document<'a> {
    bytes: &'a [u8],
    pub(super) xref: Xref,
    /// `(major, minor)` of the header.
    header_version: (u8, u8),
    work: Work,
    object_streams: RefCell<HashMap<u32, Rc<ObjectStream>>>,
}

impl<'a> Document<'a> {
    /// Opens a document; one whose cross-reference data is damaged is searched for objects instead.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        match Self::open_strictly(bytes) {
            Ok(document) if document.catalog().is_ok() => Ok(document),
            Err(error @ (Error::NotPdf | Error::TooLarge | Error::TooComplex)) => Err(error),
            Ok(_) | Err(_) => {
                let (_, header_version) = header(bytes)?;
                let work = Work::for_size(bytes.len());
                let xref = repair::rebuild(bytes, &work)?;
                let document = Self {
                    bytes,
                    xref,
                    header_version,
                    work,
                    object_streams: RefCell::default(),
                };
                document.catalog().map(|_| document)
            }
        }
    }

    /// Opens a document as its cross-reference data describes it.
    pub(super) fn open_strictly(bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_DOCUMENT_SIZE {
            return Err(Error::TooLarge);
        }
        let (header, header_version) = header(bytes)?;
        let work = Work::for_size(bytes.len());
        let xref = Xref::load(bytes, header, &work)?;
        Ok(Self {
            bytes,
            xref,
            header_version,
            work,
            object_streams: RefCell::default(),
        })
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.xref.trailer.find("Encrypt").is_some()
    }

    /// The object, or `None` where the document has none of that number and generation.
    pub(super) fn lookup(&self, reference: Reference) -> Result<Option<Indirect<'a>>, Error> {
        match self.xref.entries.get(&reference.number) {
            Some(Entry::InFile { offset, generation }) if *generation == reference.generation => {
                let indirect = indirect_at(self.bytes, *offset, &self.work, &|length| {
                    self.length(length)
                })?;
                if indirect.reference != reference {
                    return Err(Error::Malformed("an offset leads to another object"));
                }
                Ok(Some(indirect))
            }
            Some(Entry::InStream { container, index }) if reference.generation == 0 => {
                self.member(*container, *index, reference).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// A `/Length` given by reference: an integer in the file, no stream needed to read it.
    fn length(&self, reference: Reference) -> Option<i64> {
        match self.xref.entries.get(&reference.number)? {
            Entry::InFile { offset, .. } => {
                let indirect = indirect_at(self.bytes, *offset, &self.work, &|_| None).ok()?;
                indirect
                    .value
                    .as_integer()
                    .filter(|_| indirect.reference == reference)
            }
            _ => None,
        }
    }

    fn member(
        &self,
        container: u32,
        index: u32,
        reference: Reference,
    ) -> Result<Indirect<'a>, Error> {
        let stream = self.object_stream(container)?;
        let at_index = usize::try_from(index)
            .ok()
            .and_then(|index| stream.members.get(index));
        let offset = at_index
            .filter(|(number, _)| *number == reference.number)
            .or_else(|| {
                stream
                    .members
                    .iter()
                    .find(|(number, _)| *number == reference.number)
            })
            .map(|(_, offset)| *offset)
            .ok_or(Error::Malformed("object missing from its object stream"))?;
        let mut parser = Parser::new(&stream.data, offset);
        let parsed = parser.object();
        self.work
            .charge(parser.position().saturating_sub(offset).saturating_add(16))?;
        Ok(Indirect {
            reference,
            value: parsed?,
            stream: None,
            in_file: false,
        })
    }

    fn object_stream(&self, container: u32) -> Result<Rc<ObjectStream>, Error> {
        if let Some(known) = self.object_streams.borrow().get(&container) {
            return Ok(Rc::clone(known));
        }
        let wrong = Error::Malformed("object stream");
        let Some(Entry::InFile { offset, .. }) = self.xref.entries.get(&container) else {
            return Err(wrong);
        };
        let indirect = indirect_at(self.bytes, *offset, &self.work, &|length| {
            self.length(length)
        })?;
        let (Object::Dictionary(dictionary), Some(data)) = (&indirect.value, indirect.stream)
        else {
            return Err(wrong);
        };
        if indirect.reference.number != container || !dictionary.is_type("ObjStm") {
            return Err(wrong);
        }
        let data = filter::decode(dictionary, data, self.work.left())?;
        // The members' list and the data stay in memory: charged more than their bytes.
        self.work.charge(data.len().saturating_mul(2))?;
        let members = object_stream_members(dictionary, &data).ok_or(wrong)?;
        let stream = Rc::new(ObjectStream { data, members });
        self.object_streams
            .borrow_mut()
            .insert(container, Rc::clone(&stream));
        Ok(stream)
    }

    /// Follows references until a value, `Null` for what does not exist.
    pub(super) fn resolve(&self, object: &Object) -> Result<Object, Error> {
        let mut object = object.clone();
        for _ in 0..MAX_INDIRECTIONS {
            match object {
                Object::Reference(reference) => {
                    object = self
                        .lookup(reference)?
                        .map_or(Object::Null, |indirect| indirect.value);
                }
                value => return Ok(value),
            }
        }
        Err(Error::Malformed("references in a circle"))
    }

    /// The resolved value of a key, `Null` when absent.
    pub(super) fn value(&self, dictionary: &Dictionary, key: &str) -> Result<Object, Error> {
        dictionary
            .find(key)
            .map_or(Ok(Object::Null), |value| self.resolve(value))
    }

    /// The resolved value of a key when it is a dictionary.
    pub(super) fn dictionary(
        &self,
        dictionary: &Dictionary,
        key: &str,
    ) -> Result<Option<Dictionary>, Error> {
        match self.value(dictionary, key)? {
            Object::Dictionary(value) => Ok(Some(value)),
            _ => Ok(None),
        }
    }

    pub(super) fn root(&self) -> Result<Reference, Error> {
        let root = self
            .xref
            .trailer
            .find("Root")
            .and_then(Object::as_reference);
        root.ok_or(Error::Malformed("trailer without a catalog"))
    }

    pub(super) fn catalog(&self) -> Result<Dictionary, Error> {
        match self.lookup(self.root()?)?.map(|indirect| indirect.value) {
            Some(Object::Dictionary(catalog)) => Ok(catalog),
            _ => Err(Error::Malformed("catalog")),
        }
    }

    /// The version in force: the later of the header's and the catalog's.
    pub(super) fn version(&self, catalog: &Dictionary) -> (u8, u8) {
        let stated = catalog
            .find("Version")
            .and_then(Object::as_name)
            .and_then(version);
        stated.map_or(self.header_version, |stated| {
            stated.max(self.header_version)
        })
    }
}

/// Object number and offset into `data` of each member (ISO 32000-2 §7.5.7).
pub(super) fn object_stream_members(
    dictionary: &Dictionary,
    data: &[u8],
) -> Option<Vec<(u32, usize)>> {
    let number = |key| {
        dictionary
            .find(key)
            .and_then(Object::as_integer)
            .and_then(|value| usize::try_from(value).ok())
    };
    let (count, first) = (number("N")?, number("First")?);
    let mut parser = Parser::new(data.get(..first)?, 0);
    let mut members = Vec::new();
    for _ in 0..count {
        let member = u32::try_from(parser.unsigned()?).ok()?;
        let offset = usize::try_from(parser.unsigned()?).ok()?;
        members.push((member, first.checked_add(offset)?));
    }
    Some(members)
}

/// Where `%PDF-` stands and the version that follows it.
fn header(bytes: &[u8]) -> Result<(usize, (u8, u8)), Error> {
    let head = bytes
        .get(..bytes.len().min(HEADER_WITHIN))
        .unwrap_or_default();
    let at = find(head, b"%PDF-", 0).ok_or(Error::NotPdf)?;
    let text = head.get(at + 5..).unwrap_or_default();
    Ok((
        at,
        version(text.get(..3).unwrap_or_default()).unwrap_or((1, 0)),
    ))
}

fn version(text: &[u8]) -> Option<(u8, u8)> {
    match text {
        [major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9'] => Some((major - b'0', minor - b'0')),
        _ => None,
    }
}
