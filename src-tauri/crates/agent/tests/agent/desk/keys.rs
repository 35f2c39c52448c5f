use std::fs;
use std::path::Path;
use std::sync::Arc;

use tanba_agent::NoKeyring;
use tanba_agent::desk::{Call, Changed, KeyState, KeyView, Need, PlaceSource, Reply};
use tanba_keystore::Signer;
use tanba_protocol::{FailureCode, RevocationReason, Warning};
use tanba_store::Store;
use time::Duration;

use super::window::{Person, sign};
use crate::world::{Authority, NOW, PASSWORD, World, new_key};

fn keys(reply: Reply) -> Vec<KeyView> {
    match reply {
        Reply::Keys(keys)
        | Reply::AddKeys(keys)
        | Reply::ForgetKeys(keys)
        | Reply::UseKeyPlaces(keys) => keys,
        other => panic!("{other:?}"),
    }
}

fn add(path: &Path) -> Call {
    Call::AddKeys {
        paths: vec![path.display().to_string()],
    }
}

async fn signs(person: &mut Person, key: &Path, document: &Path) {
    let mut order = super::window::order(Some(key), &[document.to_owned()]);
    order.allow_expired = true;
    let running = person.begin(1, Call::Sign { order });
    let prompt = person.sign_prompt().await;
    assert!(person.confirm(&prompt, PASSWORD));
    assert!(person.shown().await.is_none());
    assert!(running.signed().await[0].failure.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_added_known_once_used_and_forgotten() {
    let world = World::new();
    let day = Duration::days(1);
    let good = world.key();
    let ending = world.key_between(NOW - day * 50, NOW + day * 10 + day / 2);
    let ended = world.key_between(NOW - day * 50, NOW - day / 2);
    let mut person = Person::at(&world);
    assert!(keys(person.call(Call::Keys).await.unwrap()).is_empty());
    let Ok(Reply::Home(home)) = person.call(Call::Home).await else {
        panic!("no home")
    };
    assert!(matches!(home.needs[..], [Need::NoKey]) && home.name.is_none());

    for key in [&good, &ending, &ended] {
        person.call(add(key)).await.unwrap();
    }
    assert!(person.heard_of(Changed::Keys));
    let known = keys(person.call(Call::Keys).await.unwrap());
    assert!(known.iter().all(|key| key.state == KeyState::Unopened));
    assert!(known.iter().all(|key| key.days_left.is_none()));

    for (name, key) in [("1", &ended), ("2", &ending), ("3", &good)] {
        signs(&mut person, key, &world.document(name, name)).await;
    }
    let known = keys(person.call(Call::Keys).await.unwrap());
    let states: Vec<_> = known.iter().map(|key| (key.state, key.days_left)).collect();
    assert_eq!(states.len(), 3);
    for state in [
        (KeyState::Valid, Some(100)),
        (KeyState::Expiring, Some(10)),
        (KeyState::Expired, Some(-1)),
    ] {
        assert!(states.contains(&state), "{states:?}");
    }
    let valid = known
        .iter()
        .find(|key| key.state == KeyState::Valid)
        .unwrap();
    assert_eq!(valid.used, Some(0.5));
    assert_eq!(
        valid
            .certificate
            .as_ref()
            .unwrap()
            .signer
            .common_name
            .as_deref(),
        Some("ТЕСТОВ ТЕСТ")
    );

    // One holder with a good key needs nothing; without it the most pressing comes first.
    let Ok(Reply::Home(home)) = person.call(Call::Home).await else {
        panic!("no home")
    };
    assert!(home.needs.is_empty(), "{:?}", home.needs);
    assert_eq!(home.name.as_deref(), Some("ТЕСТОВ ТЕСТ"));
    assert_eq!(home.recent.len(), 3);
    let forget = Call::ForgetKeys {
        path: good.display().to_string(),
    };
    assert_eq!(keys(person.call(forget).await.unwrap()).len(), 2);
    assert!(good.is_file());
    let Ok(Reply::Home(home)) = person.call(Call::Home).await else {
        panic!("no home")
    };
    assert!(
        matches!(
            home.needs[..],
            [Need::KeyExpired { .. }, Need::KeyExpires { days: 10, .. }]
        ),
        "{:?}",
        home.needs
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_keys_is_added_and_a_key_that_is_gone_is_said() {
    let world = World::new();
    let person = Person::at(&world);
    let letter = world.document("letter.txt", "no key");
    let failure = person.call(add(&letter)).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::KeyFileDamaged);
    let empty = world.path("empty");
    fs::create_dir(&empty).unwrap();
    let failure = person.call(add(&empty)).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::KeyNotFound);
    assert!(keys(person.call(Call::Keys).await.unwrap()).is_empty());

    let deep = world.path("stick/keys");
    fs::create_dir_all(&deep).unwrap();
    let key = deep.join("mine.p12");
    fs::rename(world.key(), &key).unwrap();
    person.call(add(&world.path("stick"))).await.unwrap();
    let found = keys(person.call(add(&key)).await.unwrap());
    assert_eq!(found.len(), 1, "one file, found twice");
    fs::remove_dir_all(world.path("stick")).unwrap();
    let found = keys(person.call(Call::Keys).await.unwrap());
    assert_eq!(found[0].state, KeyState::Damaged);
    assert_eq!(
        found[0].failure.as_ref().unwrap().code,
        FailureCode::KeyNotFound
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn usual_places_and_those_of_ncalayer_are_looked_at_with_consent_alone() {
    let world = World::new();
    let person = Person::at(&world);
    for (folder, settings) in [("Documents", None), ("elsewhere", Some(()))] {
        let folder = world.path(folder);
        fs::create_dir(&folder).unwrap();
        let key = folder.join("key.p12");
        fs::rename(world.key(), &key).unwrap();
        if settings.is_some() {
            let nca = world.path(".config/NCALayer");
            fs::create_dir_all(&nca).unwrap();
            let text = format!(r#"{{"recentPath":"{}"}}"#, key.display());
            fs::write(nca.join("settings.json"), text).unwrap();
        }
    }
    let Ok(Reply::KeyPlaces(places)) = person.call(Call::KeyPlaces).await else {
        panic!("no places")
    };
    let counted: Vec<_> = places.iter().map(|it| (it.source, it.count)).collect();
    assert!(counted.contains(&(PlaceSource::NcaLayer, 1)), "{counted:?}");
    assert!(counted.contains(&(PlaceSource::Usual, 1)), "{counted:?}");
    assert!(keys(person.call(Call::Keys).await.unwrap()).is_empty());
    let on = |on| Call::UseKeyPlaces { on };
    assert_eq!(keys(person.call(on(true)).await.unwrap()).len(), 2);
    let Ok(Reply::State(state)) = person.call(Call::State).await else {
        panic!("no state")
    };
    assert!(state.key_places);
    assert!(keys(person.call(on(false)).await.unwrap()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_and_revoked_keys_are_marked() {
    let world = World::new();
    let authority = Authority::named("ТӘЖІРИБЕ / PRACTICE");
    let key = new_key();
    let certificate = authority.issue(&key);
    let file = world.saved(&key, &certificate);
    let database = world.path("data/tanba.db");
    let store = Store::open(&database, Arc::new(NoKeyring)).await.unwrap();

    let mut person = Person::at(&world);
    person.call(add(&file)).await.unwrap();
    signs(&mut person, &file, &world.document("1", "1")).await;
    let known = keys(person.call(Call::Keys).await.unwrap());
    assert!(known[0].practice && known[0].state == KeyState::Valid);
    let on_computer = [Warning::PracticeKey, Warning::KeyOnComputer];
    assert_eq!(known[0].warnings, on_computer);
    // Told before the password is asked.
    let running = person.begin(1, sign(&file, &[world.document("2", "2")]));
    let prompt = person.sign_prompt().await;
    assert_eq!(prompt.keys[0].warnings, [Warning::PracticeKey]);
    person.desk.cancel_all();
    running.end().await.unwrap_err();

    let identifier = key.key_identifier().to_string();
    let revoked = Some((NOW, RevocationReason::KeyCompromise));
    store
        .keys()
        .mark_revoked(&identifier, revoked)
        .await
        .unwrap();
    let known = keys(person.call(Call::Keys).await.unwrap());
    assert_eq!(known[0].state, KeyState::Revoked);
    let Ok(Reply::Home(home)) = person.call(Call::Home).await else {
        panic!("no home")
    };
    assert!(matches!(home.needs[..], [Need::KeyRevoked { .. }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_and_a_key_backed_up() {
    let world = World::new();
    let key = world.key();
    let mut person = Person::at(&world);
    let file = key.display().to_string();
    let running = person.begin(1, Call::ChangePassword { file: file.clone() });
    for secret in ["wrong", PASSWORD, "Another12"] {
        let prompt = person
            .shown()
            .await
            .or_else(|| person.desk.waiting_prompt());
        let prompt = match prompt {
            Some(prompt) => prompt,
            None => person.shown().await.unwrap(),
        };
        let answer = tanba_protocol::Answer::Confirm {
            key: None,
            secret: secret.into(),
        };
        assert!(person.desk.answer(prompt.id(), answer));
    }
    assert!(matches!(running.end().await, Ok(Reply::ChangePassword(()))));
    let folder = world.path("backup");
    fs::create_dir(&folder).unwrap();
    let back_up = Call::BackUpKey {
        file,
        folder: folder.display().to_string(),
    };
    let Ok(Reply::BackUpKey(copy)) = person.call(back_up.clone()).await else {
        panic!("no copy")
    };
    assert_eq!(fs::read(copy).unwrap(), fs::read(&key).unwrap());
    let failure = person.call(back_up).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::OutputExists);
}
