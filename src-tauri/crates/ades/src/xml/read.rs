//! Reading: XML 1.0 (fifth edition) with namespaces, without document types, in one pass and
//! without recursion.

use std::collections::{HashMap, HashSet};

use super::error::{Error, Limit, Position};
use super::limits::Limits;
use super::tree::{
    AttributeData, Declaration, Document, ElementData, Kind, NO_NAMESPACE, Name, Node, NodeId,
    Span, XML_NAMESPACE, XML_NAMESPACE_INDEX,
};
use super::{name, text};

const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

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

/// An attribute or a declaration before its prefix is resolved.
struct Raw {
    name: Span,
    prefix_length: u32,
    value: Span,
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

    /// A qualified name; returns it with the length of its prefix.
    fn qualified_name(&mut self) -> Result<(Span, u32), Error> {
        let start = self.at;
        let length = name::name_length(self.rest());
        let found = self.document.slice(Span::new(start, start + length));
        let Some(prefix_length) = name::prefix_length(found) else {
            return Err(self.unexpected("a name expected"));
        };
        self.at += length;
        Ok((Span::new(start, self.at), prefix_length as u32))
    }

    fn end_tag(&mut self) -> Result<(), Error> {
        let start = self.at;
        self.at += 2;
        let Some(id) = self.open.pop() else {
            return Err(self.syntax("an end tag without its start tag", start));
        };
        let wanted = self.document.qualified_name(id).unwrap_or_default();
        let after = self.rest().strip_prefix(wanted);
        match after {
            Some(after) if after.starts_with(['>', ' ', '\t', '\r', '\n']) => {}
            _ => return Err(self.unexpected("an end tag that does not fit its start tag")),
        }
        self.at += wanted.len();
        self.skip_space();
        if self.peek() != Some(b'>') {
            return Err(self.unexpected("> expected"));
        }
        self.at += 1;
        self.close(id, start);
        Ok(())
    }

    /// Ends an element whose end tag begins at `content_end` and ends at the place reached.
    fn close(&mut self, id: NodeId, content_end: usize) {
        let subtree_end = self.document.nodes.len() as u32;
        let end = self.at as u32;
        let Some(node) = self.document.nodes.get_mut(id.0 as usize) else {
            return;
        };
        node.subtree_end = subtree_end;
        node.span.end = end;
        let Kind::Element(index) = node.kind else {
            return;
        };
        let Some(element) = self.document.elements.get_mut(index as usize) else {
            return;
        };
        element.content.end = content_end as u32;
        let element = *element;
        for declaration in self.document.declarations_of(&element) {
            if let Some(bindings) = self.scope.get_mut(self.document.slice(declaration.prefix)) {
                bindings.pop();
            }
            self.in_scope -= 1;
        }
    }

    fn start_tag(&mut self) -> Result<(), Error> {
        let start = self.at;
        self.at += 1;
        let (name, prefix_length) = self.qualified_name()?;
        if self.open.len() >= self.limits.depth {
            return Err(Error::Limit(Limit::Depth));
        }
        let mut attributes = Vec::new();
        let mut declarations = Vec::new();
        let is_empty_tag = loop {
            let spaced = self.skip_space();
            match self.peek() {
                Some(b'>') => {
                    self.at += 1;
                    break false;
                }
                Some(b'/') if self.rest().starts_with("/>") => {
                    self.at += 2;
                    break true;
                }
                _ if !spaced => return Err(self.unexpected("white space or > expected")),
                _ => {}
            }
            let raw = self.attribute()?;
            let is_declaration = match raw.prefix_length {
                0 => self.document.slice(raw.name) == "xmlns",
                length => length == 5 && self.document.slice(raw.name).starts_with("xmlns:"),
            };
            if is_declaration {
                declarations.push(raw)
            } else {
                attributes.push(raw)
            }
            if attributes.len() + declarations.len() > self.limits.attributes_per_element
                || self.document.attributes.len() + self.document.declarations.len()
                    >= self.limits.attributes
            {
                return Err(Error::Limit(Limit::Attributes));
            }
        };
        let declarations = self.declare(&declarations)?;
        let name = self.resolve(name, prefix_length, true)?;
        let attributes = self.resolve_attributes(&attributes)?;
        let element = ElementData {
            name,
            attributes,
            declarations,
            content: Span::new(self.at, self.at),
            is_empty_tag,
        };
        let kind = Kind::Element(self.document.elements.len() as u32);
        let id = self.push(kind, Span::new(start, self.at))?;
        self.document.elements.push(element);
        if self.open.is_empty() {
            self.has_root = true;
            self.document.root = id;
        }
        if is_empty_tag {
            self.close(id, self.at);
        } else {
            self.open.push(id);
        }
        Ok(())
    }

