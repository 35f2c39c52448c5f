//! Places in the source where something is put in.

use super::tree::{Document, NodeId};

/// The end of an element's content. An empty element is opened for it: its `/>` is left out.
pub(super) struct Place<'d> {
    /// Bytes of the source before it.
    offset: usize,
    /// Name of the element when it has to be opened.
    opened: Option<&'d str>,
    close: String,
}

impl<'d> Place<'d> {
    pub(super) fn at_end_of(document: &Document<'d>, element: NodeId) -> Self {
        let data = document.element(element);
        let offset = document.source_offset(data.map_or(0, |data| data.content.end));
        let opened = data
            .filter(|data| data.is_empty_tag)
            .and_then(|_| document.qualified_name(element));
        let close = opened.map_or_else(String::new, |name| format!("</{name}>"));
        Self {
            offset,
            opened,
            close,
        }
    }

    /// What comes before and after.
    pub(super) fn split<'s>(&self, source: &'s [u8]) -> (&'s [u8], &'s [u8]) {
        let removed = if self.opened.is_some() { "/>".len() } else { 0 };
        let before = source
            .get(..self.offset.saturating_sub(removed))
            .unwrap_or_default();
        (before, source.get(self.offset..).unwrap_or_default())
    }

    /// What must stand before that which is put in.
    pub(super) fn open(&self) -> &'static str {
        if self.opened.is_some() { ">" } else { "" }
    }

    /// What must stand after that which is put in.
    pub(super) fn close(&self) -> &str {
        &self.close
    }

    /// The source with something put in.
    pub(super) fn insert(&self, source: &[u8], inserted: &str) -> Vec<u8> {
        let (before, after) = self.split(source);
        [
            before,
            self.open().as_bytes(),
            inserted.as_bytes(),
            self.close.as_bytes(),
            after,
        ]
        .concat()
    }
}
