//! What results are called, checked before anybody is asked for a password.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use tanba_protocol::{Failure, FailureCode};

use super::{Form, SignRequest};
use crate::document::{self, about};

/// Where results go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OutputChoice {
    /// Beside each document.
    #[default]
    Beside,
    /// This file; for one document only.
    File(PathBuf),
    /// This folder.
    Folder(PathBuf),
}

/// A name for each result, or why that document cannot have one.
pub(super) fn outputs(request: &SignRequest) -> Result<Vec<Result<PathBuf, Failure>>, Failure> {
    if let OutputChoice::File(path) = &request.output
        && request.documents.len() > 1
    {
        return Err(
            about(FailureCode::OutputExists, path).with_detail("one output for several documents")
        );
    }
    if let OutputChoice::Folder(folder) = &request.output
        && !folder.is_dir()
    {
        return Err(about(FailureCode::OutputFolderMissing, folder));
    }
    let mut taken = HashSet::new();
    Ok(request
        .documents
        .iter()
        .map(|document| {
            document::open(document)?;
            let output = output(document, request);
            if output.symlink_metadata().is_ok() || !taken.insert(output.clone()) {
                return Err(about(FailureCode::OutputExists, &output));
            }
            Ok(output)
        })
        .collect())
}

fn output(document: &Path, request: &SignRequest) -> PathBuf {
    let name = match &request.form {
        Form::Cades { attached: false } => appended(document, "p7s"),
        Form::Cades { attached: true } => appended(document, "p7m"),
        Form::Pades => marked(document, "pdf"),
        Form::Xml { .. } => marked(document, "xml"),
        Form::AddedCades { .. } => marked(document, "p7s"),
    };
    match &request.output {
        OutputChoice::File(path) => path.clone(),
        OutputChoice::Folder(folder) => folder.join(name.file_name().unwrap_or(name.as_os_str())),
        OutputChoice::Beside => name,
    }
}

/// `contract.pdf` to `contract.pdf.p7s`.
fn appended(document: &Path, extension: &str) -> PathBuf {
    let mut name = document.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

/// `contract.pdf` to `contract-signed.pdf`; a name without extension gets one.
pub(crate) fn marked(document: &Path, extension: &str) -> PathBuf {
    let stem = document.file_stem().unwrap_or_default().to_owned();
    let mut name = stem;
    name.push(document::SIGNED);
    name.push(".");
    match document.extension() {
        Some(own) => name.push(own),
        None => name.push(extension),
    }
    document.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{appended, marked};

    #[test]
    fn names_say_what_the_result_is() {
        assert_eq!(
            appended(Path::new("a/b.pdf"), "p7s"),
            Path::new("a/b.pdf.p7s")
        );
        assert_eq!(
            marked(Path::new("a/b.pdf"), "pdf"),
            Path::new("a/b-signed.pdf")
        );
        assert_eq!(marked(Path::new("a/b"), "xml"), Path::new("a/b-signed.xml"));
    }
}
