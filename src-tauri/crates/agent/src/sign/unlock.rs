//! The one prompt of a signing: who asks, what is signed, with which key, and the secret that opens
//! it.

use secrecy::{ExposeSecret as _, SecretString};
use tanba_keystore::file::{FileSigner, KeyFile};
use tanba_keystore::token::{self, Token, TokenSigner};
use tanba_keystore::{Error, Signer};
use tanba_pki::Certificate;
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_protocol::{
    Answer, Event, Failure, FailureCode, KeyHome, PinKind, PinState, Prompt, SignPrompt,
};

use super::SignRequest;
use super::candidates::{Candidate, Candidates, Home};
use super::shown::{Plan, summaries};
use crate::agent::Agent;
use crate::failure::{Explain, pin_wrong};
use crate::keys::seen::seen_exactly;
use crate::shell::Shell;
use crate::tokens::{ExplainOf, TokenReference, pin_state};

/// A key that was opened.
pub(super) struct Unlocked {
    pub(super) signer: Box<dyn Signer>,
    /// What failures of the key are about: its file or its token.
    pub(super) subject: String,
    /// Its token and the PIN that opened it.
    pub(super) token: Option<(Token, SecretString)>,
}

/// What an answer came to.
enum Opened<'a> {
    File(&'a KeyFile, Vec<FileSigner>),
    Token(Box<TokenSigner>),
    /// The secret was wrong.
    Not,
}

impl Agent {
    /// Asks until the secret fits or the person gives up, and checks that the key may sign.
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
            tries_left: tries_left(&candidates),
            keys: candidates.shown(),
            secret_was_wrong: false,
        };
        loop {
            let answer = shell.ask(Prompt::Sign(prompt.clone())).await;
            let Answer::Confirm { key, secret } = answer else {
                return Err(given_up(candidates.choose(None)?, prompt.secret_was_wrong));
            };
            let chosen = candidates.choose(key.as_deref())?;
            if is_no_pin(chosen, &secret) {
                return Err(given_up(chosen, prompt.secret_was_wrong));
            }
            let opened = tokio::task::block_in_place(|| opened(chosen, &secret))?;
            let subject = chosen.subject();
            match opened {
                Opened::File(file, signers) => {
                    shell.accepted();
                    let subject = file.path().display().to_string();
                    let missing = || {
                        Failure::new(FailureCode::KeyFileWithoutKey).with_subject(subject.clone())
                    };
                    let signer = preferred(signers).ok_or_else(missing)?;
                    let certificate = signer.certificate().ok_or_else(missing)?;
                    self.check_validity(certificate, request, &subject)?;
                    self.warn_before(store, &signer, shell).await;
                    self.remember_key(file, &signer, shell).await;
                    return Ok(Unlocked {
                        signer: Box::new(signer),
                        subject,
                        token: None,
                    });
                }
                Opened::Token(signer) => {
                    shell.accepted();
                    let Home::Token(on_token) = &chosen.home else {
                        return Err(Failure::new(FailureCode::Internal));
                    };
                    let missing = Failure::new(FailureCode::TokenCertificateMissing);
                    let certificate = signer
                        .certificate()
                        .ok_or_else(|| missing.with_subject(subject.clone()))?;
                    self.check_validity(certificate, request, &subject)?;
                    let reference = TokenReference::new(&on_token.info.serial, &on_token.key);
                    let token = Some((on_token.token.clone(), secret));
                    self.warn_before(store, signer.as_ref(), shell).await;
                    let location = reference.to_string();
                    self.remember_token_key(&location, signer.as_ref(), shell)
                        .await;
                    return Ok(Unlocked {
                        signer,
                        subject,
                        token,
                    });
                }
                Opened::Not => {
                    // How many tries are left is said before the next one.
                    chosen.look_again()?;
                    prompt.id = self.next_prompt();
                    prompt.tries_left = tries_left(&candidates);
                    prompt.keys = candidates.shown();
                    prompt.secret_was_wrong = true;
                }
            }
        }
    }

    /// A name may claim to be another key; now it is known which one it is.
    async fn warn_before(
        &self,
        store: Option<&tanba_store::Store>,
        signer: &dyn Signer,
        shell: &dyn Shell,
    ) {
        let Some(certificate) = signer.certificate() else {
            return;
        };
        let seen = match store {
            Some(store) => seen_exactly(store, signer).await,
            None => None,
        };
        for warning in self.warnings(certificate, seen.as_ref()) {
            shell.event(Event::Warned(warning));
        }
    }

    fn check_validity(
        &self,
        certificate: &Certificate,
        request: &SignRequest,
        subject: &str,
    ) -> Result<(), Failure> {
        let now = self.clock.now();
        let about = |code| Failure::new(code).with_subject(subject);
        if now > certificate.not_after_at() && !request.allow_expired {
            return Err(about(FailureCode::KeyExpired).with_detail(certificate.not_after_at()));
        }
        if now < certificate.not_before_at() {
            return Err(about(FailureCode::KeyNotYetValid).with_detail(certificate.not_before_at()));
        }
        Ok(())
    }
}

/// Nobody gave the right secret.
fn given_up(chosen: &Candidate, was_wrong: bool) -> Failure {
    let code = match (was_wrong, &chosen.home) {
        (false, _) => FailureCode::Cancelled,
        (true, Home::Files(_)) => FailureCode::PasswordWrong,
        (true, Home::Token(on_token)) => {
            pin_wrong(PinKind::User, pin_state(&on_token.info, PinKind::User))
        }
    };
    Failure::new(code).with_subject(chosen.subject())
}

/// No token has an empty PIN: to send it would cost a try for nothing.
fn is_no_pin(chosen: &Candidate, secret: &SecretString) -> bool {
    match &chosen.home {
        Home::Token(on_token) => !on_token.info.protected_path && secret.expose_secret().is_empty(),
        Home::Files(_) => false,
    }
}

/// How many wrong PINs the likeliest key takes, where its token tells.
fn tries_left(candidates: &Candidates) -> Option<u32> {
    match &candidates.0.first()?.shown.home {
        KeyHome::Token {
            pin: PinState::FinalTry,
            ..
        } => Some(1),
        _ => None,
    }
}

/// Tries the secret with the key, once.
fn opened<'a>(chosen: &'a Candidate, secret: &SecretString) -> Result<Opened<'a>, Failure> {
    match &chosen.home {
        Home::Files(files) => opened_file(files, secret),
        Home::Token(on_token) => {
            if let Some(failure) = &on_token.failure {
                return Err(failure.clone());
            }
            match on_token.token.signer(&on_token.key, secret) {
                Ok(signer) => Ok(Opened::Token(Box::new(signer))),
                Err(Error::PinWrong { state, .. }) if state != token::PinState::Locked => {
                    Ok(Opened::Not)
                }
                Err(error) => Err(error.explain_of(&on_token.info)),
            }
        }
    }
}

/// The first of the copies of a key that a password opens.
fn opened_file<'a>(files: &'a [KeyFile], secret: &SecretString) -> Result<Opened<'a>, Failure> {
    for file in files {
        match file.unlock(secret) {
            Ok(signers) => return Ok(Opened::File(file, signers)),
            Err(Error::WrongPassword) => {}
            Err(error) => return Err(error.explain_about(file.path())),
        }
    }
    Ok(Opened::Not)
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
