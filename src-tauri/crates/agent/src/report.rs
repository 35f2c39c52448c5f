//! Verifications on paper and for programs.

mod json;
mod qr;
mod sheet;

use std::path::Path;

use tanba_pki::digest::DigestAlgorithm;
use tanba_protocol::{Failure, Stage};

use crate::document;
use crate::output::read_failure;
use crate::progress::Watched;
use crate::shell::Shell;
use crate::verify::Verification;

pub(crate) use sheet::{Printed, sheet};

/// SHA-256 of the file that a verification is about: the document of detached signatures, else the
/// file with the signatures inside. As `sha256sum` prints it.
pub(crate) fn digest(verification: &Verification, shell: &dyn Shell) -> Result<String, Failure> {
    let path = subject(verification);
    let mut hasher = DigestAlgorithm::Sha256.hasher();
    let mut reader = Watched::new(document::open(path)?, Stage::Hashing, shell);
    std::io::copy(&mut reader, &mut hasher).map_err(|error| read_failure(&error, path))?;
    Ok(hex::encode(hasher.finalize()))
}

/// The file that a verification is about.
fn subject(verification: &Verification) -> &Path {
    verification.content.as_ref().unwrap_or(&verification.file)
}
