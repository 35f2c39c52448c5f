//! A key that waits for its certificate. It lies encrypted in the folder where its key file will be,
//! beside the request for it, before anybody is asked for anything: whatever breaks off then, the
//! same request can be sent again, and its answer is the same certificate.
//!
//! Both files are named: after a one-time token, by a hash that tells nothing about it, or after an
//! enrolment.

use std::fs;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};
use tanba_enrolment::KeyName;
use tanba_keystore::SystemRandom;
use tanba_keystore::file::{FileName, KeyFile, Layout, derive_name, save_as};
use tanba_keystore::password::PasswordRule;
use tanba_keystore::software::{self, KeyAlgorithm, SoftwareKey};
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::profile::KeyPurpose;
use tanba_pki::request::CertificationRequest;
use tanba_protocol::{Failure, FailureCode};

use super::{internal, leaf};
use crate::agent::Agent;
use crate::document::{self, about};
use crate::failure::Explain;
use crate::output;
use crate::shell::Shell;

/// What the names of pending files of invited people begin with.
const PREFIX: &str = ".tanba-pending-";
/// What those of enrolments begin with: nobody clears them away but the enrolment itself.
const ENROLMENT_PREFIX: &str = ".tanba-enrolment-";
/// Longer than any pending file, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// The name that is asked for; who is certified is for the authority to say.
pub(super) const APPLICANT: &str = "TANBA";

/// A key that waits for its certificate.
pub(crate) struct Pending {
    pub(crate) key: SoftwareKey,
    pub(crate) password: SecretString,
    /// The CertificationRequest, in DER.
    pub(crate) request: Vec<u8>,
    /// Whether it was begun before, and the request may have been answered.
    pub(crate) is_resumed: bool,
    files: Files,
}

/// Where a pending key and its request lie.
pub(crate) struct Files {
    key: PathBuf,
    request: PathBuf,
}

impl Files {
    /// Those of whoever was given a one-time token.
    pub(crate) fn of_token(folder: &Path, token: &SecretString) -> Self {
        let named = format!("pending key: {}", token.expose_secret());
        let hash = hex::encode(DigestAlgorithm::Sha256.digest(named.as_bytes()));
        let name = hash.get(..32).unwrap_or(&hash);
        Self::named(folder, PREFIX, name)
    }

    /// Those of a key of an enrolment.
    pub(crate) fn of_enrolment(folder: &Path, name: &KeyName) -> Self {
        Self::named(folder, ENROLMENT_PREFIX, &name.to_string())
    }

    fn named(folder: &Path, prefix: &str, name: &str) -> Self {
        Self {
            key: folder.join(format!("{prefix}{name}.key")),
            request: folder.join(format!("{prefix}{name}.p10")),
        }
    }

    /// Whether the key was begun.
    pub(crate) fn are_begun(&self) -> bool {
        self.key.symlink_metadata().is_ok()
    }

    /// The request, in DER, where the key was begun and its request written. It needs no password.
    pub(crate) fn request(&self) -> Result<Option<Vec<u8>>, Failure> {
        match self.request.symlink_metadata() {
            Ok(_) if self.are_begun() => Ok(Some(document::read(&self.request, MAX_FILE)?)),
            _ => Ok(None),
        }
    }

    /// Keeps the key as that file, and its request beside it.
    pub(crate) fn keep(&self, kept: &Path) -> Result<(), Failure> {
        let beside = kept.with_extension("p10");
        for (from, to) in [(&self.request, beside.as_path()), (&self.key, kept)] {
            // What is not there was kept before it was written down.
            if from.symlink_metadata().is_ok() {
                output::check_free(to)?;
                fs::rename(from, to).map_err(|error| output::write_failure(&error, to))?;
            }
        }
        Ok(())
    }

    /// Removes them: the key is finished, or will never be.
    pub(crate) fn discard(&self) {
        // The request first: without its key it is nothing.
        let _ = fs::remove_file(&self.request);
        let _ = fs::remove_file(&self.key);
    }
}

impl Pending {
    /// Removes it: it is finished, or will never be.
    pub(crate) fn discard(&self) {
        self.files.discard();
    }
}

