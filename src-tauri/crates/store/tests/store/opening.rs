//! Making, protecting and replacing the file.

use std::sync::Arc;

use tanba_store::{Error, HistoryFault, Keyring, NoKeyring, Store};

use crate::{NOW, World, entry, tamper};

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;

    let (world, _store) = World::with_entries(1).await;
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let path = world.path();
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let mut seen = 0;
    for file in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
        seen += 1;
    }
    assert!(seen >= 3, "the database, its log and its lock");
}

#[tokio::test]
async fn what_was_written_is_there_after_opening_again() {
    let (world, store) = World::with_entries(2).await;
    store.close().await;
    assert_eq!(
        world.open().await.history().latest(10).await.unwrap().len(),
        2
    );
}

#[tokio::test]
async fn what_is_no_database_is_left_as_it_is() {
    let world = World::new();
    std::fs::create_dir_all(world.path().parent().unwrap()).unwrap();
    let nonsense = b"not a database, but somebody's only copy of something".repeat(99);
    std::fs::write(world.path(), &nonsense).unwrap();
    let error = Store::open(&world.path(), Arc::new(NoKeyring))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Damaged(_)), "{error:?}");
    assert_eq!(std::fs::read(world.path()).unwrap(), nonsense);
}

#[tokio::test]
async fn a_damaged_database_is_put_aside_and_the_history_admits_it() {
    let (world, store) = World::with_entries(3).await;
    store.close().await;
    let mut bytes = std::fs::read(world.path()).unwrap();
    for byte in bytes.iter_mut().skip(4_096) {
        *byte ^= 0x5a;
    }
    std::fs::write(world.path(), &bytes).unwrap();

    let mut asides = Vec::new();
    for _ in 0..2 {
        let keyring: Arc<dyn Keyring> = Arc::clone(&world.keyring) as _;
        let (store, aside) = Store::open_or_replace(&world.path(), keyring, NOW)
            .await
            .unwrap();
        let aside = aside.unwrap();
        assert_eq!(std::fs::read(&aside).unwrap(), bytes);
        asides.push(aside);
        let report = store.history().check().await.unwrap();
        assert_eq!(report.faults, [HistoryFault::CutOff { count: 3 }]);
        store.close().await;
        std::fs::write(world.path(), &bytes).unwrap();
    }
    assert_ne!(
        asides[0], asides[1],
        "the second must not take the place of the first"
    );
}

#[tokio::test]
async fn a_sound_database_is_not_replaced() {
    let (world, store) = World::with_entries(1).await;
    store.close().await;
    let (store, aside) = Store::open_or_replace(&world.path(), Arc::new(NoKeyring), NOW)
        .await
        .unwrap();
    assert!(aside.is_none());
    assert_eq!(store.history().latest(10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_newer_database_is_not_touched() {
    let (world, store) = World::with_entries(1).await;
    store.close().await;
    tamper(
        &world.path(),
        "INSERT INTO _sqlx_migrations \
         (version, description, success, checksum, execution_time) VALUES (9999, 'x', 1, x'00', 0)",
    )
    .await;
    let error = Store::open_or_replace(&world.path(), Arc::new(NoKeyring), NOW)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Newer), "{error:?}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_said() {
    let world = World::new();
    std::fs::write(world.folder.path().join("data"), b"").unwrap();
    let error = Store::open(&world.path(), Arc::new(NoKeyring))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Io(_)), "{error:?}");
}

#[tokio::test]
async fn an_entry_that_is_refused_leaves_the_chain_whole() {
    let (world, store) = World::with_entries(1).await;
    tamper(
        &world.path(),
        "CREATE TRIGGER full BEFORE INSERT ON history BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    .await;
    assert!(store.history().append(&entry("a.pdf")).await.is_err());
    assert_eq!(store.history().check().await.unwrap().entries, 1);
}

#[tokio::test]
async fn a_program_that_is_stuck_while_opening_does_not_hold_up_others() {
    let (world, store) = World::with_entries(0).await;
    store.close().await;
    let mut lock = world.path().into_os_string();
    lock.push(".lock");
    let stuck = std::fs::File::open(lock).unwrap();
    stuck.lock().unwrap();
    tokio::time::pause();
    let error = Store::open(&world.path(), Arc::new(NoKeyring))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Locked), "{error:?}");
}
