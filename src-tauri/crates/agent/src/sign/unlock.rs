//! The one prompt of a signing: who asks, what is signed, with which key, and the password.

use std::path::Path;

use tanba_keystore::Signer;
use tanba_keystore::file::{FileSigner, KeyFile, KeyKind};
use tanba_pki::Certificate;
use tanba_pki::digest::DigestAlgorithm;
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_protocol::{
    Answer, DocumentSummary, Event, Failure, FailureCode, KeyCandidate, Origin, Prompt, PromptId,
    SignPrompt, Subject, Warning,
};
use tanba_store::SeenKey;

use super::SignRequest;
use crate::agent::Agent;
use crate::describe;
use crate::document::{self, about};
use crate::failure::Explain;
use crate::output::read_failure;
use crate::shell::Shell;
use crate::trust::is_test;
use crate::verify::moment;

impl Agent {
    /// Asks until the password fits or the person gives up, and checks that the key may sign.
    pub(super) async fn unlocked_signer(
        &self,
        request: &SignRequest,
        shell: &dyn Shell,
    ) -> Result<FileSigner, Failure> {
        let path = request.key.as_path();
        let file = KeyFile::open(path).map_err(|error| error.explain_about(path))?;
        if !shell.can_ask() {
            return Err(about(FailureCode::PromptImpossible, path));
        }
        let seen = self.seen_key(&file, shell).await;
        let mut prompt = SignPrompt {
            id: PromptId(1),
            origin: Origin::CommandLine,
            documents: summaries(request)?,
            keys: vec![self.candidate(&file, seen.as_ref())],
            secret_was_wrong: false,
            tries_left: None,
        };
        let signers = loop {
            let Answer::Confirm { secret, .. } = shell.ask(Prompt::Sign(prompt.clone())).await
            else {
                let code = if prompt.secret_was_wrong {
                    FailureCode::PasswordWrong
                } else {
                    FailureCode::Cancelled
                };
                return Err(about(code, path));
            };
            match tokio::task::block_in_place(|| file.unlock(&secret)) {
                Ok(signers) => break signers,
                Err(tanba_keystore::Error::WrongPassword) => prompt.secret_was_wrong = true,
                Err(error) => return Err(error.explain_about(path)),
            }
        };
        let signer =
            preferred(signers).ok_or_else(|| about(FailureCode::KeyFileWithoutKey, path))?;
        let certificate = signer
            .certificate()
            .ok_or_else(|| about(FailureCode::KeyFileWithoutKey, path))?;
        self.check_validity(certificate, request, path)?;
        for warning in self.warnings(certificate, seen.as_ref()) {
            shell.event(Event::Warned(warning));
        }
        self.remember_key(&file, &signer, shell).await;
        Ok(signer)
    }

    fn check_validity(
        &self,
        certificate: &Certificate,
        request: &SignRequest,
        path: &Path,
    ) -> Result<(), Failure> {
        let now = self.clock.now();
        if now > certificate.not_after_at() && !request.allow_expired {
            return Err(
                about(FailureCode::KeyExpired, path).with_detail(certificate.not_after_at())
            );
        }
        if now < certificate.not_before_at() {
            return Err(
                about(FailureCode::KeyNotYetValid, path).with_detail(certificate.not_before_at())
            );
        }
        Ok(())
    }

    /// What is known of the key before it is opened.
    async fn seen_key(&self, file: &KeyFile, shell: &dyn Shell) -> Option<SeenKey> {
        let store = self.store_or_warn(shell).await?;
        if let Some(identifier) = file.claimed_key_identifier()
            && let Ok(Some(seen)) = store.keys().by_identifier(&identifier.to_string()).await
        {
            return Some(seen);
        }
        let sha256 = sha256(file.path())?;
        store.keys().by_file(&sha256).await.ok().flatten()
    }

    async fn remember_key(&self, file: &KeyFile, signer: &FileSigner, shell: &dyn Shell) {
        let (Some(store), Some(certificate)) =
            (self.store_or_warn(shell).await, signer.certificate())
        else {
            return;
        };
        let location = std::path::absolute(file.path()).unwrap_or_else(|_| file.path().to_owned());
        let remembered = store
            .keys()
            .remember(
                &signer.key_identifier().to_string(),
                &location.display().to_string(),
                sha256(file.path()).as_deref(),
                certificate.der(),
                self.clock.now(),
            )
            .await;
        if remembered.is_err() {
            shell.event(Event::Warned(Warning::HistoryNotWritten));
        }
    }

