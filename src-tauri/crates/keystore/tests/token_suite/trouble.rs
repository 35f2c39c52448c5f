//! What goes wrong with tokens and modules, by the module of the tests.

use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use secrecy::SecretString;
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{
    Cancellation, ModuleSource, ModuleState, Options, PinKind, PinState, Probe, Token, TokenEvent,
    TokenKey, Tokens,
};
use tanba_keystore::{Error, Signer};
use tanba_pki::signing::ToBeSigned;
use token_module::Behaviour::{
    Answer, CrashIn, HangIn, Nonsense as Talk, RemoveDuring, SlowGeneration,
};
use token_module::{Nonsense, TestToken, TokenFile};

const SERIAL: &str = "0A1B2C";

/// More than any call takes that does not hang.
const LIMIT: Duration = Duration::from_secs(5);

struct Bench {
    _folder: tempfile::TempDir,
    fake: TestToken,
    tokens: Tokens,
    pin: SecretString,
}

impl Bench {
    fn new(file: &TokenFile) -> Self {
        Self::with(file, LIMIT)
    }

    fn with(file: &TokenFile, call_limit: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fake = TestToken::new(folder.path()).unwrap();
        fake.put(file).unwrap();
        fake.insert(&file.serial).unwrap();
        let tokens = Tokens::new(Options {
            call_limit,
            poll: Duration::from_millis(20),
            pcsc: false,
            probe: None,
        });
        tokens.add_module(&fake.module(), ModuleSource::Person);
        tokens.refresh();
        Self {
            _folder: folder,
            fake,
            tokens,
            pin: "12345678".into(),
        }
    }

    fn token(&self) -> Token {
        let found = self.tokens.find(SERIAL);
        self.tokens.token(&found[0].id).unwrap()
    }

    fn make(&self, algorithm: KeyAlgorithm) -> Result<TokenKey, Error> {
        let cancel = Cancellation::default();
        self.token()
            .generate(&self.pin, algorithm, None, "x", &cancel, |_| {})
    }
}

fn content(signer: &dyn Signer) -> ToBeSigned {
    ToBeSigned {
        algorithm: signer.default_algorithm(),
        message: b"content".to_vec(),
    }
}

fn new() -> TokenFile {
    TokenFile::new(SERIAL)
}

#[test]
fn a_token_pulled_out_and_put_back_works_by_itself() {
    let bench = Bench::new(&new());
    let token = bench.token();
    let key = bench.make(KeyAlgorithm::P256).unwrap();
    let signer = token.signer(&key.id, &bench.pin).unwrap();
    signer.sign(&content(&signer)).unwrap();

    bench.fake.remove().unwrap();
    for _ in 0..2 {
        let refused = signer.sign(&content(&signer));
        assert!(matches!(refused, Err(Error::TokenRemoved)), "{refused:?}");
    }
    assert!(matches!(token.info(), Err(Error::TokenRemoved)));
    bench.tokens.refresh();
    assert!(bench.tokens.tokens().is_empty());

    bench.fake.insert(SERIAL).unwrap();
    signer.sign(&content(&signer)).unwrap();
    token.log_in(PinKind::User, &bench.pin).unwrap();

    // In the middle of a call.
    for function in ["C_Sign", "C_SignInit"] {
        bench.fake.behave(&[RemoveDuring(function.into())]).unwrap();
        let refused = signer.sign(&content(&signer));
        assert!(matches!(refused, Err(Error::TokenRemoved)), "{refused:?}");
        bench.fake.behave(&[]).unwrap();
        bench.fake.insert(SERIAL).unwrap();
        signer.sign(&content(&signer)).unwrap();
    }
    drop(signer);
    bench.tokens.refresh();
    for function in [
        "C_Login",
        "C_OpenSession",
        "C_FindObjects",
        "C_GenerateKeyPair",
    ] {
        bench.fake.behave(&[RemoveDuring(function.into())]).unwrap();
        let refused = bench.make(KeyAlgorithm::P256);
        assert!(
            matches!(refused, Err(Error::TokenRemoved)),
            "{function}: {refused:?}"
        );
        bench.fake.behave(&[]).unwrap();
        bench.fake.insert(SERIAL).unwrap();
        bench.tokens.refresh();
    }
    bench.make(KeyAlgorithm::P256).unwrap();
}

#[test]
fn a_token_swapped_for_another_is_sent_no_pin() {
    let bench = Bench::new(&new());
    let token = bench.token();
    let key = bench.make(KeyAlgorithm::P256).unwrap();
    let signer = token.signer(&key.id, &bench.pin).unwrap();
    let other = TokenFile {
        user_pin: Some("another-pin".into()),
        ..TokenFile::new("FFFFFF")
    };
    bench.fake.put(&other).unwrap();
    bench.fake.insert(&other.serial).unwrap();
    assert!(matches!(
        signer.sign(&content(&signer)),
        Err(Error::TokenChanged)
    ));
    assert!(matches!(
        token.log_in(PinKind::User, &bench.pin),
        Err(Error::TokenChanged)
    ));
    assert!(matches!(
        token.unblock(&"87654321".into(), &bench.pin),
        Err(Error::TokenChanged)
    ));
    // The same device under another name is another token, too.
    bench.fake.insert(SERIAL).unwrap();
    bench
        .fake
        .change(SERIAL, |file| file.label = "Renamed".into())
        .unwrap();
    assert!(matches!(
        token.log_in(PinKind::User, &bench.pin),
        Err(Error::TokenChanged)
    ));
    assert_eq!(bench.fake.read(&other.serial).unwrap().user_tries_left, 10);
}

