//! What can be wrong with a PDF document or with signing it.

/// What is wrong with a document, or forbids signing it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no `%PDF-` header in the first kilobyte.
    #[error("the file is not a PDF document")]
    NotPdf,
    /// The file is larger than [`super::MAX_DOCUMENT_SIZE`].
    #[error("the document is larger than {} MiB", super::MAX_DOCUMENT_SIZE >> 20)]
    TooLarge,
    /// Reading would take more work than a document of this size may cost.
    #[error("the document is too complex to be read")]
    TooComplex,
    /// The structure is damaged; the text names the place for a log, not for a person.
    #[error("the document is damaged: {0}")]
    Malformed(&'static str),
    /// The document is encrypted: it must be decrypted before it is signed or checked.
    #[error("the document is encrypted")]
    Encrypted,
    /// The certification of the document (DocMDP, level 1) forbids every later change.
    #[error("the author's certification forbids any change to the document")]
    ChangesForbidden,
    /// A field of that name exists and cannot take a signature.
    #[error("the document already has a field of that name")]
    FieldExists,
    /// The document has no page that could carry the signature field.
    #[error("the document has no page")]
    NoPage,
    /// The document has fewer pages.
    #[error("the document has no such page")]
    NoSuchPage,
    /// The place of a visible signature is not on its page, or has no area.
    #[error("the place of the visible signature is not on the page")]
    OutsidePage,
    /// What should be seen of a signature is no PDF page that can be taken over.
    #[error("the appearance of the visible signature cannot be used")]
    Appearance,
    /// The CMS does not fit the room kept for it in `/Contents`.
    #[error("the signature takes {needed} bytes and only {reserved} are reserved for it")]
    ContentsTooSmall {
        /// Size of the CMS in bytes.
        needed: usize,
        /// Room in `/Contents` in bytes.
        reserved: usize,
    },
}
