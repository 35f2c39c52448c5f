//! Practising as an application with a window does it: the authority runs beside it.

use std::collections::VecDeque;
use std::fs;
use std::future::Future;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use e2e::Practice;
use tanba_agent::desk::PractisePlace;
use tanba_agent::{
    Agent, Folders, Form, Indication, KeyReference, NoKeyring, OutputChoice, Shell, SignRequest,
    SignatureLevel, SystemClock, ToSign, TrustRequest, VerifyRequest,
};
use tanba_protocol::{Answer, Event, FailureCode, PasswordPurpose, Prompt};
use tempfile::TempDir;

use crate::world::PASSWORD;

/// Answers prompts with the next of its passwords, then calls them off.
#[derive(Default)]
pub(crate) struct Hand {
    passwords: Mutex<VecDeque<&'static str>>,
    prompts: Mutex<Vec<Prompt>>,
}

impl Hand {
    pub(crate) fn with(passwords: &[&'static str]) -> Self {
        Self {
            passwords: Mutex::new(passwords.iter().copied().collect()),
            ..Self::default()
        }
    }

    fn asked(&self) -> Vec<Prompt> {
        self.prompts.lock().unwrap().clone()
    }
}

impl Shell for Hand {
    fn event(&self, _: Event) {}

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
}

pub(crate) struct World(pub(crate) TempDir);

impl World {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The application, just started.
    pub(crate) fn agent(&self) -> Agent {
        self.agent_with(Practice::command().get_program().into())
    }

    fn agent_with(&self, program: PathBuf) -> Agent {
        let folders = Folders::below(self.0.path());
        Agent::new(Arc::new(SystemClock), folders, Arc::new(NoKeyring))
            .with_authority_program(program)
    }

    fn folder(&self) -> PathBuf {
        Folders::below(self.0.path()).practice()
    }