#[test]
fn events_tell_what_comes_and_goes() {
    let bench = Bench::new(&new());
    let (sender, events) = mpsc::channel();
    let watch = bench.tokens.watch(move |event| drop(sender.send(event)));
    bench.fake.remove().unwrap();
    let event = events.recv_timeout(LIMIT).unwrap();
    assert!(matches!(event, TokenEvent::Disappeared(id) if id.serial == SERIAL));
    bench.fake.insert(SERIAL).unwrap();
    let event = events.recv_timeout(LIMIT).unwrap();
    assert!(matches!(event, TokenEvent::Appeared(info) if info.serial == SERIAL));
    bench
        .fake
        .change(SERIAL, |file| file.user_tries_left = 1)
        .unwrap();
    let event = events.recv_timeout(LIMIT).unwrap();
    assert!(matches!(event, TokenEvent::Changed(info) if info.user_pin == PinState::FinalTry));
    drop(watch);
    bench.fake.remove().unwrap();
    assert!(events.recv().is_err());
}

#[test]
fn a_hang_in_use_is_cut_off_and_ends() {
    let limit = Duration::from_millis(300);
    let bench = Bench::with(&new(), limit);
    let token = bench.token();
    let key = bench.make(KeyAlgorithm::P256).unwrap();
    let signer = token.signer(&key.id, &bench.pin).unwrap();
    let (sender, events) = mpsc::channel();
    let _watch = bench.tokens.watch(move |event| drop(sender.send(event)));
    let changed = || {
        let event = events.recv_timeout(LIMIT).unwrap();
        assert!(matches!(event, TokenEvent::ModuleChanged(_)), "{event:?}");
        bench.tokens.modules()[0].state.clone()
    };

    bench.fake.behave(&[HangIn("C_Sign".into())]).unwrap();
    let begun = Instant::now();
    assert!(matches!(
        signer.sign(&content(&signer)),
        Err(Error::ModuleHung(_))
    ));
    assert!(begun.elapsed() >= limit);
    let begun = Instant::now();
    for _ in 0..100 {
        let refused = token.log_in(PinKind::User, &bench.pin);
        assert!(matches!(refused, Err(Error::ModuleHung(_))));
        assert_eq!(bench.tokens.tokens().len(), 1);
    }
    assert!(begun.elapsed() < limit);
    assert_eq!(changed(), ModuleState::Hung);
    bench.fake.behave(&[]).unwrap();
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
    let bench = Bench::new(&new());
    let folder = tempfile::tempdir().unwrap();
    let (symbolic, hard) = (folder.path().join("s.so"), folder.path().join("h.so"));
    std::os::unix::fs::symlink(bench.fake.module(), &symbolic).unwrap();
    std::fs::hard_link(bench.fake.module(), &hard).unwrap();
    for path in [&symbolic, &hard] {
        bench.tokens.add_module(path, ModuleSource::Profile);
    }
    bench.tokens.refresh();
    assert_eq!(bench.tokens.modules().len(), 1);
    assert_eq!(bench.tokens.tokens().len(), 1);

    // Loaded twice all the same, by another part of the program.
    let again = crate::world::open(&bench.fake.module());
    assert_eq!(again.tokens().len(), 1);
}

#[test]
fn nonsense_is_refused_and_the_rest_goes_on() {
    let bench = Bench::new(&new());
    let key = bench.make(KeyAlgorithm::P256).unwrap();
    let token = bench.token();
    let signer = token.signer(&key.id, &bench.pin).unwrap();

    bench.fake.behave(&[Talk(Nonsense::Attributes)]).unwrap();
    let keys = token.keys(Some(&bench.pin)).unwrap();
    assert!(keys.iter().all(|key| key.failure.is_some()), "{keys:?}");

    bench.fake.behave(&[Talk(Nonsense::Info)]).unwrap();
    bench.tokens.refresh();
    for info in bench.tokens.tokens() {
        assert!(info.pin_length.start() <= info.pin_length.end());
    }

    bench.fake.behave(&[]).unwrap();
    bench.tokens.refresh();
    assert_eq!(bench.tokens.tokens().len(), 1);
    signer.sign(&content(&signer)).unwrap();
}

#[test]
fn full_and_write_protected_tokens_say_so() {
    let bench = Bench::new(&TokenFile {
        memory: Some(2000),
        ..new()
    });
    let made = std::iter::repeat_with(|| bench.make(KeyAlgorithm::P256));
    let refused = made.take(50).find_map(Result::err).unwrap();
    assert!(matches!(refused, Error::TokenFull), "{refused}");
    // Nothing is left of what did not fit.
    for key in bench.token().keys(Some(&bench.pin)).unwrap() {
        assert_eq!(key.failure, None);
    }

    let bench = Bench::new(&TokenFile {
        write_protected: true,
        ..new()
    });
    let refused = bench.make(KeyAlgorithm::P256);
    assert!(
        matches!(refused, Err(Error::TokenWriteProtected)),
        "{refused:?}"
    );
}

