//! Bodies for fuzzing: each calls one parser and ignores what it returns.

/// Parses bytes and may assert what must hold.
pub type Body = fn(&[u8]);

/// Every body by name.
pub const BODIES: &[(&str, Body)] = &[("pdf_document", pdf_document)];

/// A PDF document: its signatures, what came after them, and an update of it.
pub fn pdf_document(data: &[u8]) {
    crate::pdf::fuzzing::document(data);
}
