//! Writing so that a file is there whole or not at all: beside, fsync, rename.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use rand_core::CryptoRngCore;
use secrecy::SecretString;
use tanba_pki::Certificate;
use tanba_pki::pkcs12::{self, BagAttributes, CertificateBag, Contents, KeyBag, Layout};
use tanba_pki::profile::{self, KeyPurpose};

use super::{FileName, KeyFile};
use crate::software::SoftwareKey;
use crate::{Error, Signer};

/// Writes a key and its certificate into a new file of `folder`, under the name that the NCA would give it
/// and with its attributes, and returns the path. Nothing is ever overwritten.
///
/// # Errors
/// [`Error::AlreadyExists`], [`Error::Io`], [`Error::NoKey`] for an empty password.
pub fn save_new(
    folder: &Path,
    key: &SoftwareKey,
    certificate: Option<&Certificate>,
    password: &SecretString,
    layout: Layout,
    rng: &mut dyn CryptoRngCore,
) -> Result<PathBuf, Error> {
    let purpose = certificate
        .and_then(|certificate| profile::key_purpose(certificate).ok())
        .unwrap_or(KeyPurpose::Signature);
    let path = folder.join(derive_name(key, purpose));
    save_as(&path, key, certificate, password, layout, rng)?;
    Ok(path)
}

/// As [`save_new`] into the new file `path`, whatever it is called.
///
/// # Errors
/// As [`save_new`].
pub fn save_as(
    path: &Path,
    key: &SoftwareKey,
    certificate: Option<&Certificate>,
    password: &SecretString,
    layout: Layout,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), Error> {
    let identifier = key.key_identifier();
    let attributes = BagAttributes {
        friendly_name: Some(identifier.to_string()),
        local_key_id: Some(identifier.0.clone()),
    };
    let contents = Contents {
        keys: vec![KeyBag {
            private_key_info: key.private_key().pkcs8_der().clone(),
            attributes: attributes.clone(),
        }],
        certificates: certificate
            .iter()
            .map(|certificate| CertificateBag {
                der: certificate.der().to_vec(),
                attributes: attributes.clone(),
            })
            .collect(),
    };
    let bytes = encode(&contents, password, layout, rng)?;
    check(path, &bytes, password, &contents)?;
    create(path, &bytes)
}

/// The name that the NCA would give to the file of a key.
#[must_use]
pub fn derive_name(key: &SoftwareKey, purpose: KeyPurpose) -> String {
    FileName::derive(key.public_key(), key.key_identifier(), purpose).map_or_else(
        || format!("{}.p12", key.key_identifier()),
        |name| name.to_string(),
    )
}

/// The bytes of a file. The tests here do not wait for a million iterations.
pub(super) fn encode(
    contents: &Contents,
    password: &SecretString,
    layout: Layout,
    rng: &mut dyn CryptoRngCore,
) -> Result<Vec<u8>, Error> {
    let iterations = if cfg!(test) {
        1000
    } else {
        pkcs12::MODERN_ITERATIONS
    };
    Ok(pkcs12::write_iterated(
        contents, password, layout, iterations, rng,
    )?)
}

/// Opens what is about to be written and compares.
pub(super) fn check(
    path: &Path,
    bytes: &[u8],
    password: &SecretString,
    expected: &Contents,
) -> Result<(), Error> {
    let found = KeyFile::from_bytes(path, bytes)?.contents(password)?;
    let same_keys =
        found.keys.len() == expected.keys.len()
            && found.keys.iter().zip(&expected.keys).all(|(a, b)| {
                a.private_key_info == b.private_key_info && a.attributes == b.attributes
            });
    if same_keys && found.certificates == expected.certificates {
        Ok(())
    } else {
        Err(Error::Damaged("what was written reads differently".into()))
    }
}

/// Creates a file that must not exist yet.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if path.symlink_metadata().is_ok() {
        return Err(Error::AlreadyExists(path.to_path_buf()));
    }
    let beside = Beside::write(path, bytes)?;
    // A link, unlike a renaming, fails when the name is taken meanwhile.
    match fs::hard_link(&beside.0, path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Error::AlreadyExists(path.to_path_buf()));
        }
        // FAT on a memory stick has no links.
        Err(_) if path.symlink_metadata().is_err() => {
            fs::rename(&beside.0, path).map_err(Error::io(path))?;
        }
        Err(error) => return Err(Error::io(path)(error)),
    }
    sync_folder(path);
    Ok(())
}

/// Puts new contents into an existing file at one stroke; its permissions stay.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = Beside::write(path, bytes)?;
    let permissions = fs::metadata(path).map_err(Error::io(path))?.permissions();
    fs::set_permissions(&beside.0, permissions).map_err(Error::io(path))?;
    fs::rename(&beside.0, path).map_err(Error::io(path))?;
    sync_folder(path);
    Ok(())
}

/// A finished file under a name of its own beside the final one; removed when it is dropped.
struct Beside(PathBuf);

impl Beside {
    fn write(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        for attempt in 0_u32..1000 {
            let beside = path.with_file_name(format!(".{name}.{attempt}.part"));
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = match options.open(&beside) {
                Ok(file) => file,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(Error::io(path)(error)),
            };
            let beside = Self(beside);
            file.write_all(bytes)
                .and_then(|()| file.sync_all())
                .map_err(Error::io(path))?;
            return Ok(beside);
        }
        Err(Error::AlreadyExists(path.to_path_buf()))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After a renaming it is gone already.
        let _ = fs::remove_file(&self.0);
    }
}

/// Makes the new name last through a power failure, where the system allows folders to be synchronised.
fn sync_folder(path: &Path) {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
