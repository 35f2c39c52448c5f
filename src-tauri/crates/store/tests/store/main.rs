//! The database under tampering, crowds and damage.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop on what it does not expect"
)]

mod enrolments;
mod history;
mod opening;
mod pages;
mod reminders;
mod signings;
mod system_keyring;
mod values;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tanba_store::{Keyring, KeyringError, Kind, NewEntry, Store};
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-20 10:00 UTC);

/// A keyring in memory, which can be out of reach for a while.
#[derive(Default)]
struct Fake {
    texts: Mutex<HashMap<String, String>>,
    away: Mutex<bool>,
}

impl Fake {
    fn set_away(&self, away: bool) {
        *self.away.lock().unwrap() = away;
    }

    fn reached(&self) -> Result<(), KeyringError> {
        if *self.away.lock().unwrap() {
            Err(KeyringError("away".to_owned()))
        } else {
            Ok(())
        }
    }
}

impl Keyring for Fake {
    fn load(&self, account: &str) -> Result<Option<String>, KeyringError> {
        self.reached()?;
        Ok(self.texts.lock().unwrap().get(account).cloned())
    }

    fn save(&self, account: &str, text: &str) -> Result<(), KeyringError> {
        self.reached()?;
        self.texts
            .lock()
            .unwrap()
            .insert(account.to_owned(), text.to_owned());
        Ok(())
    }
}

/// A database in a folder of its own.
struct World {
    folder: tempfile::TempDir,
    keyring: Arc<Fake>,
}

impl World {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keyring: Arc::default(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("data").join("tanba.db")
    }

    async fn open(&self) -> Store {
        let keyring: Arc<dyn Keyring> = Arc::clone(&self.keyring) as _;
        Store::open(&self.path(), keyring).await.unwrap()
    }

    async fn with_entries(count: usize) -> (Self, Store) {
        let world = Self::new();
        let store = world.open().await;
        for number in 1..=count {
            store
                .history()
                .append(&entry(&format!("{number}.pdf")))
                .await
                .unwrap();
        }
        (world, store)
    }
}

fn entry(name: &str) -> NewEntry {
    NewEntry {
        document_name: name.to_owned(),
        digest_algorithm: "SHA-256".to_owned(),
        digest: "ab".repeat(32),
        signer: Some("CN=ТЕСТОВ ТЕСТ".to_owned()),
        ..NewEntry::new(Kind::Signed, NOW)
    }
}

/// Changes the file behind the store's back.
async fn tamper(path: &Path, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
