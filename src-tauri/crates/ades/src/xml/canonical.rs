//! Canonical XML 1.0, 1.1 and Exclusive XML Canonicalization 1.0, written as a stream.
//!
//! Node sets are those that references without XPath can name: the document or the subtree of one
//! element, with or without comments, less some whole subtrees. Every element of such a set but
//! the first has its parent in the set, which keeps the rules for inherited namespaces and `xml:`
//! attributes to that first element, the apex.

mod output;

use std::borrow::Cow;
use std::collections::HashMap;

use output::{NODE_COST, Output};

use super::error::Error;
use super::text;
use super::tree::{
    AttributeData, Declaration, Document, ElementData, Kind, NO_NAMESPACE, NodeId, Span,
    XML_NAMESPACE_INDEX,
};

/// A canonicalization method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Canonical XML 1.0.
    Inclusive,
    /// Canonical XML 1.1, except that it fails where `xml:base` would have to be recomputed.
    Inclusive11,
    /// Exclusive XML Canonicalization 1.0.
    Exclusive,
}

/// A canonicalization method with its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonicalization {
    /// The method.
    pub method: Method,
    /// Whether comments of the node set are written.
    pub with_comments: bool,
    /// Prefixes that the exclusive method treats as the inclusive one would; `#default` for the
    /// default namespace.
    pub inclusive_prefixes: Vec<String>,
}

impl Canonicalization {
    /// A method without parameters.
    pub const fn new(method: Method, with_comments: bool) -> Self {
        Self {
            method,
            with_comments,
            inclusive_prefixes: Vec::new(),
        }
    }

    /// The method that a URI names.
    pub fn from_uri(uri: &str) -> Option<Self> {
        let (uri, with_comments) = match uri.strip_suffix("WithComments") {
            Some(base) => (base.strip_suffix('#').unwrap_or(base), true),
            None => (uri, false),
        };
        let method = match (uri, with_comments) {
            ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", _) => Method::Inclusive,
            ("http://www.w3.org/2006/12/xml-c14n11", _) => Method::Inclusive11,
            ("http://www.w3.org/2001/10/xml-exc-c14n#", false) => Method::Exclusive,
            ("http://www.w3.org/2001/10/xml-exc-c14n", true) => Method::Exclusive,
            _ => return None,
        };
        Some(Self::new(method, with_comments))
    }

    /// The URI of the method.
    pub const fn uri(&self) -> &'static str {
        match (self.method, self.with_comments) {
            (Method::Inclusive, false) => "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            (Method::Inclusive, true) => {
                "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"
            }
            (Method::Inclusive11, false) => "http://www.w3.org/2006/12/xml-c14n11",
            (Method::Inclusive11, true) => "http://www.w3.org/2006/12/xml-c14n11#WithComments",
            (Method::Exclusive, false) => "http://www.w3.org/2001/10/xml-exc-c14n#",
            (Method::Exclusive, true) => "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        }
    }
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeSet {
    /// The element whose subtree it is; `None` for the whole document.
    pub apex: Option<NodeId>,
    /// Whether comments belong to it.
    pub with_comments: bool,
    /// Elements left out with all that is inside them.
    pub excluded: Vec<NodeId>,
}

impl NodeSet {
    /// Everything, comments included.
    pub const fn document() -> Self {
        Self {
            apex: None,
            with_comments: true,
            excluded: Vec::new(),
        }
    }

    /// An element and all that is inside it.
    pub const fn subtree(apex: NodeId) -> Self {
        Self {
            apex: Some(apex),
            with_comments: true,
            excluded: Vec::new(),
        }
    }

    /// The same without comments.
    pub fn without_comments(mut self) -> Self {
        self.with_comments = false;
        self
    }
}

/// Writes the canonical form of a part of a document in pieces.
///
/// `budget` is the number of bytes that may still be written, nodes counting as a few each, and is
/// lowered.
pub fn canonicalize_to(
    document: &Document<'_>,
    nodes: &NodeSet,
    canonicalization: &Canonicalization,
    budget: &mut u64,
    sink: &mut dyn FnMut(&[u8]),
) -> Result<(), Error> {
    let mut writer = Writer {
        document,
        canonicalization,
        rendered: HashMap::new(),
        undo: Vec::new(),
        declarations: Vec::new(),
        attributes: Vec::new(),
        output: Output::new(budget, sink),
    };
    writer.write(nodes)?;
    writer.output.flush()
}

/// The canonical form of a part of a document.
pub fn canonicalize(
    document: &Document<'_>,
    nodes: &NodeSet,
    canonicalization: &Canonicalization,
) -> Result<Vec<u8>, Error> {
    let mut written = Vec::new();
    let mut budget = u64::MAX;
    canonicalize_to(
        document,
        nodes,
        canonicalization,
        &mut budget,
        &mut |piece| written.extend_from_slice(piece),
    )?;
    Ok(written)
}

