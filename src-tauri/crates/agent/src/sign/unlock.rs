//! The one prompt of a signing: who asks, what is signed, with which key, and the password.

use std::path::Path;

use tanba_keystore::Signer;
use tanba_keystore::file::{FileSigner, KeyFile, KeyKind};
use tanba_pki::Certificate;
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_protocol::{
    Answer, DocumentSummary, Event, Failure, FailureCode, KeyCandidate, Prompt, SignPrompt,
    Subject, Warning,
};
use tanba_store::SeenKey;

use super::SignRequest;
use crate::agent::Agent;
use crate::describe;
use crate::document::{self, about};
use crate::failure::Explain;
use crate::keys::seen::{seen_exactly, seen_key};
use crate::output::read_failure;
use crate::shell::Shell;
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
        let store = self.store_or_warn(shell).await;
        let seen = match store {
            Some(store) => seen_key(store, &file).await,
            None => None,
        };
        let mut prompt = SignPrompt {
            id: self.next_prompt(),
            origin: shell.origin(),
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
                Err(tanba_keystore::Error::WrongPassword) => {
                    prompt.id = self.next_prompt();
                    prompt.secret_was_wrong = true;
                }
                Err(error) => return Err(error.explain_about(path)),
            }
        };
        shell.accepted();
        let signer =
            preferred(signers).ok_or_else(|| about(FailureCode::KeyFileWithoutKey, path))?;
        let certificate = signer
            .certificate()
            .ok_or_else(|| about(FailureCode::KeyFileWithoutKey, path))?;
        self.check_validity(certificate, request, path)?;
        // A name may claim to be another key; now it is known which one it is.
        let seen = match store {
            Some(store) => seen_exactly(store, &signer).await,
            None => None,
        };
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
}

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
