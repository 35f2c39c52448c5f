//! What happens to tokens while they are used.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use secrecy::SecretString;
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{Cancellation, PinKind, PinState, TokenEvent};
use tanba_keystore::{Error, Signer};
use token_module::Behaviour::{AnswerOnce, RemoveDuring, SlowGeneration};
use token_module::TokenFile;

use crate::fixture::{Fake, LIMIT, SERIAL, content, new};

#[test]
fn a_token_pulled_out_and_put_back_works_by_itself() {
    let it = Fake::new(&new());
    let token = it.token();
    let key = it.make(KeyAlgorithm::P256).unwrap();
    let signer = token.signer(&key.id, &it.pin).unwrap();
    signer.sign(&content(&signer)).unwrap();

    it.fake.remove().unwrap();
    for _ in 0..2 {
        let refused = signer.sign(&content(&signer));
        assert!(matches!(refused, Err(Error::TokenRemoved)), "{refused:?}");
    }
    assert!(matches!(token.info(), Err(Error::TokenRemoved)));
    it.tokens.refresh();
    assert!(it.tokens.tokens().is_empty());

    it.fake.insert(SERIAL).unwrap();
    signer.sign(&content(&signer)).unwrap();
    token.log_in(PinKind::User, &it.pin).unwrap();

    // In the middle of a call.
    for function in ["C_Sign", "C_SignInit"] {
        it.fake.behave(&[RemoveDuring(function.into())]).unwrap();
        let refused = signer.sign(&content(&signer));
        assert!(matches!(refused, Err(Error::TokenRemoved)), "{refused:?}");
        it.fake.behave(&[]).unwrap();
        it.fake.insert(SERIAL).unwrap();
        signer.sign(&content(&signer)).unwrap();
    }
    drop(signer);
    it.tokens.refresh();
    for function in [
        "C_Login",
        "C_OpenSession",
        "C_FindObjects",
        "C_GenerateKeyPair",
    ] {
        it.fake.behave(&[RemoveDuring(function.into())]).unwrap();
        let refused = it.make(KeyAlgorithm::P256);
        assert!(
            matches!(refused, Err(Error::TokenRemoved)),
            "{function}: {refused:?}"
        );
        it.fake.behave(&[]).unwrap();
        it.fake.insert(SERIAL).unwrap();
        it.tokens.refresh();
    }
    it.make(KeyAlgorithm::P256).unwrap();
}

#[test]
fn a_token_swapped_for_another_is_sent_no_pin() {
    let it = Fake::new(&new());
    let token = it.token();
    let key = it.make(KeyAlgorithm::P256).unwrap();
    let signer = token.signer(&key.id, &it.pin).unwrap();
    let other = TokenFile {
        user_pin: Some("another-pin".into()),
        ..TokenFile::new("FFFFFF")
    };
    it.fake.put(&other).unwrap();
    it.fake.insert(&other.serial).unwrap();
    assert!(matches!(
        signer.sign(&content(&signer)),
        Err(Error::TokenChanged)
    ));
    assert!(matches!(
        token.log_in(PinKind::User, &it.pin),
        Err(Error::TokenChanged)
    ));
    assert!(matches!(
        token.unblock(&"87654321".into(), &it.pin),
        Err(Error::TokenChanged)
    ));
    // The same device under another name is another token, too.
    it.fake.insert(SERIAL).unwrap();
    it.fake
        .change(SERIAL, |file| file.label = "Renamed".into())
        .unwrap();
    assert!(matches!(
        token.log_in(PinKind::User, &it.pin),
        Err(Error::TokenChanged)
    ));
    assert_eq!(it.fake.read(&other.serial).unwrap().user_tries_left, 10);
}

