//! New keys: certified by an authority, or with a certificate that the key signs itself, which is
//! good for trying things out and proof of nothing to others.

mod issued;
mod on_token;
mod pending;

use std::path::PathBuf;

use tanba_keystore::file::save_new;
use tanba_keystore::software::{self, SoftwareKey};
use tanba_keystore::{Signer, SystemRandom};
use tanba_pki::builder::{Leaf, LeafUrls};
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyPurpose, KeyStorage};
use tanba_pki::{Certificate, pem};
use tanba_protocol::{Failure, FailureCode};
use time::Duration;

use crate::agent::Agent;
use crate::document::about;
use crate::failure::Explain;
use crate::keys::Layout;
use crate::output;
use crate::shell::Shell;

pub use issued::{AuthorityKeyRequest, CertifiedBy, IssuedKey};
pub(crate) use issued::{check, first_signature, prove, save};
pub(crate) use on_token::new_request;
pub use on_token::{IssuedTokenKey, TokenRegistrationRequest};
pub(crate) use pending::{Files, Pending, clear as clear_pending, name_of};
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
        let password = self.new_password(folder, shell).await?;
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

    fn self_signed(&self, name: &str, key: &SoftwareKey) -> Result<Certificate, Failure> {
        let now = self.clock.now();
        key.self_signed(&leaf(name), now, now + VALIDITY)
            .map_err(internal)
    }
}

/// A certificate for signing with a key in a file.
pub(crate) fn leaf(name: &str) -> Leaf {
    Leaf {
        subject: Subject {
            common_name: Some(name.to_owned()),
            ..Subject::default()
        },
        purpose: KeyPurpose::Signature,
        roles: Vec::new(),
        storage: KeyStorage::Pkcs12,
        urls: LeafUrls::default(),
    }
}

fn internal(error: impl std::fmt::Display) -> Failure {
    Failure::new(FailureCode::Internal).with_detail(error)
}