    fn candidate(&self, file: &KeyFile, seen: Option<&SeenKey>) -> KeyCandidate {
        let certificate = seen.and_then(|seen| Certificate::from_der(&seen.certificate_der).ok());
        let mut warnings = Vec::new();
        if let Some(certificate) = &certificate {
            warnings = self.warnings(certificate, seen);
        } else if file
            .name()
            .is_some_and(|name| name.kind == KeyKind::RsaAuthentication)
        {
            warnings.push(Warning::AuthenticationOnly);
        }
        KeyCandidate {
            identifier: file
                .claimed_key_identifier()
                .map(|identifier| identifier.to_string())
                .unwrap_or_default(),
            label: document::name(file.path()),
            subject: certificate.as_ref().map(subject),
            not_before_at: certificate.as_ref().map(|it| moment(it.not_before_at())),
            not_after_at: certificate.as_ref().map(|it| moment(it.not_after_at())),
            warnings,
        }
    }

    /// What a person should know of a key before signing with it.
    pub(crate) fn warnings(
        &self,
        certificate: &Certificate,
        seen: Option<&SeenKey>,
    ) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if let Some((at, reason)) = seen.and_then(|seen| seen.revoked) {
            warnings.push(Warning::KeyRevoked {
                revoked_at: moment(at),
                reason,
            });
        }
        if matches!(key_purpose(certificate), Ok(KeyPurpose::Authentication)) {
            warnings.push(Warning::AuthenticationOnly);
        }
        let now = self.clock.now();
        let left = certificate.not_after_at() - now;
        if left.is_negative() {
            warnings.push(Warning::KeyExpired {
                expired_at: moment(certificate.not_after_at()),
            });
        } else if left < EXPIRY_NOTICE {
            warnings.push(Warning::KeyExpiresSoon {
                days: left.whole_days(),
                expires_at: moment(certificate.not_after_at()),
            });
        }
        if is_test(certificate) {
            warnings.push(Warning::TestKey);
        }
        warnings
    }
}

/// The NCA reminds of the end of a certificate one month before.
const EXPIRY_NOTICE: time::Duration = time::Duration::days(30);

/// The key for signing; one for authentication only where there is no other.
fn preferred(signers: Vec<FileSigner>) -> Option<FileSigner> {
    signers.into_iter().min_by_key(|signer| {
        let certificate = signer.certificate();
        let is_for_signing =
            certificate.is_some_and(|it| matches!(key_purpose(it), Ok(KeyPurpose::Signature)));
        (certificate.is_none(), !is_for_signing)
    })
}

fn subject(certificate: &Certificate) -> Subject {
    let signer = describe::Signer::of(certificate);
    Subject {
        common_name: signer.common_name,
        iin: signer.iin,
        bin: signer.bin,
        organisation: signer.organisation,
        roles: signer
            .roles
            .iter()
            .map(|role| role.as_str().to_owned())
            .collect(),
    }
}

/// What is signed, before it is hashed: the digest is that of the signature itself.
fn summaries(request: &SignRequest) -> Result<Vec<DocumentSummary>, Failure> {
    let mut summaries = Vec::new();
    for path in &request.documents {
        // A document that is missing fails by itself, not the others.
        let Ok(file) = document::open(path) else {
            continue;
        };
        let metadata = file
            .metadata()
            .map_err(|error| read_failure(&error, path))?;
        summaries.push(DocumentSummary {
            name: document::name(path),
            size: metadata.len(),
            digest_algorithm: String::new(),
            digest: String::new(),
        });
    }
    Ok(summaries)
}

/// Names a key file by what is in it, wherever it lies.
pub(crate) fn sha256(path: &Path) -> Option<String> {
    let bytes = document::read(path, MAX_KEY_FILE).ok()?;
    Some(hex::encode(DigestAlgorithm::Sha256.digest(&bytes)))
}

/// Larger than any honest key file, in bytes.
const MAX_KEY_FILE: u64 = 4 << 20;
