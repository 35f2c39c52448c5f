use tanba_store::PlannedDocument;
use time::OffsetDateTime;

use crate::World;

const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

fn planned(name: &str) -> PlannedDocument {
    PlannedDocument {
        document: name.to_owned(),
        output: Some(format!("{name}.p7s")),
        outcome: None,
    }
}

#[tokio::test]
async fn a_signing_is_interrupted_only_when_nobody_holds_it() {
    let world = World::new();
    let store = world.open().await;
    let other = world.open().await;
    let documents = [planned("a"), planned("b")];
    let running = store.signings().begin("{}", &documents, NOW).await.unwrap();
    store.signings().done(&running, 0, "signed").await.unwrap();
    assert!(other.signings().interrupted().await.unwrap().is_empty());
    drop(running);
    let interrupted = other.signings().interrupted().await.unwrap();
    assert_eq!(interrupted.len(), 1);
    let outcomes: Vec<_> = interrupted[0]
        .documents
        .iter()
        .map(|it| (it.document.as_str(), it.outcome.as_deref()))
        .collect();
    assert_eq!(outcomes, [("a", Some("signed")), ("b", None)]);
    assert!(other.signings().forget(interrupted[0].id).await.unwrap());
    assert!(store.signings().interrupted().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_runs_is_not_forgotten_and_what_ends_leaves_no_file() {
    let world = World::new();
    let store = world.open().await;
    let first = store.signings().begin("1", &[], NOW).await.unwrap();
    let second = store
        .signings()
        .begin("2", &[planned("a")], NOW)
        .await
        .unwrap();
    for id in [1, 2] {
        assert!(!store.signings().forget(id).await.unwrap());
    }
    store.signings().end(first).await.unwrap();
    drop(second);
    let interrupted = store.signings().interrupted().await.unwrap();
    assert_eq!(interrupted[0].resumable, "2");
    store.signings().forget(interrupted[0].id).await.unwrap();
    let files = std::fs::read_dir(world.path().parent().unwrap()).unwrap();
    let mut names = files.map(|file| file.unwrap().file_name());
    assert!(names.all(|name| !name.to_string_lossy().contains("signing")));
}
