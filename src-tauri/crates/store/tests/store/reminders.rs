use time::Duration;

use crate::{NOW, World};

#[tokio::test]
async fn a_reminder_is_given_once_whoever_asks() {
    let world = World::new();
    let (store, other) = (world.open().await, world.open().await);
    assert!(store.reminders().claim("a", 30, &[], NOW).await.unwrap());
    assert!(!other.reminders().claim("a", 30, &[], NOW).await.unwrap());
    assert!(other.reminders().claim("b", 30, &[], NOW).await.unwrap());
    assert!(other.reminders().claim("a", 14, &[30], NOW).await.unwrap());
}

#[tokio::test]
async fn of_many_who_ask_at_once_one_is_told_yes() {
    let world = World::new();
    let stores = [world.open().await, world.open().await];
    let mut asking = tokio::task::JoinSet::new();
    for number in 0..16 {
        let store = stores[number % stores.len()].clone();
        asking.spawn(async move { store.reminders().claim("a", 7, &[30, 14, 10], NOW).await });
    }
    let told = asking.join_all().await;
    let yes = told.into_iter().filter(|told| *told.as_ref().unwrap());
    assert_eq!(yes.count(), 1);
}

#[tokio::test]
async fn what_was_passed_over_is_not_given_when_the_clock_is_set_back() {
    let world = World::new();
    let store = world.open().await;
    let reminders = store.reminders();
    assert!(reminders.claim("a", 7, &[30, 14, 10], NOW).await.unwrap());
    for (days, passed) in [(30, &[][..]), (14, &[30]), (10, &[30, 14])] {
        let before = NOW - Duration::days(days);
        assert!(!reminders.claim("a", days, passed, before).await.unwrap());
    }
}

#[tokio::test]
async fn what_was_seen_is_news_again_with_the_next_reminder() {
    let world = World::new();
    let store = world.open().await;
    let reminders = store.reminders();
    reminders.claim("a", 30, &[], NOW).await.unwrap();
    assert!(reminders.unseen().await.unwrap().contains("a"));
    reminders.see(NOW).await.unwrap();
    assert!(reminders.unseen().await.unwrap().is_empty());
    reminders.claim("a", 14, &[30], NOW).await.unwrap();
    assert!(reminders.unseen().await.unwrap().contains("a"));
}
