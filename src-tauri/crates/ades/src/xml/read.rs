//! Reading: XML 1.0 (fifth edition) with namespaces, without document types, in one pass and
//! without recursion.

mod tag;

use std::collections::HashMap;

use super::error::{Error, Limit, Position};
use super::limits::Limits;
use super::tree::{
    Document, Kind, NO_NAMESPACE, Node, NodeId, Span, XML_NAMESPACE, XML_NAMESPACE_INDEX,
};
use super::{name, text};

impl<'a> Document<'a> {
    /// Reads a document within the [default limits](Limits::DEFAULT).
    pub fn read(source: &'a [u8]) -> Result<Self, Error> {
        Self::read_within(source, &Limits::DEFAULT)
    }

    /// Reads a document within the given limits.
    pub fn read_within(source: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        if source.len() > limits.bytes.min(u32::MAX as usize - 8) {
            return Err(Error::Limit(Limit::Bytes));
        }
        let unmarked = source.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(source);
        let text = core::str::from_utf8(unmarked).map_err(|_| Error::Encoding)?;
        let mut reader = Reader::new(text, source.len() - unmarked.len(), limits);
        reader.check_characters()?;
        reader.declaration()?;
        reader.content()?;
        Ok(reader.document)
    }
}

struct Reader<'a, 'l> {
    text: &'a str,
    at: usize,
    limits: &'l Limits,
    document: Document<'a>,
    has_root: bool,
    open: Vec<NodeId>,
    /// Bindings in force, innermost last.
    scope: HashMap<&'a str, Vec<u32>>,
    in_scope: usize,
    interned: HashMap<String, u32>,
}

impl<'a, 'l> Reader<'a, 'l> {
    fn new(text: &'a str, mark: usize, limits: &'l Limits) -> Self {
        Self {
            text,
            at: 0,
            limits,
            document: Document {
                text,
                mark,
                nodes: Vec::new(),
                elements: Vec::new(),
                attributes: Vec::new(),
                declarations: Vec::new(),
                namespaces: vec![String::new(), XML_NAMESPACE.to_owned()],
                root: NodeId(0),
            },
            has_root: false,
            open: Vec::new(),
            scope: HashMap::from([("xml", vec![XML_NAMESPACE_INDEX])]),
            in_scope: 0,
            interned: HashMap::from([
                (String::new(), NO_NAMESPACE),
                (XML_NAMESPACE.to_owned(), XML_NAMESPACE_INDEX),
            ]),
        }
    }

