//! Entries that disagree with themselves are dropped; the rest stays within the limit.

use super::*;

fn address(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn keep(cache: &Cache, at: &str, content: &[u8], fetched: i64) -> Note {
    let mut file = cache.make_file().unwrap();
    file.write_all(content).unwrap();
    let (size, sha256) = digest(file.as_file_mut()).unwrap();
    let note = Note {
        address: at.to_owned(),
        sha256,
        size,
        fetched_at: OffsetDateTime::from_unix_timestamp(fetched).unwrap(),
        this_update_at: OffsetDateTime::UNIX_EPOCH,
        next_update_at: None,
        etag: Some("\"1\"".to_owned()),
        last_modified: None,
    };
    cache.keep(file, &note).unwrap();
    note
}

#[test]
fn what_is_kept_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path().join("crl"), 1_000);
    let note = keep(&cache, "http://a.kz/x.crl", b"list", 1);
    let (found, mut file) = cache.load(&address("http://a.kz/x.crl")).unwrap();
    assert_eq!(found, note);
    let mut content = Vec::new();
    file.read_to_end(&mut content).unwrap();
    assert_eq!(content, b"list");
    assert!(cache.load(&address("http://a.kz/y.crl")).is_none());
}

#[test]
fn a_damaged_list_or_note_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path().to_owned(), 1_000);
    let at = address("http://a.kz/x.crl");
    for damage in ["changed list", "no list", "changed note", "foreign note"] {
        let note = keep(&cache, at.as_str(), b"list", 1);
        match damage {
            "changed list" => fs::write(cache.list_path(&note.sha256), b"lisp").unwrap(),
            "no list" => fs::remove_file(cache.list_path(&note.sha256)).unwrap(),
            "changed note" => fs::write(cache.note_path(&at), b"{").unwrap(),
            _ => {
                let foreign = Note {
                    sha256: "../../../etc/passwd".to_owned(),
                    ..note
                };
                cache.write_note(&foreign).unwrap();
            }
        }
        assert!(cache.load(&at).is_none(), "{damage}");
        assert!(!cache.note_path(&at).exists(), "{damage}");
    }
}

#[test]
fn the_oldest_lists_give_way() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path().to_owned(), 10);
    keep(&cache, "http://a.kz/1", b"one-1", 1);
    keep(&cache, "http://a.kz/2", b"two-2", 2);
    keep(&cache, "http://a.kz/3", b"three", 3);
    assert!(cache.load(&address("http://a.kz/1")).is_none());
    assert!(cache.load(&address("http://a.kz/2")).is_some());
    assert!(cache.load(&address("http://a.kz/3")).is_some());
    let lists = fs::read_dir(folder.path()).unwrap().flatten();
    assert_eq!(
        lists
            .filter(|entry| entry.path().extension().is_some_and(|e| e == "crl"))
            .count(),
        2
    );
}
