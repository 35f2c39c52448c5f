//! Logging in: a challenge that names the authority, signed by a key.

use std::fmt;
use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;
use tanba_ades::cms::{self, Content, Parameters};
use tanba_enrolment::OldKey;
use tanba_online::AuthorityClient;
use tanba_pki::Certificate;
use tanba_protocol::authority::{AccountSession, AccountSubject, SessionOrder};
use tanba_protocol::{Failure, FailureCode, Moment};
use time::OffsetDateTime;

use super::open::{Certified, Secrets};
use crate::agent::Agent;
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};

/// The line of a challenge that names the authority.
const ORIGIN: &str = "origin: ";

/// An open session. The key that opened it is closed again.
pub(crate) struct Session {
    /// What `--key` takes, for the key that signs.
    pub(crate) key: String,
    /// Serial number of the certificate that it was opened with, in lower-case hex.
    pub(crate) serial: String,
    /// Who is logged in.
    pub(crate) subject: AccountSubject,
    /// Until when.
    pub(crate) expires_at: Moment,
    token: SecretString,
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Session").finish_non_exhaustive()
    }
}

impl Session {
    /// What the authority knows it by.
    pub(crate) fn token(&self) -> &SecretString {
        &self.token
    }
}

/// An open session, and the key that opened it.
pub(crate) struct Account {
    pub(crate) session: Session,
    signing: Certified,
    /// Serial number of the other certificate of a pair.
    partner_serial: Option<String>,
    /// What opened the key.
    pub(crate) secrets: Secrets,
}

impl fmt::Debug for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Account").finish_non_exhaustive()
    }
}

impl Account {
    /// Serial number of the certificate of the key, in hex.
    pub(crate) fn serial(&self) -> String {
        serial(&self.signing.certificate)
    }

    /// The key as one that is to be renewed.
    pub(crate) fn old_key(&self) -> OldKey {
        OldKey {
            reference: self.session.key.clone(),
            key_identifier: self.signing.signer.key_identifier().to_string(),
            certificate: STANDARD.encode(self.signing.certificate.der()),
            serial: self.serial(),
            partner_serial: self.partner_serial.clone(),
        }
    }

    /// A CMS over `content` with the content inside, DER in base64.
    pub(crate) fn sign(&self, content: &[u8], at: OffsetDateTime) -> Result<String, Failure> {
        sign(&self.signing, content, at)
    }
}

fn serial(certificate: &Certificate) -> String {
    hex::encode(certificate.serial_number())
}

pub(super) fn sign(key: &Certified, content: &[u8], at: OffsetDateTime) -> Result<String, Failure> {
    tokio::task::block_in_place(|| {
        let parameters = Parameters::signed_at(at);
        let prepared = cms::prepare(Content::Bytes(content), &key.certificate, &parameters)
            .map_err(|error| error.explain())?;
        let value = key
            .signer
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
    /// Opens a key and logs in with it. Of a pair, the key for authentication logs in. A secret that is
    /// known is not asked for where it fits.
    ///
    /// # Errors
    /// [`FailureCode::AccountKeyRefused`], [`FailureCode::PasswordWrong`], those of PINs and of the
    /// authority.
    pub(crate) async fn open_account(
        &self,
        client: &AuthorityClient,
        key: &str,
        mut secrets: Secrets,
        shell: &dyn Shell,
    ) -> Result<Account, Failure> {
        let opened = self.open_key(key, &mut secrets, shell).await?;
        let entering = opened.log_in.as_ref().unwrap_or(&opened.signing);
        let session = unless_cancelled(shell, self.session(client, entering)).await?;
        Ok(Account {
            session: Session {
                serial: serial(&entering.certificate),
                key: opened.reference,
                subject: session.subject,
                expires_at: session.expires_at,
                token: SecretString::from(session.token),
            },
            partner_serial: opened.log_in.as_ref().map(|key| serial(&key.certificate)),
            signing: opened.signing,
            secrets,
        })
    }

    async fn session(
        &self,
        client: &AuthorityClient,
        key: &Certified,
    ) -> Result<AccountSession, Failure> {
        let challenge = client.account_challenge().await;
        let challenge = challenge.map_err(|error| error.explain())?.challenge;
        // A challenge of another authority, passed on by this one, would open that one's account to it.
        let origin = challenge.lines().find_map(|line| line.strip_prefix(ORIGIN));
        if origin.map(|origin| origin.trim_end_matches('/')) != Some(client.address()) {
            return Err(Failure::new(FailureCode::AuthorityAnswerDamaged)
                .with_subject(client.address())
                .with_detail("the challenge names another authority"));
        }
        let signature = sign(key, challenge.as_bytes(), self.clock.now())?;
        let session = client.account_session(&SessionOrder { signature }).await;
        session.map_err(|error| error.explain())
    }
}
