//! The one prompt of a signing: who asks, what is signed, with which key, and the password.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use tanba_keystore::Signer;
use tanba_keystore::file::{FileSigner, KeyFile, KeyKind};
use tanba_pki::Certificate;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_protocol::{
    Answer, Event, Failure, FailureCode, KeyCandidate, KeyHome, Prompt, SignPrompt, Subject,
};

use super::SignRequest;
use super::shown::{Plan, summaries};
use crate::agent::Agent;
use crate::describe;
use crate::document::{self, about};
use crate::failure::Explain;
use crate::keys::seen::seen_exactly;
use crate::shell::Shell;
use crate::verify::moment;

/// Keys that could sign, still locked.
pub(super) struct Candidates(Vec<Candidate>);

/// One key; several files where copies of it were found.
struct Candidate {
    shown: KeyCandidate,
    files: Vec<KeyFile>,
    digest: DigestAlgorithm,
}

/// A key that was opened.
pub(super) struct Unlocked {
    pub(super) signer: FileSigner,
    /// Its file.
    pub(super) key: PathBuf,
}

impl Candidates {
    /// The digest that the likeliest of them signs.
    pub(super) fn likely_digest(&self) -> DigestAlgorithm {
        self.0
            .first()
            .map_or(DigestAlgorithm::Sha256, |candidate| candidate.digest)
    }

    fn shown(&self) -> Vec<KeyCandidate> {
        self.0.iter().map(|one| one.shown.clone()).collect()
    }

    /// Brings the one that was chosen to the front.
    fn choose(&mut self, key: Option<&str>) -> Result<&Candidate, Failure> {
        let unsuitable = || Failure::new(FailureCode::RequestUnsuitable);
        if let Some(key) = key {
            let chosen = self.0.iter().position(|one| one.shown.identifier == key);
            let chosen = self.0.remove(chosen.ok_or_else(unsuitable)?);
            self.0.insert(0, chosen);
        }
        self.0.first().ok_or_else(unsuitable)
    }
}

impl Agent {
    /// The keys to choose from, in the order of their files. A file that is none is passed over
    /// where there are others.
    pub(super) async fn candidates(
        &self,
        keys: &[PathBuf],
        shell: &dyn Shell,
    ) -> Result<Candidates, Failure> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut trouble = Failure::new(FailureCode::KeyNotFound);
        for path in keys {
            let file = match KeyFile::open(path) {
                Ok(file) => file,
                Err(error) => {
                    trouble = error.explain_about(path);
                    continue;
                }
            };
            let candidate = self.candidate(file).await;
            let copy = candidates
                .iter_mut()
                .find(|other| other.shown.identifier == candidate.shown.identifier);
            match copy {
                Some(other) => other.files.extend(candidate.files),
                None => candidates.push(candidate),
            }
        }
        let Some(path) = keys.first().filter(|_| !candidates.is_empty()) else {
            return Err(trouble);
        };
        if !shell.can_ask() {
            return Err(about(FailureCode::PromptImpossible, path));
        }
        Ok(Candidates(candidates))
    }

    /// Asks until the password fits or the person gives up, and checks that the key may sign.
    pub(super) async fn unlocked_signer(
        &self,
        request: &SignRequest,
        mut candidates: Candidates,
        plans: &[Result<Plan, Failure>],
        shell: &dyn Shell,
    ) -> Result<Unlocked, Failure> {
        let store = self.store_or_warn(shell).await;
        let mut prompt = SignPrompt {
            id: self.next_prompt(),
            origin: shell.origin(),
            documents: summaries(request, plans),
            keys: candidates.shown(),
            secret_was_wrong: false,
            tries_left: None,
        };
        let (file, signers) = loop {
            let answer = shell.ask(Prompt::Sign(prompt.clone())).await;
            let Answer::Confirm { key, secret } = answer else {
                let code = if prompt.secret_was_wrong {
                    FailureCode::PasswordWrong
                } else {
                    FailureCode::Cancelled
                };
                let path = candidates.choose(None)?.files.first().map(KeyFile::path);
                return Err(about(code, path.unwrap_or(Path::new(""))));
            };
            let chosen = candidates.choose(key.as_deref())?;
            match tokio::task::block_in_place(|| opened(&chosen.files, &secret))? {
                Some(opened) => break opened,
                None => {
                    prompt.id = self.next_prompt();
                    prompt.keys = candidates.shown();
                    prompt.secret_was_wrong = true;
                }
            }
        };
        shell.accepted();
        let path = file.path();
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
        self.remember_key(file, &signer, shell).await;
        Ok(Unlocked {
            key: path.to_owned(),
            signer,
        })
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

    async fn candidate(&self, file: KeyFile) -> Candidate {
        let looked = self.look(&file).await;
        let certificate = looked.certificate.as_ref();
        let public_key = certificate.and_then(|certificate| certificate.public_key().ok());
        Candidate {
            digest: match (public_key, looked.by_name) {
                (Some(key), _) => key.default_signature_algorithm().digest(),
                (None, Some(KeyKind::Gost512)) => DigestAlgorithm::Streebog512(Dialect::Kazakh),
                _ => DigestAlgorithm::Sha256,
            },
            shown: KeyCandidate {
                // A file that does not say which key it holds is one by itself.
                identifier: looked
                    .identifier
                    .unwrap_or_else(|| file.path().display().to_string()),
                label: document::name(file.path()),
                subject: certificate.map(subject),
                not_before_at: certificate.map(|it| moment(it.not_before_at())),
                not_after_at: certificate.map(|it| moment(it.not_after_at())),
                home: KeyHome::File,
                warnings: looked.warnings,
                failure: None,
            },
            files: vec![file],
        }
    }
}

/// The first of the copies of a key that a password opens; `None` where it opens none.
fn opened<'a>(
    files: &'a [KeyFile],
    secret: &SecretString,
) -> Result<Option<(&'a KeyFile, Vec<FileSigner>)>, Failure> {
    for file in files {
        match file.unlock(secret) {
            Ok(signers) => return Ok(Some((file, signers))),
            Err(tanba_keystore::Error::WrongPassword) => {}
            Err(error) => return Err(error.explain_about(file.path())),
        }
    }
    Ok(None)
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
