//! Elements by their Ids, and by where they stand.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;

use super::error::Error;
use super::text;
use super::tree::{Document, NO_NAMESPACE, NodeId, XML_NAMESPACE_INDEX};

const MAX_SIBLINGS: usize = 256;

/// Ids of a document. Without a schema to tell, every attribute that is called so counts.
#[derive(Debug)]
pub(super) struct Identifiers<'a>(HashMap<Cow<'a, str>, Entry>);

#[derive(Debug)]
enum Entry {
    One(NodeId),
    Several,
}

impl<'a> Identifiers<'a> {
    pub(super) fn of(document: &Document<'a>) -> Self {
        let mut entries: HashMap<Cow<'a, str>, Entry> = HashMap::new();
        for id in document.all_elements() {
            let Some(element) = document.element(id) else {
                continue;
            };
            for attribute in document.attributes_of(element) {
                let name = (
                    attribute.name.namespace,
                    document.local_name(&attribute.name),
                );
                let is_identifier = matches!(
                    name,
                    (NO_NAMESPACE, "Id" | "ID" | "id") | (XML_NAMESPACE_INDEX, "id")
                );
                if !is_identifier {
                    continue;
                }
                let value = text::attribute_value(document.slice(attribute.value));
                entries
                    .entry(value)
                    .and_modify(|entry| {
                        if !matches!(entry, Entry::One(known) if *known == id) {
                            *entry = Entry::Several;
                        }
                    })
                    .or_insert(Entry::One(id));
            }
        }
        Self(entries)
    }

    /// The only element with this Id.
    pub(super) fn element(&self, id: &str) -> Result<NodeId, Error> {
        match self.0.get(id) {
            Some(Entry::One(element)) => Ok(*element),
            Some(Entry::Several) => Err(Error::DuplicateId(id.to_owned())),
            None => Err(Error::NoElement(id.to_owned())),
        }
    }
}

impl Document<'_> {
    /// The place of an element, for people: `/envelope/body[2]`.
    pub fn path(&self, id: NodeId) -> String {
        let mut chain: Vec<_> = self.ancestors_and_self(id).collect();
        chain.reverse();
        let mut path = String::new();
        for step in chain {
            let name = self.qualified_name(step).unwrap_or_default();
            let _ = write!(path, "/{name}");
            let Some(parent) = self.parent(step) else {
                continue;
            };
            let mut place = 0;
            let mut count = 0;
            // A place beyond these is of no help to people.
            for sibling in self.child_elements(parent).take(MAX_SIBLINGS) {
                count += usize::from(self.qualified_name(sibling) == Some(name));
                if sibling == step {
                    place = count;
                }
            }
            if place > 0 && count > 1 {
                let _ = write!(path, "[{place}]");
            }
        }
        path
    }
}
