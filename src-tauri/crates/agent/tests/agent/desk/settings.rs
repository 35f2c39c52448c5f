use tanba_agent::TrustedRoot;
use tanba_agent::desk::{AppState, Call, Changed, Intent, Notice, Reply};
use tanba_protocol::FailureCode;

use super::window::Person;
use crate::world::{Authority, World};

async fn state(person: &Person) -> AppState {
    match person.call(Call::State).await {
        Ok(Reply::State(state)) => state,
        other => panic!("{other:?}"),
    }
}

fn set(name: &str, value: Option<&str>) -> Call {
    Call::SetSetting {
        name: name.to_owned(),
        value: value.map(str::to_owned),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_hold_over_a_restart_and_unsuitable_ones_are_refused() {
    let world = World::new();
    let person = Person::at(&world);
    assert!(!state(&person).await.started);
    for (name, value) in [
        ("language", "kk"),
        ("theme", "contrast"),
        ("started", "true"),
        ("tsa", "http://tsa.test/"),
        ("proxy", ""),
    ] {
        person.call(set(name, Some(value))).await.unwrap();
    }
    for (name, value) in [
        ("theme", "pink"),
        ("started", "yes"),
        ("tsa", "ftp://x"),
        ("environment", "none"),
        ("key-folders", "x"),
    ] {
        let failure = person.call(set(name, Some(value))).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::SettingUnsuitable, "{name}");
    }
    let again = Person::at(&world);
    let state = state(&again).await;
    assert!(state.started);
    assert_eq!(state.theme.as_deref(), Some("contrast"));
    assert_eq!(state.proxy.as_deref(), Some(""));
    // What concerns a window alone is none of the settings that a terminal lists.
    let listed = world.agent.settings().await.unwrap();
    assert!(listed.iter().all(|(name, _)| *name != "theme"));
    assert!(
        world
            .agent
            .set_setting("theme", Some("dark"))
            .await
            .is_err()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_that_goes_is_no_longer_the_one_that_is_set() {
    let world = World::new();
    let person = Person::at(&world);
    let name = || "bank".to_owned();
    let file = Authority::new().file(&world).display().to_string();
    let add = Call::AddEnvironment {
        name: name(),
        files: vec![file],
    };
    let Ok(Reply::AddEnvironment(known)) = person.call(add).await else {
        panic!("not added")
    };
    let own: Vec<_> = known.iter().filter(|one| one.own).collect();
    assert_eq!((own.len(), own[0].anchors), (1, 1));
    person.call(set("environment", Some("bank"))).await.unwrap();
    assert_eq!(state(&person).await.environment, "bank");
    let remove = Call::RemoveEnvironment { name: name() };
    person.call(remove).await.unwrap();
    assert_eq!(state(&person).await.environment, "production");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_from_outside_wait_until_the_window_can_hear() {
    let world = World::new();
    let person = Person::at(&world);
    let opened = |person: &Person| {
        let notices = person.heard.notices.lock().unwrap();
        let is_opened = |notice: &&Notice| matches!(notice, Notice::Opened { .. });
        notices.iter().filter(is_opened).count()
    };
    person.desk.open_files(vec![world.path("a")], Intent::Sign);
    assert_eq!(opened(&person), 0);
    state(&person).await;
    assert_eq!(opened(&person), 1);
    person
        .desk
        .open_files(vec![world.path("b")], Intent::Verify);
    assert_eq!(opened(&person), 2);
}

async fn roots(person: &Person) -> Vec<TrustedRoot> {
    match person.call(Call::AuthorityRoots).await {
        Ok(Reply::AuthorityRoots(roots)) => roots,
        other => panic!("{other:?}"),
    }
}

/// Has the authority at an address trusted by a root in a file; the fingerprint that was shown.
async fn trust(person: &Person, authority: &str, path: String) -> String {
    let shown = match person
        .call(Call::AuthorityRoot { path: path.clone() })
        .await
    {
        Ok(Reply::AuthorityRoot(root)) => root.fingerprint,
        other => panic!("{other:?}"),
    };
    let call = Call::TrustAuthorityRoot {
        authority: authority.to_owned(),
        path,
        fingerprint: shown.clone(),
    };
    person.call(call).await.unwrap();
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roots_of_authorities_are_listed_replaced_and_forgotten() {
    let world = World::new();
    let person = Person::at(&world);
    assert_eq!(roots(&person).await, []);
    let of = |root: &TrustedRoot| {
        let fingerprint = root.root.as_ref().map(|root| root.fingerprint.clone());
        (root.authority.clone(), fingerprint)
    };
    let [first, second] = [(), ()].map(|()| Authority::new());
    let file = |authority: &Authority| authority.file(&world).display().to_string();
    let (one, other) = ("https://one.test", "https://other.test");
    let before = trust(&person, "https://ONE.test/", file(&first)).await;
    assert!(person.heard_of(Changed::Settings));
    let kept = trust(&person, other, file(&first)).await;
    // Another in its place stands where it stood.
    let after = trust(&person, one, file(&second)).await;
    assert_ne!(before, after);
    let listed: Vec<_> = roots(&person).await.iter().map(of).collect();
    let of_other = (Some(other.to_owned()), Some(kept));
    assert_eq!(
        listed,
        [(Some(one.to_owned()), Some(after)), of_other.clone()]
    );

    // One for all, in a file that is gone.
    let all = file(&second);
    person
        .call(set("authority-root", Some(&all)))
        .await
        .unwrap();
    std::fs::remove_file(&all).unwrap();
    let listed = roots(&person).await;
    assert_eq!(of(&listed[2]), (None, None));
    assert_eq!(listed[2].file.as_ref(), Some(&all));

    for authority in [Some(format!("{one}/")), None] {
        let forget = Call::ForgetAuthorityRoot { authority };
        person.call(forget).await.unwrap();
    }
    let listed: Vec<_> = roots(&person).await.iter().map(of).collect();
    assert_eq!(listed, [of_other]);
}
