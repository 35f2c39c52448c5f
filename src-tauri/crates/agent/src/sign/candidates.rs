//! The keys to choose from, in files and on tokens, still locked.

use std::cmp::Reverse;

use tanba_keystore::Error;
use tanba_keystore::file::{KeyFile, KeyKind};
use tanba_keystore::token::{Token, TokenInfo, TokenKey};
use tanba_pki::Certificate;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_protocol::{Failure, FailureCode, KeyCandidate, KeyHome, PinKind, Subject};

use crate::agent::Agent;
use crate::describe;
use crate::document;
use crate::failure::Explain;
use crate::shell::Shell;
use crate::tokens::{
    ExplainOf, KeyReference, TokenReference, is_key, key_failure, pin_state, summary,
    token_warnings,
};
use crate::verify::moment;

/// Keys that could sign.
pub(super) struct Candidates(pub(super) Vec<Candidate>);

/// One key.
pub(super) struct Candidate {
    pub(super) shown: KeyCandidate,
    pub(super) home: Home,
    digest: DigestAlgorithm,
}

/// Where it lies.
pub(super) enum Home {
    /// In a file; in several where copies of it were found.
    Files(Vec<KeyFile>),
    /// On a token.
    Token(Box<OnToken>),
}

/// A key of a token.
pub(super) struct OnToken {
    pub(super) token: Token,
    pub(super) info: TokenInfo,
    /// CKA_ID, or the identifier of the key.
    pub(super) key: Vec<u8>,
    /// Why it cannot be chosen.
    pub(super) failure: Option<Failure>,
}

impl Candidates {
    /// The digest that the likeliest of them signs.
    pub(super) fn likely_digest(&self) -> DigestAlgorithm {
        self.0
            .first()
            .map_or(DigestAlgorithm::Sha256, |candidate| candidate.digest)
    }

    pub(super) fn shown(&self) -> Vec<KeyCandidate> {
        self.0.iter().map(|one| one.shown.clone()).collect()
    }

    /// Brings the one that was chosen to the front.
    pub(super) fn choose(&mut self, key: Option<&str>) -> Result<&mut Candidate, Failure> {
        let unsuitable = || Failure::new(FailureCode::RequestUnsuitable);
        if let Some(key) = key {
            let chosen = self.0.iter().position(|one| one.shown.identifier == key);
            let chosen = self.0.remove(chosen.ok_or_else(unsuitable)?);
            self.0.insert(0, chosen);
        }
        self.0.first_mut().ok_or_else(unsuitable)
    }
}

impl Candidate {
    /// What a failure is about.
    pub(super) fn subject(&self) -> String {
        match &self.home {
            Home::Files(files) => {
                let file = files.first().map(|file| file.path().display().to_string());
                file.unwrap_or_default()
            }
            Home::Token(on_token) => on_token.info.id.to_string(),
        }
    }

    /// Takes up how the token is now.
    pub(super) fn look_again(&mut self) -> Result<(), Failure> {
        let Home::Token(on_token) = &mut self.home else {
            return Ok(());
        };
        let info = tokio::task::block_in_place(|| on_token.token.info());
        on_token.info = info.map_err(|error| error.explain_of(&on_token.info))?;
        self.shown.home = home(&on_token.info);
        let of_token = token_warnings(&on_token.info);
        for warning in of_token {
            if !self.shown.warnings.contains(&warning) {
                self.shown.warnings.push(warning);
            }
        }
        Ok(())
    }
}

