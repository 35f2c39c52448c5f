//! One entry and its hash.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use time::OffsetDateTime;

use crate::Error;

/// Columns in the order of [`Entry::from_row`].
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT sequence, at, kind, document_name, digest_algorithm, digest, signer, ",
            "key_identifier, output, level, result, previous_hash, hash FROM history ",
            $rest
        )
    };
}
/// What [`Entry::from_row`] reads, without a condition.
pub(super) const SELECT: &str = select!("");
pub(super) const SELECT_LATEST: &str = select!("ORDER BY sequence DESC LIMIT $1");
pub(super) const SELECT_ALL: &str = select!("ORDER BY sequence");

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A document was signed.
    Signed,
    /// A signature was raised to a higher level.
    Extended,
    /// Signatures were verified.
    Verified,
    /// A key file's password or layout was changed, or it was backed up.
    KeyChanged,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::Signed,
        Self::Extended,
        Self::Verified,
        Self::KeyChanged,
    ];

    /// The name in the database and in JSON; `history-kind-<name>` in the catalogue.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Extended => "extended",
            Self::Verified => "verified",
            Self::KeyChanged => "key-changed",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What an entry says, before it has a place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NewEntry {
    /// When; whole seconds are kept.
    #[serde(with = "time::serde::rfc3339")]
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub at: OffsetDateTime,
    /// What was done.
    pub kind: Kind,
    /// The document's file name.
    pub document_name: String,
    /// The name of the digest algorithm.
    pub digest_algorithm: String,
    /// The document's digest in lower-case hex.
    pub digest: String,
    /// The signer's subject as RFC 4514 text.
    pub signer: Option<String>,
    /// The key's identifier in lower-case hex.
    pub key_identifier: Option<String>,
    /// Where the result was written.
    pub output: Option<String>,
    /// The level reached: B, T.
    pub level: Option<String>,
    /// The indication, when something was verified.
    pub result: Option<String>,
}

impl NewEntry {
    /// An entry that says only what and when.
    pub fn new(kind: Kind, at: OffsetDateTime) -> Self {
        Self {
            at,
            kind,
            document_name: String::new(),
            digest_algorithm: String::new(),
            digest: String::new(),
            signer: None,
            key_identifier: None,
            output: None,
            level: None,
            result: None,
        }
    }
}

/// An entry in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Entry {
    /// Its number, from 1.
    pub sequence: i64,
    /// What it says.
    #[serde(flatten)]
    pub content: NewEntry,
    /// The hash of the entry before it; 64 zeros for the first.
    pub previous_hash: String,
    /// Its own hash: SHA-256 in lower-case hex.
    pub hash: String,
}

/// What the first entry refers to.
pub(super) const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl Entry {
    pub(super) fn from_row(row: &SqliteRow) -> Result<Self, Error> {
        let kind: String = row.try_get(2)?;
        let at: i64 = row.try_get(1)?;
        let damaged = |what: &str| Error::Damaged(format!("history: {what}"));
        Ok(Self {
            sequence: row.try_get(0)?,
            content: NewEntry {
                at: OffsetDateTime::from_unix_timestamp(at).map_err(|_| damaged("time"))?,
                kind: Kind::parse(&kind).ok_or_else(|| damaged("kind"))?,
                document_name: row.try_get(3)?,
                digest_algorithm: row.try_get(4)?,
                digest: row.try_get(5)?,
                signer: row.try_get(6)?,
                key_identifier: row.try_get(7)?,
                output: row.try_get(8)?,
                level: row.try_get(9)?,
                result: row.try_get(10)?,
            },
            previous_hash: row.try_get(11)?,
            hash: row.try_get(12)?,
        })
    }
}

/// SHA-256 over a name of the format and every field with its length, so that
/// no two different entries are ever written the same way.
pub(super) fn derive_hash(sequence: i64, content: &NewEntry, previous_hash: &str) -> String {
    let mut hasher = Sha256::new();
    let mut field = |text: Option<&str>| match text {
        None => hasher.update([0]),
        Some(text) => {
            hasher.update([1]);
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text);
        }
    };
    field(Some("Tanba history 1"));
    field(Some(&sequence.to_string()));
    field(Some(&content.at.unix_timestamp().to_string()));
    field(Some(content.kind.as_str()));
    field(Some(&content.document_name));
    field(Some(&content.digest_algorithm));
    field(Some(&content.digest));
    field(content.signer.as_deref());
    field(content.key_identifier.as_deref());
    field(content.output.as_deref());
    field(content.level.as_deref());
    field(content.result.as_deref());
    field(Some(previous_hash));
    hex::encode(hasher.finalize())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry() -> NewEntry {
        NewEntry::new(Kind::Signed, OffsetDateTime::UNIX_EPOCH)
    }

    #[test]
    fn the_hash_is_known() {
        // Fixed for good: a changed format would make every history look altered.
        assert_eq!(
            derive_hash(1, &entry(), NO_HASH),
            "9246c7359f7a891b4056ac6651840b229cb2318cbdd0b904e0a0a7055e334082"
        );
    }

    proptest! {
        #[test]
        fn moving_text_between_fields_changes_the_hash(a in ".{1,9}", b in ".{0,9}") {
            let one = NewEntry { document_name: format!("{a}{b}"), ..entry() };
            let two = NewEntry { document_name: b, digest_algorithm: a, ..entry() };
            prop_assert_ne!(derive_hash(1, &one, NO_HASH), derive_hash(1, &two, NO_HASH));
        }

        #[test]
        fn absent_is_not_empty(text in ".{0,9}") {
            let one = NewEntry { signer: Some(String::new()), level: Some(text.clone()), ..entry() };
            let two = NewEntry { signer: None, level: Some(text), ..entry() };
            prop_assert_ne!(derive_hash(1, &one, NO_HASH), derive_hash(1, &two, NO_HASH));
        }
    }
}
