//! How much of the document a signature covers, and what came after it.

use super::changes;
use super::dictionary::SignatureDictionary;
use super::document::Document;
use super::error::Error;
use super::parse::{Parser, find_last, is_white};

/// What has happened to a document since a signature was made.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// The signature covers every byte of the file.
    WholeDocument,
    /// Only signatures, time stamps and validation data (DSS) were added since.
    FollowedBySignatures,
    /// Form fields were filled in since, as a signed form allows.
    FollowedByFormFilling,
    /// Annotations were added since, which the author's certification allows.
    FollowedByAnnotations,
    /// What is shown now is not, or may not be, what was signed. The text says what differs, for a log.
    ModifiedAfterwards(String),
}

impl Coverage {
    /// Whether the document as it is now may be called signed by this signature.
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        !matches!(self, Self::ModifiedAfterwards(_))
    }
}

/// The coverage of `signature`, whose places must be known.
pub(super) fn coverage(document: &Document<'_>, signature: &SignatureDictionary) -> Coverage {
    let Ok(places) = &signature.places else {
        return Coverage::ModifiedAfterwards(
            "the byte range is not that of a signature".to_owned(),
        );
    };
    let bytes = document.bytes();
    if places.revision_end == bytes.len() {
        return Coverage::WholeDocument;
    }
    let compared = (|| {
        if document.xref.repaired {
            return Err(Error::Malformed(
                "the cross-reference data after the signature is damaged",
            ));
        }
        if !ends_properly(bytes) {
            return Err(Error::Malformed("bytes follow the end of the document"));
        }
        let revision = bytes.get(..places.revision_end).unwrap_or_default();
        if !ends_properly(revision) {
            return Err(Error::Malformed("the signed part is no complete document"));
        }
        let signed = Document::open_strictly(revision)?;
        let (older, newer) = (signed.xref.sections.first(), &document.xref.sections);
        let since = newer.iter().position(|section| Some(section) == older);
        let since = since
            .and_then(|since| newer.get(..since))
            .filter(|since| !since.is_empty());
        let since = since.ok_or(Error::Malformed(
            "the signed revision is not part of the document's history",
        ))?;
        if since.iter().any(|section| *section < places.revision_end) {
            return Err(Error::Malformed("an update refers into the signed part"));
        }
        changes::compare(&signed, document, signature)
    })();
    compared.unwrap_or_else(|error| Coverage::ModifiedAfterwards(error.to_string()))
}

/// Ends with `startxref`, a number, `%%EOF` and at most one line end.
fn ends_properly(bytes: &[u8]) -> bool {
    const WITHIN: usize = 64;
    let tail = bytes
        .get(bytes.len().saturating_sub(WITHIN)..)
        .unwrap_or_default();
    let Some(word) = find_last(tail, b"startxref", tail.len()) else {
        return false;
    };
    let mut parser = Parser::new(tail, word + b"startxref".len());
    if parser.unsigned().is_none() {
        return false;
    }
    let rest = parser.rest();
    let white = rest.iter().take_while(|byte| is_white(**byte)).count();
    let end = rest.get(white..).unwrap_or_default();
    matches!(
        end.strip_prefix(b"%%EOF"),
        Some(b"" | b"\n" | b"\r" | b"\r\n")
    )
}
