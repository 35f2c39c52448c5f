//! What results are called and where they go, checked before anybody is asked for a password.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use tanba_protocol::{Failure, FailureCode};

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

/// A document, and what its result is called beside it.
pub(crate) type Named<'a> = (&'a Path, PathBuf);

/// A name for each result, or why that document cannot have one.
///
/// # Errors
/// What keeps every document from having one.
pub(crate) fn outputs(
    named: Vec<Named<'_>>,
    choice: &OutputChoice,
) -> Result<Vec<Result<PathBuf, Failure>>, Failure> {
    match choice {
        OutputChoice::File(path) if named.len() > 1 => {
            return Err(about(FailureCode::OutputExists, path)
                .with_detail("one output for several documents"));
        }
        OutputChoice::Folder(folder) if !folder.is_dir() => {
            return Err(about(FailureCode::OutputFolderMissing, folder));
        }
        _ => {}
    }
    let mut taken = HashSet::new();
    Ok(named
        .into_iter()
        .map(|(document, name)| {
            document::open(document)?;
            let output = match choice {
                OutputChoice::File(path) => path.clone(),
                OutputChoice::Folder(folder) => {
                    folder.join(name.file_name().unwrap_or(name.as_os_str()))
                }
                OutputChoice::Beside => name,
            };
            if output.symlink_metadata().is_ok() || !taken.insert(output.clone()) {
                return Err(about(FailureCode::OutputExists, &output));
            }
            Ok(output)
        })
        .collect())
}

/// `contract.pdf` to `contract.pdf.p7s`.
pub(crate) fn appended(document: &Path, extension: &str) -> PathBuf {
    let mut name = document.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

/// `contract.pdf` to `contract-signed.pdf`; a name without extension gets the one given, if any.
pub(crate) fn marked(document: &Path, mark: &str, extension: Option<&str>) -> PathBuf {
    let mut name = document.file_stem().unwrap_or_default().to_owned();
    name.push(mark);
    if let Some(extension) = document.extension().or(extension.map(OsStr::new)) {
        name.push(".");
        name.push(extension);
    }
    document.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{appended, marked};
    use crate::document::{SIGNED, STAMPED};

    #[test]
    fn names_say_what_the_result_is() {
        assert_eq!(
            appended(Path::new("a/b.pdf"), "p7s"),
            Path::new("a/b.pdf.p7s")
        );
        assert_eq!(
            marked(Path::new("a/b.pdf"), SIGNED, Some("pdf")),
            Path::new("a/b-signed.pdf")
        );
        assert_eq!(
            marked(Path::new("a/b"), SIGNED, Some("xml")),
            Path::new("a/b-signed.xml")
        );
        assert_eq!(
            marked(Path::new("a/b.pdf.p7s"), STAMPED, None),
            Path::new("a/b.pdf-t.p7s")
        );
    }
}
