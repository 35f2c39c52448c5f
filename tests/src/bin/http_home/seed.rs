//! What there is to begin with.

use std::path::Path;
use std::sync::Arc;

use tanba_store::{Kind, NewEntry, NoKeyring, Store};
use time::{Duration, OffsetDateTime};

/// One thing to begin with.
#[derive(Clone, Copy)]
pub(crate) enum Seed {
    /// So many entries in the history, one an hour until now.
    History(u32),
}

pub(crate) fn parse(text: &str) -> Result<Seed, String> {
    let count = text.strip_prefix("history=");
    let count = count.and_then(|count| count.parse().ok());
    count
        .map(Seed::History)
        .ok_or_else(|| "history=COUNT".to_owned())
}

impl Seed {
    pub(crate) async fn sow(self, database: &Path, now: OffsetDateTime) {
        let Self::History(count) = self;
        let store = Store::open(database, Arc::new(NoKeyring)).await.unwrap();
        let entries: Vec<_> = (1..=count)
            .map(|number| entry(number, now - Duration::hours(i64::from(count - number))))
            .collect();
        store.history().append_all(&entries).await.unwrap();
        store.close().await;
    }
}

fn entry(number: u32, at: OffsetDateTime) -> NewEntry {
    const SIGNERS: [&str; 3] = ["ӘБДІҒАПАР ҰЛЖАН", "ТЕСТОВ ТЕСТ", "ИВАНОВА АННА"];
    let document_name = format!("Келісімшарт № {number}.pdf");
    let signer = SIGNERS.iter().cycle().nth(number as usize);
    NewEntry {
        output: Some(format!("/home/person/{document_name}")),
        document_name,
        digest_algorithm: "SHA-256".to_owned(),
        digest: format!("{number:064x}"),
        signer: signer.map(|name| (*name).to_owned()),
        level: Some(if number.is_multiple_of(2) { "T" } else { "B" }.to_owned()),
        ..NewEntry::new(Kind::Signed, at)
    }
}
