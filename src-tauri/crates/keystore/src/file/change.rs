//! Another password, another layout, a copy.

use std::fs;
use std::path::{Path, PathBuf};

use rand_core::CryptoRngCore;
use secrecy::SecretString;
use tanba_pki::pkcs12::Layout;

use super::{KeyFile, read, save};
use crate::Error;
use crate::password::PasswordRule;

/// Gives a file another password; its layout stays. What will be written is opened with the new password
/// before the file is replaced, and until it opens again from its place the old one is kept beside it as
/// `<name>.bak`.
///
/// # Errors
/// [`Error::PasswordRule`] when `rule` is given and broken, and whatever opening and writing report. Then the
/// file is as it was.
pub fn change_password(
    path: &Path,
    old: &SecretString,
    new: &SecretString,
    rule: Option<PasswordRule>,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), Error> {
    if let Some(rule) = rule {
        rule.check(new)?;
    }
    // Behind a link, the file itself is replaced.
    let path = &fs::canonicalize(path).map_err(Error::io(path))?;
    let original = read(path)?;
    let file = KeyFile::from_bytes(path, &original)?;
    let contents = file.contents(old)?;
    let bytes = save::encode(&contents, new, file.layout(), rng)?;
    save::check(path, &bytes, new, &contents)?;
    let kept = keep(path, &original)?;
    let replaced = save::replace(path, &bytes).and_then(|()| {
        let written = read(path)?;
        save::check(path, &written, new, &contents)
    });
    if let Err(error) = replaced {
        // The copy stays if even this fails.
        if read(path).ok().as_deref() == Some(&original) || save::replace(path, &original).is_ok() {
            let _ = fs::remove_file(&kept);
        }
        return Err(error);
    }
    fs::remove_file(&kept).map_err(Error::io(&kept))
}

/// Keeps a copy under the first free name.
fn keep(path: &Path, original: &[u8]) -> Result<PathBuf, Error> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    for number in 0_u32..100 {
        let suffix = match number {
            0 => String::new(),
            number => format!(".{number}"),
        };
        let kept = path.with_file_name(format!("{name}.bak{suffix}"));
        match save::create(&kept, original) {
            Ok(()) => return Ok(kept),
            Err(Error::AlreadyExists(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::AlreadyExists(path.to_path_buf()))
}

/// Copies a file to `target`, which must not exist. It has to be a key file; no password is needed.
///
/// # Errors
/// [`Error::AlreadyExists`], and whatever reading and writing report.
pub fn back_up(path: &Path, target: &Path) -> Result<(), Error> {
    let bytes = read(path)?;
    KeyFile::from_bytes(path, &bytes)?;
    save::create(target, &bytes)?;
    if read(target)? == bytes {
        Ok(())
    } else {
        Err(Error::Damaged("the copy reads differently".into()))
    }
}

/// Writes the keys and certificates of a file in a layout, under the same password, to `target`, which must
/// not exist.
///
/// # Errors
/// [`Error::AlreadyExists`], and whatever opening and writing report.
pub fn convert(
    path: &Path,
    password: &SecretString,
    layout: Layout,
    target: &Path,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), Error> {
    let contents = KeyFile::open(path)?.contents(password)?;
    let bytes = save::encode(&contents, password, layout, rng)?;
    save::check(target, &bytes, password, &contents)?;
    save::create(target, &bytes)
}
