//! What fuzzing does with a document.

use super::{Canonicalization, Document, Limits, Method, NodeSet, canonicalize, check};

/// Small enough for thousands of documents a second.
const LIMITS: Limits = Limits {
    canonical_bytes: 1 << 20,
    ..Limits::DEFAULT
};

/// Reads a document; its canonical form must be its own canonical form.
pub(crate) fn canonical(data: &[u8]) {
    let Ok(document) = Document::read_within(data, &LIMITS) else {
        return;
    };
    for method in [Method::Inclusive, Method::Inclusive11, Method::Exclusive] {
        let canonicalization = Canonicalization::new(method, true);
        let Ok(once) = canonicalize(&document, &NodeSet::document(), &canonicalization) else {
            continue;
        };
        let again = Document::read_within(&once, &LIMITS)
            .and_then(|it| canonicalize(&it, &NodeSet::document(), &canonicalization));
        assert_eq!(again.as_ref(), Ok(&once));
        let root = NodeSet::subtree(document.root()).without_comments();
        let _ = canonicalize(&document, &root, &canonicalization);
    }
    for id in document.all_elements().take(16) {
        let path = document.path(id);
        assert!(document.find(&path).map_or(true, |found| found == id));
    }
}

/// Checks the signatures of a document.
pub(crate) fn signatures(data: &[u8]) {
    let _ = check(data, &[], &LIMITS);
}
