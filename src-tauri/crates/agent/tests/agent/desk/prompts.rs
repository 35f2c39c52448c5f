use tanba_agent::desk::{Call, Notice, Reply};
use tanba_protocol::{Answer, FailureCode, PromptId};

use super::window::{Person, sign};
use crate::world::{PASSWORD, World};

#[tokio::test(flavor = "multi_thread")]
async fn prompts_wait_for_their_turn_and_a_wrong_password_keeps_its_place() {
    let world = World::new();
    let (key, a, b) = (
        world.key(),
        world.document("a", "a"),
        world.document("b", "b"),
    );
    let mut person = Person::at(&world);
    let first = person.begin(1, sign(&key, &[a]));
    let one = person.sign_prompt().await;
    let second = person.begin(2, sign(&key, &[b]));
    assert!(person.confirm(&one, "wrong"));
    let again = person.sign_prompt().await;
    assert!(again.secret_was_wrong && again.id != one.id);
    assert_eq!(again.documents, one.documents);
    assert!(!person.confirm(&one, PASSWORD), "stale");
    assert!(person.confirm(&again, PASSWORD));
    let two = person.sign_prompt().await;
    assert_eq!(two.documents[0].name, "b");
    assert!(person.desk.waiting_prompt().is_some());
    assert!(person.confirm(&two, PASSWORD));
    assert!(person.shown().await.is_none());
    assert!(person.desk.waiting_prompt().is_none());
    assert!(first.signed().await[0].failure.is_none());
    assert!(second.signed().await[0].failure.is_none());
    let notices = person.heard.notices.lock().unwrap();
    let waits: Vec<bool> = notices
        .iter()
        .filter_map(|notice| match notice {
            Notice::Prompting { waits } => Some(*waits),
            _ => None,
        })
        .collect();
    assert_eq!(waits.last(), Some(&false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_called_off_takes_its_prompt_with_it() {
    let world = World::new();
    let (key, a, b) = (
        world.key(),
        world.document("a", "a"),
        world.document("b", "b"),
    );
    let mut person = Person::at(&world);
    let first = person.begin(1, sign(&key, &[a]));
    let one = person.sign_prompt().await;
    let second = person.begin(2, sign(&key, &[b]));
    person.call(Call::Cancel { task: 1 }).await.unwrap();
    assert_eq!(first.end().await.unwrap_err().code, FailureCode::Cancelled);
    assert!(!person.confirm(&one, PASSWORD));
    // The next one, directly or after the window was empty.
    let two = loop {
        if let Some(tanba_protocol::Prompt::Sign(two)) = person.shown().await {
            break two;
        }
    };
    assert_eq!(two.documents[0].name, "b");
    person.desk.cancel_all();
    assert_eq!(second.end().await.unwrap_err().code, FailureCode::Cancelled);
    assert!(person.shown().await.is_none());
    assert_eq!(world.names(".p7s"), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn three_wrong_passwords_lose_nothing_and_closing_is_no_mistake() {
    let world = World::new();
    let (key, letter) = (world.key(), world.document("letter", "text"));
    let mut person = Person::at(&world);
    let running = person.begin(1, sign(&key, std::slice::from_ref(&letter)));
    for wrong in ["a", "b", "c"] {
        let prompt = person.sign_prompt().await;
        assert_eq!(prompt.documents.len(), 1);
        assert!(person.confirm(&prompt, wrong));
    }
    let prompt = person.sign_prompt().await;
    assert!(prompt.secret_was_wrong && prompt.tries_left.is_none());
    assert!(person.desk.answer(prompt.id, Answer::Cancel));
    assert_eq!(
        running.end().await.unwrap_err().code,
        FailureCode::Cancelled
    );
    assert!(person.shown().await.is_none());
    let running = person.begin(2, sign(&key, &[letter]));
    let prompt = person.sign_prompt().await;
    assert!(!prompt.secret_was_wrong);
    assert!(person.confirm(&prompt, PASSWORD));
    assert!(running.signed().await[0].failure.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_of_the_program_ends_one_call_alone() {
    let world = World::new();
    let person = Person::at(&world);
    let pick = || Call::Pick {
        what: tanba_agent::desk::PickKind::Documents,
        name: None,
    };
    // The window of the tests panics when it does not know what to pick.
    let failure = person.call(pick()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Internal);
    let picked = vec![world.path("a")];
    person.heard.picks.lock().unwrap().push_back(picked.clone());
    let Ok(Reply::Pick(paths)) = person.call(pick()).await else {
        panic!("not picked")
    };
    assert_eq!(paths, picked);
    assert!(!person.desk.answer(PromptId(1), Answer::Cancel));
}
