//! A key that waits for its certificate. It lies encrypted in the folder where its key file will be,
//! beside the request for it, before anybody is asked for anything: whatever breaks off then, the
//! same request can be sent again, and its answer is the same certificate.
//!
//! Both files are named after the one-time token, by a hash that tells nothing about it.

use std::fs;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};
use tanba_keystore::SystemRandom;
use tanba_keystore::file::{FileName, KeyFile, Layout, derive_name, save_as};
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

/// What the names of pending files begin with.
const PREFIX: &str = ".tanba-pending-";
/// Longer than any pending file, in bytes.
const MAX_FILE: u64 = 1 << 20;
/// The name that is asked for; who is certified is for the authority to say.
pub(super) const APPLICANT: &str = "TANBA";

/// A key that waits for its certificate.
pub(super) struct Pending {
    pub(super) key: SoftwareKey,
    pub(super) password: SecretString,
    /// The CertificationRequest, in DER.
    pub(super) request: Vec<u8>,
    /// Whether it was begun before, and the request may have been answered.
    pub(super) is_resumed: bool,
    files: Files,
}

struct Files {
    key: PathBuf,
    request: PathBuf,
}

impl Files {
    fn of(folder: &Path, token: &SecretString) -> Self {
        let named = format!("pending key: {}", token.expose_secret());
        let hash = hex::encode(DigestAlgorithm::Sha256.digest(named.as_bytes()));
        let name = hash.get(..32).unwrap_or(&hash);
        Self {
            key: folder.join(format!("{PREFIX}{name}.key")),
            request: folder.join(format!("{PREFIX}{name}.p10")),
        }
    }
}

impl Pending {
    /// Removes it: it is finished, or will never be.
    pub(super) fn discard(&self) {
        // The request first: without its key it is nothing.
        let _ = fs::remove_file(&self.files.request);
        let _ = fs::remove_file(&self.files.key);
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
    /// The key that was begun with this token in this folder, or a new one.
    pub(super) async fn pending_key(
        &self,
        folder: &Path,
        token: &SecretString,
        algorithm: KeyAlgorithm,
        shell: &dyn Shell,
    ) -> Result<Pending, Failure> {
        let files = Files::of(folder, token);
        if files.key.symlink_metadata().is_ok() {
            return self.resumed(folder, files, shell).await;
        }
        let explained = |error: tanba_keystore::Error| error.explain_about(folder);
        let key = tokio::task::block_in_place(|| software::generate(algorithm, &mut SystemRandom))
            .map_err(explained)?;
        let name = folder.join(derive_name(&key, KeyPurpose::Signature));
        let password = self.new_password(&name, shell).await?;
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
        shell: &dyn Shell,
    ) -> Result<Pending, Failure> {
        let request = match files.request.symlink_metadata() {
            Ok(_) => Some(document::read(&files.request, MAX_FILE)?),
            Err(_) => None,
        };
        let bytes = document::read(&files.key, MAX_FILE)?;
        let explained = |error: tanba_keystore::Error| error.explain_about(&files.key);
        // People know it by the name that it will have.
        let named = request.as_deref().and_then(name_of);
        let shown = named.map_or_else(|| files.key.clone(), |name| folder.join(name));
        let file = KeyFile::from_bytes(&shown, &bytes).map_err(explained)?;
        let password = self.right_password(&file, shell).await?;
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
fn name_of(request: &[u8]) -> Option<String> {
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
        let of = |token: &str| Files::of(folder.path(), &SecretString::from(token)).key;
        assert_eq!(of("Token-1"), of("Token-1"));
        assert_ne!(of("Token-1"), of("Token-2"));
        assert!(!of("Token-1").display().to_string().contains("Token"));
    }

    #[test]
    fn clearing_takes_what_is_pending_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::of(folder.path(), &SecretString::from("Token-1"));
        let key = folder.path().join("key.p12");
        for path in [&files.key, &files.request, &key] {
            std::fs::write(path, "").unwrap();
        }
        clear(folder.path());
        assert!(!files.key.exists() && !files.request.exists() && key.exists());
    }
}
