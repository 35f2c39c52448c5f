//! Writes objects and the cross-reference section of an incremental update (ISO 32000-2 §7.5.6).

use std::collections::{BTreeMap, HashMap};

use super::document::Document;
use super::error::Error;
use super::object::{Dictionary, Object, Reference};
use super::xref::{Entry, SectionKind};

/// Appends the written form of `object`.
pub(super) fn write_object(output: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => output.extend_from_slice(b"null"),
        Object::Boolean(value) => output.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => output.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(text) => output.extend_from_slice(text),
        Object::Name(name) => write_name(output, name),
        Object::String(value) => write_literal(output, value),
        Object::HexString(value) => {
            output.push(b'<');
            output.extend_from_slice(hex::encode(value).as_bytes());
            output.push(b'>');
        }
        Object::Array(items) => {
            output.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index != 0 {
                    output.push(b' ');
                }
                write_object(output, item);
            }
            output.push(b']');
        }
        Object::Dictionary(dictionary) => {
            output.extend_from_slice(b"<<");
            for (key, value) in dictionary.iter() {
                write_name(output, key);
                output.push(b' ');
                write_object(output, value);
                output.push(b'\n');
            }
            output.extend_from_slice(b">>");
        }
        Object::Reference(reference) => {
            output.extend_from_slice(
                format!("{} {} R", reference.number, reference.generation).as_bytes(),
            );
        }
    }
}

