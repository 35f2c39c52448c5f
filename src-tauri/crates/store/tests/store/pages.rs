use tanba_store::{Entry, NewEntry};

use crate::{World, entry};

fn names(entries: &[Entry]) -> Vec<&str> {
    let names = entries.iter().map(|it| it.content.document_name.as_str());
    names.collect()
}

#[tokio::test]
async fn pages_follow_each_other_and_know_how_many_fit() {
    let (_world, store) = World::with_entries(7).await;
    let history = store.history();
    let first = history.page(None, 3, "").await.unwrap();
    assert_eq!(names(&first.entries), ["7.pdf", "6.pdf", "5.pdf"]);
    let before = first.entries.last().map(|entry| entry.sequence);
    let second = history.page(before, 3, "").await.unwrap();
    assert_eq!(names(&second.entries), ["4.pdf", "3.pdf", "2.pdf"]);
    assert_eq!((first.total, second.total), (7, 7));
    let last = history.page(Some(2), 3, " ").await.unwrap();
    assert_eq!(names(&last.entries), ["1.pdf"]);
    assert!(
        history
            .page(Some(1), 3, "")
            .await
            .unwrap()
            .entries
            .is_empty()
    );
}

#[tokio::test]
async fn every_word_must_be_there_in_any_case_and_signs_are_themselves() {
    let world = World::new();
    let store = world.open().await;
    let signed = |name: &str, signer: &str| NewEntry {
        signer: Some(signer.to_owned()),
        ..entry(name)
    };
    let entries = [
        signed("Келісімшарт №5.pdf", "ӘБДІҒАПАР ҰЛЖАН"),
        signed("100%_done.txt", "ТЕСТОВ ТЕСТ"),
        signed("100 done.txt", "Әбдіғапар Ұлжан"),
    ];
    store.history().append_all(&entries).await.unwrap();
    for (search, found) in [
        ("әбдіғапар", 2),
        ("ҰЛЖАН келісімшарт", 1),
        ("келісімшарт тестов", 0),
        ("100%", 1),
        ("%_", 1),
        ("DONE", 2),
        ("' OR 1=1 --", 0),
        ("\\", 0),
    ] {
        let page = store.history().page(None, 10, search).await.unwrap();
        assert_eq!(
            (page.entries.len(), page.total),
            (found, found as i64),
            "{search}"
        );
    }
    assert!(store.history().check().await.unwrap().is_whole());
}
