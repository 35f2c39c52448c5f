//! Bodies for fuzzing: each calls one parser and ignores what it returns.

/// Parses bytes and may assert what must hold.
pub type Body = fn(&[u8]);

/// Every body by name.
pub const BODIES: &[(&str, Body)] = &[
    ("cms", cms),
    ("time_stamp_token", time_stamp_token),
    ("pdf_document", pdf_document),
    ("xml_canonical", xml_canonical),
    ("xml_signatures", xml_signatures),
];

/// A CMS: its signatures, its content, and the same CMS written again.
pub fn cms(data: &[u8]) {
    crate::cms::fuzzing::read(data);
}

/// A time stamp in a signature.
pub fn time_stamp_token(data: &[u8]) {
    crate::cms::fuzzing::token(data);
}

/// A PDF document: its signatures, what came after them, and an update of it.
pub fn pdf_document(data: &[u8]) {
    crate::pdf::fuzzing::document(data);
}

/// An XML document: read, canonicalized, and its canonical form again.
pub fn xml_canonical(data: &[u8]) {
    crate::xml::fuzzing::canonical(data);
}

/// The signatures of an XML document.
pub fn xml_signatures(data: &[u8]) {
    crate::xml::fuzzing::signatures(data);
}
