//! Tokens at the desk, over a module whose slot follows a file.

use std::path::PathBuf;

use tanba_agent::desk::{
    Call, Changed, KeyLocation, KeyState, Notice, Reply, SignOrder, TokenAlgorithm, TokenKeyView,
    TokenObject, TokensView,
};
use tanba_protocol::{
    Answer, FailureCode, KeyHome, PinFault, PinKind, PinPurpose, PinState, Warning,
};
use token_module::{Behaviour, TestToken, TokenFile};

use super::window::{Person, order};
use crate::world::World;

const SERIAL: &str = "0A1B2C";
const PIN: &str = "12345678";
const SO_PIN: &str = "87654321";
const NEW_PIN: &str = "Qaz25wsx";

/// A token in its slot, and a person before it.
fn with_token(world: &World, change: impl FnOnce(&mut TokenFile)) -> (TestToken, Person) {
    let token = TestToken::new(&world.path("module")).unwrap();
    let mut file = TokenFile::new(SERIAL);
    change(&mut file);
    token.put(&file).unwrap();
    token.insert(SERIAL).unwrap();
    let person = Person::with_module(world, &token.module());
    (token, person)
}

async fn tokens(person: &Person) -> TokensView {
    match person.call(Call::Tokens).await {
        Ok(Reply::Tokens(tokens)) => tokens,
        other => panic!("{other:?}"),
    }
}

fn new_key(name: &str) -> Call {
    Call::TokenKeyNew {
        serial: SERIAL.into(),
        algorithm: TokenAlgorithm::P256,
        label: "one".into(),
        name: Some(name.into()),
    }
}

/// A key with a certificate that it signs itself.
async fn key(person: &mut Person) -> TokenKeyView {
    let running = person.begin(7, new_key("ӘЛИЯ"));
    let prompt = person.pin_prompt().await;
    person.give(&prompt, PIN);
    match running.end().await {
        Ok(Reply::TokenKeyNew(key)) => key,
        other => panic!("{other:?}"),
    }
}

fn sign_with(key: &TokenKeyView, documents: &[PathBuf]) -> Call {
    let order = SignOrder {
        key: key.reference.clone(),
        ..order(None, documents)
    };
    Call::Sign { order }
}

