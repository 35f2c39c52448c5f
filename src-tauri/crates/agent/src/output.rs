//! Results on disk: written beside, flushed to the disk, then given their name. A result never
//! takes the place of a file that exists unless the person agreed to it in the system's dialog, and
//! nothing half-written stays.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tanba_protocol::{Failure, FailureCode};
use tempfile::{NamedTempFile, PersistError};

use crate::shell::Cancelled;

/// How the name of a file in the making begins and ends.
const UNFINISHED: (&str, &str) = (".tanba-", ".part");

/// Whether a file was being made by a process that is no more.
pub(crate) fn is_abandoned(path: &Path) -> bool {
    let name = path.file_name().and_then(std::ffi::OsStr::to_str);
    name.is_some_and(|name| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1))
        && File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

/// A file in the making. Dropped before [`commit`](Self::commit), it leaves no trace.
#[derive(Debug)]
pub(crate) struct Output {
    file: NamedTempFile,
    path: PathBuf,
}

impl Output {
    /// Begins a file that will be called `path`.
    ///
    /// # Errors
    /// [`FailureCode::OutputExists`], or why the folder takes no file.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        Self::begin(path, check_free(path)?)
    }

    fn begin(path: &Path, folder: &Path) -> Result<Self, Failure> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Ordinary documents: the umask decides.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder
            .tempfile_in(folder)
            .map_err(|error| write_failure(&error, folder))?;
        // Tells others that somebody works at it; where files cannot be locked it is said by none.
        let _ = file.as_file().try_lock();
        Ok(Self {
            file,
            path: path.to_owned(),
        })
    }

    /// Flushes everything to the disk and gives the file its name.
    ///
    /// # Errors
    /// [`FailureCode::OutputExists`] when somebody else took the name meanwhile.
    pub(crate) fn commit(self) -> Result<PathBuf, Failure> {
        self.name(NamedTempFile::persist_noclobber)
    }

    fn name(
        self,
        persist: fn(NamedTempFile, PathBuf) -> Result<File, PersistError>,
    ) -> Result<PathBuf, Failure> {
        let Self { file, path } = self;
        file.as_file()
            .sync_all()
            .map_err(|error| write_failure(&error, &path))?;
        persist(file, path.clone()).map_err(|error| write_failure(&error.error, &path))?;
        // The name itself lies in the folder; not every system lets a folder be flushed.
        if let Ok(folder) = File::open(folder_of(&path)) {
            let _ = folder.sync_all();
        }
        Ok(path)
    }

    /// What will be its name.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl io::Read for Output {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}

impl io::Seek for Output {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// The folder of a file that can be begun.
///
/// # Errors
/// [`FailureCode::OutputExists`], [`FailureCode::OutputFolderMissing`].
pub(crate) fn check_free(path: &Path) -> Result<&Path, Failure> {
    if path.symlink_metadata().is_ok() {
        return Err(failed(FailureCode::OutputExists, path));
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(failed(FailureCode::OutputFolderMissing, folder));
    }
    Ok(folder)
}

/// Makes sure that a folder takes files, before anybody is asked for anything.
///
/// # Errors
/// Why it takes none.
pub(crate) fn check_folder(folder: &Path) -> Result<(), Failure> {
    Output::begin(folder, folder).map(drop)
}

/// Writes `bytes` as the file `path`.
///
/// # Errors
/// As [`Output::create`] and [`Output::commit`].
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let mut output = Output::create(path)?;
    output
        .write_all(bytes)
        .map_err(|error| write_failure(&error, path))?;
    output.commit()
}

/// Writes `bytes` as the file `path`, in place of one that the person agreed to lose.
///
/// # Errors
/// Why the folder takes no file.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let mut output = Output::begin(path, folder_of(path))?;
    output
        .write_all(bytes)
        .map_err(|error| write_failure(&error, path))?;
    output.name(NamedTempFile::persist)
}

/// Why writing failed.
pub(crate) fn write_failure(error: &io::Error, path: &Path) -> Failure {
    let code = match error.kind() {
        _ if Cancelled::is_behind(error) => FailureCode::Cancelled,
        io::ErrorKind::AlreadyExists => FailureCode::OutputExists,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            FailureCode::DiskFull
        }
        io::ErrorKind::ReadOnlyFilesystem => FailureCode::OutputReadOnly,
        io::ErrorKind::PermissionDenied => FailureCode::PermissionDenied,
        io::ErrorKind::NotFound => FailureCode::OutputFolderMissing,
        _ => FailureCode::OutputFailed,
    };
    failed(code, path).with_detail(error)
}

/// Why reading failed.
pub(crate) fn read_failure(error: &io::Error, path: &Path) -> Failure {
    let code = match error.kind() {
        _ if Cancelled::is_behind(error) => FailureCode::Cancelled,
        io::ErrorKind::NotFound => FailureCode::DocumentNotFound,
        io::ErrorKind::IsADirectory => FailureCode::DocumentIsFolder,
        _ => FailureCode::DocumentUnreadable,
    };
    failed(code, path).with_detail(error)
}

fn failed(code: FailureCode, path: &Path) -> Failure {
    Failure::new(code).with_subject(path.display().to_string())
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use tanba_protocol::FailureCode;

    use super::{Output, write};

    #[test]
    fn a_file_appears_whole_and_takes_no_other_files_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.p7s");
        write(&path, b"whole").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        assert_eq!(
            write(&path, b"other").unwrap_err().code,
            FailureCode::OutputExists
        );
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
    }

    #[test]
    fn what_is_not_committed_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let mut output = Output::create(&folder.path().join("a")).unwrap();
        output.write_all(b"half").unwrap();
        drop(output);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_name_taken_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let output = Output::create(&path).unwrap();
        std::fs::write(&path, b"theirs").unwrap();
        assert_eq!(output.commit().unwrap_err().code, FailureCode::OutputExists);
        assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let failure = write(&folder.path().join("none/a"), b"").unwrap_err();
        assert_eq!(failure.code, FailureCode::OutputFolderMissing);
    }
}