#[test]
fn events_tell_what_comes_and_goes() {
    let it = Fake::new(&new());
    let (sender, events) = mpsc::channel();
    let watch = it.tokens.watch(move |event| drop(sender.send(event)));
    it.fake.remove().unwrap();
    let event = events.recv_timeout(LIMIT).unwrap();
    assert!(matches!(event, TokenEvent::Disappeared(id) if id.serial == SERIAL));
    it.fake.insert(SERIAL).unwrap();
    let event = events.recv_timeout(LIMIT).unwrap();
    assert!(matches!(event, TokenEvent::Appeared(info) if info.serial == SERIAL));
    it.fake
        .change(SERIAL, |file| file.user_tries_left = 1)
        .unwrap();
    let event = events.recv_timeout(LIMIT).unwrap();
    assert!(matches!(event, TokenEvent::Changed(info) if info.user_pin == PinState::FinalTry));
    drop(watch);
    it.fake.remove().unwrap();
    assert!(events.recv().is_err());
}

#[test]
fn a_long_work_is_left_at_once_and_leaves_nothing() {
    let it = Fake::with(&new(), Duration::from_secs(1));
    let token = it.token();
    it.fake.behave(&[SlowGeneration(600_000)]).unwrap();
    let cancel = Cancellation::default();
    let begun = Instant::now();
    let made = token.generate(&it.pin, KeyAlgorithm::P256, None, "x", &cancel, |elapsed| {
        if elapsed > Duration::from_millis(200) {
            cancel.cancel();
        }
    });
    assert!(matches!(made, Err(Error::Cancelled)));
    assert!(begun.elapsed() < LIMIT);
    // The listing goes on meanwhile.
    it.tokens.refresh();
    assert_eq!(it.tokens.tokens().len(), 1);
    // What wants the module itself is told that it is busy, and a PIN is not kept for later.
    assert!(matches!(token.info(), Err(Error::ModuleBusy(_))));
    let wrong = SecretString::from("00000000");
    assert!(matches!(
        token.log_in(PinKind::User, &wrong),
        Err(Error::ModuleBusy(_))
    ));
    it.fake.behave(&[]).unwrap();
    assert!(token.keys(Some(&it.pin)).unwrap().is_empty());
    assert_eq!(it.fake.read(SERIAL).unwrap().user_tries_left, 10);

    // Pulled out in the middle of it.
    it.fake.behave(&[SlowGeneration(600_000)]).unwrap();
    let made = token.generate(
        &it.pin,
        KeyAlgorithm::P256,
        None,
        "x",
        &Cancellation::default(),
        |elapsed| {
            if elapsed > Duration::from_millis(200) {
                // Later beats find it gone.
                let _ = it.fake.remove();
            }
        },
    );
    assert!(matches!(made, Err(Error::TokenRemoved)), "{made:?}");
}

#[test]
fn a_token_that_another_program_writes_to_is_looked_at_again() {
    let it = Fake::new(&new());
    let token = it.token();
    let once = || {
        let general_error = AnswerOnce("C_GetTokenInfo".into(), 5);
        it.fake.behave(&[general_error]).unwrap();
    };
    once();
    it.tokens.refresh();
    assert_eq!(it.tokens.tokens().len(), 1);
    once();
    assert_eq!(token.info().unwrap().serial, SERIAL);
    once();
    token.log_in(PinKind::User, &it.pin).unwrap();
}

#[test]
fn what_another_program_did_is_read_anew() {
    let it = Fake::new(&new());
    let token = it.token();
    token.log_in(PinKind::User, &it.pin).unwrap();
    let change = |change: fn(&mut TokenFile)| it.fake.change(SERIAL, change).unwrap();
    change(|file| file.user_tries_left = 0);
    assert_eq!(token.info().unwrap().user_pin, PinState::Locked);
    assert!(matches!(
        token.log_in(PinKind::User, &it.pin),
        Err(Error::PinLocked { .. })
    ));
    change(|file| {
        file.user_tries_left = 10;
        file.user_pin_to_be_changed = true;
    });
    assert_eq!(token.info().unwrap().user_pin, PinState::ToBeChanged);
    let new = SecretString::from("24681357");
    token.change_pin(PinKind::User, &it.pin, &new).unwrap();
    assert_eq!(token.info().unwrap().user_pin, PinState::Good);
    change(|file| file.user_pin = None);
    assert!(matches!(
        token.log_in(PinKind::User, &new),
        Err(Error::PinNotSet { .. })
    ));
}
