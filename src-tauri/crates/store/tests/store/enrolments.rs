use tanba_store::{Error, StoredEnrolment, StoredFact};
use time::OffsetDateTime;

use crate::World;

const ID: &str = "7b0c1d66-7c40-4a52-9a02-5f6d3f3c0a10";

fn fact(number: u32) -> StoredFact {
    StoredFact {
        at: OffsetDateTime::UNIX_EPOCH,
        fact: format!("{{\"number\":{number}}}"),
    }
}

fn enrolment(id: &str, facts: u32) -> StoredEnrolment {
    StoredEnrolment {
        id: id.to_owned(),
        kind: "legal-entity".to_owned(),
        authority: "https://ca.example".to_owned(),
        began_at: OffsetDateTime::UNIX_EPOCH,
        facts: (0..facts).map(fact).collect(),
    }
}

#[tokio::test]
async fn facts_follow_each_other_and_outlive_the_process() {
    let world = World::new();
    let store = world.open().await;
    store.enrolments().begin(&enrolment(ID, 1)).await.unwrap();
    let held = store.enrolments().hold(ID).unwrap().unwrap();
    assert_eq!(held.id(), ID);
    store.enrolments().append(&held, 1, &fact(1)).await.unwrap();
    // Neither over another, nor with a gap.
    for position in [0, 1, 3] {
        let appended = store.enrolments().append(&held, position, &fact(9)).await;
        assert!(matches!(appended, Err(Error::Damaged(_))), "{position}");
    }
    store.close().await;
    let store = world.open().await;
    let read = store.enrolments().of(ID).await.unwrap();
    assert_eq!(read, Some(enrolment(ID, 2)));
    assert_eq!(store.enrolments().all().await.unwrap(), [read.unwrap()]);
    assert_eq!(store.enrolments().of("other").await.unwrap(), None);
}

#[tokio::test]
async fn the_same_enrolment_is_begun_once() {
    let world = World::new();
    let store = world.open().await;
    store.enrolments().begin(&enrolment(ID, 0)).await.unwrap();
    assert!(store.enrolments().begin(&enrolment(ID, 2)).await.is_err());
    let read = store.enrolments().of(ID).await.unwrap();
    assert_eq!(read, Some(enrolment(ID, 0)), "and nothing is left of it");
}

#[tokio::test]
async fn one_process_works_at_an_enrolment_and_the_next_takes_over() {
    let world = World::new();
    let (store, other) = (world.open().await, world.open().await);
    let held = store.enrolments().hold(ID).unwrap();
    assert!(held.is_some());
    assert!(other.enrolments().hold(ID).unwrap().is_none());
    assert!(store.enrolments().hold(ID).unwrap().is_none());
    assert!(other.enrolments().hold("another").unwrap().is_some());
    drop(held);
    assert!(other.enrolments().hold(ID).unwrap().is_some());
}
