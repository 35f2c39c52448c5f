//! Settings, keys and anchors.

use tanba_protocol::RevocationReason;
use tanba_store::{Error, Setting, StoredAuthority, names};
use time::Duration;
use time::macros::datetime;

use crate::{NOW, World, tamper};

#[tokio::test]
async fn settings_keep_their_values() {
    let world = World::new();
    let store = world.open().await;
    let settings = store.settings();
    assert_eq!(settings.value(&names::TSA).await.unwrap(), None);
    settings
        .set(&names::TSA, &"http://a.kz/".to_owned())
        .await
        .unwrap();
    settings
        .set(&names::TSA, &"http://tsp.pki.gov.kz/".to_owned())
        .await
        .unwrap();
    settings
        .set(&names::KEY_FOLDERS, &vec!["/a".to_owned(), "/ә".to_owned()])
        .await
        .unwrap();
    assert_eq!(
        settings.value(&names::TSA).await.unwrap().unwrap(),
        "http://tsp.pki.gov.kz/"
    );
    assert_eq!(
        settings.value(&names::KEY_FOLDERS).await.unwrap().unwrap(),
        ["/a", "/ә"]
    );
    settings.clear(&names::TSA).await.unwrap();
    assert_eq!(settings.value(&names::TSA).await.unwrap(), None);
}

#[tokio::test]
async fn a_damaged_setting_is_named() {
    let world = World::new();
    let store = world.open().await;
    tamper(
        &world.path(),
        "INSERT INTO settings VALUES ('tsa', '{'), ('count', '\"x\"')",
    )
    .await;
    let error = store.settings().value(&names::TSA).await.unwrap_err();
    assert!(
        matches!(&error, Error::SettingDamaged { name, .. } if name == "tsa"),
        "{error:?}"
    );
    let count: Setting<u32> = Setting::new("count");
    let error = store.settings().value(&count).await.unwrap_err();
    assert!(matches!(error, Error::SettingDamaged { .. }), "{error:?}");
}

#[tokio::test]
async fn keys_are_known_by_identifier_and_by_file() {
    let world = World::new();
    let store = world.open().await;
    let keys = store.keys();
    keys.remember("01", "/a.p12", Some("aa"), b"certificate", NOW)
        .await
        .unwrap();
    let revoked = Some((
        datetime!(2026-11-01 0:00 UTC),
        RevocationReason::KeyCompromise,
    ));
    keys.mark_revoked("01", revoked).await.unwrap();
    keys.mark_revoked("no such key", revoked).await.unwrap();
    let later = NOW + Duration::DAY;
    keys.remember("01", "/b.p12", Some("bb"), b"certificate", later)
        .await
        .unwrap();
    keys.remember("02", "/c.p12", None, b"certificate", NOW)
        .await
        .unwrap();

    let key = keys.by_identifier("01").await.unwrap().unwrap();
    assert_eq!((key.first_seen_at, key.last_seen_at), (NOW, later));
    assert_eq!((key.location.as_str(), key.revoked), ("/b.p12", revoked));
    assert_eq!(keys.by_file("bb").await.unwrap().unwrap(), key);
    assert_eq!(keys.by_file("aa").await.unwrap(), None);
    let all = keys.all().await.unwrap();
    assert_eq!(
        all.iter()
            .map(|key| key.identifier.as_str())
            .collect::<Vec<_>>(),
        ["01", "02"]
    );

    keys.mark_revoked("01", None).await.unwrap();
    assert_eq!(
        keys.by_identifier("01").await.unwrap().unwrap().revoked,
        None
    );
}

#[tokio::test]
async fn anchors_belong_to_environments_that_were_added() {
    let world = World::new();
    let store = world.open().await;
    let anchors = store.anchors();
    let error = anchors.add("mine", b"certificate", NOW).await.unwrap_err();
    assert!(matches!(error, Error::EnvironmentUnknown(_)), "{error:?}");
    anchors.add_environment("mine", NOW).await.unwrap();
    anchors.add_environment("mine", NOW).await.unwrap();
    anchors.add("mine", b"certificate", NOW).await.unwrap();
    anchors.add("mine", b"certificate", NOW).await.unwrap();
    let of = anchors.of("mine").await.unwrap();
    assert_eq!(
        (of.len(), of[0].certificate_der.as_slice()),
        (1, &b"certificate"[..])
    );
    assert_eq!(anchors.environments().await.unwrap(), ["mine"]);
    assert!(anchors.remove("mine", &of[0].sha256).await.unwrap());
    assert!(!anchors.remove("mine", &of[0].sha256).await.unwrap());

    anchors.add("mine", b"certificate", NOW).await.unwrap();
    anchors.remove_environment("mine").await.unwrap();
    assert!(matches!(
        anchors.of("mine").await,
        Err(Error::EnvironmentUnknown(_))
    ));
    assert!(matches!(
        anchors.remove_environment("mine").await,
        Err(Error::EnvironmentUnknown(_))
    ));
}

#[tokio::test]
async fn an_authority_goes_with_its_environment() {
    let world = World::new();
    let store = world.open().await;
    let authorities = store.authorities();
    assert_eq!(authorities.of("practice").await.unwrap(), None);
    let first = StoredAuthority {
        url: "http://127.0.0.1:1".to_owned(),
        name: "ТӘЖІРИБЕ".to_owned(),
        fingerprint: "aa".to_owned(),
        tsa_url: "http://127.0.0.1:1/tsa".to_owned(),
        intermediates: vec![b"below".to_vec()],
    };
    let roots = [b"root".to_vec()];
    authorities
        .set("practice", &first, &roots, NOW)
        .await
        .unwrap();
    assert_eq!(authorities.of("practice").await.unwrap(), Some(first));

    let second = StoredAuthority {
        url: "http://127.0.0.1:2".to_owned(),
        fingerprint: "bb".to_owned(),
        intermediates: Vec::new(),
        ..authorities.of("practice").await.unwrap().unwrap()
    };
    let roots = [b"another root".to_vec()];
    authorities
        .set("practice", &second, &roots, NOW)
        .await
        .unwrap();
    let known = authorities.of("practice").await.unwrap();
    assert_eq!(known, Some(second));
    let trusted = store.anchors().of("practice").await.unwrap();
    assert_eq!(trusted.len(), 1);
    assert_eq!(trusted[0].certificate_der, b"another root");

    store
        .anchors()
        .remove_environment("practice")
        .await
        .unwrap();
    assert_eq!(authorities.of("practice").await.unwrap(), None);
}
