//! Modules that are none, crash, hang or lie.

use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{
    ModuleSource, ModuleState, Options, PinKind, Probe, TokenEvent, Tokens,
};
use tanba_keystore::{Error, Signer};
use token_module::Behaviour::{Answer, CrashIn, HangIn, Nonsense as Talk};
use token_module::{Nonsense, TestToken};

use crate::fixture::{Fake, LIMIT, SERIAL, content, new};

#[test]
fn a_hang_in_use_is_cut_off_and_ends() {
    let limit = Duration::from_millis(300);
    let it = Fake::with(&new(), limit);
    let token = it.token();
    let key = it.make(KeyAlgorithm::P256).unwrap();
    let signer = token.signer(&key.id, &it.pin).unwrap();
    let (sender, events) = mpsc::channel();
    let _watch = it.tokens.watch(move |event| drop(sender.send(event)));
    let changed = || {
        let event = events.recv_timeout(LIMIT).unwrap();
        assert!(matches!(event, TokenEvent::ModuleChanged(_)), "{event:?}");
        it.tokens.modules()[0].state.clone()
    };

    it.fake.behave(&[HangIn("C_Sign".into())]).unwrap();
    let begun = Instant::now();
    assert!(matches!(
        signer.sign(&content(&signer)),
        Err(Error::ModuleHung(_))
    ));
    assert!(begun.elapsed() >= limit);
    let begun = Instant::now();
    for _ in 0..100 {
        let refused = token.log_in(PinKind::User, &it.pin);
        assert!(matches!(refused, Err(Error::ModuleHung(_))));
        assert_eq!(it.tokens.tokens().len(), 1);
    }
    assert!(begun.elapsed() < limit);
    assert_eq!(changed(), ModuleState::Hung);
    it.fake.behave(&[]).unwrap();
    assert_eq!(changed(), ModuleState::Ready);
    signer.sign(&content(&signer)).unwrap();
}

/// The program beside the tests that lends itself to trying modules.
fn probing(limit: Duration) -> Tokens {
    let program = std::env::current_exe().unwrap();
    let program: PathBuf = program.ancestors().nth(2).unwrap().join("examples/probe");
    Tokens::new(Options {
        probe: Some(Probe {
            program,
            arguments: Vec::new(),
        }),
        call_limit: limit,
        poll: Duration::ZERO,
        pcsc: false,
    })
}

#[test]
fn a_bad_module_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.so");
    std::fs::write(&text, "no module").unwrap();
    let missing = folder.path().join("missing.so");
    let general_error = Answer("C_Initialize".into(), 5);
    let bad = [
        (vec![], ModuleState::Ready),
        (vec![CrashIn("C_Initialize".into())], ModuleState::Crashed),
        (vec![CrashIn("C_GetSlotList".into())], ModuleState::Crashed),
        (vec![Talk(Nonsense::Slots)], ModuleState::Crashed),
        (vec![HangIn("C_Initialize".into())], ModuleState::Hung),
        (vec![HangIn("C_GetTokenInfo".into())], ModuleState::Hung),
        (
            vec![general_error],
            ModuleState::Failed("CKR_GENERAL_ERROR".into()),
        ),
    ];
    let tokens = probing(Duration::from_secs(2));
    let mut expected = vec![
        (text.clone(), ModuleState::NoModule),
        (missing.clone(), ModuleState::Missing),
    ];
    for (number, (behaviours, state)) in bad.into_iter().enumerate() {
        let fake = TestToken::new(&folder.path().join(number.to_string())).unwrap();
        fake.insert(SERIAL).unwrap();
        fake.behave(&behaviours).unwrap();
        expected.push((fake.module().canonicalize().unwrap(), state));
    }
    for (path, _) in &expected {
        tokens.add_module(path, ModuleSource::Person);
    }
    tokens.refresh();
    let modules = tokens.modules();
    for (path, state) in expected {
        let module = modules.iter().find(|module| module.path == path).unwrap();
        assert_eq!(module.state, state, "{}", path.display());
    }
    assert_eq!(tokens.tokens().len(), 1);

    // Mended and added again, it is tried again; forgotten, it is gone.
    let fake = TestToken::new(&folder.path().join("1")).unwrap();
    fake.behave(&[]).unwrap();
    tokens.add_module(&fake.module(), ModuleSource::Person);
    tokens.refresh();
    assert_eq!(tokens.tokens().len(), 2);
    tokens.forget_module(&fake.module());
    tokens.forget_module(&text);
    assert_eq!(tokens.tokens().len(), 1);
    assert_eq!(tokens.modules().len(), 7);
}

#[cfg(unix)]
#[test]
fn a_module_by_several_paths_is_one() {
    let it = Fake::new(&new());
    let folder = tempfile::tempdir().unwrap();
    let (symbolic, hard) = (folder.path().join("s.so"), folder.path().join("h.so"));
    std::os::unix::fs::symlink(it.fake.module(), &symbolic).unwrap();
    std::fs::hard_link(it.fake.module(), &hard).unwrap();
    for path in [&symbolic, &hard] {
        it.tokens.add_module(path, ModuleSource::Profile);
    }
    it.tokens.refresh();
    assert_eq!(it.tokens.modules().len(), 1);
    assert_eq!(it.tokens.tokens().len(), 1);

    // Loaded twice all the same, by another part of the program.
    let again = crate::world::open(&it.fake.module());
    assert_eq!(again.tokens().len(), 1);
}

#[test]
fn nonsense_is_refused_and_the_rest_goes_on() {
    let it = Fake::new(&new());
    let key = it.make(KeyAlgorithm::P256).unwrap();
    let token = it.token();
    let signer = token.signer(&key.id, &it.pin).unwrap();

    it.fake.behave(&[Talk(Nonsense::Attributes)]).unwrap();
    let keys = token.keys(Some(&it.pin)).unwrap();
    assert!(keys.iter().all(|key| key.failure.is_some()), "{keys:?}");

    it.fake.behave(&[Talk(Nonsense::Info)]).unwrap();
    it.tokens.refresh();
    for info in it.tokens.tokens() {
        assert!(info.pin_length.start() <= info.pin_length.end());
    }

    it.fake.behave(&[]).unwrap();
    it.tokens.refresh();
    assert_eq!(it.tokens.tokens().len(), 1);
    signer.sign(&content(&signer)).unwrap();
}