fn documents(world: &World) -> Vec<PathBuf> {
    let names = ["1.txt", "2.txt", "3.txt"];
    names.map(|name| world.document(name, name)).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_appears_by_itself_and_its_keys_stand_among_the_others() {
    let world = World::new();
    let file = world.key();
    let (token, mut person) = with_token(&world, |_| {});
    token.remove().unwrap();
    let paths = vec![file.display().to_string()];
    person.call(Call::AddKeys { paths }).await.unwrap();
    assert!(tokens(&person).await.tokens.is_empty());
    person.heard.notices.lock().unwrap().clear();

    token.insert(SERIAL).unwrap();
    let is_told = |notice: &Notice| {
        matches!(
            notice,
            Notice::Changed {
                what: Changed::Tokens
            }
        )
    };
    person.hears(is_told).await;
    let seen = tokens(&person).await;
    assert_eq!(seen.tokens[0].serial, SERIAL);
    assert_eq!(seen.tokens[0].user_pin, PinState::Good);
    assert!(!seen.tokens[0].tried_on_hardware);

    let made = key(&mut person).await;
    assert!(made.reference.starts_with("token:0A1B2C/"));
    assert_eq!(made.state, KeyState::Valid);
    let Ok(Reply::Keys(keys)) = person.call(Call::Keys).await else {
        panic!("no keys")
    };
    assert_eq!(keys.len(), 2);
    let in_file = keys.iter().find(|key| key.file.is_some()).unwrap();
    assert!(in_file.warnings.contains(&Warning::KeyOnComputer));
    let on_token = keys.iter().find(|key| key.file.is_none()).unwrap();
    assert_eq!(on_token.reference, made.reference);
    assert!(matches!(&on_token.home, KeyLocation::Token { serial, .. } if serial == SERIAL));
    let person_named = on_token.group.person.as_ref().unwrap();
    assert_eq!(person_named.name.as_deref(), Some("ӘЛИЯ"));

    token.remove().unwrap();
    assert!(tokens(&person).await.tokens.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_pin_leads_back_to_the_prompt_and_tells_what_is_left() {
    let world = World::new();
    let (token, mut person) = with_token(&world, |token| {
        (token.tries, token.user_tries_left) = (3, 3);
    });
    let key = key(&mut person).await;
    let documents = documents(&world);
    let running = person.begin(1, sign_with(&key, &documents));
    let mut prompt = loop {
        if let Some(tanba_protocol::Prompt::Sign(sign)) = person.shown().await {
            break sign;
        }
    };
    let mut told = Vec::new();
    for pin in ["00000000", "11111111", PIN] {
        let KeyHome::Token { pin: state, .. } = &prompt.keys[0].home else {
            panic!("{prompt:?}")
        };
        told.push((*state, prompt.secret_was_wrong, prompt.tries_left));
        assert!(person.confirm(&prompt, pin));
        if pin != PIN {
            prompt = person.sign_prompt().await;
        }
    }
    assert_eq!(
        told,
        [
            (PinState::Good, false, None),
            (PinState::CountLow, true, None),
            (PinState::FinalTry, true, Some(1)),
        ]
    );
    let signed = running.signed().await;
    assert!(signed.iter().all(|one| one.failure.is_none()), "{signed:?}");
    assert_eq!(token.read(SERIAL).unwrap().user_tries_left, 3);

    token
        .change(SERIAL, |token| token.user_tries_left = 0)
        .unwrap();
    let another = [world.document("4.txt", "4")];
    let failure = person.call(sign_with(&key, &another)).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::PinLocked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_swapped_behind_the_prompt_gets_no_pin() {
    let world = World::new();
    let (token, mut person) = with_token(&world, |_| {});
    let key = key(&mut person).await;
    token.put(&TokenFile::new("0FFFFF")).unwrap();
    let running = person.begin(1, sign_with(&key, &documents(&world)));
    let prompt = loop {
        if let Some(tanba_protocol::Prompt::Sign(sign)) = person.shown().await {
            break sign;
        }
    };
    token.insert("0FFFFF").unwrap();
    assert!(person.confirm(&prompt, "00000000"));
    let failure = running.end().await.unwrap_err();
    assert_eq!(failure.code, FailureCode::TokenChanged, "{failure}");
    assert_eq!(token.read("0FFFFF").unwrap().user_tries_left, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_pulled_out_token_left_is_taken_up_when_it_is_back() {
    let world = World::new();
    let (token, mut person) = with_token(&world, |_| {});
    let key = key(&mut person).await;
    let documents = documents(&world);
    let running = person.begin(1, sign_with(&key, &documents));
    let prompt = loop {
        if let Some(tanba_protocol::Prompt::Sign(sign)) = person.shown().await {
            break sign;
        }
    };
    let pulled = Behaviour::RemoveDuring("C_Sign".into());
    token.behave(&[pulled]).unwrap();
    assert!(person.confirm(&prompt, PIN));
    for one in running.signed().await {
        let code = one.failure.unwrap().code;
        let is_gone = matches!(code, FailureCode::TokenRemoved | FailureCode::TokenNotFound);
        assert!(is_gone, "{code}");
    }
    token.behave(&[]).unwrap();
    token.insert(SERIAL).unwrap();
    let Ok(Reply::Unfinished(unfinished)) = person.call(Call::Unfinished).await else {
        panic!("no list")
    };
    assert_eq!(unfinished[0].rest.documents.len(), documents.len());
    let order = unfinished[0].rest.clone();
    assert_eq!(order.key, key.reference);
    let running = person.begin(2, Call::Sign { order });
    let prompt = loop {
        if let Some(tanba_protocol::Prompt::Sign(sign)) = person.shown().await {
            break sign;
        }
    };
    assert!(person.confirm(&prompt, PIN));
    let signed = running.signed().await;
    assert!(signed.iter().all(|one| one.failure.is_none()), "{signed:?}");
    let Ok(Reply::Unfinished(unfinished)) = person.call(Call::Unfinished).await else {
        panic!("no list")
    };
    assert!(unfinished.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_factory_pin_is_offered_to_be_changed_each_time() {
    let world = World::new();
    let (token, mut person) = with_token(&world, |token| {
        token.manufacturer = "Gamma Technologies".into();
        token.model = "KAZTOKEN".into();
    });
    // The first time it is left as it is.
    for keeps in [true, false] {
        let running = person.begin(1, new_key("ӘЛИЯ"));
        let open = person.pin_prompt().await;
        assert_eq!(open.purpose, PinPurpose::Open);
        person.give(&open, PIN);
        let offer = person.pin_prompt().await;
        assert!(offer.factory_pin_in_use && offer.purpose == PinPurpose::New);
        assert!(offer.rule.strict && offer.rule.min == 8);
        if keeps {
            assert!(person.desk.answer(offer.id, Answer::Cancel));
        } else {
            person.give(&offer, "qwert123");
            let again = person.pin_prompt().await;
            assert_eq!(again.reason, Some(PinFault::Run));
            person.give(&again, NEW_PIN);
        }
        running.end().await.unwrap();
    }
    let is_new = |token: TokenFile| token.user_pin.as_deref() == Some(NEW_PIN);
    assert!(is_new(token.read(SERIAL).unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn pins_are_changed_and_set_anew_and_a_token_is_formatted() {
    let world = World::new();
    let (token, mut person) = with_token(&world, |_| {});
    let made = key(&mut person).await;
    let serial = || SERIAL.to_owned();
    let kind = PinKind::User;
    let change = Call::TokenChangePin {
        serial: serial(),
        kind,
    };
    let running = person.begin(1, change);
    for (pin, purpose) in [
        ("00000000", PinPurpose::Open),
        (NEW_PIN, PinPurpose::New),
        // The old one was wrong, the new one is kept.
        (PIN, PinPurpose::Open),
    ] {
        let prompt = person.pin_prompt().await;
        assert_eq!((prompt.kind, prompt.purpose), (kind, purpose));
        person.give(&prompt, pin);
    }
    running.end().await.unwrap();
    assert_eq!(
        token.read(SERIAL).unwrap().user_pin.as_deref(),
        Some(NEW_PIN)
    );

    token
        .change(SERIAL, |token| token.user_tries_left = 0)
        .unwrap();
    let running = person.begin(1, Call::TokenUnblock { serial: serial() });
    for (pin, kind) in [(SO_PIN, PinKind::So), (PIN, PinKind::User)] {
        let prompt = person.pin_prompt().await;
        assert_eq!(prompt.kind, kind);
        person.give(&prompt, pin);
    }
    running.end().await.unwrap();
    assert_eq!(tokens(&person).await.tokens[0].user_pin, PinState::Good);

    let format = |confirmation: &str| Call::TokenInit {
        serial: serial(),
        label: "Жаңа".into(),
        confirmation: confirmation.into(),
    };
    let failure = person.call(format("")).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::TokenConfirmationWrong);
    let running = person.begin(1, format("Test token"));
    for pin in [SO_PIN, PIN] {
        let prompt = person.pin_prompt().await;
        person.give(&prompt, pin);
    }
    let Ok(Reply::TokenInit(now)) = running.end().await else {
        panic!("not formatted")
    };
    assert_eq!(
        (now.tokens[0].label.as_str(), now.tokens[0].keys.len()),
        ("Жаңа", 0)
    );
    let delete = Call::TokenDelete {
        serial: serial(),
        key_id: made.key_id,
        what: TokenObject::Key,
        confirmation: "Жаңа".into(),
    };
    let running = person.begin(1, delete);
    let prompt = person.pin_prompt().await;
    person.give(&prompt, PIN);
    let failure = running.end().await.unwrap_err();
    assert_eq!(failure.code, FailureCode::TokenKeyMissing);
}
