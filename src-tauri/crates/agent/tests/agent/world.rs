//! A person's machine with an agent, keys and documents; and the hand that answers.

use std::collections::VecDeque;
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use tanba_agent::{
    Agent, FixedClock, Folders, Form, NoKeyring, OutputChoice, Shell, SignRequest, SignatureLevel,
    ToSign,
};
use tanba_keystore::file::{Layout, save_new};
use tanba_keystore::software::{KeyAlgorithm, SoftwareKey, generate};
use tanba_keystore::{Signer, SystemRandom};
use tanba_pki::builder::{CrlTemplate, Leaf, LeafUrls, RevokedCertificate};
use tanba_pki::crl::CrlReason;
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyPurpose, KeyStorage};
use tanba_pki::{Certificate, pem};
use tanba_protocol::{Answer, Event, Prompt, SignPrompt, Warning};
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// What the agent's clock says.
pub(crate) const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);
/// The password of every key file.
pub(crate) const PASSWORD: &str = "Qwerty12";

pub(crate) struct World {
    folder: TempDir,
    pub(crate) agent: Agent,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let agent = agent(folder.path());
        Self { folder, agent }
    }

    /// The program is started again.
    pub(crate) fn restart(&mut self) {
        self.agent = agent(self.folder.path());
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn document(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// A key file with a certificate that the key signs itself, good between two times.
    pub(crate) fn key_between(&self, from: OffsetDateTime, to: OffsetDateTime) -> PathBuf {
        let key = new_key();
        let certificate = key.self_signed(&leaf(KeyPurpose::Signature), from, to);
        self.saved(&key, &certificate.unwrap())
    }

    /// A key file as good as any.
    pub(crate) fn key(&self) -> PathBuf {
        self.key_between(NOW - Duration::days(100), NOW + Duration::days(100))
    }

    pub(crate) fn saved(&self, key: &SoftwareKey, certificate: &Certificate) -> PathBuf {
        let (folder, password) = (self.folder.path(), PASSWORD.into());
        let layout = Layout::Nca;
        save_new(
            folder,
            key,
            Some(certificate),
            &password,
            layout,
            &mut SystemRandom,
        )
        .unwrap()
    }

    /// The names of everything in the folder that ends so, sorted.
    pub(crate) fn names(&self, end: &str) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(end))
            .collect();
        names.sort();
        names
    }
}

fn agent(folder: &Path) -> Agent {
    let clock = Arc::new(FixedClock(NOW));
    Agent::new(clock, Folders::below(folder), Arc::new(NoKeyring))
}

pub(crate) fn new_key() -> SoftwareKey {
    generate(KeyAlgorithm::Gost512, &mut SystemRandom).unwrap()
}

pub(crate) fn leaf(purpose: KeyPurpose) -> Leaf {
    Leaf {
        subject: Subject {
            common_name: Some("ТЕСТОВ ТЕСТ".to_owned()),
            ..Subject::default()
        },
        purpose,
        roles: Vec::new(),
        storage: KeyStorage::Pkcs12,
        urls: LeafUrls::default(),
    }
}

/// A detached signature of each document at level B, beside it, offline.
pub(crate) fn request(key: &Path, documents: &[&Path]) -> SignRequest {
    SignRequest {
        documents: documents
            .iter()
            .map(|document| ToSign {
                document: document.to_path_buf(),
                form: Form::Cades { attached: false },
                visible: None,
            })
            .collect(),
        keys: vec![key.into()],
        level: Some(SignatureLevel::B),
        tsa: None,
        allow_expired: false,
        offline: true,
        output: OutputChoice::Beside,
        resumable: None,
    }
}

/// Answers each prompt with the next of its passwords, then calls it off.
#[derive(Default)]
pub(crate) struct Hand {
    passwords: Mutex<VecDeque<&'static str>>,
    prompts: Mutex<Vec<Prompt>>,
    warnings: Mutex<Vec<Warning>>,
    is_absent: bool,
}

