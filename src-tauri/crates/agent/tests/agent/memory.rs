use std::fs;

use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_protocol::Warning;

use crate::world::{Hand, NOW, PASSWORD, World, request};

#[tokio::test(flavor = "multi_thread")]
async fn every_signature_is_in_the_history() {
    let mut world = World::new();
    let key = world.key();
    let (first, second) = (world.document("1.txt", "1"), world.document("2.txt", "2"));
    let request = request(&key, &[&first, &second]);
    let signed = world.agent.sign(&request, &Hand::with(&[PASSWORD])).await;
    let signed = signed.unwrap();
    world.restart();
    let entries = world.agent.history().await.unwrap();
    assert_eq!(entries.len(), 2);
    let newest = &entries[0].content;
    assert_eq!(newest.document_name, "2.txt");
    assert_eq!(newest.signer.as_deref(), Some("ТЕСТОВ ТЕСТ"));
    assert_eq!(newest.level.as_deref(), Some("B"));
    assert_eq!(newest.at, NOW);
    let digest = DigestAlgorithm::Streebog512(Dialect::Kazakh);
    assert_eq!(newest.digest, hex::encode(digest.digest(b"2")));
    let output = signed[1].output.as_ref().unwrap().display().to_string();
    assert_eq!(newest.output.as_deref(), Some(output.as_str()));
    assert!(world.agent.check_history().await.unwrap().is_whole());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_put_aside_and_said_once() {
    let world = World::new();
    let (key, letter) = (world.key(), world.document("letter.txt", "text"));
    fs::create_dir_all(world.path("data")).unwrap();
    let junk = "no database at all ".repeat(1000);
    fs::write(world.path("data/tanba.db"), &junk).unwrap();
    let hand = Hand::with(&[PASSWORD]);
    let signed = world.agent.sign(&request(&key, &[&letter]), &hand).await;
    assert!(signed.unwrap()[0].failure.is_none());
    let told: Vec<_> = hand
        .warnings()
        .into_iter()
        .filter_map(|warning| match warning {
            Warning::StoreReplaced { path } => Some(path),
            _ => None,
        })
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(fs::read_to_string(&told[0]).unwrap(), junk);
    assert_eq!(world.agent.history().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_stands_where_no_history_can_be_written() {
    let world = World::new();
    let (key, letter) = (world.key(), world.document("letter.txt", "text"));
    // A file where the folder of the database should be.
    world.document("data", "in the way");
    let hand = Hand::with(&[PASSWORD]);
    let signed = world.agent.sign(&request(&key, &[&letter]), &hand).await;
    assert!(signed.unwrap()[0].output.as_ref().unwrap().is_file());
    assert!(hand.warnings().contains(&Warning::HistoryNotWritten));
}
