//! Giving an enrolment up, and what becomes of the keys that have no certificate.

use std::path::Path;

use serde::Deserialize;
use tanba_enrolment::{Enrolment, EnrolmentId, Fact, MadeKey, Outcome, Step, Storage, next};
use tanba_keystore::Error;
use tanba_keystore::token::Deletion;
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::{Failure, PinKind};
use tanba_store::HeldEnrolment;

use super::keys::final_path;
use super::{EnrolmentView, parse};
use crate::agent::Agent;
use crate::desk::UnfinishedRegistration;
use crate::make_key::Files;
use crate::output::write_failure;
use crate::shell::Shell;

/// What the name of a key that is kept without a certificate ends with: no program takes it for a key file.
const KEPT: &str = "key";
/// What keys of enrolments are for.
const PURPOSES: [KeyPurpose; 2] = [KeyPurpose::Authentication, KeyPurpose::Signature];

/// An enrolment of which keys on a token are about to be deleted; nobody else works at it.
pub(crate) struct KeyHolder {
    held: HeldEnrolment,
    enrolment: Enrolment,
    keys: Vec<MadeKey>,
}

/// What an enrolment that is given up leaves of its keys, which will never have a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum KeysLeft {
    /// Those on tokens, which take the PIN to be deleted; they stay listed.
    #[default]
    OnTokens,
    /// None. Tokens have to be connected.
    Nowhere,
    /// All. Those in a folder become files that people find.
    Everywhere,
}

impl Agent {
    /// Gives an enrolment up, or what one that was given up still holds. The authority cancels the
    /// application by itself. The user PIN is asked for where keys on a token are deleted.
    ///
    /// # Errors
    /// As [`Self::resume_enrolment`]; [`tanba_protocol::FailureCode::TokenNotFound`] and those of PINs and
    /// of the folder, when the enrolment is given up and what it holds is still listed.
    pub async fn abandon_enrolment(
        &self,
        id: &str,
        left: KeysLeft,
        shell: &dyn Shell,
    ) -> Result<EnrolmentView, Failure> {
        let id = parse(id)?;
        let held = self.hold_enrolment(&id).await?;
        let mut enrolment = self.known_enrolment(&id).await?;
        if !matches!(next(&enrolment), Step::Done(Outcome::Abandoned)) {
            self.add_fact(&held, &mut enrolment, Fact::Abandoned)
                .await?;
        }
        let holdings = enrolment.holdings();
        for (storage, made) in holdings.pending {
            let Storage::Folder { path } = storage else {
                continue;
            };
            let files = Files::of_enrolment(Path::new(&path), &id.derive_key_name(made.purpose));
            let fact = if left == KeysLeft::Everywhere {
                let kept = final_path(Path::new(&path), &made)?.with_extension(KEPT);
                files.keep(&kept)?;
                Fact::KeyKept {
                    key_identifier: made.key_identifier,
                    file: kept.display().to_string(),
                }
            } else {
                files.discard();
                discarded(made)
            };
            self.add_fact(&held, &mut enrolment, fact).await?;
        }
        if left == KeysLeft::Nowhere {
            for (file, made) in holdings.kept {
                let _ = std::fs::remove_file(Path::new(&file).with_extension("p10"));
                remove(Path::new(&file))?;
                self.add_fact(&held, &mut enrolment, discarded(made))
                    .await?;
            }
        }
        clear_begun(&enrolment);
        if left == KeysLeft::Nowhere {
            self.delete_on_tokens(&held, &mut enrolment, shell).await?;
        }
        Ok(EnrolmentView::of(&enrolment))
    }