    fn attribute(&mut self) -> Result<Raw, Error> {
        let (name, prefix_length) = self.qualified_name()?;
        let value = self.quoted()?;
        let raw = self.document.slice(value);
        if let Some(found) = raw.find('<') {
            return Err(self.syntax("< inside an attribute value", value.start as usize + found));
        }
        self.check_references(raw, value.start as usize)?;
        Ok(Raw {
            name,
            prefix_length,
            value,
        })
    }

    /// Brings the declarations of an element into force (Namespaces in XML 1.0 §3, §5).
    fn declare(&mut self, declarations: &[Raw]) -> Result<Span, Error> {
        let first = self.document.declarations.len();
        let mut seen = HashSet::new();
        for raw in declarations {
            let at = raw.name.start as usize;
            let skip = if raw.prefix_length == 0 { 5 } else { 6 };
            let prefix = Span {
                start: raw.name.start + skip,
                end: raw.name.end,
            };
            let prefix_name = self.document.slice(prefix);
            let namespace = text::attribute_value(self.document.slice(raw.value));
            let is_wrong = match prefix_name {
                "xml" => namespace != XML_NAMESPACE,
                "xmlns" => true,
                _ => {
                    namespace == XML_NAMESPACE
                        || namespace == XMLNS_NAMESPACE
                        || (namespace.is_empty() && !prefix_name.is_empty())
                }
            };
            if is_wrong {
                return Err(self.syntax("a namespace declaration that is not allowed", at));
            }
            if !seen.insert(prefix_name) {
                return Err(self.syntax("a namespace prefix declared twice", at));
            }
            let namespace = match self.interned.get(namespace.as_ref()) {
                Some(&index) => index,
                None => {
                    let index = self.document.namespaces.len() as u32;
                    self.document
                        .namespaces
                        .push(namespace.clone().into_owned());
                    self.interned.insert(namespace.into_owned(), index);
                    index
                }
            };
            let bindings = self.scope.entry(prefix_name).or_default();
            let is_redundant = bindings.last().copied().unwrap_or(NO_NAMESPACE) == namespace;
            bindings.push(namespace);
            self.in_scope += 1;
            self.document.declarations.push(Declaration {
                prefix,
                namespace,
                is_redundant,
            });
        }
        if self.in_scope > self.limits.namespaces_in_scope {
            return Err(Error::Limit(Limit::Namespaces));
        }
        Ok(Span::new(first, self.document.declarations.len()))
    }

    fn resolve(&self, span: Span, prefix_length: u32, is_element: bool) -> Result<Name, Error> {
        let mut name = Name {
            span,
            prefix_length,
            namespace: NO_NAMESPACE,
        };
        if prefix_length == 0 && !is_element {
            return Ok(name);
        }
        let bound = self
            .scope
            .get(self.document.prefix(&name))
            .and_then(|bindings| bindings.last());
        name.namespace = match bound {
            Some(&namespace) => namespace,
            None if prefix_length == 0 => NO_NAMESPACE,
            None => {
                return Err(self.syntax(
                    "a namespace prefix that is not declared",
                    span.start as usize,
                ));
            }
        };
        Ok(name)
    }

    fn resolve_attributes(&mut self, raw: &[Raw]) -> Result<Span, Error> {
        let first = self.document.attributes.len();
        let mut seen = HashSet::new();
        for (index, attribute) in raw.iter().enumerate() {
            let name = self.resolve(attribute.name, attribute.prefix_length, false)?;
            let key = (name.namespace, self.document.local_name(&name));
            let is_twice = if raw.len() <= 8 {
                let before = self
                    .document
                    .attributes
                    .get(first..first + index)
                    .unwrap_or_default();
                before
                    .iter()
                    .any(|it| (it.name.namespace, self.document.local_name(&it.name)) == key)
            } else {
                !seen.insert(key)
            };
            if is_twice {
                return Err(self.syntax("an attribute given twice", name.span.start as usize));
            }
            self.document.attributes.push(AttributeData {
                name,
                value: attribute.value,
            });
        }
        Ok(Span::new(first, self.document.attributes.len()))
    }
}

fn is_utf8(encoding: &str) -> bool {
    // ASCII is a part of UTF-8; a document that claims it and uses more is not harmed.
    ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(encoding))
}
