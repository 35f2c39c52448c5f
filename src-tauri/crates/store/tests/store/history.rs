//! Every way to change the past shows, as far as it can.

use std::sync::Arc;
use std::time::Duration;

use tanba_store::{
    HistoryFault, HistoryReport, Keyring, KeyringError, KeyringState, NoKeyring, Store,
};

use crate::{World, entry, tamper};

async fn check(store: &Store) -> HistoryReport {
    store.history().check().await.unwrap()
}

#[tokio::test]
async fn an_untouched_history_is_whole() {
    let (_world, store) = World::with_entries(3).await;
    let report = check(&store).await;
    assert!(report.is_whole());
    assert_eq!((report.entries, report.keyring), (3, KeyringState::Agrees));
    let latest = store.history().latest(2).await.unwrap();
    assert_eq!(
        latest
            .iter()
            .map(|entry| entry.sequence)
            .collect::<Vec<_>>(),
        [3, 2]
    );
    assert_eq!(latest[0].content, entry("3.pdf"));
    assert_eq!(latest[0].previous_hash, latest[1].hash);
}

#[tokio::test]
async fn an_empty_history_is_whole() {
    let world = World::new();
    let report = check(&world.open().await).await;
    assert_eq!(
        (report.is_whole(), report.entries, report.keyring),
        (true, 0, KeyringState::Empty)
    );
}

#[tokio::test]
async fn every_altered_field_shows() {
    for change in [
        "at = at + 1",
        "kind = 'verified'",
        "kind = 'nonsense'",
        "document_name = 'other.pdf'",
        "digest_algorithm = 'SHA-1'",
        "digest = 'cd'",
        "signer = NULL",
        "signer = 'CN=x'",
        "key_identifier = ''",
        "output = 'x'",
        "level = 'T'",
        "result = ''",
        "previous_hash = ''",
        "document_name = x'ff'",
    ] {
        let (world, store) = World::with_entries(3).await;
        let sql = format!("UPDATE history SET {change} WHERE sequence = 2");
        tamper(&world.path(), String::leak(sql)).await;
        let faults = check(&store).await.faults;
        assert_eq!(faults, [HistoryFault::Altered { sequence: 2 }], "{change}");
    }
}

#[tokio::test]
async fn an_entry_with_a_new_hash_no_longer_fits_the_next() {
    let (world, store) = World::with_entries(3).await;
    tamper(
        &world.path(),
        "UPDATE history SET hash = 'ff' WHERE sequence = 1",
    )
    .await;
    let faults = check(&store).await.faults;
    assert_eq!(faults[0], HistoryFault::Altered { sequence: 1 });
    assert_eq!(faults[1], HistoryFault::Altered { sequence: 2 });
}

#[tokio::test]
async fn removed_entries_show() {
    let (world, store) = World::with_entries(5).await;
    tamper(
        &world.path(),
        "DELETE FROM history WHERE sequence IN (1, 3, 4)",
    )
    .await;
    let report = check(&store).await;
    assert_eq!(
        report.faults,
        [
            HistoryFault::Removed {
                sequence: 2,
                count: 1
            },
            HistoryFault::Removed {
                sequence: 5,
                count: 2
            },
        ]
    );
    assert_eq!(report.entries, 2);
}

#[tokio::test]
async fn removed_and_renumbered_entries_show() {
    let (world, store) = World::with_entries(4).await;
    tamper(
        &world.path(),
        "DELETE FROM history WHERE sequence = 2; \
         UPDATE history SET sequence = 2 WHERE sequence = 3; \
         UPDATE history SET sequence = 3 WHERE sequence = 4;",
    )
    .await;
    let report = check(&store).await;
    assert!(
        report
            .faults
            .contains(&HistoryFault::Altered { sequence: 2 }),
        "{report:?}"
    );
    assert!(
        report.faults.contains(&HistoryFault::CutOff { count: 1 }),
        "{report:?}"
    );
}

#[tokio::test]
async fn a_cut_off_end_shows_with_a_keyring_and_is_admitted_without() {
    let (world, store) = World::with_entries(4).await;
    tamper(&world.path(), "DELETE FROM history WHERE sequence > 2").await;
    let report = check(&store).await;
    assert_eq!(report.faults, [HistoryFault::CutOff { count: 2 }]);
    assert_eq!(report.keyring, KeyringState::Disagrees);

    let blind = Store::open(&world.path(), Arc::new(NoKeyring))
        .await
        .unwrap();
    let report = check(&blind).await;
    assert!(report.is_whole());
    assert_eq!(
        report.keyring,
        KeyringState::Absent {
            reason: "no keyring".to_owned()
        }
    );
}

