//! A folder of keys: what was made stays, whoever made it.

use std::collections::BTreeMap;

use tanba_enrolment::ports::Keys;
use tanba_enrolment::{InstalledKey, KeyName, MadeKey, Storage};
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::{Failure, FailureCode, IssuedCertificate, Moment as Instant};

use crate::world::{Moment, World};

#[derive(Debug, Default)]
pub(crate) struct Folder {
    pub(crate) is_pair: bool,
    /// How many keys were ever made.
    pub(crate) made: usize,
    /// Where no second key can be made, or none at all.
    pub(crate) full: Vec<Full>,
    /// By place and name.
    keys: BTreeMap<(String, KeyName), MadeKey>,
    certificates: BTreeMap<KeyName, IssuedCertificate>,
    /// How often a certificate was put to its key.
    pub(crate) installed: usize,
}

/// A place that takes so many keys and no more.
#[derive(Clone, Debug)]
pub(crate) struct Full {
    pub(crate) path: &'static str,
    pub(crate) room: usize,
    /// Whether it cannot even be looked at.
    pub(crate) is_gone: bool,
}

/// What a full place says.
pub(crate) fn no_room() -> Failure {
    Failure::new(FailureCode::OutputFailed)
}

fn path_of(storage: &Storage) -> &str {
    match storage {
        Storage::Folder { path } => path,
        Storage::Token { serial, .. } => serial,
    }
}

impl Folder {
    pub(crate) fn count_in(&self, place: &str) -> usize {
        self.keys.keys().filter(|(path, _)| path == place).count()
    }

    /// A key lies there that nobody wrote down.
    pub(crate) fn lie_in(&mut self, place: &str, name: KeyName) {
        let key = self.fresh(KeyPurpose::Signature);
        self.keys.insert((place.to_owned(), name), key);
    }

    fn fresh(&mut self, purpose: KeyPurpose) -> MadeKey {
        self.made += 1;
        MadeKey {
            purpose,
            // Keys are random: another one made would be another.
            key_identifier: format!("{:02x}", self.made),
            request: format!("request {}", self.made),
        }
    }

    fn look(&self, place: &str) -> Result<(), Failure> {
        let is_gone = |full: &Full| full.path == place && full.is_gone;
        match self.full.iter().any(is_gone) {
            true => Err(Failure::new(FailureCode::TokenNotFound)),
            false => Ok(()),
        }
    }
}

impl Keys for World {
    async fn purposes(&self, _storage: &Storage) -> Result<Vec<KeyPurpose>, Failure> {
        Ok(match self.state().folder.is_pair {
            true => vec![KeyPurpose::Authentication, KeyPurpose::Signature],
            false => vec![KeyPurpose::Signature],
        })
    }

    async fn find(
        &self,
        storage: &Storage,
        name: &KeyName,
        _purpose: KeyPurpose,
    ) -> Result<Option<MadeKey>, Failure> {
        self.pass(Moment::Before("find"))?;
        let place = path_of(storage);
        let folder = &self.state().folder;
        folder.look(place)?;
        let key = folder.keys.get(&(place.to_owned(), name.clone()));
        Ok(key.cloned())
    }

    async fn clear(&self, _storage: &Storage, _name: &KeyName) -> Result<(), Failure> {
        self.pass(Moment::Before("clear"))
    }

    async fn make(
        &self,
        storage: &Storage,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> Result<MadeKey, Failure> {
        self.act("make", |state| {
            let folder = &mut state.folder;
            let place = path_of(storage);
            folder.look(place)?;
            let there = folder.count_in(place);
            let is_full = |full: &Full| full.path == place && there >= full.room;
            if folder.full.iter().any(is_full) {
                return Err(no_room());
            }
            let key = folder.fresh(purpose);
            let lies = (place.to_owned(), name.clone());
            let before = folder.keys.insert(lies, key.clone());
            assert_eq!(before, None, "a key takes no other's place");
            Ok(key)
        })
    }

    async fn installed(
        &self,
        _storage: &Storage,
        name: &KeyName,
        key: &MadeKey,
        certified: &IssuedCertificate,
    ) -> Result<Option<InstalledKey>, Failure> {
        self.pass(Moment::Before("installed"))?;
        let state = self.state();
        let lies = state.folder.certificates.get(name) == Some(certified);
        Ok(lies.then(|| ready(key)))
    }

    async fn install(
        &self,
        storage: &Storage,
        name: &KeyName,
        key: &MadeKey,
        certified: &IssuedCertificate,
    ) -> Result<InstalledKey, Failure> {
        self.act("install", |state| {
            let folder = &mut state.folder;
            let lies = (path_of(storage).to_owned(), name.clone());
            assert_eq!(folder.keys.get(&lies), Some(key), "the key lies there");
            assert_eq!(certified.certificate, format!("for {}", key.request));
            folder.certificates.insert(name.clone(), certified.clone());
            folder.installed += 1;
            Ok(ready(key))
        })
    }
}

fn ready(key: &MadeKey) -> InstalledKey {
    InstalledKey {
        reference: format!("/keys/{}.p12", key.key_identifier),
        key_identifier: key.key_identifier.clone(),
        purpose: key.purpose,
        serial: key.key_identifier.clone(),
        not_after_at: Instant(0),
    }
}