fn write_name(output: &mut Vec<u8>, name: &[u8]) {
    output.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || b"!$&'*+,-.:;=?@^_`|~\"\\".contains(byte) {
            output.push(*byte);
        } else {
            output.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn write_literal(output: &mut Vec<u8>, value: &[u8]) {
    output.push(b'(');
    for byte in value {
        match byte {
            b'(' | b')' | b'\\' => output.extend_from_slice(&[b'\\', *byte]),
            b'\r' => output.extend_from_slice(b"\\r"),
            byte => output.push(*byte),
        }
    }
    output.push(b')');
}

/// A text string (ISO 32000-2 §7.9.2.2): ASCII as it is, anything else as UTF-16 with its mark.
pub(super) fn text_string(text: &str) -> Object {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        Object::String(text.as_bytes().to_vec())
    } else {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        Object::HexString(units.flat_map(u16::to_be_bytes).collect())
    }
}

/// What will be appended to a document: the objects, then one cross-reference section.
pub(super) struct Update<'d, 'a> {
    document: &'d Document<'a>,
    output: Vec<u8>,
    entries: BTreeMap<u32, Entry>,
    written: HashMap<u32, (usize, Object)>,
    next_number: u32,
}

impl<'d, 'a> Update<'d, 'a> {
    pub(super) fn of(document: &'d Document<'a>) -> Result<Self, Error> {
        let next_number =
            u32::try_from(document.xref.next_number()).map_err(|_| Error::TooComplex)?;
        let output = match document.bytes().last() {
            Some(b'\n') => Vec::new(),
            _ => b"\n".to_vec(),
        };
        Ok(Self {
            document,
            output,
            entries: BTreeMap::new(),
            written: HashMap::new(),
            next_number,
        })
    }

    /// A number nobody uses.
    pub(super) fn allocate(&mut self) -> Result<Reference, Error> {
        let reference = Reference::to(self.next_number);
        self.next_number = self.next_number.checked_add(1).ok_or(Error::TooComplex)?;
        Ok(reference)
    }

    /// Writes an object and returns where in the whole file its value begins.
    ///
    /// One object may serve as two lists at once, and then gets the same value twice; as two different things it
    /// cannot be updated.
    pub(super) fn put(&mut self, reference: Reference, value: Object) -> Result<usize, Error> {
        if let Some((start, written)) = self.written.get(&reference.number) {
            return if *written == value {
                Ok(*start)
            } else {
                Err(Error::Malformed("an object of two kinds"))
            };
        }
        self.start_object(reference);
        let start = self.position();
        write_object(&mut self.output, &value);
        self.output.extend_from_slice(b"\nendobj\n");
        self.written.insert(reference.number, (start, value));
        Ok(start)
    }

    /// Writes a stream; its data are encoded as `dictionary` says, its length is set here.
    pub(super) fn put_stream(
        &mut self,
        reference: Reference,
        mut dictionary: Dictionary,
        data: &[u8],
    ) -> Result<(), Error> {
        let length = i64::try_from(data.len()).map_err(|_| Error::TooLarge)?;
        dictionary.set("Length", Object::Integer(length));
        self.start_object(reference);
        self.end_stream(dictionary, data);
        Ok(())
    }

    fn end_stream(&mut self, dictionary: Dictionary, data: &[u8]) {
        write_object(&mut self.output, &Object::Dictionary(dictionary));
        self.output.extend_from_slice(b"\nstream\n");
        self.output.extend_from_slice(data);
        self.output.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn start_object(&mut self, reference: Reference) {
        let entry = Entry::InFile {
            offset: self.position(),
            generation: reference.generation,
        };
        self.entries.insert(reference.number, entry);
        let header = format!("{} {} obj\n", reference.number, reference.generation);
        self.output.extend_from_slice(header.as_bytes());
    }

    /// The offset in the whole file where the next byte goes.
    fn position(&self) -> usize {
        self.document.bytes().len() + self.output.len()
    }

    /// Writes the cross-reference section, of the kind the document has, and the end of the file.
    ///
    /// The section of a document that had to be repaired lists all objects and leads to no earlier section.
    pub(super) fn finish(mut self, identifier: [u8; 16]) -> Result<Vec<u8>, Error> {
        let xref = &self.document.xref;
        if xref.repaired {
            for (number, entry) in &xref.entries {
                self.entries.entry(*number).or_insert(*entry);
            }
        }
        let mut trailer = xref.trailer.clone();
        for key in [
            "Prev",
            "XRefStm",
            "Type",
            "W",
            "Index",
            "Filter",
            "DecodeParms",
            "Length",
            "DL",
            "F",
        ] {
            trailer.remove(key);
        }
        let first = match trailer.find("ID") {
            Some(Object::Array(pair)) => pair
                .first()
                .filter(|first| first.as_string().is_some())
                .cloned(),
            _ => None,
        };
        let second = Object::HexString(identifier.to_vec());
        trailer.set(
            "ID",
            Object::Array(vec![first.unwrap_or_else(|| second.clone()), second]),
        );
        if let Some(previous) = xref.sections.first() {
            let previous = previous
                .checked_sub(xref.base)
                .and_then(|offset| i64::try_from(offset).ok());
            trailer.set("Prev", Object::Integer(previous.ok_or(Error::TooLarge)?));
        }
        let streams = self
            .entries
            .values()
            .any(|entry| matches!(entry, Entry::InStream { .. }));
        let kind = if streams {
            SectionKind::Stream
        } else {
            xref.kind
        };
        let own = if kind == SectionKind::Stream {
            Some(self.allocate()?)
        } else {
            None
        };
        trailer.set("Size", Object::Integer(i64::from(self.next_number)));
        let start = self.position();
        match own {
            None => self.write_table(trailer),
            Some(reference) => self.write_stream(reference, trailer)?,
        }
        let offset = start - self.document.xref.base;
        self.output
            .extend_from_slice(format!("startxref\n{offset}\n%%EOF\n").as_bytes());
        Ok(self.output)
    }

    /// Runs of consecutive numbers: first and count.
    fn runs(&self) -> Vec<(u32, u32)> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for number in self.entries.keys() {
            match runs.last_mut() {
                Some((first, count)) if first.checked_add(*count) == Some(*number) => *count += 1,
                _ => runs.push((*number, 1)),
            }
        }
        runs
    }

    fn write_table(&mut self, trailer: Dictionary) {
        if self.document.xref.repaired {
            // A table without predecessor starts with the head of the free list.
            self.entries.insert(0, Entry::Free);
        }
        let mut table = String::from("xref\n");
        for (first, count) in self.runs() {
            table.push_str(&format!("{first} {count}\n"));
            for (_, entry) in self.entries.range(first..).take(count as usize) {
                let line = match entry {
                    Entry::InFile { offset, generation } => {
                        format!(
                            "{:010} {generation:05} n \n",
                            offset - self.document.xref.base
                        )
                    }
                    _ => "0000000000 65535 f \n".to_owned(),
                };
                table.push_str(&line);
            }
        }
        self.output.extend_from_slice(table.as_bytes());
        self.output.extend_from_slice(b"trailer\n");
        write_object(&mut self.output, &Object::Dictionary(trailer));
        self.output.push(b'\n');
    }

    fn write_stream(&mut self, reference: Reference, mut trailer: Dictionary) -> Result<(), Error> {
        self.start_object(reference);
        let mut rows = Vec::with_capacity(self.entries.len() * 9);
        for entry in self.entries.values() {
            let (kind, second, third): (u8, u32, u32) = match entry {
                Entry::Free => (0, 0, u32::from(u16::MAX)),
                Entry::InFile { offset, generation } => {
                    let offset = u32::try_from(offset - self.document.xref.base)
                        .map_err(|_| Error::TooLarge)?;
                    (1, offset, u32::from(*generation))
                }
                Entry::InStream { container, index } => (2, *container, *index),
            };
            rows.push(kind);
            rows.extend_from_slice(&second.to_be_bytes());
            rows.extend_from_slice(&third.to_be_bytes());
        }
        let index = self
            .runs()
            .into_iter()
            .flat_map(|(first, count)| [first, count]);
        let index = index
            .map(|number| Object::Integer(i64::from(number)))
            .collect();
        trailer.set("Type", Object::name("XRef"));
        trailer.set("W", Object::Array([1, 4, 4].map(Object::Integer).to_vec()));
        trailer.set("Index", Object::Array(index));
        trailer.set(
            "Length",
            Object::Integer(i64::try_from(rows.len()).map_err(|_| Error::TooLarge)?),
        );
        self.end_stream(trailer, &rows);
        Ok(())
    }
}
