//! Key files: finding them, and looking after them.

mod ncalayer;
pub(crate) mod places;
pub(crate) mod seen;

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Serialize;
use tanba_keystore::SystemRandom;
use tanba_keystore::file::{self, KeyFile, KeyKind};
use tanba_keystore::password::PasswordRule;
use tanba_pki::Certificate;
use tanba_protocol::{
    Answer, Failure, FailureCode, PasswordPurpose, Prompt, TokenSummary, Warning,
};
use tanba_store::SeenKey;

use crate::agent::Agent;
use crate::describe::CertificateView;
use crate::document::{self, about};
use crate::failure::Explain;
use crate::output;
use crate::shell::Shell;
use crate::tokens::{TokenReference, is_key, summary};
use seen::seen_key;

pub use tanba_keystore::file::Layout;

/// How many levels of folders within a folder are looked through for keys.
const MAX_DEPTH: usize = 4;

/// A key as far as it is known without its password or PIN.
#[derive(Debug, Serialize)]
pub struct KnownKey {
    /// What names it: its file, or `token:SERIAL/KEYID`.
    pub reference: String,
    /// Its file, where it lies in one.
    pub file: Option<PathBuf>,
    /// Its token, where it lies on one.
    pub token: Option<TokenSummary>,
    /// Identifier that the file or the token shows, in hexadecimal.
    pub key_identifier: Option<String>,
    /// Its certificate, once it has been seen.
    pub certificate: Option<CertificateView>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// Why it cannot be used.
    pub failure: Option<Failure>,
}

/// A key file that was looked at, still locked.
pub(crate) struct Looked {
    pub(crate) identifier: Option<String>,
    /// What its name claims.
    pub(crate) by_name: Option<KeyKind>,
    pub(crate) certificate: Option<Certificate>,
    pub(crate) seen: Option<SeenKey>,
    pub(crate) warnings: Vec<Warning>,
}

impl Agent {
    /// The key files in `places` and the folders within them, or in the usual places and on tokens.
    ///
    /// # Errors
    /// When a place that was named cannot be looked at.
    pub async fn keys(&self, places: &[PathBuf]) -> Result<Vec<KnownKey>, Failure> {
        // A home is large: only what was named is looked through.
        let listed = if places.is_empty() {
            file::list(&self.folders.usual_key_places(), 0)
        } else {
            file::list(places, MAX_DEPTH)
        };
        let listed = listed.map_err(|error| error.explain())?;
        let mut keys = Vec::new();
        for entry in listed {
            keys.push(match entry.file {
                Ok(file) => self.known(&file).await,
                Err(error) => KnownKey {
                    failure: Some(error.explain_about(&entry.path)),
                    reference: entry.path.display().to_string(),
                    file: Some(entry.path),
                    token: None,
                    key_identifier: None,
                    certificate: None,
                    warnings: Vec::new(),
                },
            });
        }
        if places.is_empty() {
            keys.extend(self.keys_on_tokens().await);
        }
        Ok(keys)
    }

    async fn keys_on_tokens(&self) -> Vec<KnownKey> {
        self.tokens_now().await;
        let mut keys = Vec::new();
        for seen in self.seen_tokens().await {
            let token = Some(summary(&seen.info));
            let on_token = match seen.keys {
                Ok(on_token) => on_token,
                Err(failure) => {
                    keys.push(KnownKey {
                        reference: TokenReference::of(&seen.info.serial).to_string(),
                        file: None,
                        token,
                        key_identifier: None,
                        certificate: None,
                        warnings: Vec::new(),
                        failure: Some(failure),
                    });
                    continue;
                }
            };
            for key in on_token.iter().filter(|key| is_key(key)) {
                let view = self.key_on_token(&seen.info, key).await;
                keys.push(KnownKey {
                    reference: view.reference,
                    file: None,
                    token: token.clone(),
                    key_identifier: view.key_identifier,
                    certificate: view.certificate,
                    warnings: view.warnings,
                    failure: view.failure,
                });
            }
        }
        keys
    }

    async fn known(&self, file: &KeyFile) -> KnownKey {
        let looked = self.look(file).await;
        KnownKey {
            reference: file.path().display().to_string(),
            file: Some(file.path().to_owned()),
            token: None,
            key_identifier: looked.identifier,
            warnings: looked.warnings,
            certificate: looked.certificate.as_ref().map(CertificateView::of),
            failure: None,
        }
    }

