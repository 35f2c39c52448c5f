//! The folder of an authority: sealed keys, records, and for practice the passphrase. Nobody but its owner
//! may look in.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rand_core::CryptoRngCore;
use tanba_authority::{KeyFolder, Pepper, Place};

use crate::args::Role;
use crate::error::Error;
use crate::storage::Database;

/// Folders of sealed keys.
const KEYS: [&str; 3] = ["keys", "root", "tls"];

/// The folder, which is there.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// The folder at `path`, made when it is not there.
    pub(crate) fn make(path: &Path) -> Result<Self, Error> {
        let path = std::path::absolute(path).map_err(Error::io(path))?;
        let folder = Self(path);
        private_folder(&folder.0).map_err(Error::io(&folder.0))?;
        for below in KEYS {
            let below = folder.0.join(below);
            private_folder(&below).map_err(Error::io(below))?;
        }
        Ok(folder)
    }

    /// The folder at `path`, in which an authority was made before, and its records.
    pub(crate) async fn open(path: &Path) -> Result<(Self, Database), Error> {
        let folder = Self(std::path::absolute(path).map_err(Error::io(path))?);
        let not_founded = || Error::NotFounded(path.to_path_buf());
        if !folder.database().is_file() {
            return Err(not_founded());
        }
        let database = Database::open(&folder.database(), false).await?;
        match tanba_authority::Storage::founded_at(&database).await? {
            Some(_) => Ok((folder, database)),
            None => Err(not_founded()),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// The records.
    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("authority.sqlite")
    }

    /// The passphrase, in practice.
    pub(crate) fn passphrase(&self) -> PathBuf {
        self.0.join("passphrase")
    }

    /// The secret that codes are hashed with; made when there is none.
    pub(crate) fn pepper(&self, rng: &mut dyn CryptoRngCore) -> Result<Pepper, Error> {
        let path = self.0.join("pepper");
        match fs::read(&path) {
            Ok(bytes) => Pepper::from_bytes(&bytes).ok_or(Error::PepperDamaged(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let pepper = Pepper::make(rng);
                write_new(&path, pepper.expose()).map_err(Error::io(&path))?;
                Ok(pepper)
            }
            Err(error) => Err(Error::Io(path, error)),
        }
    }

    /// Keeps other processes from doing the same on this folder, for as long as the file is open.
    pub(crate) fn lock(&self, role: Role) -> Result<File, Error> {
        let path = self.0.join(format!("serving-{}.lock", role.as_str()));
        let file = private_file().create(true).write(true).open(&path);
        let file = file.map_err(Error::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(Error::Served(self.0.clone())),
            Err(TryLockError::Error(error)) => Err(Error::Io(path, error)),
        }
    }

    /// Waits until no other process makes or opens the authority of this folder, and keeps others waiting for
    /// as long as the file is open.
    pub(crate) fn lock_opening(&self) -> Result<File, Error> {
        let path = self.0.join("opening.lock");
        let file = private_file().create(true).write(true).open(&path);
        let file = file.map_err(Error::io(&path))?;
        file.lock().map_err(Error::io(&path))?;
        Ok(file)
    }

    /// Begins a first start. What one before left behind that was cut off goes away: nothing of it was ever seen
    /// outside. What lies there otherwise is somebody's, and stays.
    pub(crate) fn begin(&self) -> Result<(), Error> {
        if self.founding().is_file() {
            tracing::warn!("the first start was cut off before it was done: starting over");
            return self.clear();
        }
        let mut is_empty = !self.database().exists() && !self.passphrase().exists();
        for below in KEYS {
            let below = self.0.join(below);
            let mut entries = fs::read_dir(&below).map_err(Error::io(&below))?;
            is_empty &= entries.next().is_none();
        }
        match is_empty {
            true => write_new(&self.founding(), b"").map_err(Error::io(self.founding())),
            false => Err(Error::NotEmpty(self.0.clone())),
        }
    }

    /// The first start is done: from now on nothing is cleared away.
    pub(crate) fn begun(&self) -> Result<(), Error> {
        match fs::remove_file(self.founding()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::Io(self.founding(), error))
            }
            _ => Ok(()),
        }
    }

    /// Is there while a first start is under way.
    fn founding(&self) -> PathBuf {
        self.0.join("founding")
    }

    fn clear(&self) -> Result<(), Error> {
        let mut leftovers = vec![self.passphrase()];
        for suffix in ["", "-wal", "-shm"] {
            let mut name = self.database().into_os_string();
            name.push(suffix);
            leftovers.push(name.into());
        }
        for below in KEYS {
            let below = self.0.join(below);
            let entries = fs::read_dir(&below).map_err(Error::io(&below))?;
            for entry in entries {
                leftovers.push(entry.map_err(Error::io(&below))?.path());
            }
        }
        for path in leftovers {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::Io(path, error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn key(&self, place: Place, name: &str) -> PathBuf {
        let below = match place {
            Place::Root => "root",
            Place::Online => "keys",
            Place::Tls => "tls",
            Place::Token => return self.0.join("keys").join(format!("{name}.json")),
        };
        self.0.join(below).join(format!("{name}.p12"))
    }
}

impl KeyFolder for Folder {
    fn save(&self, place: Place, name: &str, sealed: &[u8]) -> io::Result<()> {
        write_new(&self.key(place, name), sealed)
    }

    fn load(&self, place: Place, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.key(place, name))
    }
}

/// Writes a file that is not there yet, for its owner alone and for good.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private_file().create_new(true).write(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    #[cfg(unix)]
    if let Some(parent) = path.parent() {
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}

/// Makes an empty file for its owner alone, unless there is one.
pub(crate) fn touch(path: &Path) -> io::Result<()> {
    private_file().create(true).append(true).open(path)?;
    Ok(())
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a folder that only its owner may enter; one that is there becomes so.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}
