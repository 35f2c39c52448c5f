//! Keys in PKCS#12 files.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
pub use tanba_pki::pkcs12::Layout;
use tanba_pki::pkcs12::{self, BagAttributes, Pfx};

use crate::Error;

mod change;
mod folder;
mod name;
mod save;
mod signer;

pub use change::{back_up, change_password, convert};
pub use folder::{Listed, find, list};
pub use name::{FileName, KeyKind};
pub use save::{derive_name, save_as, save_new};
pub use signer::FileSigner;

/// A key file that was read and is still locked.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    pfx: Pfx,
    visible: Vec<BagAttributes>,
}

impl KeyFile {
    /// Reads a file. It takes no password to learn that it is a key file and what it says in the open.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::NotAFile`], [`Error::Damaged`], [`Error::TooLarge`], [`Error::UnsupportedAlgorithm`],
    /// [`Error::NotByPassword`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::from_bytes(path, &read(path)?)
    }

    /// As [`Self::open`] for bytes that came another way; `path` only names them.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn from_bytes(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        let pfx = Pfx::parse(bytes)?;
        let visible = pfx.visible_attributes();
        Ok(Self {
            path: path.to_path_buf(),
            pfx,
            visible,
        })
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What its name says, when it is a name that the NCA gives.
    #[must_use]
    pub fn name(&self) -> Option<FileName> {
        FileName::parse(self.path.file_name()?.to_str()?)
    }

    /// Names of the keys that are not encrypted. In the NCA's files it is the key identifier in hexadecimal.
    pub fn friendly_names(&self) -> impl Iterator<Item = &str> {
        self.visible
            .iter()
            .filter_map(|attributes| attributes.friendly_name.as_deref())
    }

    /// The identifier of the key as far as the file tells it without a password: what its name or its
    /// attributes claim.
    #[must_use]
    pub fn claimed_key_identifier(&self) -> Option<tanba_pki::signing::KeyIdentifier> {
        let from_attributes = || {
            let local = self.visible.iter().find_map(|a| a.local_key_id.clone())?;
            (local.len() == 20).then_some(tanba_pki::signing::KeyIdentifier(local))
        };
        self.name()
            .map(|name| name.key_identifier)
            .or_else(from_attributes)
    }

    /// The layout it is written in, as far as the MAC tells.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.pfx.layout()
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::NoKey`], [`Error::Damaged`], [`Error::UnsupportedAlgorithm`] when
    /// no key in it is of a known kind, [`Error::TooMuchWork`].
    pub fn unlock(&self, password: &SecretString) -> Result<Vec<FileSigner>, Error> {
        signer::signers(self.contents(password)?)
    }

    fn contents(&self, password: &SecretString) -> Result<pkcs12::Contents, Error> {
        let contents = self.pfx.open(password)?;
        if contents.keys.is_empty() {
            return Err(Error::NoKey);
        }
        Ok(contents)
    }
}

/// Reads a whole file that must not be larger than any key file.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    // Before it is opened: opening a pipe waits for its writer.
    let metadata = std::fs::metadata(path).map_err(Error::io(path))?;
    if !metadata.is_file() && !metadata.is_dir() {
        return Err(Error::NotAFile(path.to_path_buf()));
    }
    let file = File::open(path).map_err(Error::io(path))?;
    let limit = u64::try_from(pkcs12::MAX_SIZE).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(Error::io(path))?;
    if bytes.len() > pkcs12::MAX_SIZE {
        return Err(Error::TooLarge);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
