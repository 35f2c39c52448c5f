//! What the prompt shows of documents, and whether they still are what was shown.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tanba_pki::digest::DigestAlgorithm;
use tanba_protocol::{DocumentSummary, Event, Failure, FailureCode, Progress, Stage};

use super::SignRequest;
use crate::document::{self, about};
use crate::output::read_failure;
use crate::shell::Shell;

/// Bytes that are read at once.
const PIECE: usize = 1 << 20;
/// Bytes between two reports.
const STEP: u64 = 8 << 20;

/// What is going to be done with a document.
pub(super) struct Plan {
    /// Where the result goes.
    pub(super) output: PathBuf,
    /// What was shown of it, where digests are shown.
    pub(super) shown: Option<Shown>,
}

impl Plan {
    pub(super) fn new(output: PathBuf) -> Self {
        Self {
            output,
            shown: None,
        }
    }
}

/// A document as the prompt showed it.
pub(super) struct Shown {
    pub(super) size: u64,
    pub(super) algorithm: DigestAlgorithm,
    pub(super) digest: Vec<u8>,
    /// How the file was when it was hashed.
    state: State,
}

impl Shown {
    /// Refuses a document that is no longer what was shown. A file that nobody touched is not
    /// read again.
    pub(super) fn check(&self, file: &File, path: &Path, shell: &dyn Shell) -> Result<(), Failure> {
        if state(file, path)? == self.state {
            return Ok(());
        }
        let again = document::open(path)?;
        let mut progress = |_| {};
        if hash(again, path, self.algorithm, shell, &mut progress)?.digest == self.digest {
            Ok(())
        } else {
            Err(about(FailureCode::DocumentChanged, path))
        }
    }

    /// The same for a document in memory.
    pub(super) fn check_bytes(&self, bytes: &[u8], path: &Path) -> Result<(), Failure> {
        if self.algorithm.digest(bytes) == self.digest {
            Ok(())
        } else {
            Err(about(FailureCode::DocumentChanged, path))
        }
    }
}

/// Hashes every document that is going to be signed. One that cannot be read fails by itself.
pub(super) fn hash_all(
    request: &SignRequest,
    plans: &mut [Result<Plan, Failure>],
    algorithm: DigestAlgorithm,
    shell: &dyn Shell,
) -> Result<(), Failure> {
    let documents = request.documents.iter().map(|it| it.document.as_path());
    let sizes = documents.clone().map(|path| {
        let metadata = std::fs::metadata(path);
        metadata.map_or(0, |metadata| metadata.len())
    });
    let total = sizes.fold(0u64, u64::saturating_add);
    let (mut done, mut reported) = (0u64, 0u64);
    let mut progress = |count: u64| {
        done = done.saturating_add(count);
        if done.saturating_sub(reported) >= STEP {
            reported = done;
            shell.event(Event::Progress(Progress {
                stage: Stage::Hashing,
                bytes_done: done.min(total),
                bytes_total: Some(total),
            }));
        }
    };
    for (document, plan) in documents.zip(plans) {
        let Ok(planned) = plan else { continue };
        let hashed = document::open(document)
            .and_then(|file| hash(file, document, algorithm, shell, &mut progress));
        match hashed {
            Ok(shown) => planned.shown = Some(shown),
            Err(failure) if failure.code == FailureCode::Cancelled => return Err(failure),
            Err(failure) => *plan = Err(failure),
        }
    }
    Ok(())
}

fn hash(
    mut file: File,
    path: &Path,
    algorithm: DigestAlgorithm,
    shell: &dyn Shell,
    progress: &mut dyn FnMut(u64),
) -> Result<Shown, Failure> {
    let before = state(&file, path)?;
    let mut hasher = algorithm.hasher();
    let mut size = 0u64;
    let mut piece = vec![0; PIECE];
    loop {
        if shell.is_cancelled() {
            return Err(about(FailureCode::Cancelled, path));
        }
        let count = match file.read(&mut piece) {
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(read_failure(&error, path)),
        };
        let Some(read) = piece.get(..count).filter(|read| !read.is_empty()) else {
            break;
        };
        hasher.update(read);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        size = size.saturating_add(count);
        progress(count);
    }
    if state(&file, path)? != before {
        return Err(about(FailureCode::DocumentChanged, path));
    }
    Ok(Shown {
        size,
        algorithm,
        digest: hasher.finalize(),
        state: before,
    })
}

/// The documents as the prompt shows them; those that cannot be signed anyway are left out.
pub(super) fn summaries(
    request: &SignRequest,
    plans: &[Result<Plan, Failure>],
) -> Vec<DocumentSummary> {
    let documents = request.documents.iter().map(|it| it.document.as_path());
    let planned = documents
        .zip(plans)
        .filter_map(|(document, plan)| Some((document, plan.as_ref().ok()?)));
    planned
        .map(|(document, plan)| match &plan.shown {
            Some(shown) => DocumentSummary {
                name: document::name(document),
                size: shown.size,
                digest_algorithm: shown.algorithm.name().to_owned(),
                digest: hex::encode(&shown.digest),
            },
            // The digest is that of the signature itself.
            None => DocumentSummary {
                name: document::name(document),
                size: std::fs::metadata(document).map_or(0, |metadata| metadata.len()),
                digest_algorithm: String::new(),
                digest: String::new(),
            },
        })
        .collect()
}

/// Length and times of the last change: whatever changes a file changes one of them. The time of
/// the contents can be set back; on Unix that of the entry shows it.
pub(super) type State = (u64, Option<SystemTime>, Option<(i64, i64)>);

pub(super) fn state(file: &File, path: &Path) -> Result<State, Failure> {
    let metadata = file
        .metadata()
        .map_err(|error| read_failure(&error, path))?;
    #[cfg(unix)]
    let entry_at = {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.ctime(), metadata.ctime_nsec()))
    };
    #[cfg(not(unix))]
    let entry_at = None;
    Ok((metadata.len(), metadata.modified().ok(), entry_at))
}
