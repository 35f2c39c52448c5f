//! Adding an entry, and telling the keyring.

use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, Transaction};

use super::History;
use super::entry::{NO_HASH, NewEntry, derive_hash};
use crate::Error;
use crate::keyring::{KeyringError, bounded};

/// An entry that was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Its number.
    pub sequence: i64,
    /// Whether the keyring knows of it now, or why not.
    pub keyring: Result<(), KeyringError>,
}

/// The last entry, as the keyring keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) sequence: i64,
    pub(super) hash: String,
}

impl History<'_> {
    /// Adds an entry at the end. Several processes may do so at once.
    ///
    /// # Errors
    /// When the database cannot be written; that the keyring cannot is told in
    /// [`Appended`] and is no failure.
    pub async fn append(&self, content: &NewEntry) -> Result<Appended, Error> {
        self.append_all(std::slice::from_ref(content)).await
    }

    /// Adds entries at the end, all of them or none.
    ///
    /// # Errors
    /// As [`History::append`].
    pub async fn append_all(&self, contents: &[NewEntry]) -> Result<Appended, Error> {
        // Takes the write lock at once, so that the last entry stays the last.
        let mut transaction = self.0.pool.begin_with("BEGIN IMMEDIATE").await?;
        let mut last = head(&mut transaction).await?.unwrap_or_else(|| Head {
            sequence: 0,
            hash: NO_HASH.to_owned(),
        });
        for content in contents {
            last = insert(&mut transaction, &last, content).await?;
        }
        let sequence = last.sequence;
        transaction.commit().await?;
        let keyring = self.advance_keyring(false).await?;
        Ok(Appended { sequence, keyring })
    }

    /// Takes the history as it is now for whole: what [`History::check`] found
    /// was seen by a person. Only the keyring's head is moved; entries that were
    /// altered stay visibly so.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn accept(&self) -> Result<Result<(), KeyringError>, Error> {
        self.advance_keyring(true).await
    }

    /// Moves the keyring's head to the last entry. Evidence is kept: while the
    /// keyring's head is not an entry of this chain, it stays, unless `force`.
    /// The write lock serves as the lock between processes, so that the head
    /// never moves back.
    async fn advance_keyring(&self, force: bool) -> Result<Result<(), KeyringError>, Error> {
        let mut transaction = self.0.pool.begin_with("BEGIN IMMEDIATE").await?;
        let Some(last) = head(&mut transaction).await? else {
            return Ok(Ok(()));
        };
        if !force {
            let known = match self.keyring_head().await {
                Ok(known) => known,
                Err(error) => return Ok(Err(error)),
            };
            if let Some(known) = known {
                let hash: Option<String> =
                    sqlx::query_scalar("SELECT hash FROM history WHERE sequence = $1")
                        .bind(known.sequence)
                        .fetch_optional(&mut *transaction)
                        .await?;
                if hash.as_deref() != Some(known.hash.as_str()) {
                    return Ok(Err(KeyringError(
                        "the history is not the one known".to_owned(),
                    )));
                }
            }
        }
        let text = serde_json::to_string(&last).unwrap_or_default();
        let account = self.0.account.clone();
        let saved = bounded(&self.0.keyring, self.0.keyring_timeout, move |keyring| {
            keyring.save(&account, &text)
        })
        .await;
        transaction.rollback().await?;
        Ok(saved)
    }

    /// The head that the keyring knows. What cannot be read counts as a head
    /// that no chain has, for somebody wrote it.
    pub(super) async fn keyring_head(&self) -> Result<Option<Head>, KeyringError> {
        let account = self.0.account.clone();
        let text = bounded(&self.0.keyring, self.0.keyring_timeout, move |keyring| {
            keyring.load(&account)
        })
        .await?;
        Ok(text.map(|text| {
            serde_json::from_str(&text).unwrap_or_else(|_| Head {
                sequence: i64::MIN,
                hash: String::new(),
            })
        }))
    }
}

/// Adds an entry after `last`, and gives it back as the last one.
async fn insert(
    transaction: &mut Transaction<'_, Sqlite>,
    last: &Head,
    content: &NewEntry,
) -> Result<Head, Error> {
    let sequence = last
        .sequence
        .checked_add(1)
        .ok_or_else(|| Error::Damaged("history: sequence".to_owned()))?;
    let hash = derive_hash(sequence, content, &last.hash);
    sqlx::query(
        "INSERT INTO history (sequence, at, kind, document_name, digest_algorithm, digest, \
         signer, key_identifier, output, level, result, previous_hash, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(sequence)
    .bind(content.at.unix_timestamp())
    .bind(content.kind.as_str())
    .bind(&content.document_name)
    .bind(&content.digest_algorithm)
    .bind(&content.digest)
    .bind(&content.signer)
    .bind(&content.key_identifier)
    .bind(&content.output)
    .bind(&content.level)
    .bind(&content.result)
    .bind(&last.hash)
    .bind(&hash)
    .execute(&mut **transaction)
    .await?;
    Ok(Head { sequence, hash })
}

async fn head(transaction: &mut Transaction<'_, Sqlite>) -> Result<Option<Head>, Error> {
    let row: Option<(i64, String)> =
        sqlx::query_as("SELECT sequence, hash FROM history ORDER BY sequence DESC LIMIT 1")
            .fetch_optional(&mut **transaction)
            .await?;
    Ok(row.map(|(sequence, hash)| Head { sequence, hash }))
}
