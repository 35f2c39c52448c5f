//! The local SQLite database: the history of signatures, signings under way, journeys to keys,
//! keys seen, reminders given, settings and the trust that a person added.
//!
//! It must not know what a signature means, nor ask for the time or a path:
//! both are given. It holds no secret.
//!
//! The entries of the history are chained by hash and the last hash is kept in
//! the keyring of the operating system where there is one, so that an entry
//! that was altered, removed or cut off shows. It shows no more than that: who
//! can write to this person's keyring as well can make up a history.
//!
//! ```
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("data").join("tanba.db");
//! # let now = time::OffsetDateTime::UNIX_EPOCH;
//! use std::sync::Arc;
//! use tanba_store::{Kind, NewEntry, NoKeyring, Store};
//!
//! let store = Store::open(&path, Arc::new(NoKeyring)).await?;
//! let entry = NewEntry { document_name: "a.pdf".into(), ..NewEntry::new(Kind::Signed, now) };
//! store.history().append(&entry).await?;
//! let report = store.history().check().await?;
//! assert!(report.is_whole() && report.entries == 1);
//! # Ok::<(), tanba_store::Error>(()) }).unwrap();
//! ```

mod anchors;
mod authorities;
mod enrolments;
mod error;
mod history;
mod keyring;
mod keys;
mod open;
mod reminders;
mod settings;
mod signings;
mod thread;

pub use anchors::{Anchors, StoredAnchor};
pub use authorities::{Authorities, StoredAuthority};
pub use enrolments::{Enrolments, HeldEnrolment, StoredEnrolment, StoredFact};
pub use error::Error;
pub use history::{
    Appended, Entry, History, HistoryFault, HistoryReport, KeyringState, Kind, NewEntry, Page,
};
pub use keyring::{Keyring, KeyringError, NoKeyring, SystemKeyring};
pub use keys::{Keys, SeenKey};
pub use open::Store;
pub use reminders::Reminders;
pub use settings::{Setting, Settings, names};
pub use signings::{InterruptedSigning, PlannedDocument, RunningSigning, Signings};