impl Hand {
    pub(crate) fn with(passwords: &[&'static str]) -> Self {
        Self {
            passwords: Mutex::new(passwords.iter().copied().collect()),
            ..Self::default()
        }
    }

    /// Nobody is there.
    pub(crate) fn absent() -> Self {
        Self {
            is_absent: true,
            ..Self::default()
        }
    }

    /// The prompts for a signature.
    pub(crate) fn prompts(&self) -> Vec<SignPrompt> {
        let prompts = self.prompts.lock().unwrap();
        let sign = prompts.iter().filter_map(|prompt| match prompt {
            Prompt::Sign(sign) => Some(sign.clone()),
            _ => None,
        });
        sign.collect()
    }

    /// How often anything was asked.
    pub(crate) fn asked(&self) -> usize {
        self.prompts.lock().unwrap().len()
    }

    pub(crate) fn warnings(&self) -> Vec<Warning> {
        self.warnings.lock().unwrap().clone()
    }
}

impl Shell for Hand {
    fn event(&self, event: Event) {
        if let Event::Warned(warning) = event {
            self.warnings.lock().unwrap().push(warning);
        }
    }

    fn ask<'a>(&'a self, prompt: Prompt) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
        self.prompts.lock().unwrap().push(prompt);
        let answer = match self.passwords.lock().unwrap().pop_front() {
            Some(password) => Answer::Confirm {
                key: None,
                secret: password.into(),
            },
            None => Answer::Cancel,
        };
        Box::pin(std::future::ready(answer))
    }

    fn can_ask(&self) -> bool {
        !self.is_absent
    }
}

/// An authority that issues and revokes.
pub(crate) struct Authority {
    key: SoftwareKey,
    certificate: Certificate,
}

impl Authority {
    pub(crate) fn new() -> Self {
        Self::named("Authority")
    }

    pub(crate) fn named(name: &str) -> Self {
        let key = new_key();
        let mut leaf = leaf(KeyPurpose::Signature);
        leaf.subject.common_name = Some(name.to_owned());
        let certificate = key.self_signed(
            &leaf,
            NOW - Duration::days(1000),
            NOW + Duration::days(1000),
        );
        Self {
            certificate: certificate.unwrap(),
            key,
        }
    }

    /// The certificate to trust, in a file.
    pub(crate) fn file(&self, world: &World) -> PathBuf {
        let text = pem::encode("CERTIFICATE", self.certificate.der()).unwrap();
        world.document("authority.pem", text)
    }

    pub(crate) fn issue(&self, key: &SoftwareKey) -> Certificate {
        let template = leaf(KeyPurpose::Signature).template(
            key.public_key(),
            self.certificate.subject(),
            self.key.key_identifier(),
            NOW - Duration::days(100),
            NOW + Duration::days(100),
        );
        let prepared = template
            .unwrap()
            .prepare(self.key.default_algorithm())
            .unwrap();
        let value = self.key.sign(&prepared.to_be_signed()).unwrap();
        prepared.finish(&value).unwrap()
    }

    /// A revocation list with these certificates on it, in a file.
    pub(crate) fn list(
        &self,
        world: &World,
        revoked: &[(&Certificate, OffsetDateTime, CrlReason)],
    ) -> PathBuf {
        let entries = revoked
            .iter()
            .map(|(certificate, revoked_at, reason)| RevokedCertificate {
                serial_number: certificate.serial_number().to_vec(),
                revoked_at: *revoked_at,
                reason: Some(*reason),
            });
        let template = CrlTemplate {
            issuer: self.certificate.subject().clone(),
            issuer_key: self.key.key_identifier().clone(),
            this_update_at: NOW - Duration::hours(1),
            next_update_at: NOW + Duration::hours(1),
            number: vec![1],
            base_number: None,
            revoked: entries.collect(),
            extensions: Vec::new(),
        };
        let prepared = template.prepare(self.key.default_algorithm()).unwrap();
        let value = self.key.sign(&prepared.to_be_signed()).unwrap();
        world.document("authority.crl", prepared.finish(&value).unwrap())
    }
}
