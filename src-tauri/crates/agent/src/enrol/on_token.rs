//! Keys of enrolments on tokens. A key bears the name of its enrolment as CKA_ID from the moment it is
//! made, so that the token is searched by it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;
use tanba_enrolment::{InstalledKey, KeyName, MadeKey, Storage};
use tanba_keystore::token::{Token, TokenInfo};
use tanba_keystore::{Error, Signer as _};
use tanba_pki::Certificate;
use tanba_pki::profile::{KeyPurpose, KeyStorage};
use tanba_protocol::authority::KeyStorageKind;
use tanba_protocol::{Failure, PinKind};

use super::Ports;
use super::keys::{certificate, ready};
use crate::agent::Agent;
use crate::failure::Explain;
use crate::make_key::{first_signature, new_request};
use crate::tokens::{
    CERTIFIED_RSA, ExplainOf, TokenReference, certified_algorithm, make, storage_of,
};

/// Name of the objects of new keys.
const LABEL: &str = "TANBA";

impl Agent {
    /// The storage with what is known of it now: a token that was named by its label is known by its
    /// serial number from here on.
    pub(crate) async fn resolved_storage(&self, storage: Storage) -> Result<Storage, Failure> {
        let Storage::Token { serial, .. } = storage else {
            return Ok(storage);
        };
        let (_, info) = self.token_with_info(Some(&serial)).await?;
        Ok(Storage::Token {
            model: model(&info),
            serial: info.serial,
        })
    }
}

/// What the authority calls a token. One of no known family, such as one made in software to practise
/// with, stands for the national one.
fn model(info: &TokenInfo) -> KeyStorageKind {
    match storage_of(info) {
        Some(KeyStorage::EToken72K) => KeyStorageKind::EToken72K,
        Some(KeyStorage::EToken5110) => KeyStorageKind::EToken5110,
        Some(KeyStorage::JaCarta) => KeyStorageKind::JaCarta,
        Some(KeyStorage::AKey) => KeyStorageKind::AKey,
        _ => KeyStorageKind::Kaztoken,
    }
}

impl Ports<'_> {
    pub(super) async fn purposes_on(&self, serial: &str) -> Result<Vec<KeyPurpose>, Failure> {
        let (token, info) = self.agent.token_with_info(Some(serial)).await?;
        Ok(match certified_algorithm(&token, &info)? {
            // The older pair.
            CERTIFIED_RSA => vec![KeyPurpose::Authentication, KeyPurpose::Signature],
            _ => vec![KeyPurpose::Signature],
        })
    }

    pub(super) async fn find_on(
        &self,
        serial: &str,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> Result<Option<MadeKey>, Failure> {
        let (token, info) = self.agent.token_with_info(Some(serial)).await?;
        let keys = tokio::task::block_in_place(|| token.keys(None));
        let keys = keys.map_err(|error| error.explain_of(&info))?;
        // One that shows public keys to its owner alone is searched when the key is made.
        if !keys.iter().any(|key| key.id == name.0) {
            return Ok(None);
        }
        self.requested(&token, &info, name, purpose).await.map(Some)
    }

    pub(super) async fn make_on(
        &self,
        serial: &str,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> Result<MadeKey, Failure> {
        let (token, info) = self.agent.token_with_info(Some(serial)).await?;
        let algorithm = certified_algorithm(&token, &info)?;
        self.with_token_pin(&token, |pin| {
            make(&token, algorithm, Some(&name.0), LABEL, pin, self.shell)
        })
        .await?;
        self.requested(&token, &info, name, purpose).await
    }

    pub(super) async fn installed_on(
        &self,
        serial: &str,
        name: &KeyName,
        key: &MadeKey,
        certificate: &Certificate,
    ) -> Result<Option<InstalledKey>, Failure> {
        let (token, _) = self.agent.token_with_info(Some(serial)).await?;
        // Where none can be read there is none.
        let found = tokio::task::block_in_place(|| token.certificate(&name.0)).ok();
        let lies = found.as_ref() == Some(certificate);
        Ok(lies.then(|| ready(&reference(serial, name), key, certificate)))
    }

    pub(super) async fn install_on(
        &self,
        serial: &str,
        name: &KeyName,
        key: &MadeKey,
        issued: &tanba_protocol::IssuedCertificate,
    ) -> Result<InstalledKey, Failure> {
        let (token, _) = self.agent.token_with_info(Some(serial)).await?;
        let certificate = certificate(issued)?;
        let signer = self
            .with_token_pin(&token, |pin| {
                let signer = token.signer(&name.0, pin)?;
                if signer.key_identifier().to_string() != key.key_identifier {
                    return Err(Error::NoKeyForCertificate);
                }
                token.put_certificate(pin, &certificate)?;
                // Anew, so that it has the certificate.
                token.signer(&name.0, pin)
            })
            .await?;
        tokio::task::block_in_place(|| first_signature(&signer, &certificate))?;
        let reference = reference(serial, name);
        self.agent
            .remember_token_key(&reference, &signer, self.shell)
            .await;
        Ok(ready(&reference, key, &certificate))
    }

    /// The request of a key on a token.
    async fn requested(
        &self,
        token: &Token,
        info: &TokenInfo,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> Result<MadeKey, Failure> {
        let (identifier, request) = self
            .with_token_pin(token, |pin| {
                let signer = token.signer(&name.0, pin)?;
                let identifier = signer.key_identifier().to_string();
                Ok((identifier, new_request(&signer, info)?))
            })
            .await?;
        Ok(MadeKey {
            purpose,
            key_identifier: identifier,
            request: STANDARD.encode(request),
        })
    }

    /// Does something with the PIN, which is asked for once in a run.
    async fn with_token_pin<T>(
        &self,
        token: &Token,
        work: impl Fn(&SecretString) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        let mut secrets = self.secrets.lock().await;
        let serial = &token.id().serial;
        if let Some(pin) = secrets.pin_of(serial) {
            let done = tokio::task::block_in_place(|| work(pin));
            return done.map_err(|error| error.explain().with_subject(token.id().to_string()));
        }
        let (done, pin) = self
            .agent
            .with_pin(token, PinKind::User, self.shell, work)
            .await?;
        secrets.pin = Some((serial.clone(), pin));
        Ok(done)
    }
}

/// What names a key of an enrolment on a token.
pub(super) fn reference(serial: &str, name: &KeyName) -> String {
    TokenReference::new(serial, &name.0).to_string()
}
