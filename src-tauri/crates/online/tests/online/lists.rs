//! Revocation lists: kept while fresh, asked for anew only when changed.

use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use tanba_online::{ErrorKind, FetchedCrl, Fetcher, Settings};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::server::{Server, Step, answer};
use crate::{Zero, fetcher, settings};

const NOW: OffsetDateTime = datetime!(2026-11-20 10:00 UTC);
const TOMORROW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut element = vec![tag];
    match u8::try_from(content.len()) {
        Ok(length @ 0..=127) => element.push(length),
        _ => {
            element.push(0x82);
            element.extend_from_slice(&u16::try_from(content.len()).unwrap().to_be_bytes());
        }
    }
    element.extend_from_slice(content);
    element
}

/// A list of nobody: ecdsa-with-SHA256, issued on 20.11.2026, due a day later.
fn list(number: u8) -> Vec<u8> {
    let algorithm = element(0x30, b"\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02");
    let name = element(
        0x30,
        &element(0x31, &element(0x30, b"\x06\x03\x55\x04\x03\x0c\x02CA")),
    );
    let serial = element(
        0x30,
        &[&[2, 1, number][..], b"\x17\x0d261101000000Z"].concat(),
    );
    let tbs = [
        b"\x02\x01\x01".to_vec(),
        algorithm.clone(),
        name,
        b"\x17\x0d261120000000Z\x17\x0d261121000000Z".to_vec(),
        element(0x30, &serial),
    ]
    .concat();
    element(
        0x30,
        &[element(0x30, &tbs), algorithm, element(3, b"\0\0")].concat(),
    )
}

fn caching(folder: &Path, settings: Settings) -> Fetcher {
    Fetcher::new(settings, Some(folder.join("crl")), Box::new(Zero)).unwrap()
}

fn content(mut fetched: FetchedCrl) -> Vec<u8> {
    let mut content = Vec::new();
    fetched.file.read_to_end(&mut content).unwrap();
    content
}

#[tokio::test]
async fn a_list_is_fetched_once_while_it_is_fresh() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![answer("200 OK", "", &list(1))]).await;
    for _ in 0..3 {
        // A new fetcher each time, as after a restart.
        let fetched = caching(folder.path(), settings())
            .crl(&server.address, NOW)
            .await
            .unwrap();
        assert_eq!(fetched.this_update_at, datetime!(2026-11-20 0:00 UTC));
        assert_eq!(fetched.next_update_at, Some(datetime!(2026-11-21 0:00 UTC)));
        assert_eq!(content(fetched), list(1));
    }
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_list_that_is_due_is_asked_for_only_if_changed() {
    let folder = tempfile::tempdir().unwrap();
    let validators = "ETag: \"one\"\r\nLast-Modified: Fri, 20 Nov 2026 00:00:00 GMT\r\n";
    let server = Server::start(vec![
        answer("200 OK", validators, &list(1)),
        answer("304 Not Modified", "", b""),
        answer("200 OK", "", &list(2)),
    ])
    .await;
    let fetcher = caching(folder.path(), settings());
    assert_eq!(
        content(fetcher.crl(&server.address, NOW).await.unwrap()),
        list(1)
    );
    let unchanged = fetcher.crl(&server.address, TOMORROW).await.unwrap();
    assert!(unchanged.stale_because.is_none());
    assert_eq!(content(unchanged), list(1));
    let request = server.request(1).to_ascii_lowercase();
    assert!(request.contains("if-none-match: \"one\"\r\n"), "{request}");
    assert!(
        request.contains("if-modified-since: fri, 20 nov 2026 00:00:00 gmt\r\n"),
        "{request}"
    );
    assert_eq!(
        content(fetcher.crl(&server.address, TOMORROW).await.unwrap()),
        list(2)
    );
}

#[tokio::test]
async fn an_older_list_is_given_with_the_reason_when_the_server_fails() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![
        answer("200 OK", "", &list(1)),
        answer("404 Not Found", "", b"gone"),
    ])
    .await;
    let fetcher = caching(folder.path(), settings());
    fetcher.crl(&server.address, NOW).await.unwrap();
    let stale = fetcher.crl(&server.address, TOMORROW).await.unwrap();
    let reason = stale.stale_because.as_ref().map(|error| &error.kind);
    assert!(matches!(reason, Some(ErrorKind::Refused(404))), "{stale:?}");
    assert_eq!(content(stale), list(1));
}

