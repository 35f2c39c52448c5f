//! Finding the signatures of a file, and the document that belongs to them.

use std::fs::File;
use std::path::{Path, PathBuf};

use tanba_ades::cms::Content;
use tanba_ades::parsed::Defect;
use tanba_ades::{ParsedSignature, cms, pdf, xml};
use tanba_protocol::{Failure, FailureCode, Stage};

use super::{VerifyRequest, not_signed};
use crate::document::{self, Kind, MAX_IN_MEMORY, about, content_beside};
use crate::failure::Explain;
use crate::output::read_failure;
use crate::progress::Watched;
use crate::shell::Shell;

/// What was found in a file.
pub(super) struct Opened {
    pub(super) signatures: Vec<ParsedSignature>,
    pub(super) content: Option<PathBuf>,
}

pub(super) fn open(request: &VerifyRequest, shell: &dyn Shell) -> Result<Opened, Failure> {
    let path = request.file.as_path();
    let inside = |signatures: tanba_ades::Result<Vec<ParsedSignature>>| {
        signatures
            .map(|signatures| Opened {
                signatures,
                content: None,
            })
            .map_err(|error| error.explain_about(path))
    };
    match document::kind(path)? {
        Kind::Pdf => inside(pdf::parse(&document::read(path, MAX_IN_MEMORY)?, &[])),
        Kind::Xml => inside(xml::parse(&document::read(path, MAX_IN_MEMORY)?, &[])),
        Kind::CmsBinary | Kind::CmsText => open_cms(request, shell),
        // What calls itself a signature is a damaged one.
        Kind::Other if looks_like_signature(path) => {
            Err(about(FailureCode::SignatureDamaged, path))
        }
        Kind::Other => Err(not_signed(path)),
    }
}

fn looks_like_signature(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            ["p7s", "p7m", "cms", "sig", "p7b"].contains(&extension.to_ascii_lowercase().as_str())
        })
}

/// An attached signature is read once; a detached one is small, and read again with its content.
fn open_cms(request: &VerifyRequest, shell: &dyn Shell) -> Result<Opened, Failure> {
    let path = request.file.as_path();
    let file = document::open(path)?;
    let mut source = Watched::new(file, Stage::Verifying, shell);
    let signatures = cms::parse(&mut source, None, &[]).map_err(|error| explained(&error, path))?;
    let is_detached = signatures
        .iter()
        .any(|signature| signature.integrity == Err(Defect::ContentMissing));
    // What was named is compared, even where the signature carries a content of its own.
    let content = match &request.content {
        Some(content) => Some(content.clone()),
        None if is_detached => content_beside(path),
        None => None,
    };
    let is_sound = |signature: &ParsedSignature| {
        matches!(signature.integrity, Ok(()) | Err(Defect::ContentMissing))
    };
    match content {
        Some(content) if signatures.iter().all(is_sound) => {
            let mut reader = Watched::new(document::open(&content)?, Stage::Verifying, shell);
            let mut source: File = document::open(path)?;
            let signatures = cms::parse(&mut source, Some(Content::Stream(&mut reader)), &[])
                .map_err(|error| explained(&error, path))?;
            Ok(Opened {
                signatures,
                content: Some(content),
            })
        }
        _ => Ok(Opened {
            signatures,
            content: None,
        }),
    }
}

/// What is only read cannot fail to be written.
fn explained(error: &tanba_ades::Error, path: &Path) -> Failure {
    match error {
        tanba_ades::Error::Io(error) => read_failure(error, path),
        error => error.explain_about(path),
    }
}
