use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tanba_agent::desk::{Call, Home, Need, Notice, Reply, Unfinished};

use super::window::{Person, order, sign};
use crate::world::{PASSWORD, World};

/// Tells the test of the child process where to work.
const PLACE: &str = "TANBA_TEST_UNFINISHED";
const COUNT: usize = 20;
/// After so many the child stands still.
const DONE: usize = 3;

async fn unfinished(person: &Person) -> Vec<Unfinished> {
    match person.call(Call::Unfinished).await {
        Ok(Reply::Unfinished(unfinished)) => unfinished,
        other => panic!("{other:?}"),
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    (0..COUNT)
        .map(|number| folder.join(format!("{number:02}.txt")))
        .collect()
}

/// Not a test of its own: the process that is killed.
#[tokio::test(flavor = "multi_thread")]
async fn child() {
    let Some(place) = std::env::var_os(PLACE).map(PathBuf::from) else {
        return;
    };
    let mut person = Person::with_data(&place);
    let key = fs::read_to_string(place.join("key-path")).unwrap();
    let running = person.begin(1, sign(Path::new(&key), &documents(&place)));
    let prompt = person.sign_prompt().await;
    person.stand_still_after(DONE);
    assert!(person.confirm(&prompt, PASSWORD));
    running.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_left_is_found_and_taken_up() {
    let world = World::new();
    let key = world.key();
    world.document("key-path", key.to_str().unwrap());
    let documents = documents(&world.path(""));
    for document in &documents {
        fs::write(document, "text").unwrap();
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "desk::unfinished::child", "--nocapture"])
        .env(PLACE, world.path(""))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().ends_with("standing still")));

    let mut person = Person::at(&world);
    assert!(unfinished(&person).await.is_empty(), "it is still alive");
    child.kill().unwrap();
    child.wait().unwrap();

    // What it was just writing, and what somebody else is writing now.
    fs::write(world.path(".tanba-1.part"), "half").unwrap();
    let living = File::create(world.path(".tanba-2.part")).unwrap();
    living.lock().unwrap();
    let left = unfinished(&person).await;
    assert_eq!((left.len(), left[0].count), (1, COUNT));
    let rest = left[0].rest.clone();
    assert_eq!(rest.documents.len(), COUNT - DONE);
    let Ok(Reply::Home(Home { needs, .. })) = person.call(Call::Home).await else {
        panic!("no home")
    };
    assert!(needs.iter().any(|need| matches!(need, Need::Unfinished(_))));

    let running = person.begin(1, Call::Sign { order: rest });
    let prompt = person.sign_prompt().await;
    assert!(person.confirm(&prompt, PASSWORD));
    assert!(
        running
            .signed()
            .await
            .iter()
            .all(|one| one.failure.is_none())
    );
    assert_eq!(world.names(".p7s").len(), COUNT);
    let forget = Call::ForgetUnfinished { id: left[0].id };
    let Ok(Reply::ForgetUnfinished(left)) = person.call(forget).await else {
        panic!("not forgotten")
    };
    assert!(left.is_empty());
    assert_eq!(world.names(".part"), [".tanba-2.part"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_or_is_called_off_leaves_nothing() {
    let world = World::new();
    let key = world.key();
    let documents: Vec<_> = (0..3)
        .map(|number| world.document(&format!("{number}.txt"), "text"))
        .collect();
    let mut person = Person::at(&world);
    let running = person.begin(
        4,
        Call::Sign {
            order: order(Some(&key), &documents),
        },
    );
    let prompt = person.sign_prompt().await;
    assert!(person.confirm(&prompt, PASSWORD));
    person
        .hears(|notice| matches!(notice, Notice::Signed { .. }))
        .await;
    person.call(Call::Cancel { task: 4 }).await.unwrap();
    running.signed().await;
    assert!(unfinished(&person).await.is_empty());
    let locks = fs::read_dir(world.path("data")).unwrap();
    let names = locks.map(|entry| entry.unwrap().file_name());
    assert!(
        names
            .into_iter()
            .all(|name| !name.to_string_lossy().contains("signing-"))
    );
}
