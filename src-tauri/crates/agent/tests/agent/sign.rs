use std::collections::HashSet;

use tanba_agent::OutputChoice;
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::{FailureCode, Warning};
use time::Duration;

use crate::world::{Hand, NOW, PASSWORD, World, leaf, new_key, request};

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_come_back_to_the_prompt_until_the_person_gives_up() {
    let world = World::new();
    let (key, letter) = (world.key(), world.document("letter.txt", "text"));
    let hand = Hand::with(&["Wrong1", "Wrong2", "Wrong3"]);
    let failure = world.agent.sign(&request(&key, &[&letter]), &hand).await;
    assert_eq!(failure.unwrap_err().code, FailureCode::PasswordWrong);
    let was_wrong: Vec<_> = hand
        .prompts()
        .iter()
        .map(|prompt| prompt.secret_was_wrong)
        .collect();
    assert_eq!(was_wrong, [false, true, true, true]);
    let ids: HashSet<_> = hand.prompts().iter().map(|prompt| prompt.id).collect();
    assert_eq!(ids.len(), 4, "each prompt has a name of its own");
    assert!(world.names(".p7s").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_wrong_password_the_right_one_signs() {
    let world = World::new();
    let (key, letter) = (world.key(), world.document("letter.txt", "text"));
    let hand = Hand::with(&["Wrong1", PASSWORD]);
    let signed = world.agent.sign(&request(&key, &[&letter]), &hand).await;
    let output = signed.unwrap().remove(0).output.unwrap();
    assert_eq!(output, world.path("letter.txt.p7s"));
    assert!(output.is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_that_is_not_given_signs_nothing() {
    let world = World::new();
    let (key, letter) = (world.key(), world.document("letter.txt", "text"));
    let request = request(&key, &[&letter]);
    let failure = world.agent.sign(&request, &Hand::default()).await;
    assert_eq!(failure.unwrap_err().code, FailureCode::Cancelled);
    let absent = Hand::absent();
    let failure = world.agent.sign(&request, &absent).await;
    assert_eq!(failure.unwrap_err().code, FailureCode::PromptImpossible);
    assert_eq!(absent.asked(), 0);
    assert!(world.names(".p7s").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_key_signs_only_when_that_is_allowed() {
    let world = World::new();
    let key = world.key_between(NOW - Duration::days(9), NOW - Duration::days(1));
    let letter = world.document("letter.txt", "text");
    let mut request = request(&key, &[&letter]);
    let hand = Hand::with(&[PASSWORD]);
    let failure = world.agent.sign(&request, &hand).await;
    assert_eq!(failure.unwrap_err().code, FailureCode::KeyExpired);
    assert!(world.names(".p7s").is_empty());

    request.allow_expired = true;
    let hand = Hand::with(&[PASSWORD]);
    let signed = world.agent.sign(&request, &hand).await.unwrap();
    assert_eq!(signed[0].failure, None);
    let is_told = |warning: &Warning| matches!(warning, Warning::KeyExpired { .. });
    assert!(hand.warnings().iter().any(is_told));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_begins_later_does_not_sign() {
    let world = World::new();
    let key = world.key_between(NOW + Duration::days(1), NOW + Duration::days(9));
    let letter = world.document("letter.txt", "text");
    let mut request = request(&key, &[&letter]);
    request.allow_expired = true;
    let failure = world.agent.sign(&request, &Hand::with(&[PASSWORD])).await;
    assert_eq!(failure.unwrap_err().code, FailureCode::KeyNotYetValid);
    assert!(world.names(".p7s").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_where_no_document_can_be_signed() {
    let world = World::new();
    let (key, letter) = (world.key(), world.document("letter.txt", "text"));
    world.document("letter.txt.p7s", "precious");
    let gone = world.path("gone.txt");
    let hand = Hand::with(&[PASSWORD]);
    let mut request = request(&key, &[&letter, &gone]);
    let signed = world.agent.sign(&request, &hand).await.unwrap();
    let codes: Vec<_> = signed
        .iter()
        .map(|one| one.failure.as_ref().unwrap().code)
        .collect();
    assert_eq!(
        codes,
        [FailureCode::OutputExists, FailureCode::DocumentNotFound]
    );
    assert_eq!(hand.asked(), 0);

    request.output = OutputChoice::Folder(world.path("no-such-folder"));
    let failure = world.agent.sign(&request, &hand).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::OutputFolderMissing);
    assert_eq!(hand.asked(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_fails_does_not_stop_the_others() {
    let world = World::new();
    let key = world.key();
    let (first, last) = (world.document("a.txt", "a"), world.document("c.txt", "c"));
    let gone = world.path("b.txt");
    let hand = Hand::with(&[PASSWORD]);
    let request = request(&key, &[&first, &gone, &last]);
    let signed = world.agent.sign(&request, &hand).await.unwrap();
    assert_eq!(world.names(".p7s"), ["a.txt.p7s", "c.txt.p7s"]);
    let failure = signed[1].failure.as_ref().unwrap();
    assert_eq!(failure.code, FailureCode::DocumentNotFound);
    assert!(signed[0].failure.is_none() && signed[2].failure.is_none());
    // One answer for all, which names those that there are.
    let prompts = hand.prompts();
    let names: Vec<_> = prompts[0].documents.iter().map(|it| &it.name).collect();
    assert_eq!(names, ["a.txt", "c.txt"]);
    assert_eq!(prompts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_for_logging_in_is_warned_of_before_the_password_is_asked() {
    let world = World::new();
    let key = new_key();
    let (from, to) = (NOW - Duration::days(9), NOW + Duration::days(99));
    let certificate = key.self_signed(&leaf(KeyPurpose::Authentication), from, to);
    let file = world.saved(&key, &certificate.unwrap());
    let (first, second) = (world.document("1.txt", "1"), world.document("2.txt", "2"));
    // The file hides what it is until it was open once; then it is known.
    let hand = Hand::with(&[PASSWORD]);
    world
        .agent
        .sign(&request(&file, &[&first]), &hand)
        .await
        .unwrap();
    assert!(hand.warnings().contains(&Warning::AuthenticationOnly));
    let hand = Hand::default();
    let cancelled = world.agent.sign(&request(&file, &[&second]), &hand).await;
    assert_eq!(cancelled.unwrap_err().code, FailureCode::Cancelled);
    let warnings = &hand.prompts()[0].keys[0].warnings;
    assert!(warnings.contains(&Warning::AuthenticationOnly));
}
