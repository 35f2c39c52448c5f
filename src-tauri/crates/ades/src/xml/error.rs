use core::fmt;

/// A place in a document, counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, separated by line feeds.
    pub line: u32,
    /// Character within the line.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// What of [`Limits`](super::Limits) was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The document is too long.
    Bytes,
    /// Elements are nested too deeply.
    Depth,
    /// Too many nodes.
    Nodes,
    /// Too many attributes.
    Attributes,
    /// Too many namespace declarations in force at once.
    Namespaces,
    /// Too many signatures.
    Signatures,
    /// Too many references in a signature.
    References,
    /// The references cover too much, counted over all signatures.
    CanonicalBytes,
}

/// Why a document could not be read, signed or verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes are not UTF-8, or another encoding is declared.
    #[error("only UTF-8 documents are supported")]
    Encoding,
    /// An XML version other than 1.0 is declared.
    #[error("only XML 1.0 is supported")]
    Version,
    /// There is a document type declaration: entities and defaulted attributes would change what
    /// a signature means.
    #[error("a document type declaration is refused, at {0}")]
    DocumentType(Position),
    /// An entity other than the five predefined ones is used.
    #[error("unknown entity, at {0}")]
    UnknownEntity(Position),
    /// The document is not well-formed.
    #[error("{what}, at {at}")]
    Syntax {
        /// What is wrong, in English.
        what: &'static str,
        /// Where.
        at: Position,
    },
    /// The document ends inside an element or a piece of markup.
    #[error("the document ends too early, at {0}")]
    UnexpectedEnd(Position),
    /// A limit is exceeded.
    #[error("the document exceeds a limit: {0:?}")]
    Limit(Limit),
    /// A namespace name is a relative URI: canonicalization must fail (Canonical XML 1.0 §1.3).
    #[error("the namespace {0:?} is a relative URI")]
    RelativeNamespace(String),
    /// `xml:base` would have to be recomputed (Canonical XML 1.1 §2.4).
    #[error("xml:base outside of the signed element is not supported in Canonical XML 1.1")]
    BaseUri,
    /// There is no element with the Id, or path, that was asked for.
    #[error("there is no element {0:?}")]
    NoElement(String),
    /// Several elements bear the Id: which one is signed would be for each reader to guess.
    #[error("several elements bear the Id {0:?}")]
    DuplicateId(String),
    /// The Id cannot be written into a reference.
    #[error("{0:?} cannot be an Id")]
    InvalidId(String),
    /// A reference leads out of the document, and is not followed.
    #[error("the reference {0:?} leads out of the document")]
    ExternalReference(String),
    /// A `ds:Signature` is not built as XML Signature 1.1 asks.
    #[error("malformed ds:Signature: {0}")]
    Signature(&'static str),
    /// An algorithm or transform that is not supported, by its URI.
    #[error("unsupported algorithm {0:?}")]
    Algorithm(String),
}
