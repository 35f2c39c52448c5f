//! Tags, and what prefixes stand for (Namespaces in XML 1.0).

use std::collections::HashSet;

use super::super::error::{Error, Limit};
use super::super::tree::{
    AttributeData, Declaration, ElementData, Kind, NO_NAMESPACE, Name, NodeId, Span, XML_NAMESPACE,
};
use super::super::{name, text};
use super::Reader;

const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// An attribute or a declaration before its prefix is resolved.
struct Raw {
    name: Span,
    prefix_length: u32,
    value: Span,
}

impl Reader<'_, '_> {
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

    pub(super) fn end_tag(&mut self) -> Result<(), Error> {
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

    pub(super) fn start_tag(&mut self) -> Result<(), Error> {
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
