//! Where the passphrase of the keys comes from: a file descriptor, a systemd credential, the environment,
//! or in practice a file that only its owner can read.
//!
//! The variable stays in the environment of this process, which starts no other: taking it out is not safe
//! in a program with threads.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use rand_core::CryptoRngCore;
use secrecy::{ExposeSecret as _, SecretString};
use tanba_authority::{Keys, MODERN_ITERATIONS, PRACTICE_ITERATIONS};
use zeroize::Zeroizing;

use crate::args::PassphraseArgs;
use crate::error::Error;
use crate::folder::{Folder, write_new};

/// The name of the systemd credential.
pub(crate) const CREDENTIAL: &str = "tanba-authority-passphrase";
/// The name of the variable.
pub(crate) const VARIABLE: &str = "TANBA_AUTHORITY_PASSPHRASE";
/// The name of the systemd credential with the PIN of a token.
const PIN_CREDENTIAL: &str = "tanba-authority-pin";
/// The name of the variable with it.
const PIN_VARIABLE: &str = "TANBA_AUTHORITY_PIN";
/// The fewest characters of a passphrase that somebody chose.
pub(crate) const SHORTEST: usize = 16;
/// The largest passphrase that is read, in bytes.
const LARGEST: u64 = 4096;
/// Random bytes of the passphrase that is made for practice.
const RANDOM_SIZE: usize = 32;

/// The passphrase, and how much it is to be stretched.
pub(crate) struct Passphrase {
    secret: SecretString,
    iterations: u32,
}

impl Passphrase {
    /// The passphrase that was given, else that of the folder.
    pub(crate) fn find(args: &PassphraseArgs, folder: &Folder) -> Result<Self, Error> {
        match given(args)? {
            Some(given) => Ok(given),
            None => Self::of_folder(&folder.passphrase()),
        }
    }

    /// The passphrase that was given, and none else: that of an authority in earnest lies nowhere.
    pub(crate) fn require(args: &PassphraseArgs) -> Result<Self, Error> {
        given(args)?.ok_or(Error::NoPassphrase)
    }

    /// The passphrase that was given, else a new random one, kept in the folder. Says so.
    pub(crate) fn find_or_make(
        args: &PassphraseArgs,
        folder: &Folder,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, Error> {
        if let Some(given) = given(args)? {
            return Ok(given);
        }
        let path = folder.passphrase();
        let mut bytes = Zeroizing::new([0; RANDOM_SIZE]);
        rng.try_fill_bytes(&mut *bytes)
            .map_err(|_| Error::Randomness)?;
        let text = Zeroizing::new(hex::encode(*bytes));
        write_new(&path, text.as_bytes()).map_err(Error::io(&path))?;
        tracing::info!(
            "the keys are sealed under a random passphrase, which is in {}: practice only",
            path.display()
        );
        Self::of_folder(&path)
    }

    fn of_folder(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            return Err(Error::NoPassphrase);
        }
        let file = File::open(path).map_err(Error::io(path))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = file.metadata().map_err(Error::io(path))?;
            if mode.permissions().mode() & 0o077 != 0 {
                return Err(Error::PassphraseExposed(path.to_path_buf()));
            }
        }
        Ok(Self {
            secret: read(file, path)?,
            iterations: PRACTICE_ITERATIONS,
        })
    }

    /// What opens and seals the keys of this folder.
    pub(crate) fn keys<'a>(&'a self, folder: &'a Folder) -> Keys<'a> {
        Keys::new(folder, &self.secret, self.iterations)
    }
}

/// A passphrase that somebody chose.
fn given(args: &PassphraseArgs) -> Result<Option<Passphrase>, Error> {
    let Some(secret) = found(args.passphrase_fd, CREDENTIAL, VARIABLE)? else {
        return Ok(None);
    };
    if secret.expose_secret().chars().count() < SHORTEST {
        return Err(Error::PassphraseTooShort);
    }
    Ok(Some(Passphrase {
        secret,
        iterations: MODERN_ITERATIONS,
    }))
}

/// The PIN of the token that keys of authorities lie on, where it was given.
pub(crate) fn pin(descriptor: Option<u32>) -> Result<Option<SecretString>, Error> {
    found(descriptor, PIN_CREDENTIAL, PIN_VARIABLE)
}

/// A secret that a command needs: from standard input, or asked for.
pub(crate) fn secret(prompt: &str, from_stdin: bool) -> Result<SecretString, Error> {
    match from_stdin {
        true => read(std::io::stdin().lock(), Path::new("standard input")),
        false => rpassword::prompt_password(prompt)
            .map(SecretString::from)
            .map_err(Error::io("the terminal")),
    }
}

/// A secret from the first place that has it.
fn found(
    descriptor: Option<u32>,
    credential: &str,
    variable: &str,
) -> Result<Option<SecretString>, Error> {
    let from = |path: PathBuf| -> Result<SecretString, Error> {
        read(File::open(&path).map_err(Error::io(&path))?, &path)
    };
    let credential = std::env::var_os("CREDENTIALS_DIRECTORY")
        .map(|folder| Path::new(&folder).join(credential))
        .filter(|path| fs::symlink_metadata(path).is_ok());
    match (descriptor, credential) {
        (Some(descriptor), _) => from(PathBuf::from(format!("/dev/fd/{descriptor}"))).map(Some),
        (None, Some(credential)) => from(credential).map(Some),
        (None, None) => Ok(std::env::var(variable).ok().map(SecretString::from)),
    }
}

/// The first line.
fn read(file: impl Read, path: &Path) -> Result<SecretString, Error> {
    let mut text = Zeroizing::new(String::new());
    file.take(LARGEST)
        .read_to_string(&mut text)
        .map_err(Error::io(path))?;
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    Ok(line.to_owned().into())
}