#[tokio::test]
async fn going_on_after_a_cut_does_not_hide_it() {
    let (world, store) = World::with_entries(4).await;
    tamper(&world.path(), "DELETE FROM history WHERE sequence > 2").await;
    for name in ["new-3.pdf", "new-4.pdf", "new-5.pdf"] {
        let appended = store.history().append(&entry(name)).await.unwrap();
        assert!(appended.keyring.is_err());
    }
    let report = check(&store).await;
    assert_eq!(
        (report.faults, report.entries),
        (vec![HistoryFault::Replaced], 5)
    );

    store.history().accept().await.unwrap().unwrap();
    let report = check(&store).await;
    assert_eq!(
        (report.is_whole(), report.keyring),
        (true, KeyringState::Agrees)
    );
}

#[tokio::test]
async fn a_history_written_anew_shows() {
    let (world, store) = World::with_entries(3).await;
    store.close().await;
    std::fs::remove_file(world.path()).unwrap();
    let store = world.open().await;
    for name in ["a.pdf", "b.pdf", "c.pdf"] {
        store.history().append(&entry(name)).await.unwrap();
    }
    assert_eq!(check(&store).await.faults, [HistoryFault::Replaced]);
}

#[tokio::test]
async fn a_keyring_that_was_away_is_behind_and_catches_up() {
    let (world, store) = World::with_entries(2).await;
    world.keyring.set_away(true);
    let appended = store.history().append(&entry("3.pdf")).await.unwrap();
    assert_eq!(appended.keyring, Err(KeyringError("away".to_owned())));
    assert!(matches!(
        check(&store).await.keyring,
        KeyringState::Absent { .. }
    ));
    world.keyring.set_away(false);
    assert_eq!(
        check(&store).await.keyring,
        KeyringState::Behind { count: 1 }
    );
    store
        .history()
        .append(&entry("4.pdf"))
        .await
        .unwrap()
        .keyring
        .unwrap();
    assert_eq!(check(&store).await.keyring, KeyringState::Agrees);
}

#[tokio::test]
async fn nonsense_in_the_keyring_is_a_disagreement() {
    let (world, store) = World::with_entries(2).await;
    for text in world.keyring.texts.lock().unwrap().values_mut() {
        *text = "nonsense".to_owned();
    }
    let report = check(&store).await;
    assert_eq!(report.faults, [HistoryFault::Replaced]);
}

struct Silent(std::sync::Mutex<std::sync::mpsc::Receiver<()>>);

impl Keyring for Silent {
    fn load(&self, _: &str) -> Result<Option<String>, KeyringError> {
        // Ends when the test drops the sender.
        let _ = self.0.lock().unwrap().recv();
        Ok(None)
    }

    fn save(&self, _: &str, _: &str) -> Result<(), KeyringError> {
        Ok(())
    }
}

#[tokio::test]
async fn a_keyring_that_asks_nobody_is_not_waited_for() {
    let world = World::new();
    let (sender, receiver) = std::sync::mpsc::channel();
    let keyring = Arc::new(Silent(std::sync::Mutex::new(receiver)));
    let store = Store::open(&world.path(), keyring).await.unwrap();
    let store = store.with_keyring_timeout(Duration::from_millis(20));
    let appended = store.history().append(&entry("a.pdf")).await.unwrap();
    assert_eq!(
        appended.keyring,
        Err(KeyringError("no answer in time".to_owned()))
    );
    drop(sender);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_leaves_the_chain_whole() {
    let world = World::new();
    let mut tasks = Vec::new();
    for writer in 0..4 {
        // Each has the file open for itself, as processes do, and all make it at once.
        let path = world.path();
        let keyring: Arc<dyn Keyring> = Arc::clone(&world.keyring) as _;
        tasks.push(tokio::spawn(async move {
            let store = Store::open(&path, keyring).await.unwrap();
            for number in 0..10 {
                let entry = entry(&format!("{writer}-{number}.pdf"));
                store
                    .history()
                    .append(&entry)
                    .await
                    .unwrap()
                    .keyring
                    .unwrap();
            }
            store.close().await;
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let report = check(&world.open().await).await;
    assert!(report.is_whole(), "{report:?}");
    assert_eq!((report.entries, report.keyring), (40, KeyringState::Agrees));
}
