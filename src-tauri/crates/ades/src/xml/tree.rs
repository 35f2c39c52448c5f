//! A read-only document: nodes in document order, each remembering where it stands in the source.
//!
//! Prefixes, raw values and positions are kept, since canonicalization and insertion without
//! touching any other byte need all three.

use std::borrow::Cow;

use super::text;

/// `xml` is bound to this name without being declared.
pub(super) const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// Index of the empty namespace name.
pub(super) const NO_NAMESPACE: u32 = 0;
/// Index of [`XML_NAMESPACE`].
pub(super) const XML_NAMESPACE_INDEX: u32 = 1;

/// A half-open range of bytes of the source, or of places in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    /// The limits keep every document below 4 GiB.
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    fn range(self) -> core::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Names a node of the document that gave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// With its place in `Document::elements`.
    Element(u32),
    Text,
    CharacterData,
    Comment,
    Instruction,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// `u32::MAX` for a child of the document.
    pub(super) parent: u32,
    /// The node after the last descendant.
    pub(super) subtree_end: u32,
    /// Markup included, except for the delimiters of CDATA, comments and instructions.
    pub(super) span: Span,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    /// Prefix, colon and local name.
    pub(super) span: Span,
    /// Zero without a prefix.
    pub(super) prefix_length: u32,
    pub(super) namespace: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ElementData {
    pub(super) name: Name,
    pub(super) attributes: Span,
    pub(super) declarations: Span,
    /// From after the start tag to the end tag. Both ends stand after `/>` in an empty element.
    pub(super) content: Span,
    /// Written as `<a/>`.
    pub(super) is_empty_tag: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct AttributeData {
    pub(super) name: Name,
    /// Without the quotes, not yet normalized.
    pub(super) value: Span,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Declaration {
    /// Empty for the default namespace.
    pub(super) prefix: Span,
    pub(super) namespace: u32,
    /// The parent has the same prefix bound to the same name already.
    pub(super) is_redundant: bool,
}

/// A well-formed XML 1.0 document with namespaces and without a document type declaration.
#[derive(Debug)]
pub struct Document<'a> {
    /// Without the byte order mark.
    pub(super) text: &'a str,
    /// Bytes of the byte order mark, 0 or 3.
    pub(super) mark: usize,
    pub(super) nodes: Vec<Node>,
    pub(super) elements: Vec<ElementData>,
    pub(super) attributes: Vec<AttributeData>,
    pub(super) declarations: Vec<Declaration>,
    pub(super) namespaces: Vec<String>,
    pub(super) root: NodeId,
}

impl<'a> Document<'a> {
    /// The document element.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// Bytes of the source, byte order mark included, that come before an offset into the text.
    pub(super) fn source_offset(&self, offset: u32) -> usize {
        offset as usize + self.mark
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn element(&self, id: NodeId) -> Option<&ElementData> {
        match self.node(id).kind {
            Kind::Element(index) => self.elements.get(index as usize),
            _ => None,
        }
    }

    pub(super) fn attributes_of(&self, element: &ElementData) -> &[AttributeData] {
        self.attributes
            .get(element.attributes.range())
            .unwrap_or_default()
    }

    pub(super) fn declarations_of(&self, element: &ElementData) -> &[Declaration] {
        self.declarations
            .get(element.declarations.range())
            .unwrap_or_default()
    }

    pub(super) fn namespace(&self, index: u32) -> &str {
        self.namespaces
            .get(index as usize)
            .map_or("", String::as_str)
    }

    pub(super) fn prefix(&self, name: &Name) -> &'a str {
        self.slice(Span {
            start: name.span.start,
            end: name.span.start + name.prefix_length,
        })
    }

    pub(super) fn local_name(&self, name: &Name) -> &'a str {
        let skip = if name.prefix_length == 0 {
            0
        } else {
            name.prefix_length + 1
        };
        self.slice(Span {
            start: name.span.start + skip,
            end: name.span.end,
        })
    }

    /// The parent element, absent for the children of the document.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.node(id).parent;
        (parent != u32::MAX).then_some(NodeId(parent))
    }

    /// The element itself, its parent and so on up to the document element.
    pub fn ancestors_and_self(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        core::iter::successors(Some(id), |&id| self.parent(id))
    }

    /// Child nodes of any kind, in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).subtree_end;
        let mut next = id.0 + 1;
        core::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let child = NodeId(next);
            next = self.node(child).subtree_end;
            Some(child)
        })
    }

    /// Child elements, in order.
    pub fn child_elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id)
            .filter(|&child| self.element(child).is_some())
    }

    /// All elements, in document order.
    pub fn all_elements(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.nodes.len() as u32)
            .map(NodeId)
            .filter(|&id| self.element(id).is_some())
    }

    /// Elements below (and not) `id`, in document order.
    pub(super) fn descendant_elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        (id.0 + 1..self.node(id).subtree_end)
            .map(NodeId)
            .filter(|&id| self.element(id).is_some())
    }

    /// Whether `inner` is `outer` or stands inside it.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        outer <= inner && inner.0 < self.node(outer).subtree_end
    }

    /// Namespace name (empty for none) and local name of an element.
    pub fn expanded_name(&self, id: NodeId) -> Option<(&str, &'a str)> {
        let element = self.element(id)?;
        Some((
            self.namespace(element.name.namespace),
            self.local_name(&element.name),
        ))
    }

    /// Prefix and local name as written.
    pub fn qualified_name(&self, id: NodeId) -> Option<&'a str> {
        Some(self.slice(self.element(id)?.name.span))
    }

    /// The normalized value of the attribute without a namespace.
    pub fn attribute(&self, id: NodeId, local_name: &str) -> Option<Cow<'a, str>> {
        let element = self.element(id)?;
        let attribute = self.attributes_of(element).iter().find(|attribute| {
            attribute.name.namespace == NO_NAMESPACE
                && self.slice(attribute.name.span) == local_name
        })?;
        Some(text::attribute_value(self.slice(attribute.value)))
    }

    /// Whether it is text and only white space.
    pub(super) fn is_blank(&self, id: NodeId) -> bool {
        let node = self.node(id);
        node.kind == Kind::Text && self.slice(node.span).trim_ascii().is_empty()
    }

    /// The texts directly inside an element, joined; `None` when there are elements as well.
    pub(super) fn own_text(&self, id: NodeId) -> Option<String> {
        let mut joined = String::new();
        for child in self.children(id) {
            let node = self.node(child);
            match node.kind {
                Kind::Element(_) => return None,
                Kind::Text => joined.push_str(&text::character_data(self.slice(node.span))),
                Kind::CharacterData => joined.push_str(&text::line_ends(self.slice(node.span))),
                Kind::Comment | Kind::Instruction => {}
            }
        }
        Some(joined)
    }
}
