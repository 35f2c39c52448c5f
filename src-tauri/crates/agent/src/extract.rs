//! Taking out what a signature carries: its content, its certificates.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use tanba_ades::{ParsedSignature, cms};
use tanba_pki::Certificate;
use tanba_protocol::{Failure, Stage};

use crate::agent::Agent;
use crate::document;
use crate::failure::Explain;
use crate::names::appended;
use crate::output::Output;
use crate::progress::Watched;
use crate::shell::Shell;

impl Agent {
    /// Writes the content of an attached signature to `out`, or beside it without the extension.
    ///
    /// # Errors
    /// [`ContentMissing`](tanba_protocol::FailureCode::ContentMissing) for a detached one.
    pub fn extract(
        &self,
        file: &Path,
        out: Option<&Path>,
        shell: &dyn Shell,
    ) -> Result<PathBuf, Failure> {
        let explained = |error: tanba_ades::Error| error.explain_about(file);
        let out = out.map_or_else(|| beside(file), Path::to_owned);
        let mut source = Watched::new(document::open(file)?, Stage::Writing, shell);
        let mut output = Output::create(&out)?;
        tokio::task::block_in_place(|| cms::extract(&mut source, &mut output))
            .map_err(explained)?;
        output.commit()
    }
}

/// The certificates inside a signature file.
pub(crate) fn embedded_certificates(bytes: &[u8]) -> Result<Vec<Certificate>, tanba_ades::Error> {
    cms::parse(&mut Cursor::new(bytes), None, &[]).map(certificates_of)
}

/// The certificates of signatures, each once.
pub(crate) fn certificates_of(signatures: Vec<ParsedSignature>) -> Vec<Certificate> {
    let mut certificates = Vec::new();
    for signature in signatures {
        for certificate in signature
            .certificate
            .into_iter()
            .chain(signature.embedded.certificates)
        {
            if !certificates.contains(&certificate) {
                certificates.push(certificate);
            }
        }
    }
    certificates
}

/// `contract.pdf` for `contract.pdf.p7m`; another name where nothing can be taken away.
fn beside(file: &Path) -> PathBuf {
    let bare = file.with_extension("");
    if bare.extension().is_some() && bare != file {
        bare
    } else {
        appended(file, "content")
    }
}
