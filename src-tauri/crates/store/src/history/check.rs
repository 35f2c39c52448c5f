//! Whether the history is as it was written.

use futures::TryStreamExt as _;
use serde::Serialize;
use sqlx::Row as _;

use super::History;
use super::append::Head;
use super::entry::{Entry, NO_HASH, SELECT_ALL, derive_hash};
use crate::Error;

/// Faults beyond this many are counted, not listed.
const MOST_FAULTS: usize = 1_000;

/// One thing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "fault", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HistoryFault {
    /// The entry does not say what it said, or does not follow the one before it.
    Altered {
        /// Its number.
        sequence: i64,
    },
    /// Entries right before this one are missing.
    Removed {
        /// The number of the first entry after the gap.
        sequence: i64,
        /// How many are missing.
        count: i64,
    },
    /// Entries that the keyring knows of are missing at the end.
    CutOff {
        /// How many are missing.
        count: i64,
    },
    /// The entry that the keyring knows is another one: the history was replaced
    /// or written anew from some entry on.
    Replaced,
}

/// What the keyring could say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "keyring", rename_all = "kebab-case")]
pub enum KeyringState {
    /// It knows the last entry.
    Agrees,
    /// It knows an earlier entry: those after it were written while it could not
    /// be reached. Whether more followed them cannot be told.
    Behind {
        /// How many entries it does not know.
        count: i64,
    },
    /// What it knows does not fit; see the faults.
    Disagrees,
    /// It knows nothing of this history: a cut-off end cannot be noticed.
    Empty,
    /// There is none, or it does not answer: a cut-off end cannot be noticed.
    Absent {
        /// Why, in technical words.
        reason: String,
    },
}

/// What the check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HistoryReport {
    /// How many entries there are.
    pub entries: i64,
    /// What is not as it was written; the first thousand.
    pub faults: Vec<HistoryFault>,
    /// How many faults there are.
    pub fault_count: u64,
    /// What the keyring could say.
    #[serde(flatten)]
    pub keyring: KeyringState,
}

impl HistoryReport {
    /// No fault was found. How much that says depends on the keyring's state.
    pub fn is_whole(&self) -> bool {
        self.fault_count == 0
    }

    fn add(&mut self, fault: HistoryFault) {
        self.fault_count = self.fault_count.saturating_add(1);
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }
}

impl History<'_> {
    /// Reads every entry and compares the last with the keyring's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check(&self) -> Result<HistoryReport, Error> {
        // Before the entries: one that is added meanwhile only leaves it behind.
        let known = self.keyring_head().await;
        let known_head = known.as_ref().ok().and_then(Option::as_ref);
        let mut report = HistoryReport {
            entries: 0,
            faults: Vec::new(),
            fault_count: 0,
            keyring: KeyringState::Empty,
        };
        let mut last_sequence = 0i64;
        let mut previous_hash = NO_HASH.to_owned();
        let mut hash_at_known = None;
        let mut rows = sqlx::query(SELECT_ALL).fetch(&self.0.pool);
        while let Some(row) = rows.try_next().await? {
            report.entries = report.entries.saturating_add(1);
            let sequence: i64 = row.try_get(0)?;
            let missing = sequence.saturating_sub(last_sequence).saturating_sub(1);
            if missing > 0 {
                report.add(HistoryFault::Removed {
                    sequence,
                    count: missing,
                });
            }
            let entry = Entry::from_row(&row).ok();
            let sound = sequence > 0
                && entry.as_ref().is_some_and(|entry| {
                    let hash = derive_hash(sequence, &entry.content, &entry.previous_hash);
                    // Over a gap the hash before is not known.
                    hash == entry.hash && (missing > 0 || entry.previous_hash == previous_hash)
                });
            if !sound {
                report.add(HistoryFault::Altered { sequence });
            }
            // What it should hash to: the next entry's reference shows whether an
            // altered entry was given a new hash as well.
            previous_hash = row.try_get(12).unwrap_or_default();
            if known_head.is_some_and(|head| head.sequence == sequence) {
                hash_at_known = Some(previous_hash.clone());
            }
            last_sequence = sequence;
        }
        drop(rows);
        report.keyring = match &known {
            Err(error) => KeyringState::Absent {
                reason: error.to_string(),
            },
            Ok(None) => KeyringState::Empty,
            Ok(Some(head)) => compare(&mut report, head, last_sequence, hash_at_known),
        };
        Ok(report)
    }
}

fn compare(
    report: &mut HistoryReport,
    head: &Head,
    last_sequence: i64,
    hash_at_known: Option<String>,
) -> KeyringState {
    if head.sequence > last_sequence {
        report.add(HistoryFault::CutOff {
            count: head.sequence.saturating_sub(last_sequence),
        });
        return KeyringState::Disagrees;
    }
    match hash_at_known {
        Some(hash) if hash == head.hash => match last_sequence.saturating_sub(head.sequence) {
            0 => KeyringState::Agrees,
            count => KeyringState::Behind { count },
        },
        // A gap where it should be is reported already.
        None if head.sequence > 0 => KeyringState::Disagrees,
        _ => {
            report.add(HistoryFault::Replaced);
            KeyringState::Disagrees
        }
    }
}
