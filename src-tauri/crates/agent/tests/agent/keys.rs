use std::fs;

use tanba_agent::{KeyAlgorithm, Layout, SelfSignedRequest};
use tanba_protocol::FailureCode;

use crate::world::{Hand, NOW, PASSWORD, World, request};

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_opens_and_the_old_one_does_not() {
    let world = World::new();
    let (key, letter) = (world.key(), world.document("letter.txt", "text"));
    let hand = Hand::with(&["Wrong1", PASSWORD, "Another34"]);
    world.agent.change_password(&key, &hand).await.unwrap();
    assert_eq!(hand.asked(), 3);
    let request = request(&key, &[&letter]);
    let failure = world.agent.sign(&request, &Hand::with(&[PASSWORD])).await;
    assert_eq!(failure.unwrap_err().code, FailureCode::PasswordWrong);
    let signed = world
        .agent
        .sign(&request, &Hand::with(&["Another34"]))
        .await;
    assert!(signed.unwrap()[0].failure.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unsuitable_password_leaves_the_file_as_it_was() {
    let world = World::new();
    let key = world.key();
    let before = fs::read(&key).unwrap();
    let hand = Hand::with(&[PASSWORD, "short"]);
    let failure = world.agent.change_password(&key, &hand).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::PasswordUnsuitable);
    assert_eq!(fs::read(&key).unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_converted_key_cannot_be_nobody_is_asked() {
    let world = World::new();
    let key = world.key();
    let taken = world.document("taken.p12", "precious");
    for (out, code) in [
        (taken, FailureCode::OutputExists),
        (world.path("none/key.p12"), FailureCode::OutputFolderMissing),
    ] {
        let hand = Hand::with(&[PASSWORD]);
        let converted = world.agent.convert_key(&key, Layout::Nca, &out, &hand);
        assert_eq!(converted.await.unwrap_err().code, code);
        assert_eq!(hand.asked(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_made_key_signs_and_is_listed() {
    let world = World::new();
    let request_key = SelfSignedRequest {
        name: "ҚАЗЫНА".to_owned(),
        algorithm: KeyAlgorithm::Gost512,
        folder: world.path(""),
    };
    let hand = Hand::with(&[PASSWORD]);
    let made = world.agent.make_self_signed(&request_key, &hand).await;
    let made = made.unwrap();
    let shown = &world.agent.certificates(&made.certificate).unwrap()[0];
    assert_eq!(shown.signer.common_name.as_deref(), Some("ҚАЗЫНА"));
    assert_eq!(shown.not_before_at, NOW);
    assert_eq!(shown.key_identifier, made.key_identifier);

    let letter = world.document("letter.txt", "text");
    let request = request(&made.key, &[&letter]);
    let signed = world.agent.sign(&request, &Hand::with(&[PASSWORD])).await;
    assert!(signed.unwrap()[0].failure.is_none());
    let keys = world.agent.keys(std::slice::from_ref(&made.key)).await;
    let known = keys.unwrap().remove(0);
    let certificate = known.certificate.unwrap();
    assert_eq!(certificate.signer.common_name.as_deref(), Some("ҚАЗЫНА"));
    assert_eq!(known.key_identifier, Some(made.key_identifier));
}
