//! Keys that a certification authority certifies.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;
use tanba_keystore::file::{KeyFile, derive_name, save_as};
use tanba_keystore::{Signer, SystemRandom};
use tanba_online::{AuthorityClient, ErrorKind};
use tanba_pki::profile::{KeyPurpose, key_purpose};
use tanba_pki::signing::ToBeSigned;
use tanba_pki::{Certificate, PublicKey, pem};
use tanba_protocol::{Event, Failure, FailureCode, IssuedCertificate, Progress, Stage};
use time::{Duration, OffsetDateTime};

use super::pending::{Files, Pending};
use super::{KeyAlgorithm, MadeKey, internal};
use crate::agent::{Agent, Patience};
use crate::document::{self, about};
use crate::failure::Explain;
use crate::keys::Layout;
use crate::output;
use crate::practice::{KnownAuthority, certificates, is_practice};
use crate::shell::{Shell, unless_cancelled};

/// How far the clock of an authority may run ahead of ours.
const CLOCK_SKEW: Duration = Duration::minutes(10);
/// Larger than any certificate file, in bytes.
const MAX_CERTIFICATE: u64 = 1 << 20;

/// What key is wanted, and from whom.
#[derive(Clone, Debug)]
pub struct AuthorityKeyRequest {
    /// Address of the authority: https, or plain http on this computer.
    pub authority: String,
    /// The one-time token that it gave.
    pub token: SecretString,
    /// The fingerprint that it has to have.
    pub fingerprint: Option<String>,
    /// Algorithm of the key.
    pub algorithm: KeyAlgorithm,
    /// Folder for the key file and the certificate.
    pub folder: PathBuf,
}

/// A certified key, and who certified it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedKey {
    /// The key.
    pub made: MadeKey,
    /// Who certified it.
    pub by: CertifiedBy,
}

/// Who certified a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertifiedBy {
    /// The environment that trusts it.
    pub environment: &'static str,
    /// Address of the authority.
    pub authority: String,
    /// Its name for people.
    pub authority_name: String,
    /// Fingerprint of its trust anchors: SHA-256 in hexadecimal.
    pub fingerprint: String,
    /// Whether it was met for the first time, and is trusted from now on.
    pub is_first_contact: bool,
    /// Whether an attempt that had been broken off was finished.
    pub is_resumed: bool,
}

impl Agent {
    /// Makes a key pair here, has an authority certify it, and makes sure that the key file opens
    /// and signs before it is called done. The private key is on the disk, encrypted, before the
    /// request is sent: with the same token and folder, what was broken off is taken up again.
    ///
    /// # Errors
    /// [`FailureCode::OutputFolderMissing`], those of the authority (`Authority…`,
    /// [`FailureCode::PracticeAuthorityChanged`]) and of the password.
    pub async fn make_key(
        &self,
        request: &AuthorityKeyRequest,
        shell: &dyn Shell,
    ) -> Result<IssuedKey, Failure> {
        let folder = request.folder.as_path();
        if !folder.is_dir() {
            return Err(about(FailureCode::OutputFolderMissing, folder));
        }
        shell.event(Event::Progress(Progress {
            stage: Stage::Fetching,
            bytes_done: 0,
            bytes_total: None,
        }));
        let client = self
            .authority_client(&request.authority, Patience::Needed)
            .await?;
        let is_first_contact = self.practice_authority().await?.is_none();
        let meeting = self.meet_authority(&client, request.fingerprint.as_deref());
        let met = unless_cancelled(shell, meeting).await?.require_practice()?;
        let pending = self
            .pending_key(
                folder,
                Files::of_token(folder, &request.token),
                request.algorithm,
                None,
                shell,
            )
            .await?;
        let asking = ask(&client, &request.token, &pending);
        let issued = unless_cancelled(shell, asking).await?;
        let key = pending.key.public_key();
        let certificate = check(&met, key, KeyPurpose::Signature, &issued, self.clock.now())?;
        let (made, file) = tokio::task::block_in_place(|| save(folder, &pending, &certificate))?;
        self.trust_authority(&met).await?;
        let signer = tokio::task::block_in_place(|| prove(&file, &pending, &certificate))?;
        self.remember_key(&file, &signer, shell).await;
        pending.discard();
        Ok(IssuedKey {
            made,
            by: CertifiedBy::met(met, is_first_contact, pending.is_resumed),
        })
    }
}

impl CertifiedBy {
    pub(super) fn met(met: KnownAuthority, is_first_contact: bool, is_resumed: bool) -> Self {
        Self {
            environment: crate::practice::PRACTICE,
            authority: met.url,
            authority_name: met.name,
            fingerprint: met.fingerprint,
            is_first_contact,
            is_resumed,
        }
    }
}

