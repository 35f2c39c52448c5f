//! What files are, and how they can be signed.

use std::io::Read;
use std::path::{Path, PathBuf};

use tanba_protocol::{Failure, FailureCode};

use super::{Desk, DocumentKind, DocumentView, OrderedForm};
use crate::document::{self, Kind, about};
use crate::output::read_failure;

/// How many levels of folders are looked through.
const MAX_DEPTH: usize = 16;
/// How many files are taken from folders.
const MOST_FILES: usize = 10_000;
/// How many files are looked into; of more, only what their first bytes tell is said.
const LOOKED_INTO: usize = 32;
/// The largest file that is looked into, in bytes.
const LARGEST_LOOKED_INTO: u64 = 64 << 20;
/// Bytes from which the kind is told.
const HEAD: u64 = 4096;

impl Desk {
    /// The files, and those within the folders, in their order.
    pub(super) fn inspect(&self, paths: Vec<String>) -> Vec<DocumentView> {
        tokio::task::block_in_place(|| {
            let mut files = Vec::new();
            let mut trouble = Vec::new();
            for path in paths.into_iter().map(PathBuf::from) {
                if path.is_dir() {
                    if !expand(&path, MAX_DEPTH, &mut files) {
                        let failure = about(FailureCode::DocumentTooLarge, &path)
                            .with_detail(format!("more than {MOST_FILES} files"));
                        trouble.push(broken(path, failure));
                    }
                } else if !files.contains(&path) {
                    files.push(path);
                }
            }
            let is_deep = files.len() <= LOOKED_INTO;
            let views = files
                .into_iter()
                .map(|path| view(&path, is_deep).unwrap_or_else(|failure| broken(path, failure)));
            let mut views: Vec<_> = views.chain(trouble).collect();
            if let [only] = views.as_mut_slice()
                && only.kind == DocumentKind::Pdf
            {
                only.pages = self.page_count(&only.path);
            }
            views
        })
    }
}

/// Adds the files of a folder, sorted; `false` when there are too many.
fn expand(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return true;
    };
    let mut entries: Vec<_> = entries
        .flatten()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let path = entry.path();
        // A link to a folder is not followed: it may lead round in a circle.
        if kind.is_dir() {
            if depth > 0 && !expand(&path, depth - 1, files) {
                return false;
            }
        } else if path.is_file() {
            if files.len() >= MOST_FILES {
                return false;
            }
            files.push(path);
        }
    }
    true
}

fn view(path: &Path, is_deep: bool) -> Result<DocumentView, Failure> {
    let file = document::open(path)?;
    let size = file
        .metadata()
        .map_err(|error| read_failure(&error, path))?
        .len();
    let kind = kind_of(path)?;
    let is_deep = is_deep && size <= LARGEST_LOOKED_INTO;
    Ok(DocumentView {
        name: document::name(path),
        size,
        kind,
        pages: None,
        signed: match kind {
            DocumentKind::Cms => true,
            DocumentKind::Pdf | DocumentKind::Xml => is_deep && is_signed(path, kind),
            _ => false,
        },
        forms: forms(kind),
        failure: None,
        path: path.to_owned(),
    })
}

/// A file that can be neither signed nor verified.
fn broken(path: PathBuf, failure: Failure) -> DocumentView {
    DocumentView {
        name: document::name(&path),
        path,
        size: 0,
        kind: DocumentKind::Other,
        pages: None,
        signed: false,
        forms: Vec::new(),
        failure: Some(failure),
    }
}

/// The forms for a kind, the one that [`OrderedForm::Automatic`] takes first. To a CMS it adds a
/// signer.
fn forms(kind: DocumentKind) -> Vec<OrderedForm> {
    use OrderedForm as F;
    match kind {
        DocumentKind::Pdf => vec![F::Pades, F::Detached, F::Attached],
        DocumentKind::Xml => vec![F::Detached, F::Attached, F::Xml],
        DocumentKind::Cms => vec![F::Automatic],
        _ => vec![F::Detached, F::Attached],
    }
}

/// What a file is, by its first bytes.
pub(super) fn kind_of(path: &Path) -> Result<DocumentKind, Failure> {
    let mut head = Vec::new();
    document::open(path)?
        .take(HEAD)
        .read_to_end(&mut head)
        .map_err(|error| read_failure(&error, path))?;
    Ok(match document::kind_of(&head) {
        Kind::Pdf => DocumentKind::Pdf,
        Kind::Xml => DocumentKind::Xml,
        Kind::CmsBinary | Kind::CmsText => DocumentKind::Cms,
        _ if is_image(&head) => DocumentKind::Image,
        _ if is_text(&head) => DocumentKind::Text,
        _ => DocumentKind::Other,
    })
}

fn is_image(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 6] = [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
    ];
    BEGINNINGS.iter().any(|begin| head.starts_with(begin))
        || (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
}

/// Bytes that no text has are control characters; those of UTF-16 alone have zeros.
fn is_text(head: &[u8]) -> bool {
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let is_written = |byte: &u8| *byte >= 0x20 || b"\t\n\x0c\r".contains(byte);
    is_utf16 || (!head.is_empty() && head.iter().all(is_written))
}

/// Whether there is something in a document that signatures alone have; a quick look, not a
/// verification.
fn is_signed(path: &Path, kind: DocumentKind) -> bool {
    let Ok(bytes) = document::read(path, LARGEST_LOOKED_INTO) else {
        return false;
    };
    let mark: &[u8] = match kind {
        DocumentKind::Pdf => b"/ByteRange",
        _ => b"http://www.w3.org/2000/09/xmldsig#",
    };
    memchr::memmem::find(&bytes, mark).is_some()
}