impl Agent {
    /// The keys to choose from, in the order of their references. A file that is none, and a token
    /// that is not here, are passed over where there are others.
    pub(super) async fn candidates(
        &self,
        keys: &[KeyReference],
        shell: &dyn Shell,
    ) -> Result<Candidates, Failure> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut trouble = Failure::new(FailureCode::KeyNotFound);
        for key in keys {
            match key {
                KeyReference::File(path) => match KeyFile::open(path) {
                    Ok(file) => {
                        let candidate = self.candidate(file).await;
                        join(&mut candidates, candidate);
                    }
                    Err(error) => trouble = error.explain_about(path),
                },
                KeyReference::Token(reference) => match self.on_token(reference).await {
                    Ok(found) => found.into_iter().for_each(|it| join(&mut candidates, it)),
                    Err(failure) => trouble = failure,
                },
            }
        }
        // Those that can be chosen first; where none can, nobody is asked.
        candidates.sort_by_key(|one| one.shown.failure.is_some());
        let Some(first) = candidates.first() else {
            return Err(trouble);
        };
        if let Home::Token(on_token) = &first.home
            && let Some(failure) = &on_token.failure
        {
            return Err(failure.clone());
        }
        if !shell.can_ask() {
            return Err(Failure::new(FailureCode::PromptImpossible).with_subject(first.subject()));
        }
        Ok(Candidates(candidates))
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
            home: Home::Files(vec![file]),
        }
    }

    /// The key of a reference, or every key of its token: those for signing first, and of these the one that
    /// lasts longest, as after a renewal the old one may still be there.
    async fn on_token(&self, reference: &TokenReference) -> Result<Vec<Candidate>, Failure> {
        let (token, info) = self.token_with_info(Some(&reference.serial)).await?;
        let keys = tokio::task::block_in_place(|| token.keys(None));
        let keys = keys.map_err(|error| error.explain_of(&info))?;
        let is_meant = |key: &TokenKey| match &reference.key {
            None => is_key(key),
            Some(named) => {
                let identifier = key.key_identifier.as_ref();
                &key.id == named || identifier.is_some_and(|it| &it.0 == named)
            }
        };
        let mut found: Vec<TokenKey> = keys.into_iter().filter(is_meant).collect();
        found.sort_by_key(|key| {
            let certificate = key.certificate.as_ref();
            let is_for_signing =
                certificate.is_some_and(|it| matches!(key_purpose(it), Ok(KeyPurpose::Signature)));
            let lasts = certificate.map(Certificate::not_after_at);
            (certificate.is_none(), !is_for_signing, Reverse(lasts))
        });
        let certified = found.iter().filter(|key| key.certificate.is_some());
        if let (Some(named), 2..) = (&reference.key, certified.count()) {
            let error = Error::KeyAmbiguous(hex::encode(named));
            return Err(error.explain_of(&info));
        }
        let mut candidates = Vec::new();
        for key in &found {
            candidates.push(self.token_candidate(&token, &info, key).await);
        }
        match (candidates.is_empty(), &reference.key) {
            (false, _) => Ok(candidates),
            // Some tokens show nothing before the PIN was given.
            (true, Some(named)) => Ok(vec![unseen(&token, &info, named)]),
            (true, None) => {
                let missing = Failure::new(FailureCode::TokenKeyMissing);
                Err(missing.with_subject(info.id.to_string()))
            }
        }
    }

    async fn token_candidate(&self, token: &Token, info: &TokenInfo, key: &TokenKey) -> Candidate {
        let view = self.key_on_token(info, key).await;
        let failure = key_failure(info, key);
        let certificate = key.certificate.as_ref();
        let public_key = key.public_key.as_ref();
        Candidate {
            digest: public_key.map_or(DigestAlgorithm::Sha256, |key| {
                key.default_signature_algorithm().digest()
            }),
            shown: KeyCandidate {
                identifier: view.key_identifier.unwrap_or(view.reference),
                label: label_of(info),
                subject: certificate.map(subject),
                not_before_at: certificate.map(|it| moment(it.not_before_at())),
                not_after_at: certificate.map(|it| moment(it.not_after_at())),
                home: home(info),
                warnings: view.warnings,
                failure: failure.as_ref().map(|failure| failure.code),
            },
            home: Home::Token(Box::new(OnToken {
                token: token.clone(),
                info: info.clone(),
                key: key.name.clone(),
                failure,
            })),
        }
    }
}

/// A copy of a key in another file is the same key; one on a token is another way to it.
fn join(candidates: &mut Vec<Candidate>, mut candidate: Candidate) {
    let same = candidates
        .iter_mut()
        .find(|other| other.shown.identifier == candidate.shown.identifier);
    match (same, candidate.home) {
        (None, home) => candidates.push(Candidate { home, ..candidate }),
        (
            Some(Candidate {
                home: Home::Files(files),
                ..
            }),
            Home::Files(copies),
        ) => files.extend(copies),
        (Some(_), home) => {
            candidate.shown.identifier = match &home {
                Home::Files(files) => files
                    .first()
                    .map(|file| file.path().display().to_string())
                    .unwrap_or_default(),
                Home::Token(on_token) => {
                    TokenReference::new(&on_token.info.serial, &on_token.key).to_string()
                }
            };
            candidates.push(Candidate { home, ..candidate });
        }
    }
}

/// A key that was named and is not seen without the PIN.
fn unseen(token: &Token, info: &TokenInfo, key: &[u8]) -> Candidate {
    let failure = crate::tokens::check_usable(info, PinKind::User).err();
    Candidate {
        digest: DigestAlgorithm::Sha256,
        shown: KeyCandidate {
            identifier: TokenReference::new(&info.serial, key).to_string(),
            label: label_of(info),
            subject: None,
            not_before_at: None,
            not_after_at: None,
            home: home(info),
            warnings: token_warnings(info),
            failure: failure.as_ref().map(|failure| failure.code),
        },
        home: Home::Token(Box::new(OnToken {
            token: token.clone(),
            info: info.clone(),
            key: key.to_vec(),
            failure,
        })),
    }
}

fn label_of(info: &TokenInfo) -> String {
    match info.label.is_empty() {
        true => info.serial.clone(),
        false => info.label.clone(),
    }
}

fn home(info: &TokenInfo) -> KeyHome {
    KeyHome::Token {
        token: summary(info),
        pin: pin_state(info, PinKind::User),
        protected_path: info.protected_path,
    }
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