    pub(crate) fn sign(&self, key: impl Into<KeyReference>) -> SignRequest {
        let document = self.0.path().join("letter.txt");
        fs::write(&document, "text").unwrap();
        SignRequest {
            documents: vec![ToSign {
                document,
                form: Form::Cades { attached: true },
                visible: None,
            }],
            keys: vec![key.into()],
            level: Some(SignatureLevel::T),
            tsa: None,
            allow_expired: false,
            offline: false,
            output: OutputChoice::Beside,
            resumable: None,
        }
    }
}

pub(crate) fn verify(file: PathBuf, by_signers: bool) -> VerifyRequest {
    VerifyRequest {
        file,
        content: None,
        trust: TrustRequest {
            by_signers,
            ..TrustRequest::default()
        },
    }
}

/// Until the authority that ran beside an application is gone with it.
fn wait_until_gone(url: &str) {
    let address = url.strip_prefix("http://").unwrap();
    while TcpListener::bind(address).is_err() {
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn practising_gives_a_key_that_signs_and_verifies_here() {
    let world = World::new();
    let agent = world.agent();
    assert_eq!(agent.practice_state().await.unwrap(), None);
    let hand = Hand::with(&["short", PASSWORD]);
    let view = agent.practise(&PractisePlace::File, &hand).await.unwrap();
    assert!(view.running);
    let key = PathBuf::from(view.key.clone().unwrap());
    let asked = hand.asked();
    assert_eq!(asked.len(), 2, "{asked:?}");
    for (prompt, wrong) in asked.iter().zip([false, true]) {
        let Prompt::Password {
            file,
            purpose: PasswordPurpose::New,
            was_wrong,
            ..
        } = prompt
        else {
            unreachable!("{prompt:?}");
        };
        assert_eq!(
            (*was_wrong, file.as_str()),
            (wrong, key.file_name().unwrap().to_str().unwrap())
        );
    }
    let settings = agent.settings().await.unwrap();
    assert!(settings.contains(&("environment", Some("practice".to_owned()))));
    // Once is enough.
    let again = agent
        .practise(&PractisePlace::File, &Hand::default())
        .await
        .unwrap();
    assert_eq!(again, view);

    // It ends with the application, and is started again when it is needed.
    drop(agent);
    wait_until_gone(&view.url);
    let agent = world.agent();
    let state = agent.practice_state().await.unwrap().unwrap();
    assert!(!state.running);
    assert_eq!(state.key, view.key);
    let hand = Hand::with(&[PASSWORD]);
    let signed = agent
        .sign(&world.sign(key.as_path()), &hand)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(signed.failure, None);
    assert_eq!(signed.level, Some(SignatureLevel::T));
    assert!(agent.practice_state().await.unwrap().unwrap().running);
    drop(agent);
    wait_until_gone(&view.url);

    let agent = world.agent();
    agent.set_setting("environment", None).await.unwrap();
    let signature = signed.output.unwrap();
    for (by_signers, environment) in [(true, "practice"), (false, "production")] {
        let request = verify(signature.clone(), by_signers);
        let found = agent.verify(&request, &hand).await.unwrap();
        assert_eq!(found.environment.as_deref(), Some(environment));
        let passed = found.indication == Indication::TotalPassed;
        assert_eq!(passed, by_signers, "{found:?}");
    }

    // Forgotten, it proves nothing here either, and its key is still there.
    agent.forget_practice().await.unwrap();
    wait_until_gone(&view.url);
    assert_eq!(agent.practice_state().await.unwrap(), None);
    let found = agent.verify(&verify(signature, true), &hand).await.unwrap();
    assert_eq!(found.environment.as_deref(), Some("production"));
    assert_eq!(found.indication, Indication::Indeterminate);
    assert!(key.is_file() && !world.folder().exists());
    let anew = agent
        .practise(&PractisePlace::File, &Hand::with(&[PASSWORD]))
        .await
        .unwrap();
    assert_ne!(anew.fingerprint, view.fingerprint);
    assert_ne!(anew.key, view.key);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_thinks_better_of_it_can_begin_again() {
    let world = World::new();
    let agent = world.agent();
    let failure = agent
        .practise(&PractisePlace::File, &Hand::default())
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::Cancelled);
    assert_eq!(agent.practice_state().await.unwrap(), None);
    let view = agent
        .practise(&PractisePlace::File, &Hand::with(&[PASSWORD]))
        .await
        .unwrap();
    assert!(Path::new(&view.key.unwrap()).is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_tanba_shares_the_authority_that_runs() {
    let world = World::new();
    let (first, second) = (world.agent(), world.agent());
    let view = first
        .practise(&PractisePlace::File, &Hand::with(&[PASSWORD]))
        .await
        .unwrap();
    let seen = second
        .practise(&PractisePlace::File, &Hand::default())
        .await
        .unwrap();
    assert_eq!(seen, view);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_missing_or_is_another_is_said() {
    let world = World::new();
    let missing = world.agent_with(world.0.path().join("tanba-authority"));
    let failure = missing
        .practise(&PractisePlace::File, &Hand::default())
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::PracticeProgramMissing);
    let other = Path::new("/bin/false");
    if other.is_file() {
        let failure = world
            .agent_with(other.into())
            .practise(&PractisePlace::File, &Hand::default())
            .await;
        assert_eq!(
            failure.unwrap_err().code,
            FailureCode::PracticeAuthorityFailed
        );
    }
    // What it says itself goes along for support.
    fs::create_dir_all(world.0.path().join("data")).unwrap();
    fs::write(world.folder(), "a file where the folder should be").unwrap();
    let failure = world
        .agent()
        .practise(&PractisePlace::File, &Hand::default())
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::PracticeAuthorityFailed);
    assert!(failure.detail.is_some_and(|words| !words.is_empty()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_at_its_address_is_said() {
    let world = World::new();
    let agent = world.agent();
    let view = agent
        .practise(&PractisePlace::File, &Hand::with(&[PASSWORD]))
        .await
        .unwrap();
    drop(agent);
    wait_until_gone(&view.url);
    let address = view.url.strip_prefix("http://").unwrap();
    let listener = TcpListener::bind(address).unwrap();
    std::thread::spawn(move || listener.incoming().flatten().for_each(drop));
    let agent = world.agent();
    let failure = agent
        .practise(&PractisePlace::File, &Hand::default())
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::PracticePortTaken);
    let request = world.sign(Path::new(&view.key.unwrap()));
    let failure = agent.sign(&request, &Hand::with(&[PASSWORD])).await;
    assert_eq!(failure.unwrap_err().code, FailureCode::PracticePortTaken);
}
