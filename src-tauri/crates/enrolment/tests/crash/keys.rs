//! A folder of keys: what was made stays, whoever made it.

use std::collections::BTreeMap;

use tanba_enrolment::ports::Keys;
use tanba_enrolment::{InstalledKey, KeyName, MadeKey, Storage};
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::{Failure, IssuedCertificate, Moment as Instant};

use crate::world::{Moment, World};

#[derive(Debug, Default)]
pub(crate) struct Folder {
    pub(crate) is_pair: bool,
    /// How many keys were ever made.
    pub(crate) made: usize,
    keys: BTreeMap<KeyName, MadeKey>,
    certificates: BTreeMap<KeyName, IssuedCertificate>,
    /// How often a certificate was put to its key.
    pub(crate) installed: usize,
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
        _storage: &Storage,
        name: &KeyName,
        _purpose: KeyPurpose,
    ) -> Result<Option<MadeKey>, Failure> {
        self.pass(Moment::Before("find"))?;
        Ok(self.state().folder.keys.get(name).cloned())
    }

    async fn make(
        &self,
        _storage: &Storage,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> Result<MadeKey, Failure> {
        self.act("make", |state| {
            let folder = &mut state.folder;
            folder.made += 1;
            let key = MadeKey {
                purpose,
                // Keys are random: another one made would be another.
                key_identifier: format!("{:02x}", folder.made),
                request: format!("request {}", folder.made),
            };
            let before = folder.keys.insert(name.clone(), key.clone());
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
        _storage: &Storage,
        name: &KeyName,
        key: &MadeKey,
        certified: &IssuedCertificate,
    ) -> Result<InstalledKey, Failure> {
        self.act("install", |state| {
            let folder = &mut state.folder;
            assert_eq!(folder.keys.get(name), Some(key), "the key lies there");
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
