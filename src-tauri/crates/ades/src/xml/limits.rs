/// What a document may cost before it is refused.
///
/// The defaults admit every honest document seen so far and keep the worst hostile one to seconds
/// and a few hundred mebibytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Length of the document in bytes.
    pub bytes: usize,
    /// Elements open at the same time.
    pub depth: usize,
    /// Elements, texts, comments and processing instructions together.
    pub nodes: usize,
    /// Attributes and namespace declarations of one element.
    pub attributes_per_element: usize,
    /// Attributes and namespace declarations of the whole document.
    pub attributes: usize,
    /// Namespace declarations in force at one place.
    pub namespaces_in_scope: usize,
    /// `ds:Signature` elements of one document.
    pub signatures: usize,
    /// `ds:Reference` elements of one signature.
    pub references: usize,
    /// Canonical bytes written for all references of all signatures.
    pub canonical_bytes: u64,
}

impl Limits {
    /// The limits used where none are named.
    pub const DEFAULT: Limits = Limits {
        bytes: 64 << 20,
        depth: 256,
        nodes: 4 << 20,
        attributes_per_element: 1024,
        attributes: 4 << 20,
        namespaces_in_scope: 1024,
        signatures: 64,
        references: 32,
        canonical_bytes: 1 << 30,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
