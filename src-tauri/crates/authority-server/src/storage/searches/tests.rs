use rand_core::OsRng;
use tanba_authority::audit::{Event, EventKind};
use tanba_authority::{ApplicationNumber, Applications as _, Identity, Insert, Inserted};
use tanba_protocol::authority::{KeyStorageKind, Language, Template};
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;

use super::*;

const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

/// Seven applications, of which two and two were made in the same second.
async fn seven(database: &Database) -> Vec<String> {
    let mut numbers = Vec::new();
    for (place, second) in [0, 1, 1, 2, 3, 3, 4].into_iter().enumerate() {
        let number = ApplicationNumber::make(&mut OsRng);
        let identity = serde_json::json!({
            "common_name": "ҮЛГІБЕКОВ АЛДИЯР",
            "iin": "900101500010",
            "bin": "900140000010",
            "template": if place % 2 == 0 { Template::Head } else { Template::InformationSystem },
        });
        let identity: Identity = serde_json::from_value(identity).unwrap();
        let record = ApplicationRecord {
            number: number.clone(),
            key_hash: format!("{place:064}"),
            body_hash: String::new(),
            identity,
            storage: KeyStorageKind::Pkcs12,
            email: None,
            language: Language::Kazakh,
            place: None,
            agreement: None,
            renews: None,
            submitted_at: NOW + time::Duration::seconds(second),
            expires_at: NOW + time::Duration::days(30),
            verified_at: None,
            issuing_at: None,
            issued_at: None,
            installed_at: None,
            refused_at: None,
            returned_at: None,
            cancelled_at: None,
            reason: None,
        };
        let insert = Insert {
            record: &record,
            keys: &[],
            consent: None,
            code: None,
        };
        let detail = [("number", number.digits())];
        let event = Event::new(
            record.submitted_at,
            EventKind::ApplicationSubmitted,
            &detail,
        );
        let inserted = database.insert_application(&insert, &[], &[event]).await;
        assert_eq!(inserted.unwrap(), Inserted::Yes);
        numbers.push(number.digits().to_owned());
    }
    numbers
}

/// What is found in pages of two.
async fn paged(database: &Database, state: QueueState, template: Option<Template>) -> Vec<String> {
    let mut all: Vec<ApplicationRecord> = Vec::new();
    loop {
        let search = QueueSearch {
            state,
            template,
            text: "алдияр",
            after: all.last(),
        };
        let (found, more) = database.find_applications(&search, 2).await.unwrap();
        all.extend(found);
        if !more {
            break;
        }
    }
    let numbers = all.iter().map(|one| one.number.digits().to_owned());
    numbers.collect()
}

#[tokio::test]
async fn a_list_has_everything_once_over_its_pages() {
    let folder = TempDir::new().unwrap();
    let database = Database::open(&folder.path().join("authority.sqlite"), true).await;
    let database = database.unwrap();
    let numbers = seven(&database).await;
    // The one that waits the longest first; within a second, by number.
    let waiting = paged(&database, QueueState::All, None).await;
    let mut expected = numbers.clone();
    expected.reverse();
    for pair in [(1, 2), (4, 5)] {
        expected[pair.0..=pair.1].sort();
    }
    assert_eq!(waiting, expected);
    let heads = paged(&database, QueueState::Waiting, Some(Template::Head)).await;
    let even: Vec<_> = numbers.iter().step_by(2).cloned().collect();
    assert_eq!(heads, even);
    let others = paged(&database, QueueState::All, Some(Template::Individual)).await;
    assert_eq!(others, Vec::<String>::new());
    database.close().await;
}

#[tokio::test]
async fn the_log_is_looked_through_from_its_end() {
    let folder = TempDir::new().unwrap();
    let database = Database::open(&folder.path().join("authority.sqlite"), true).await;
    let database = database.unwrap();
    let numbers = seven(&database).await;
    let find = async |kind, text, before| {
        let search = AuditSearch { kind, text, before };
        let (found, more) = database.find_entries(&search, 3).await.unwrap();
        let sequences: Vec<i64> = found.iter().map(|entry| entry.sequence).collect();
        (sequences, more)
    };
    assert_eq!(find("", "", i64::MAX).await, (vec![7, 6, 5], true));
    assert_eq!(find("", "", 5).await, (vec![4, 3, 2], true));
    assert_eq!(find("", "", 2).await, (vec![1], false));
    // A number is found as people write it.
    let number = ApplicationNumber::parse(&numbers[3]).unwrap().to_string();
    assert_eq!(find("", &number, i64::MAX).await, (vec![4], false));
    let kind = "application-submitted";
    assert_eq!(find(kind, "", 3).await, (vec![2, 1], false));
    assert_eq!(find("founded", "", i64::MAX).await, (vec![], false));
    assert_eq!(find("", "%", i64::MAX).await, (vec![], false));
    database.close().await;
}
