//! Documents as they come: what a file is, and what belongs beside it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use tanba_protocol::{Failure, FailureCode};

use crate::output::read_failure;

/// The largest document that is held in memory: XML, PDF and signature files.
pub(crate) const MAX_IN_MEMORY: u64 = 512 << 20;

/// What the first bytes say that a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A PDF document.
    Pdf,
    /// An XML document.
    Xml,
    /// CMS: DER or BER.
    CmsBinary,
    /// CMS in PEM armour or bare base64.
    CmsText,
    /// Anything else.
    Other,
}

/// Opens a document for reading.
///
/// # Errors
/// [`FailureCode::DocumentNotFound`], [`FailureCode::DocumentIsFolder`],
/// [`FailureCode::DocumentIsNoFile`], [`FailureCode::DocumentUnreadable`].
pub(crate) fn open(path: &Path) -> Result<File, Failure> {
    // Before it is opened: opening a pipe waits for its writer, and a device may have no end.
    let metadata = std::fs::metadata(path).map_err(|error| read_failure(&error, path))?;
    if metadata.is_dir() {
        return Err(about(FailureCode::DocumentIsFolder, path));
    }
    if !metadata.is_file() {
        return Err(about(FailureCode::DocumentIsNoFile, path));
    }
    File::open(path).map_err(|error| read_failure(&error, path))
}

/// Reads a whole document, at most `limit` bytes.
///
/// # Errors
/// As [`open`]; [`FailureCode::DocumentTooLarge`].
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    open(path)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| read_failure(&error, path))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(about(FailureCode::DocumentTooLarge, path));
    }
    Ok(bytes)
}

/// What a file is, from its first bytes.
///
/// # Errors
/// As [`open`].
pub(crate) fn kind(path: &Path) -> Result<Kind, Failure> {
    let mut head = Vec::new();
    open(path)?
        .take(1024)
        .read_to_end(&mut head)
        .map_err(|error| read_failure(&error, path))?;
    Ok(kind_of(&head))
}

/// What a document is, from its first bytes.
pub(crate) fn kind_of(head: &[u8]) -> Kind {
    let head = head.get(..1024).unwrap_or(head);
    // A signature first: the document inside an attached one may be a PDF.
    // SEQUENCE, and the OID of signedData right after the length.
    const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    let begins = |bytes: &[u8]| {
        bytes.first() == Some(&0x30) && bytes.windows(11).take(8).any(|w| w == SIGNED_DATA)
    };
    if begins(head) {
        return Kind::CmsBinary;
    }
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Kind::Pdf;
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = text.trim_ascii_start();
    if text.first() == Some(&b'<') {
        return Kind::Xml;
    }
    let armoured = text.starts_with(b"-----BEGIN CMS") || text.starts_with(b"-----BEGIN PKCS7");
    let base64 = text.starts_with(b"MI") && text.iter().take(64).all(u8::is_ascii_graphic);
    if armoured || base64 {
        Kind::CmsText
    } else {
        Kind::Other
    }
}

/// The document that a detached signature beside it belongs to: `x.pdf` for `x.pdf.p7s`, and for
/// what came of it when a time stamp or a signer was added.
pub(crate) fn content_beside(signature: &Path) -> Option<PathBuf> {
    let extension = signature.extension()?.to_str()?.to_ascii_lowercase();
    if !["p7s", "cms", "sig", "p7b", "pem", "b64"].contains(&extension.as_str()) {
        return None;
    }
    let content = signature.with_extension("");
    let name = content.file_name()?.to_str()?.to_owned();
    let mut names = vec![name.as_str()];
    while let Some(bare) = names.last().and_then(|name| {
        [STAMPED, SIGNED]
            .iter()
            .find_map(|suffix| name.strip_suffix(suffix))
    }) {
        names.push(bare);
    }
    names
        .into_iter()
        .map(|name| content.with_file_name(name))
        .find(|content| content.is_file())
}

/// Put between name and extension of a file that got a time stamp.
pub(crate) const STAMPED: &str = "-t";
/// Put between name and extension of a file that got a signature inside.
pub(crate) const SIGNED: &str = "-signed";

/// `failure` about a file.
pub(crate) fn about(code: FailureCode, path: &Path) -> Failure {
    Failure::new(code).with_subject(path.display().to_string())
}

/// The file's own name, for people.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind_of};

    #[test]
    fn first_bytes_tell() {
        assert_eq!(kind_of(b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(kind_of(b"junk\n%PDF-1.4"), Kind::Pdf);
        assert_eq!(
            kind_of(b"\xef\xbb\xbf <?xml version='1.0'?><a/>"),
            Kind::Xml
        );
        assert_eq!(
            kind_of(b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80"),
            Kind::CmsBinary
        );
        assert_eq!(
            kind_of(b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80%PDF-1.4"),
            Kind::CmsBinary
        );
        assert_eq!(kind_of(b"-----BEGIN CMS-----\nMIIB"), Kind::CmsText);
        assert_eq!(kind_of(b"MIIBzQYJKoZIhvcNAQcC"), Kind::CmsText);
        assert_eq!(kind_of(b"plain words"), Kind::Other);
        assert_eq!(kind_of(b""), Kind::Other);
    }
}
