use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use sqlx::sqlite::SqliteJournalMode;
use tempfile::TempDir;

use super::*;

/// A table of numbers, which nobody but the writers writes.
struct World {
    folder: TempDir,
    writers: Arc<Writers>,
}

impl World {
    async fn make() -> Self {
        let folder = TempDir::new().unwrap();
        let options = options(&folder).create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        let table = "CREATE TABLE number (value INTEGER PRIMARY KEY) STRICT";
        connection.execute(table).await.unwrap();
        let writers = Writers::open(&options).await.unwrap();
        Self { folder, writers }
    }

    async fn put(&self, value: i64) -> Write {
        let mut write = self.writers.write().await.unwrap();
        let insert = sqlx::query("INSERT INTO number (value) VALUES ($1)").bind(value);
        insert.execute(&mut *write).await.unwrap();
        write
    }

    /// What everybody else sees.
    async fn numbers(&self) -> Vec<i64> {
        let mut other = options(&self.folder).connect().await.unwrap();
        let numbers = sqlx::query_scalar("SELECT value FROM number ORDER BY value");
        numbers.fetch_all(&mut other).await.unwrap()
    }
}

fn options(folder: &TempDir) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.path().join("numbers.sqlite"))
        .journal_mode(SqliteJournalMode::Wal)
}

/// Goes as far as it can without waiting.
fn begin(future: std::pin::Pin<&mut impl Future>) {
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.poll(&mut context).is_pending());
}

#[tokio::test]
async fn what_is_committed_is_there_and_what_is_not_is_not() {
    let world = World::make().await;
    world.put(1).await.commit().await.unwrap();
    world.put(2).await.rollback().await.unwrap();
    drop(world.put(3).await);
    world.put(4).await.commit().await.unwrap();
    assert_eq!(world.numbers().await, [1, 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_write_at_once() {
    let world = Arc::new(World::make().await);
    let all: Vec<_> = (0..200)
        .map(|value| {
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let write = world.put(value).await;
                match value % 4 {
                    0 => write.rollback().await.unwrap(),
                    1 => drop(write),
                    _ => {
                        write.commit().await.unwrap();
                        assert!(world.numbers().await.contains(&value));
                    }
                }
            })
        })
        .collect();
    for one in all {
        one.await.unwrap();
    }
    let expected: Vec<i64> = (0..200).filter(|value| value % 4 > 1).collect();
    assert_eq!(world.numbers().await, expected);
}

#[tokio::test]
async fn one_commit_is_for_all_who_waited_and_nobody_sees_it_earlier() {
    let world = World::make().await;
    let first = world.put(1).await;
    let mut second = pin!(world.put(2));
    begin(second.as_mut());
    let mut first = pin!(first.commit());
    begin(first.as_mut());
    // The first is done and the second has not come to its end: nothing is on the disk.
    let second = tokio::select! {
        write = second => write,
        outcome = &mut first => panic!("told too early: {outcome:?}"),
    };
    assert_eq!(world.numbers().await, Vec::<i64>::new());
    second.commit().await.unwrap();
    assert_eq!(world.numbers().await, [1, 2]);
    first.await.unwrap();
}

#[tokio::test]
async fn who_fails_takes_nothing_of_the_others_along() {
    let world = World::make().await;
    let first = world.put(1).await;
    let mut second = pin!(world.writers.write());
    begin(second.as_mut());
    let mut first = pin!(first.commit());
    begin(first.as_mut());
    let mut second = tokio::select! {
        write = second => write.unwrap(),
        outcome = &mut first => panic!("told too early: {outcome:?}"),
    };
    let twice = "INSERT INTO number (value) VALUES (7), (1)";
    assert!(second.execute(twice).await.is_err());
    drop(second);
    first.await.unwrap();
    assert_eq!(world.numbers().await, [1]);
}

#[tokio::test]
async fn whoever_is_waited_for_and_called_off_leaves_nobody_waiting() {
    let world = World::make().await;
    let first = world.put(1).await;
    {
        let mut second = pin!(world.put(2));
        begin(second.as_mut());
        let mut first = pin!(first.commit());
        begin(first.as_mut());
        // Gone, both the one that was waited for and the one who waits.
    }
    world.put(3).await.commit().await.unwrap();
    let first = world.put(4).await;
    let mut first = pin!(first.commit());
    let second = {
        let mut second = Box::pin(world.put(5));
        begin(second.as_mut());
        begin(first.as_mut());
        second
    };
    drop(second);
    first.await.unwrap();
    let numbers = world.numbers().await;
    assert!(numbers.ends_with(&[3, 4]), "{numbers:?}");
    assert!(!numbers.contains(&2));
}

#[tokio::test]
async fn what_is_closed_lies_in_one_file() {
    let world = World::make().await;
    world.put(1).await.commit().await.unwrap();
    let log = world.folder.path().join("numbers.sqlite-wal");
    let length = || std::fs::metadata(&log).map_or(0, |data| data.len());
    assert_ne!(length(), 0);
    world.writers.close().await.unwrap();
    assert_eq!(length(), 0);
    assert_eq!(world.numbers().await, [1]);
}