#[test]
fn a_key_may_ask_for_the_pin_each_time() {
    let bench = Bench::new(&TokenFile {
        always_authenticate: true,
        hashes: true,
        ..new()
    });
    for algorithm in [KeyAlgorithm::P256, KeyAlgorithm::Rsa(2048)] {
        let key = bench.make(algorithm).unwrap();
        assert!(key.always_authenticate);
        let signer = bench.token().signer(&key.id, &bench.pin).unwrap();
        for _ in 0..2 {
            signer.sign(&content(&signer)).unwrap();
        }
    }
}

#[test]
fn a_pin_may_be_typed_on_the_device() {
    let bench = Bench::new(&TokenFile {
        protected_path: true,
        ..new()
    });
    let token = bench.token();
    assert!(token.info().unwrap().protected_path);
    token.log_in(PinKind::User, &"".into()).unwrap();
}

#[test]
fn gost_keys_are_made_where_a_vendor_has_them() {
    let file = TokenFile {
        manufacturer: "Aktiv Co.".into(),
        model: "Rutoken ECP".into(),
        gost: true,
        ..new()
    };
    let bench = Bench::new(&file);
    let offered = bench.token().algorithms().unwrap();
    assert!(offered.contains(&KeyAlgorithm::Gost512), "{offered:?}");
    let key = bench.make(KeyAlgorithm::Gost512).unwrap();
    assert_eq!(key.algorithm, Some(KeyAlgorithm::Gost512));
    let signer = bench.token().signer(&key.id, &bench.pin).unwrap();
    let value = signer.sign(&content(&signer)).unwrap();
    let message = content(&signer);
    signer
        .public_key()
        .verify(message.algorithm, &message.message, &value.0)
        .unwrap();
    let certificate = crate::world::certify(&signer, "ӘЛІ ҰЛЫ");
    bench
        .token()
        .put_certificate(&bench.pin, &certificate)
        .unwrap();
    certificate.verify_signed_by(signer.public_key()).unwrap();

    // The same vendor without the mechanism.
    let bench = Bench::new(&TokenFile {
        gost: false,
        ..file
    });
    let refused = bench.make(KeyAlgorithm::Gost512);
    assert!(matches!(refused, Err(Error::AlgorithmNotOnToken(_))));
}

#[test]
fn a_long_work_is_left_at_once_and_leaves_nothing() {
    let bench = Bench::new(&new());
    let token = bench.token();
    bench.fake.behave(&[SlowGeneration(600_000)]).unwrap();
    let cancel = Cancellation::default();
    let begun = Instant::now();
    let made = token.generate(
        &bench.pin,
        KeyAlgorithm::P256,
        None,
        "x",
        &cancel,
        |elapsed| {
            if elapsed > Duration::from_millis(200) {
                cancel.cancel();
            }
        },
    );
    assert!(matches!(made, Err(Error::Cancelled)));
    assert!(begun.elapsed() < LIMIT);
    // The listing goes on meanwhile.
    bench.tokens.refresh();
    assert_eq!(bench.tokens.tokens().len(), 1);
    bench.fake.behave(&[]).unwrap();
    assert!(token.keys(Some(&bench.pin)).unwrap().is_empty());

    // Pulled out in the middle of it.
    bench.fake.behave(&[SlowGeneration(600_000)]).unwrap();
    let made = token.generate(
        &bench.pin,
        KeyAlgorithm::P256,
        None,
        "x",
        &Cancellation::default(),
        |elapsed| {
            if elapsed > Duration::from_millis(200) {
                // Later beats find it gone.
                let _ = bench.fake.remove();
            }
        },
    );
    assert!(matches!(made, Err(Error::TokenRemoved)), "{made:?}");
}

#[test]
fn what_another_program_did_is_read_anew() {
    let bench = Bench::new(&new());
    let token = bench.token();
    token.log_in(PinKind::User, &bench.pin).unwrap();
    let change = |change: fn(&mut TokenFile)| bench.fake.change(SERIAL, change).unwrap();
    change(|file| file.user_tries_left = 0);
    assert_eq!(token.info().unwrap().user_pin, PinState::Locked);
    assert!(matches!(
        token.log_in(PinKind::User, &bench.pin),
        Err(Error::PinLocked { .. })
    ));
    change(|file| {
        file.user_tries_left = 10;
        file.user_pin_to_be_changed = true;
    });
    assert_eq!(token.info().unwrap().user_pin, PinState::ToBeChanged);
    let new = SecretString::from("24681357");
    token.change_pin(PinKind::User, &bench.pin, &new).unwrap();
    assert_eq!(token.info().unwrap().user_pin, PinState::Good);
    change(|file| file.user_pin = None);
    assert!(matches!(
        token.log_in(PinKind::User, &new),
        Err(Error::PinNotSet { .. })
    ));
}
