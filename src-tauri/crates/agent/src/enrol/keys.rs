//! Keys of enrolments, in folders here and on tokens in `on_token.rs`. A key in a folder is encrypted from its first byte; until its certificate comes it
//! lies beside its request under the name of the enrolment.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tanba_enrolment::ports::Keys;
use tanba_enrolment::{InstalledKey, KeyName, MadeKey, Storage};
use tanba_keystore::Signer as _;
use tanba_keystore::software::KeyAlgorithm;
use tanba_pki::profile::KeyPurpose;
use tanba_pki::request::CertificationRequest;
use tanba_pki::{Certificate, PublicKey, pem};
use tanba_protocol::{Failure, FailureCode, IssuedCertificate};

use super::{Ports, check_storage};
use crate::document::{self, about};
use crate::make_key::{Files, Pending, name_of, prove, save};
use crate::verify::moment;

/// What the authority certifies in a file today: one key for everything.
const ALGORITHM: KeyAlgorithm = KeyAlgorithm::Gost512;
/// Longer than any certificate file, in bytes.
const MAX_CERTIFICATE: u64 = 1 << 20;

impl Keys for &Ports<'_> {
    async fn purposes(&self, storage: &Storage) -> Result<Vec<KeyPurpose>, Failure> {
        match storage {
            Storage::Folder { .. } => Ok(vec![KeyPurpose::Signature]),
            Storage::Token { serial, .. } => self.purposes_on(serial).await,
        }
    }

    async fn find(
        &self,
        storage: &Storage,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> Result<Option<MadeKey>, Failure> {
        let folder = match storage {
            Storage::Folder { path } => Path::new(path),
            Storage::Token { serial, .. } => return self.find_on(serial, name, purpose).await,
        };
        let files = Files::of_enrolment(folder, name);
        if let Some(request) = files.request()? {
            return Ok(Some(made(&request, purpose)?));
        }
        if !files.are_begun() {
            return Ok(None);
        }
        // It broke off between the key and its request, which takes the key to be written.
        let pending = self.pending(folder, files).await?;
        Ok(Some(made(&pending.request, purpose)?))
    }

    async fn make(
        &self,
        storage: &Storage,
        name: &KeyName,
        purpose: KeyPurpose,
    ) -> Result<MadeKey, Failure> {
        check_storage(storage)?;
        let folder = match storage {
            Storage::Folder { path } => Path::new(path),
            Storage::Token { serial, .. } => return self.make_on(serial, name, purpose).await,
        };
        let pending = self
            .pending(folder, Files::of_enrolment(folder, name))
            .await?;
        made(&pending.request, purpose)
    }

    async fn clear(&self, storage: &Storage, name: &KeyName) -> Result<(), Failure> {
        if let Storage::Folder { path } = storage {
            let files = Files::of_enrolment(Path::new(path), name);
            if files.request()?.is_none() {
                files.discard();
            }
        }
        Ok(())
    }

    async fn installed(
        &self,
        storage: &Storage,
        name: &KeyName,
        key: &MadeKey,
        certified: &IssuedCertificate,
    ) -> Result<Option<InstalledKey>, Failure> {
        let certificate = certificate(certified)?;
        let folder = match storage {
            Storage::Folder { path } => Path::new(path),
            Storage::Token { serial, .. } => {
                return self.installed_on(serial, name, key, &certificate).await;
            }
        };
        let path = final_path(folder, key)?;
        let beside = path.with_extension("cer");
        let is_finished = !Files::of_enrolment(folder, name).are_begun()
            && path.is_file()
            && beside.is_file()
            && document::read(&beside, MAX_CERTIFICATE)? == encoded(&certificate)?.as_bytes();
        Ok(is_finished.then(|| ready(&path.display().to_string(), key, &certificate)))
    }

    async fn install(
        &self,
        storage: &Storage,
        name: &KeyName,
        key: &MadeKey,
        certified: &IssuedCertificate,
    ) -> Result<InstalledKey, Failure> {
        let folder = match storage {
            Storage::Folder { path } => Path::new(path),
            Storage::Token { serial, .. } => {
                return self.install_on(serial, name, key, certified).await;
            }
        };
        let files = Files::of_enrolment(folder, name);
        let missing = || about(FailureCode::EnrolmentKeysMissing, folder);
        if !files.are_begun() {
            return Err(missing());
        }
        let pending = self.pending(folder, files).await?;
        if pending.key.key_identifier().to_string() != key.key_identifier {
            return Err(missing());
        }
        let certificate = certificate(certified)?;
        let (made, signer) = tokio::task::block_in_place(|| {
            let (made, file) = save(folder, &pending, &certificate)?;
            let signer = prove(&file, &pending, &certificate)?;
            Ok::<_, Failure>((made, (file, signer)))
        })?;
        let (file, signer) = signer;
        self.agent.remember_key(&file, &signer, self.shell).await;
        pending.discard();
        Ok(ready(&made.key.display().to_string(), key, &certificate))
    }
}

impl Ports<'_> {
    async fn pending(&self, folder: &Path, files: Files) -> Result<Pending, Failure> {
        let mut secrets = self.secrets.lock().await;
        let known = secrets.password.as_ref();
        let pending = self
            .agent
            .pending_key(folder, files, ALGORITHM, known, self.shell)
            .await?;
        secrets.password = Some(pending.password.clone());
        Ok(pending)
    }
}

fn made(request: &[u8], purpose: KeyPurpose) -> Result<MadeKey, Failure> {
    let key = public_key(request)?;
    let identifier = key.key_identifier().map_err(damaged)?;
    Ok(MadeKey {
        purpose,
        key_identifier: identifier.to_string(),
        request: STANDARD.encode(request),
    })
}

fn public_key(request: &[u8]) -> Result<PublicKey, Failure> {
    let request = CertificationRequest::from_der(request).map_err(damaged)?;
    request.verify().map_err(damaged)?;
    request.public_key().map_err(damaged)
}

/// The key of a made key.
pub(super) fn public_key_of(made: &MadeKey) -> Result<PublicKey, Failure> {
    public_key(&STANDARD.decode(&made.request).map_err(damaged)?)
}

pub(super) fn certificate(certified: &IssuedCertificate) -> Result<Certificate, Failure> {
    let der = STANDARD.decode(&certified.certificate).map_err(damaged)?;
    Certificate::from_der(&der).map_err(damaged)
}

pub(super) fn final_path(folder: &Path, made: &MadeKey) -> Result<PathBuf, Failure> {
    let request = STANDARD.decode(&made.request).map_err(damaged)?;
    let name = name_of(&request).unwrap_or_else(|| format!("{}.p12", made.key_identifier));
    Ok(folder.join(name))
}

fn encoded(certificate: &Certificate) -> Result<String, Failure> {
    pem::encode("CERTIFICATE", certificate.der()).map_err(damaged)
}

pub(super) fn ready(reference: &str, key: &MadeKey, certificate: &Certificate) -> InstalledKey {
    InstalledKey {
        reference: reference.to_owned(),
        key_identifier: key.key_identifier.clone(),
        purpose: key.purpose,
        serial: hex::encode(certificate.serial_number()),
        not_after_at: moment(certificate.not_after_at()),
    }
}

/// What was written here reads no more.
fn damaged(error: impl std::fmt::Display) -> Failure {
    Failure::new(FailureCode::EnrolmentDamaged).with_detail(error)
}