/// Sends the request. A key that was refused for good and never sent before is not kept.
async fn ask(
    client: &AuthorityClient,
    token: &SecretString,
    pending: &Pending,
) -> Result<IssuedCertificate, Failure> {
    let answer = client.request_certificate(token, &pending.request).await;
    answer.map_err(|error| {
        if is_final(&error) && !pending.is_resumed {
            pending.discard();
        }
        error.explain()
    })
}

/// Whether an authority would refuse the same request again.
pub(super) fn is_final(error: &tanba_online::Error) -> bool {
    matches!(&error.kind, ErrorKind::Problem(problem) if problem.status < 500 && problem.status != 408)
}

/// The certificate, once it is sure that it is the one asked for and leads to the authority.
pub(crate) fn check(
    met: &KnownAuthority,
    key: &PublicKey,
    purpose: KeyPurpose,
    issued: &IssuedCertificate,
    now: OffsetDateTime,
) -> Result<Certificate, Failure> {
    let unsuitable = |detail: &dyn std::fmt::Display| {
        Failure::new(FailureCode::AuthorityCertificateUnsuitable)
            .with_subject(&met.url)
            .with_detail(detail)
    };
    let der = STANDARD
        .decode(&issued.certificate)
        .map_err(|error| unsuitable(&error))?;
    let certificate = Certificate::from_der(&der).map_err(|error| unsuitable(&error))?;
    let chain = certificates(&issued.chain).map_err(|error| unsuitable(&error))?;
    if certificate.public_key().ok().as_ref() != Some(key) {
        return Err(unsuitable(&"the certificate is for another key"));
    }
    if key_purpose(&certificate).ok() != Some(purpose) {
        return Err(unsuitable(&"the certificate is for another purpose"));
    }
    if is_practice(&certificate) != met.is_practice {
        return Err(unsuitable(
            &"the issuer's name does not say what the authority does of practice",
        ));
    }
    // Its clock may be a little ahead of ours.
    let begins_at = certificate.not_before_at();
    let at = if begins_at - now < CLOCK_SKEW {
        now.max(begins_at)
    } else {
        now
    };
    match met.validate(&certificate, chain, at).failure {
        Some(failure) => Err(unsuitable(&failure)),
        None => Ok(certificate),
    }
}

/// Writes the key file and the certificate; what an earlier attempt wrote is left as it is.
pub(crate) fn save(
    folder: &Path,
    pending: &Pending,
    certificate: &Certificate,
) -> Result<(MadeKey, KeyFile), Failure> {
    let purpose = key_purpose(certificate).unwrap_or(KeyPurpose::Signature);
    let path = folder.join(derive_name(&pending.key, purpose));
    let explained = |error: tanba_keystore::Error| error.explain_about(&path);
    if !(pending.is_resumed && path.symlink_metadata().is_ok()) {
        save_as(
            &path,
            &pending.key,
            Some(certificate),
            &pending.password,
            Layout::Nca,
            &mut SystemRandom,
        )
        .map_err(explained)?;
    }
    let file = KeyFile::open(&path).map_err(explained)?;
    let beside = path.with_extension("cer");
    let text = pem::encode("CERTIFICATE", certificate.der()).map_err(internal)?;
    let is_there = fs::symlink_metadata(&beside).is_ok()
        && document::read(&beside, MAX_CERTIFICATE)? == text.as_bytes();
    if !is_there {
        output::write(&beside, text.as_bytes())?;
    }
    let made = MadeKey {
        certificate: beside,
        key: path,
        key_identifier: pending.key.key_identifier().to_string(),
    };
    Ok((made, file))
}

/// Opens the file as any program would, signs with it and verifies that with the certificate.
pub(crate) fn prove(
    file: &KeyFile,
    pending: &Pending,
    certificate: &Certificate,
) -> Result<tanba_keystore::file::FileSigner, Failure> {
    let path = file.path();
    let signers = file.unlock(&pending.password);
    let signer = signers
        .map_err(|error| error.explain_about(path))?
        .into_iter()
        .find(|signer| signer.certificate() == Some(certificate))
        .ok_or_else(|| about(FailureCode::OutputExists, path))?;
    first_signature(&signer, certificate)?;
    Ok(signer)
}

/// Signs, and verifies that with the certificate.
pub(crate) fn first_signature(
    signer: &dyn Signer,
    certificate: &Certificate,
) -> Result<(), Failure> {
    let to_be_signed = ToBeSigned {
        algorithm: signer.default_algorithm(),
        message: b"Tanba: the first signature of a new key".to_vec(),
    };
    let value = signer
        .sign(&to_be_signed)
        .map_err(|error| error.explain())?;
    let key = certificate.public_key().map_err(internal)?;
    key.verify(to_be_signed.algorithm, &to_be_signed.message, &value.0)
        .map_err(internal)
}
