use std::sync::{Arc, Mutex};

use tanba_agent::Clock;
use tanba_agent::desk::{Call, Need, Notice, Reminder, Reply};
use time::{Duration, OffsetDateTime};

use super::window::Person;
use crate::world::{Hand, NOW, PASSWORD, World, request};

/// A clock that goes when it is told to.
#[derive(Clone)]
struct Hands(Arc<Mutex<OffsetDateTime>>);

impl Clock for Hands {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }
}

/// A computer that has a key which was used here, and a desk with a clock of its own.
struct Room {
    world: World,
    clock: Hands,
    end: OffsetDateTime,
}

impl Room {
    async fn new() -> Self {
        let world = World::new();
        let end = NOW + Duration::days(100);
        let key = world.key_between(NOW - Duration::days(265), end);
        let document = world.document("a.txt", "a");
        let hand = Hand::with(&[PASSWORD]);
        let signed = world.agent.sign(&request(&key, &[&document]), &hand).await;
        assert_eq!(signed.unwrap().len(), 1);
        let clock = Hands(Arc::new(Mutex::new(NOW)));
        Self { world, clock, end }
    }

    fn person(&self) -> Person {
        Person::with_clock(&self.world, Arc::new(self.clock.clone()))
    }

    /// So many days are left.
    fn left(&self, days: i64) {
        *self.clock.0.lock().unwrap() = self.end - Duration::days(days) + Duration::HOUR;
    }
}

/// What the window heard since it was asked last: of reminders, and whether there is a mark now.
async fn reminded(person: &Person) -> (Vec<Reminder>, bool) {
    person.heard.notices.lock().unwrap().clear();
    person.desk.remind().await.unwrap();
    let (mut given, mut marked) = (Vec::new(), false);
    for notice in person.heard.notices.lock().unwrap().iter() {
        match notice {
            Notice::Reminded { reminders } => given.extend(reminders.clone()),
            Notice::Attention { waits } => marked = *waits,
            _ => {}
        }
    }
    (given, marked)
}

fn days(reminders: &[Reminder]) -> Vec<i64> {
    reminders.iter().map(|reminder| reminder.days).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reminder_comes_once_and_the_last_one_after_the_end() {
    let room = Room::new().await;
    let person = room.person();
    for (left, told) in [
        (40, None),
        (30, Some(29)),
        (20, None),
        (14, Some(13)),
        (10, Some(9)),
        (7, Some(6)),
        (3, None),
        (0, Some(-1)),
        (-5, None),
    ] {
        room.left(left);
        let (given, _) = reminded(&person).await;
        assert_eq!(days(&given), Vec::from_iter(told), "{left} days left");
        let (again, _) = reminded(&person).await;
        assert_eq!(again, [], "{left} days left");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_weeks_switched_off_only_the_last_one_comes() {
    let room = Room::new().await;
    room.left(5);
    let (given, marked) = reminded(&room.person()).await;
    assert_eq!(days(&given), [4]);
    assert_eq!(given[0].holder, "ТЕСТОВ ТЕСТ");
    assert!(marked);
    // The clock is set back, and forward again.
    for left in [25, 12, 9, 5] {
        room.left(left);
        assert_eq!(reminded(&room.person()).await.0, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_remind_once() {
    let room = Room::new().await;
    room.left(14);
    let (one, other) = (room.person(), room.person());
    let (first, second) = tokio::join!(reminded(&one), reminded(&other));
    assert_eq!(first.0.len() + second.0.len(), 1);
    assert!(first.1 && second.1, "both show the mark");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mark_goes_when_the_person_looks_and_comes_back_with_news() {
    let room = Room::new().await;
    let person = room.person();
    room.left(30);
    assert!(reminded(&person).await.1);
    person.call(Call::SeeReminders).await.unwrap();
    assert!(!reminded(&person).await.1);
    room.left(14);
    assert!(reminded(&person).await.1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_replaced_or_deleted_is_not_spoken_of() {
    let room = Room::new().await;
    room.left(14);
    let later = room.end + Duration::days(300);
    let new = room.world.key_between(NOW, later);
    let document = room.world.document("b.txt", "b");
    let hand = Hand::with(&[PASSWORD]);
    let order = request(&new, &[&document]);
    room.world.agent.sign(&order, &hand).await.unwrap();
    assert_eq!(reminded(&room.person()).await, (Vec::new(), false));
    std::fs::remove_file(&new).unwrap();
    let person = room.person();
    assert_eq!(reminded(&person).await.0.len(), 1);
    let Reply::Home(home) = person.call(Call::Home).await.unwrap() else {
        panic!("no home");
    };
    assert!(
        matches!(&home.needs[..], [Need::KeyExpires { days: 13, .. }]),
        "{:?}",
        home.needs
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_looks_by_itself_when_it_begins() {
    let room = Room::new().await;
    room.left(7);
    let mut person = room.person();
    let looking = tokio::spawn(tanba_agent::desk::Desk::keep_reminding(Arc::downgrade(
        &person.desk,
    )));
    let is_reminder = |notice: &Notice| matches!(notice, Notice::Reminded { .. });
    person.hears(is_reminder).await;
    looking.abort();
}