    /// Deletes what an enrolment holds on tokens, and what it may have made there before it could write
    /// that down.
    async fn delete_on_tokens(
        &self,
        held: &HeldEnrolment,
        enrolment: &mut Enrolment,
        shell: &dyn Shell,
    ) -> Result<(), Failure> {
        let id = enrolment.id.clone();
        let mut serials: Vec<String> = enrolment
            .places()
            .filter_map(|place| serial_of(place).map(str::to_owned))
            .collect();
        serials.sort();
        serials.dedup();
        for serial in serials {
            let recorded: Vec<MadeKey> = pending_on(enrolment, &serial).collect();
            let names: Vec<Vec<u8>> = match recorded.as_slice() {
                [] => self.begun_on(enrolment, &serial).await,
                keys => keys.iter().map(|made| key_name(&id, made)).collect(),
            };
            if names.is_empty() {
                continue;
            }
            let (token, _) = self.token_with_info(Some(&serial)).await?;
            self.with_pin(&token, PinKind::User, shell, |pin| {
                for name in &names {
                    match token.delete(pin, name, Deletion::Both) {
                        Ok(()) | Err(Error::KeyNotOnToken(_)) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(())
            })
            .await?;
            for made in recorded {
                self.add_fact(held, enrolment, discarded(made)).await?;
            }
        }
        Ok(())
    }

    /// The names of keys on a token that an enrolment made and could not write down, as far as they can
    /// be seen.
    async fn begun_on(&self, enrolment: &Enrolment, serial: &str) -> Vec<Vec<u8>> {
        if !enrolment.holdings().installed.is_empty() {
            return Vec::new();
        }
        let Ok((token, _)) = self.token_with_info(Some(serial)).await else {
            return Vec::new();
        };
        let there = tokio::task::block_in_place(|| token.keys(None)).unwrap_or_default();
        let names = PURPOSES.map(|purpose| enrolment.id.derive_key_name(purpose).0.to_vec());
        let is_there = |name: &Vec<u8>| there.iter().any(|key| key.id == *name);
        names.into_iter().filter(is_there).collect()
    }

    /// The enrolments to which the keys of these names on a token belong, taken in hand.
    pub(crate) async fn holders_of(
        &self,
        serial: &str,
        names: &[Vec<u8>],
    ) -> Result<Vec<KeyHolder>, Failure> {
        let mut holders = Vec::new();
        for enrolment in self.all_enrolments().await? {
            let named = |made: &MadeKey| names.contains(&key_name(&enrolment.id, made));
            let keys: Vec<_> = pending_on(&enrolment, serial).filter(named).collect();
            if !keys.is_empty() {
                holders.push(KeyHolder {
                    held: self.hold_enrolment(&enrolment.id).await?,
                    enrolment,
                    keys,
                });
            }
        }
        Ok(holders)
    }

    /// These keys were deleted.
    pub(crate) async fn keys_deleted(&self, holders: Vec<KeyHolder>) -> Result<(), Failure> {
        for mut holder in holders {
            for made in holder.keys {
                self.add_fact(&holder.held, &mut holder.enrolment, discarded(made))
                    .await?;
            }
        }
        Ok(())
    }

    /// The first enrolment that is not over and whose key on this token waits for its certificate.
    pub(crate) async fn enrolment_on(
        &self,
        serial: &str,
    ) -> Result<Option<UnfinishedRegistration>, Failure> {
        let all = self.all_enrolments().await?;
        Ok(all.iter().find_map(|enrolment| {
            if matches!(next(enrolment), Step::Done(_)) {
                return None;
            }
            let key = pending_on(enrolment, serial).next()?;
            Some(UnfinishedRegistration {
                key_id: hex::encode(key_name(&enrolment.id, &key)),
                authority: enrolment.authority.clone(),
                started_at: enrolment.facts.first()?.at,
                enrolment_id: Some(enrolment.id.to_string()),
            })
        }))
    }
}

/// Removes what was begun in folders and never written down.
fn clear_begun(enrolment: &Enrolment) {
    if !enrolment.holdings().installed.is_empty() {
        return;
    }
    for place in enrolment.places() {
        if let Storage::Folder { path } = place {
            for purpose in PURPOSES {
                let name = enrolment.id.derive_key_name(purpose);
                Files::of_enrolment(Path::new(path), &name).discard();
            }
        }
    }
}

fn remove(file: &Path) -> Result<(), Failure> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(write_failure(&error, file))
        }
        _ => Ok(()),
    }
}

/// The keys of an enrolment without a certificate that lie on a token.
fn pending_on(enrolment: &Enrolment, serial: &str) -> impl Iterator<Item = MadeKey> {
    let pending = enrolment.holdings().pending.into_iter();
    pending.filter_map(move |(storage, made)| (serial_of(&storage) == Some(serial)).then_some(made))
}

fn serial_of(storage: &Storage) -> Option<&str> {
    match storage {
        Storage::Token { serial, .. } => Some(serial),
        Storage::Folder { .. } => None,
    }
}

/// What a key of an enrolment is called on a token: its CKA_ID.
fn key_name(id: &EnrolmentId, made: &MadeKey) -> Vec<u8> {
    id.derive_key_name(made.purpose).0.to_vec()
}

fn discarded(made: MadeKey) -> Fact {
    Fact::KeyDiscarded {
        key_identifier: made.key_identifier,
    }
}