#[tokio::test]
async fn a_damaged_entry_is_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![answer("200 OK", "", &list(1))]).await;
    let fetcher = caching(folder.path(), settings());
    fetcher.crl(&server.address, NOW).await.unwrap();
    for entry in std::fs::read_dir(folder.path().join("crl")).unwrap() {
        std::fs::write(entry.unwrap().path(), b"bit rot").unwrap();
    }
    assert_eq!(
        content(fetcher.crl(&server.address, NOW).await.unwrap()),
        list(1)
    );
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn what_is_not_a_list_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut cut = list(1);
    cut.truncate(30);
    let bad = [b"nonsense".to_vec(), b"<html>".to_vec(), Vec::new(), cut];
    for body in bad {
        let server = Server::start(vec![answer("200 OK", "", &body)]).await;
        let error = caching(folder.path(), settings())
            .crl(&server.address, NOW)
            .await
            .unwrap_err();
        assert!(matches!(error.kind, ErrorKind::WrongContent(_)), "{error}");
    }
    let left = std::fs::read_dir(folder.path().join("crl"))
        .unwrap()
        .count();
    assert_eq!(left, 0, "something half-written remains");
}

#[tokio::test]
async fn a_list_that_breaks_off_or_never_ends_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".to_vec();
    let steps = [
        Step::Send([head.clone(), list(1)].concat()),
        Step::SendThenSilence([head, list(1)].concat()),
        Step::Endless,
    ];
    for step in steps {
        let server = Server::start(vec![step]).await;
        let settings = Settings {
            silence_timeout: Duration::from_millis(200),
            tries: 1,
            ..settings()
        };
        let error = caching(folder.path(), settings)
            .crl(&server.address, NOW)
            .await
            .unwrap_err();
        assert!(
            matches!(
                error.kind,
                ErrorKind::Interrupted(_) | ErrorKind::TimedOut | ErrorKind::TooLarge { .. }
            ),
            "{error}"
        );
    }
    let left = std::fs::read_dir(folder.path().join("crl"))
        .unwrap()
        .count();
    assert_eq!(left, 0, "something half-written remains");
}

#[tokio::test]
async fn a_server_that_never_begins_is_left_soon() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![Step::Silence]).await;
    let settings = Settings {
        answer_timeout: Duration::from_millis(200),
        tries: 1,
        ..settings()
    };
    let fetcher = caching(folder.path(), settings);
    let list = fetcher.crl(&server.address, NOW);
    // Long before the time that a whole list may take.
    let outcome = tokio::time::timeout(Duration::from_secs(30), list).await;
    let error = outcome.expect("still waiting").unwrap_err();
    assert!(matches!(error.kind, ErrorKind::TimedOut), "{error}");
}

#[tokio::test]
async fn a_list_answers_for_the_numbers_asked() {
    let server = Server::start(vec![answer("200 OK", "", &list(7))]).await;
    let fetcher = fetcher(settings());
    let fetched = fetcher.crl(&server.address, NOW).await.unwrap();
    let list = fetched.look_up(vec![vec![7], vec![8]]).await.unwrap();
    assert!(list.find(&[7]).unwrap().entry.is_some());
    assert!(list.find(&[8]).unwrap().entry.is_none());
}

#[tokio::test]
async fn the_national_list_is_kept_as_it_is() {
    let place = "nca-test/nca_gost2022_test.crl";
    let Some(path) = tanba_testkit::shared_or_skip("the_national_list", place) else {
        return;
    };
    let der = std::fs::read(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![answer("200 OK", "", &der)]).await;
    let settings = Settings {
        largest_crl: 1 << 20,
        ..settings()
    };
    let fetched = caching(folder.path(), settings)
        .crl(&server.address, NOW)
        .await
        .unwrap();
    assert_eq!(content(fetched), der);
}

#[tokio::test]
async fn without_a_folder_a_list_is_fetched_every_time() {
    let server = Server::start(vec![answer("200 OK", "", &list(1))]).await;
    let fetcher = fetcher(settings());
    assert_eq!(
        content(fetcher.crl(&server.address, NOW).await.unwrap()),
        list(1)
    );
    assert_eq!(
        content(fetcher.crl(&server.address, NOW).await.unwrap()),
        list(1)
    );
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    // A file where the folder should be: it holds for root too.
    std::fs::write(folder.path().join("crl"), b"").unwrap();
    let server = Server::start(vec![answer("200 OK", "", &list(1))]).await;
    let error = caching(folder.path(), settings())
        .crl(&server.address, NOW)
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Disk(_)), "{error}");
}
