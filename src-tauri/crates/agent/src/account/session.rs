//! Logging in: a challenge that names the authority, signed by a key.

use std::fmt;
use std::io::Cursor;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;
use tanba_ades::cms::{self, Content, Parameters};
use tanba_enrolment::OldKey;
use tanba_keystore::Signer;
use tanba_keystore::file::KeyFile;
use tanba_online::AuthorityClient;
use tanba_pki::Certificate;
use tanba_protocol::authority::SessionOrder;
use tanba_protocol::{Failure, FailureCode};
use time::OffsetDateTime;

use crate::agent::Agent;
use crate::document::about;
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};

/// The line of a challenge that names the authority.
const ORIGIN: &str = "origin: ";

/// An open session, and the key that opened it.
pub(crate) struct Account {
    /// What `--key` takes: an absolute path.
    pub(crate) key: String,
    token: SecretString,
    signer: Box<dyn Signer>,
    certificate: Certificate,
    /// What opened the key, where it was a password.
    pub(crate) password: Option<SecretString>,
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Account").finish_non_exhaustive()
    }
}

impl Account {
    /// The token of the session.
    pub(crate) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Serial number of the certificate of the key, in hex.
    pub(crate) fn serial(&self) -> String {
        hex::encode(self.certificate.serial_number())
    }

    /// The key as one that is to be renewed.
    pub(crate) fn old_key(&self) -> OldKey {
        OldKey {
            reference: self.key.clone(),
            key_identifier: self.signer.key_identifier().to_string(),
            certificate: STANDARD.encode(self.certificate.der()),
            serial: self.serial(),
        }
    }

    /// A CMS over `content` with the content inside, DER in base64.
    pub(crate) fn sign(&self, content: &[u8], at: OffsetDateTime) -> Result<String, Failure> {
        sign(self.signer.as_ref(), &self.certificate, content, at)
    }
}

fn sign(
    signer: &dyn Signer,
    certificate: &Certificate,
    content: &[u8],
    at: OffsetDateTime,
) -> Result<String, Failure> {
    tokio::task::block_in_place(|| {
        let parameters = Parameters::signed_at(at);
        let prepared = cms::prepare(Content::Bytes(content), certificate, &parameters)
            .map_err(|error| error.explain())?;
        let value = signer
            .sign(&prepared.to_be_signed)
            .map_err(|error| error.explain())?;
        let mut signed = Vec::new();
        cms::finish_attached(
            &prepared,
            &value,
            None,
            &mut Cursor::new(content),
            &mut signed,
        )
        .map_err(|error| error.explain())?;
        Ok(STANDARD.encode(signed))
    })
}

impl Agent {
    /// Opens a key and logs in with it. A password that is `known` is not asked for where it fits.
    ///
    /// # Errors
    /// [`FailureCode::AccountKeyRefused`], [`FailureCode::PasswordWrong`], and those of the authority.
    pub(crate) async fn open_account(
        &self,
        client: &AuthorityClient,
        key: &str,
        known: Option<&SecretString>,
        shell: &dyn Shell,
    ) -> Result<Account, Failure> {
        let path = Path::new(key);
        let file = KeyFile::open(path).map_err(|error| error.explain_about(path))?;
        let known =
            known.filter(|known| tokio::task::block_in_place(|| file.unlock(known)).is_ok());
        let password = match known {
            Some(known) => known.clone(),
            None => self.right_password(&file, shell).await?,
        };
        let signers = tokio::task::block_in_place(|| file.unlock(&password));
        let signer = signers
            .map_err(|error| error.explain_about(path))?
            .into_iter()
            .find(|signer| signer.certificate().is_some())
            .ok_or_else(|| about(FailureCode::KeyFileWithoutKey, path))?;
        self.remember_key(&file, &signer, shell).await;
        let certificate = signer
            .certificate()
            .cloned()
            .ok_or_else(|| about(FailureCode::KeyFileWithoutKey, path))?;
        let token = unless_cancelled(shell, self.session(client, &signer, &certificate)).await?;
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Ok(Account {
            key: absolute.display().to_string(),
            token,
            certificate,
            signer: Box::new(signer),
            password: Some(password),
        })
    }

    async fn session(
        &self,
        client: &AuthorityClient,
        signer: &dyn Signer,
        certificate: &Certificate,
    ) -> Result<SecretString, Failure> {
        let challenge = client.account_challenge().await;
        let challenge = challenge.map_err(|error| error.explain())?.challenge;
        // A challenge of another authority, passed on by this one, would open that one's account to it.
        let origin = challenge.lines().find_map(|line| line.strip_prefix(ORIGIN));
        if origin.map(|origin| origin.trim_end_matches('/')) != Some(client.address()) {
            return Err(Failure::new(FailureCode::AuthorityAnswerDamaged)
                .with_subject(client.address())
                .with_detail("the challenge names another authority"));
        }
        let signature = sign(signer, certificate, challenge.as_bytes(), self.clock.now())?;
        let session = client.account_session(&SessionOrder { signature }).await;
        let session = session.map_err(|error| error.explain())?;
        Ok(SecretString::from(session.token))
    }
}