/// Removes what pending keys are left in a folder.
pub(crate) fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(PREFIX) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Agent {
    /// The key that was begun in these files, or a new one. A password that is `known` is not asked for
    /// where it fits.
    pub(crate) async fn pending_key(
        &self,
        folder: &Path,
        files: Files,
        algorithm: KeyAlgorithm,
        known: Option<&SecretString>,
        shell: &dyn Shell,
    ) -> Result<Pending, Failure> {
        if files.are_begun() {
            return self.resumed(folder, files, known, shell).await;
        }
        let explained = |error: tanba_keystore::Error| error.explain_about(folder);
        let key = tokio::task::block_in_place(|| software::generate(algorithm, &mut SystemRandom))
            .map_err(explained)?;
        let name = folder.join(derive_name(&key, KeyPurpose::Signature));
        let password = match known {
            Some(known) if PasswordRule::Current.check(known).is_ok() => known.clone(),
            _ => self.new_password(&name, shell).await?,
        };
        tokio::task::block_in_place(|| {
            save_as(
                &files.key,
                &key,
                None,
                &password,
                Layout::Modern,
                &mut SystemRandom,
            )
            .map_err(|error| error.explain_about(&files.key))?;
            Ok(Pending {
                request: new_request(&key, &files.request)?,
                key,
                password,
                is_resumed: false,
                files,
            })
        })
    }

    async fn resumed(
        &self,
        folder: &Path,
        files: Files,
        known: Option<&SecretString>,
        shell: &dyn Shell,
    ) -> Result<Pending, Failure> {
        let request = files.request()?;
        let bytes = document::read(&files.key, MAX_FILE)?;
        let explained = |error: tanba_keystore::Error| error.explain_about(&files.key);
        // People know it by the name that it will have.
        let named = request.as_deref().and_then(name_of);
        let shown = named.map_or_else(|| files.key.clone(), |name| folder.join(name));
        let file = KeyFile::from_bytes(&shown, &bytes).map_err(explained)?;
        let known =
            known.filter(|known| tokio::task::block_in_place(|| file.unlock(known)).is_ok());
        let password = match known {
            Some(known) => known.clone(),
            None => self.right_password(&file, shell).await?,
        };
        let signers = tokio::task::block_in_place(|| file.unlock(&password)).map_err(explained)?;
        let key = signers.first().map(|signer| signer.key().clone());
        let key = key.ok_or_else(|| about(FailureCode::KeyFileWithoutKey, &files.key))?;
        Ok(Pending {
            // It broke off before anything was sent.
            request: match request {
                Some(request) => request,
                None => tokio::task::block_in_place(|| new_request(&key, &files.request))?,
            },
            key,
            password,
            is_resumed: true,
            files,
        })
    }
}

/// A request of the key, kept on the disk.
fn new_request(key: &SoftwareKey, path: &Path) -> Result<Vec<u8>, Failure> {
    let request = key.request(&leaf(APPLICANT)).map_err(internal)?;
    output::write(path, request.der())?;
    Ok(request.der().to_vec())
}

/// The name that the key of a request will have.
pub(crate) fn name_of(request: &[u8]) -> Option<String> {
    let request = CertificationRequest::from_der(request).ok()?;
    let key = request.public_key().ok()?;
    let identifier = key.key_identifier().ok()?;
    Some(FileName::derive(&key, &identifier, KeyPurpose::Signature)?.to_string())
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::{Files, clear};

    #[test]
    fn files_are_named_by_the_token_and_do_not_tell_it() {
        let folder = tempfile::tempdir().unwrap();
        let of = |token: &str| Files::of_token(folder.path(), &SecretString::from(token)).key;
        assert_eq!(of("Token-1"), of("Token-1"));
        assert_ne!(of("Token-1"), of("Token-2"));
        assert!(!of("Token-1").display().to_string().contains("Token"));
    }

    #[test]
    fn clearing_takes_what_is_pending_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::of_token(folder.path(), &SecretString::from("Token-1"));
        let key = folder.path().join("key.p12");
        for path in [&files.key, &files.request, &key] {
            std::fs::write(path, "").unwrap();
        }
        clear(folder.path());
        assert!(!files.key.exists() && !files.request.exists() && key.exists());
    }
}