struct Writer<'d, 's> {
    document: &'d Document<'d>,
    canonicalization: &'d Canonicalization,
    /// Exclusive method: what each prefix was last written as on the elements now open.
    rendered: HashMap<&'d str, u32>,
    /// Bindings to restore, in the order in which they were replaced.
    undo: Vec<(&'d str, Option<u32>)>,
    /// To write on the current element: prefix and namespace.
    declarations: Vec<(&'d str, u32)>,
    attributes: Vec<AttributeData>,
    output: Output<'s>,
}

struct Open<'d> {
    name: &'d str,
    subtree_end: u32,
    undo_length: usize,
}

impl<'d> Writer<'d, '_> {
    fn write(&mut self, nodes: &NodeSet) -> Result<(), Error> {
        let document = self.document;
        let (start, end) = match nodes.apex {
            Some(apex) => (apex.0, document.node(apex).subtree_end),
            None => (0, document.nodes.len() as u32),
        };
        let mut excluded = nodes.excluded.clone();
        excluded.sort_unstable();
        let with_comments = nodes.with_comments && self.canonicalization.with_comments;
        let mut open: Vec<Open<'d>> = Vec::new();
        let mut at = start;
        loop {
            while let Some(innermost) = open.pop_if(|it| it.subtree_end <= at) {
                self.output.push("</");
                self.output.push(innermost.name);
                self.output.push(">");
                self.restore(innermost.undo_length);
            }
            if at >= end {
                return Ok(());
            }
            let id = NodeId(at);
            let node = document.node(id);
            if excluded.binary_search(&id).is_ok() {
                at = node.subtree_end;
                continue;
            }
            at += 1;
            self.output.charge(NODE_COST)?;
            match node.kind {
                Kind::Element(_) => {
                    let Some(element) = document.element(id) else {
                        continue;
                    };
                    let undo_length = self.undo.len();
                    self.start_tag(id, element, at == start + 1 && nodes.apex.is_some())?;
                    let name = document.slice(element.name.span);
                    open.push(Open {
                        name,
                        subtree_end: node.subtree_end,
                        undo_length,
                    });
                }
                Kind::Text => self.output.text(document.slice(node.span), true),
                Kind::CharacterData => self.output.text(document.slice(node.span), false),
                Kind::Comment if with_comments => {
                    self.outside(
                        "<!--",
                        &text::line_ends(document.slice(node.span)),
                        "-->",
                        id,
                    );
                }
                Kind::Comment => {}
                Kind::Instruction => {
                    let instruction = self.instruction(node.span);
                    self.outside("<?", &instruction, "?>", id);
                }
            }
            self.output.flush_full()?;
        }
    }

    /// Comments and instructions beside the document element stand on lines of their own.
    fn outside(&mut self, start: &str, body: &str, end: &str, id: NodeId) {
        let is_outside = self.document.parent(id).is_none();
        if is_outside && id > self.document.root {
            self.output.push("\n");
        }
        self.output.push(start);
        self.output.push(body);
        self.output.push(end);
        if is_outside && id < self.document.root {
            self.output.push("\n");
        }
    }