    fn position(&self, offset: usize) -> Position {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |found| found + 1);
        let lines = before.bytes().filter(|&byte| byte == b'\n').count();
        let columns = before
            .get(line_start..)
            .map_or(0, |line| line.chars().count());
        Position {
            line: lines as u32 + 1,
            column: columns as u32 + 1,
        }
    }

    fn syntax(&self, what: &'static str, offset: usize) -> Error {
        Error::Syntax {
            what,
            at: self.position(offset),
        }
    }

    fn ended(&self) -> Error {
        Error::UnexpectedEnd(self.position(self.text.len()))
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Offset of the next occurrence of `wanted` at or after the place reached.
    fn find(&self, wanted: &str) -> Result<usize, Error> {
        self.rest()
            .find(wanted)
            .map(|found| self.at + found)
            .ok_or_else(|| self.ended())
    }

    fn skip_space(&mut self) -> bool {
        let start = self.at;
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.at > start
    }

    /// Every character is checked once, wherever it stands.
    fn check_characters(&self) -> Result<(), Error> {
        let bytes = self.text.as_bytes();
        let wrong = bytes.iter().enumerate().find(|&(at, &byte)| match byte {
            b'\t' | b'\n' | b'\r' | b' '..0xEF | 0xF0.. => false,
            0xEF => {
                bytes.get(at + 1) == Some(&0xBF) && matches!(bytes.get(at + 2), Some(0xBE | 0xBF))
            }
            _ => true,
        });
        match wrong {
            Some((at, _)) => Err(self.syntax("a character that XML does not allow", at)),
            None => Ok(()),
        }
    }

    fn declaration(&mut self) -> Result<(), Error> {
        let Some(after) = self.text.strip_prefix("<?xml") else {
            return Ok(());
        };
        if !after.starts_with([' ', '\t', '\r', '\n']) {
            return Ok(());
        }
        self.at = 5;
        let mut expected = ["version", "encoding", "standalone"].as_slice();
        loop {
            let spaced = self.skip_space();
            if self.rest().starts_with("?>") {
                self.at += 2;
                break;
            }
            let start = self.at;
            let name_end = name::name_length(self.rest()) + start;
            let name = self.text.get(start..name_end).unwrap_or_default();
            let place = expected
                .iter()
                .position(|&it| it == name)
                // The version comes first and is required.
                .filter(|&place| spaced && (place == 0 || expected.len() < 3));
            let Some(place) = place else {
                return Err(self.syntax("a wrong XML declaration", start));
            };
            expected = expected.get(place + 1..).unwrap_or_default();
            self.at = name_end;
            let value = self.quoted()?;
            match (name, self.document.slice(value)) {
                ("version", "1.0") | ("standalone", "yes" | "no") => {}
                ("version", _) => return Err(Error::Version),
                ("encoding", named) if is_utf8(named) => {}
                ("encoding", _) => return Err(Error::Encoding),
                _ => return Err(self.syntax("a wrong XML declaration", start)),
            }
        }
        if expected.len() == 3 {
            return Err(self.syntax("the XML declaration names no version", self.at));
        }
        Ok(())
    }

    fn content(&mut self) -> Result<(), Error> {
        loop {
            if self.open.is_empty() {
                self.skip_space();
                if self.at >= self.text.len() {
                    break;
                }
                if self.peek() != Some(b'<') {
                    return Err(self.syntax("text outside of the document element", self.at));
                }
            } else {
                self.character_data()?;
            }
            let rest = self.rest();
            if rest.starts_with("</") {
                self.end_tag()?;
            } else if rest.starts_with("<!--") {
                self.comment()?;
            } else if rest.starts_with("<?") {
                self.instruction()?;
            } else if rest.starts_with("<![CDATA[") && !self.open.is_empty() {
                self.at += 9;
                let end = self.find("]]>")?;
                self.push(Kind::CharacterData, Span::new(self.at, end))?;
                self.at = end + 3;
            } else if rest.starts_with("<!DOCTYPE") && self.open.is_empty() && !self.has_root {
                return Err(Error::DocumentType(self.position(self.at)));
            } else if rest.starts_with("<!") {
                return Err(self.syntax("unknown markup", self.at));
            } else if self.open.is_empty() && self.has_root {
                return Err(self.syntax("a second document element", self.at));
            } else {
                self.start_tag()?;
            }
        }
        if self.has_root {
            Ok(())
        } else {
            Err(self.ended())
        }
    }

    fn push(&mut self, kind: Kind, span: Span) -> Result<NodeId, Error> {
        let index = self.document.nodes.len();
        if index >= self.limits.nodes {
            return Err(Error::Limit(Limit::Nodes));
        }
        self.document.nodes.push(Node {
            kind,
            parent: self.open.last().map_or(u32::MAX, |parent| parent.0),
            subtree_end: index as u32 + 1,
            span,
        });
        Ok(NodeId(index as u32))
    }

    /// Text up to the next `<`, which must come since an element is open.
    fn character_data(&mut self) -> Result<(), Error> {
        let start = self.at;
        let length = self
            .rest()
            .bytes()
            .position(|byte| byte == b'<')
            .ok_or_else(|| self.ended())?;
        if length == 0 {
            return Ok(());
        }
        self.at += length;
        let span = Span::new(start, self.at);
        let raw = self.document.slice(span);
        if let Some(found) = raw.find("]]>") {
            return Err(self.syntax("]]> outside of a CDATA section", start + found));
        }
        self.check_references(raw, start)?;
        self.push(Kind::Text, span)?;
        Ok(())
    }

    fn check_references(&self, raw: &str, start: usize) -> Result<(), Error> {
        for (found, _) in raw.match_indices('&') {
            let rest = raw.get(found..).unwrap_or_default();
            if text::reference(rest).is_some() {
                continue;
            }
            let name = name::name_length(rest.get(1..).unwrap_or_default());
            return Err(
                if name > 0 && rest.as_bytes().get(name + 1) == Some(&b';') {
                    Error::UnknownEntity(self.position(start + found))
                } else {
                    self.syntax("a malformed reference", start + found)
                },
            );
        }
        Ok(())
    }

    fn comment(&mut self) -> Result<(), Error> {
        let start = self.at + 4;
        self.at = start;
        let end = self.find("--")?;
        if self.text.as_bytes().get(end + 2) != Some(&b'>') {
            return Err(if end + 2 >= self.text.len() {
                self.ended()
            } else {
                self.syntax("-- inside a comment", end)
            });
        }
        self.push(Kind::Comment, Span::new(start, end))?;
        self.at = end + 3;
        Ok(())
    }

    fn instruction(&mut self) -> Result<(), Error> {
        let start = self.at + 2;
        self.at = start;
        let end = self.find("?>")?;
        let body = self.document.slice(Span::new(start, end));
        let target_length = name::name_length(body);
        let target = body.get(..target_length).unwrap_or_default();
        let spaced = body.get(target_length..).unwrap_or_default();
        if target.is_empty()
            || target.contains(':')
            || target.eq_ignore_ascii_case("xml")
            || !(spaced.is_empty() || spaced.starts_with([' ', '\t', '\r', '\n']))
        {
            return Err(self.syntax("a wrong processing instruction", start));
        }
        self.push(Kind::Instruction, Span::new(start, end))?;
        self.at = end + 2;
        Ok(())
    }

    /// `= "value"` with the place standing after the name; returns what is between the quotes.
    fn quoted(&mut self) -> Result<Span, Error> {
        self.skip_space();
        if self.peek() != Some(b'=') {
            return Err(self.unexpected("= expected"));
        }
        self.at += 1;
        self.skip_space();
        let Some(quote @ (b'"' | b'\'')) = self.peek() else {
            return Err(self.unexpected("a quoted value expected"));
        };
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|&byte| byte == quote)
            .ok_or_else(|| self.ended())?;
        self.at = start + length + 1;
        Ok(Span::new(start, start + length))
    }

    /// A syntax error here, unless the document simply stops.
    fn unexpected(&self, what: &'static str) -> Error {
        if self.at >= self.text.len() {
            self.ended()
        } else {
            self.syntax(what, self.at)
        }
    }
}

fn is_utf8(encoding: &str) -> bool {
    // ASCII is a part of UTF-8; a document that claims it and uses more is not harmed.
    ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(encoding))
}