    /// What a key file tells without its password, and what is remembered of it.
    pub(crate) async fn look(&self, file: &KeyFile) -> Looked {
        let seen = match self.store().await {
            Ok(store) => seen_key(store, file).await,
            Err(_) => None,
        };
        let certificate = seen
            .as_ref()
            .and_then(|seen| Certificate::from_der(&seen.certificate_der).ok());
        let claimed = file.claimed_key_identifier().map(|it| it.to_string());
        let by_name = file.name().map(|name| name.kind);
        Looked {
            identifier: seen.as_ref().map(|it| it.identifier.clone()).or(claimed),
            warnings: match &certificate {
                Some(certificate) => self.warnings(certificate, seen.as_ref()),
                None if by_name == Some(KeyKind::RsaAuthentication) => {
                    vec![Warning::AuthenticationOnly]
                }
                None => Vec::new(),
            },
            by_name,
            certificate,
            seen,
        }
    }

    /// Changes the password of a key file. Until it opens under the new one, the old file is kept
    /// beside it.
    ///
    /// # Errors
    /// [`FailureCode::PasswordWrong`], [`FailureCode::PasswordUnsuitable`], or why the file could
    /// not be written; in each case it is as it was.
    pub async fn change_password(&self, path: &Path, shell: &dyn Shell) -> Result<(), Failure> {
        let explained = |error: tanba_keystore::Error| error.explain_about(path);
        let key = KeyFile::open(path).map_err(explained)?;
        let old = self.right_password(&key, shell).await?;
        let new = self.new_password(path, shell).await?;
        tokio::task::block_in_place(|| {
            let rule = Some(PasswordRule::Current);
            file::change_password(path, &old, &new, rule, &mut SystemRandom)
        })
        .map_err(explained)
    }

    /// Copies a key file into a folder and makes sure that the copy is whole.
    ///
    /// # Errors
    /// [`FailureCode::OutputExists`], [`FailureCode::OutputFolderMissing`] and the like.
    pub fn back_up_key(&self, path: &Path, folder: &Path) -> Result<PathBuf, Failure> {
        if !folder.is_dir() {
            return Err(about(FailureCode::OutputFolderMissing, folder));
        }
        let target = folder.join(path.file_name().unwrap_or_default());
        file::back_up(path, &target).map_err(|error| error.explain_about(path))?;
        Ok(target)
    }

    /// Writes a key file in another layout under the same password.
    ///
    /// # Errors
    /// [`FailureCode::PasswordWrong`], [`FailureCode::OutputExists`] and the like.
    pub async fn convert_key(
        &self,
        path: &Path,
        layout: Layout,
        out: &Path,
        shell: &dyn Shell,
    ) -> Result<(), Failure> {
        let explained = |error: tanba_keystore::Error| error.explain_about(path);
        let key = KeyFile::open(path).map_err(explained)?;
        output::check_free(out)?;
        let password = self.right_password(&key, shell).await?;
        tokio::task::block_in_place(|| {
            file::convert(path, &password, layout, out, &mut SystemRandom)
        })
        .map_err(explained)
    }

    /// Asks for the password of a key file until it fits or the person gives up.
    pub(crate) async fn right_password(
        &self,
        key: &KeyFile,
        shell: &dyn Shell,
    ) -> Result<SecretString, Failure> {
        let path = key.path();
        let mut was_wrong = false;
        loop {
            let password = self
                .ask_password(path, PasswordPurpose::Open, was_wrong, shell)
                .await?;
            match tokio::task::block_in_place(|| key.unlock(&password)) {
                Ok(_) => {
                    shell.accepted();
                    return Ok(password);
                }
                Err(tanba_keystore::Error::WrongPassword) => was_wrong = true,
                Err(error) => return Err(error.explain_about(path)),
            }
        }
    }

    /// Asks for a new password until it follows the rule or the person gives up.
    pub(crate) async fn new_password(
        &self,
        path: &Path,
        shell: &dyn Shell,
    ) -> Result<SecretString, Failure> {
        let mut was_wrong = false;
        loop {
            let password = self
                .ask_password(path, PasswordPurpose::New, was_wrong, shell)
                .await?;
            if PasswordRule::Current.check(&password).is_ok() {
                shell.accepted();
                return Ok(password);
            }
            was_wrong = true;
        }
    }

    /// One question for a password.
    async fn ask_password(
        &self,
        path: &Path,
        purpose: PasswordPurpose,
        was_wrong: bool,
        shell: &dyn Shell,
    ) -> Result<SecretString, Failure> {
        // Who answered once can be asked again.
        if !was_wrong && !shell.can_ask() {
            return Err(about(FailureCode::PromptImpossible, path));
        }
        let prompt = Prompt::Password {
            id: self.next_prompt(),
            file: document::name(path),
            purpose,
            was_wrong,
        };
        match shell.ask(prompt).await {
            Answer::Confirm { secret, .. } => Ok(secret),
            Answer::Cancel if was_wrong => Err(match purpose {
                PasswordPurpose::Open => about(FailureCode::PasswordWrong, path),
                PasswordPurpose::New => about(FailureCode::PasswordUnsuitable, path),
            }),
            Answer::Cancel => Err(about(FailureCode::Cancelled, path)),
        }
    }
}