    /// Target, one space and data.
    fn instruction(&self, span: Span) -> Cow<'d, str> {
        let body = text::line_ends(self.document.slice(span));
        let Some((target, data)) = body.split_once([' ', '\t', '\n']) else {
            return body;
        };
        match data.trim_start_matches([' ', '\t', '\n']) {
            "" => Cow::Owned(target.to_owned()),
            data => Cow::Owned(format!("{target} {data}")),
        }
    }

    fn start_tag(
        &mut self,
        id: NodeId,
        element: &'d ElementData,
        is_apex: bool,
    ) -> Result<(), Error> {
        let document = self.document;
        self.declarations.clear();
        self.attributes.clear();
        self.attributes
            .extend_from_slice(document.attributes_of(element));
        if is_apex && self.canonicalization.method != Method::Exclusive {
            self.inherit_attributes(id)?;
        }
        match self.canonicalization.method {
            Method::Exclusive => self.exclusive_declarations(id, element, is_apex),
            _ if is_apex => self.declarations_in_scope(id),
            _ => self.own_declarations(element),
        }
        self.declarations.sort_unstable();
        self.output.push("<");
        self.output.push(document.slice(element.name.span));
        for &(prefix, namespace) in &self.declarations {
            let uri = document.namespace(namespace);
            if !uri.is_empty() && !is_absolute(uri) {
                return Err(Error::RelativeNamespace(uri.to_owned()));
            }
            let written = if prefix.is_empty() { "xmlns" } else { "xmlns:" };
            self.output.attribute(written, prefix, uri);
        }
        self.attributes.sort_unstable_by_key(|attribute| {
            (
                document.namespace(attribute.name.namespace),
                document.local_name(&attribute.name),
            )
        });
        for attribute in &self.attributes {
            let value = text::attribute_value(document.slice(attribute.value));
            self.output
                .attribute("", document.slice(attribute.name.span), &value);
        }
        self.output.push(">");
        Ok(())
    }

    fn own_declarations(&mut self, element: &ElementData) {
        let declared = self
            .document
            .declarations_of(element)
            .iter()
            .filter(|it| !it.is_redundant);
        self.declarations
            .extend(declared.filter_map(|it| renderable(self.document, it)));
    }

    /// All bindings in force at an element, the innermost of each prefix.
    fn declarations_in_scope(&mut self, id: NodeId) {
        let mut innermost: HashMap<&'d str, u32> = HashMap::new();
        for ancestor in self.document.ancestors_and_self(id) {
            let Some(element) = self.document.element(ancestor) else {
                continue;
            };
            for declaration in self.document.declarations_of(element) {
                if let Some((prefix, namespace)) = renderable(self.document, declaration) {
                    innermost.entry(prefix).or_insert(namespace);
                }
            }
        }
        self.declarations.extend(
            innermost
                .into_iter()
                .filter(|&(_, namespace)| namespace != NO_NAMESPACE),
        );
    }

    fn exclusive_declarations(&mut self, id: NodeId, element: &'d ElementData, is_apex: bool) {
        let document = self.document;
        if !self.canonicalization.inclusive_prefixes.is_empty() {
            // With the whole document as node set, the document element's own are all there are.
            if is_apex {
                self.declarations_in_scope(id)
            } else {
                self.own_declarations(element)
            }
            let listed = &self.canonicalization.inclusive_prefixes;
            self.declarations.retain(|(prefix, _)| {
                listed
                    .iter()
                    .any(|it| it == prefix || (prefix.is_empty() && it == "#default"))
            });
        }
        self.declarations
            .push((document.prefix(&element.name), element.name.namespace));
        let prefixed = document
            .attributes_of(element)
            .iter()
            .filter(|it| it.name.namespace != NO_NAMESPACE);
        self.declarations
            .extend(prefixed.map(|it| (document.prefix(&it.name), it.name.namespace)));
        self.declarations.sort_unstable();
        self.declarations.dedup();
        let (rendered, undo) = (&mut self.rendered, &mut self.undo);
        self.declarations.retain(|&(prefix, namespace)| {
            let before = rendered.get(prefix).copied();
            if namespace == XML_NAMESPACE_INDEX || before.unwrap_or(NO_NAMESPACE) == namespace {
                return false;
            }
            undo.push((prefix, rendered.insert(prefix, namespace)));
            true
        });
    }

    fn restore(&mut self, undo_length: usize) {
        while self.undo.len() > undo_length {
            match self.undo.pop() {
                Some((prefix, Some(namespace))) => self.rendered.insert(prefix, namespace),
                Some((prefix, None)) => self.rendered.remove(prefix),
                None => return,
            };
        }
    }

    /// `xml:` attributes of the apex's ancestors (Canonical XML 1.0 §2.4; 1.1 passes on only
    /// `xml:lang` and `xml:space`).
    fn inherit_attributes(&mut self, apex: NodeId) -> Result<(), Error> {
        let document = self.document;
        for ancestor in document.ancestors_and_self(apex).skip(1) {
            let Some(element) = document.element(ancestor) else {
                continue;
            };
            for attribute in document.attributes_of(element) {
                if attribute.name.namespace != XML_NAMESPACE_INDEX {
                    continue;
                }
                let name = document.local_name(&attribute.name);
                if self.canonicalization.method == Method::Inclusive11 {
                    match name {
                        "lang" | "space" => {}
                        "base" => return Err(Error::BaseUri),
                        _ => continue,
                    }
                }
                let is_known = self.attributes.iter().any(|known| {
                    known.name.namespace == XML_NAMESPACE_INDEX
                        && document.local_name(&known.name) == name
                });
                if !is_known {
                    self.attributes.push(*attribute);
                }
            }
        }
        Ok(())
    }
}

/// A declaration unless it is the one of `xml`, which is never written.
fn renderable<'d>(document: &'d Document<'_>, declaration: &Declaration) -> Option<(&'d str, u32)> {
    let prefix = document.slice(declaration.prefix);
    (declaration.namespace != XML_NAMESPACE_INDEX).then_some((prefix, declaration.namespace))
}

/// Whether the URI has a scheme (RFC 3986 §3.1).
fn is_absolute(uri: &str) -> bool {
    let Some((scheme, _)) = uri.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'))
}
