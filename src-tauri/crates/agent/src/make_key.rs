//! New keys. For now with a certificate that the key signs itself: good for trying things out,
//! proof of nothing to others.

use std::path::PathBuf;

use tanba_keystore::file::save_new;
use tanba_keystore::password::PasswordRule;
use tanba_keystore::{Signer, SystemRandom, software};
use tanba_pki::builder::extensions::{self, usage};
use tanba_pki::builder::{CertificateTemplate, NameBuilder};
use tanba_pki::profile::KeyStorage;
use tanba_pki::{Certificate, pem};
use tanba_protocol::{Failure, FailureCode, PasswordPurpose};
use time::Duration;

use crate::agent::Agent;
use crate::document::about;
use crate::failure::Explain;
use crate::keys::{Layout, ask};
use crate::output;
use crate::shell::Shell;

pub use tanba_keystore::software::KeyAlgorithm;

/// What key is wanted.
#[derive(Clone, Debug)]
pub struct SelfSignedRequest {
    /// Name in the certificate.
    pub name: String,
    /// Algorithm of the key.
    pub algorithm: KeyAlgorithm,
    /// Folder for the key file and the certificate.
    pub folder: PathBuf,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeKey {
    /// The key file.
    pub key: PathBuf,
    /// The certificate, in PEM.
    pub certificate: PathBuf,
    /// Identifier of the key, in hexadecimal.
    pub key_identifier: String,
}

/// How long a self-signed certificate is good for; file keys of the NCA live as long.
const VALIDITY: Duration = Duration::days(365);

impl Agent {
    /// Makes a key pair and a certificate that it signs itself. The key is encrypted from its
    /// first byte on the disk.
    ///
    /// # Errors
    /// [`FailureCode::PasswordUnsuitable`], [`FailureCode::OutputFolderMissing`] and the like.
    pub async fn make_self_signed(
        &self,
        request: &SelfSignedRequest,
        shell: &dyn Shell,
    ) -> Result<MadeKey, Failure> {
        let folder = request.folder.as_path();
        if !folder.is_dir() {
            return Err(about(FailureCode::OutputFolderMissing, folder));
        }
        let explained = |error: tanba_keystore::Error| error.explain_about(folder);
        let password = ask(folder, PasswordPurpose::New, false, shell).await?;
        PasswordRule::Current
            .check(&password)
            .map_err(|violation| explained(violation.into()))?;
        tokio::task::block_in_place(|| {
            let key =
                software::generate(request.algorithm, &mut SystemRandom).map_err(explained)?;
            let certificate = self.self_signed(&request.name, &key)?;
            let file = save_new(
                folder,
                &key,
                Some(&certificate),
                &password,
                Layout::Nca,
                &mut SystemRandom,
            )
            .map_err(explained)?;
            let text = pem::encode("CERTIFICATE", certificate.der()).map_err(internal)?;
            Ok(MadeKey {
                certificate: output::write(&file.with_extension("cer"), text.as_bytes())?,
                key: file,
                key_identifier: key.key_identifier().to_string(),
            })
        })
    }

    fn self_signed(&self, name: &str, key: &dyn Signer) -> Result<Certificate, Failure> {
        let now = self.clock.now();
        let name = NameBuilder::default()
            .common_name(name)
            .country("KZ")
            .build()
            .map_err(internal)?;
        let public = key.public_key();
        let template = CertificateTemplate::new(&name, &name, public, now, now + VALIDITY)
            .map_err(internal)?
            .with(extensions::key_usage(
                usage::DIGITAL_SIGNATURE | usage::NON_REPUDIATION,
            ))
            .with(extensions::subject_key_identifier(key.key_identifier()));
        let template = match extensions::key_storage(KeyStorage::Pkcs12) {
            Some(storage) => template.with(storage),
            None => template,
        };
        let prepared = template
            .prepare(key.default_algorithm())
            .map_err(internal)?;
        let value = key
            .sign(&prepared.to_be_signed())
            .map_err(|error| error.explain())?;
        prepared.finish(&value).map_err(internal)
    }
}

fn internal(error: impl std::fmt::Display) -> Failure {
    Failure::new(FailureCode::Internal).with_detail(error)
}
