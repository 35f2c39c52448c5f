//! The personal account at an authority: what was issued to a person, renewal and revocation.

mod codes;
mod decide;
mod known;
mod open;
mod renew;
mod revoke;
mod session;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use tanba_online::AuthorityClient;
use tanba_pki::Certificate;
use tanba_protocol::authority::{
    AccountApplication, AccountCertificate, AccountSettings, Language,
};
use tanba_protocol::{Failure, FailureCode, Moment, RevocationReason};
use time::OffsetDateTime;

use crate::agent::{Agent, Patience};
use crate::describe::CertificateView;
use crate::enrol::fetching;
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};

pub use codes::Codes;
pub(crate) use open::Secrets;
pub(crate) use session::{Account, Session};

/// A certificate that was issued to the person.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OwnCertificateView {
    /// Serial number, in hex.
    pub serial_number: String,
    /// What it says.
    pub certificate: CertificateView,
    /// Whether it is the person's own, rather than an employee's.
    pub is_own: bool,
    /// When it was revoked.
    pub revoked_at: Option<Moment>,
    /// Why.
    pub revocation_reason: Option<RevocationReason>,
}

/// What is to be set otherwise in an account.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AccountSettingsChange {
    /// The language of letters and messages.
    pub language: Option<Language>,
    /// Whether to be reminded by e-mail.
    pub email_reminders: Option<bool>,
}

/// Whose account, and where.
#[derive(Clone, Debug)]
pub struct AccountRequest {
    /// Address of the authority.
    pub authority: String,
    /// The key to log in with.
    pub key: String,
}

impl Agent {
    /// Everything issued to the holder of a key.
    ///
    /// # Errors
    /// [`FailureCode::AccountKeyRefused`], and those of the key and the authority.
    pub async fn account_certificates(
        &self,
        request: &AccountRequest,
        shell: &dyn Shell,
    ) -> Result<Vec<OwnCertificateView>, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        unless_cancelled(shell, self.certificates_in(&account.session, &client)).await
    }

    /// The same in a session. What was revoked is remembered of the keys that are here.
    pub(crate) async fn certificates_in(
        &self,
        session: &Session,
        client: &AuthorityClient,
    ) -> Result<Vec<OwnCertificateView>, Failure> {
        let all = client.account_certificates(session.token()).await;
        let mut views = Vec::new();
        for one in all.map_err(|error| error.explain())? {
            let certificate = self.learn(&one).await?;
            views.push(OwnCertificateView {
                serial_number: one.serial_number,
                certificate: CertificateView::of(&certificate),
                is_own: one.is_own,
                revoked_at: one.revoked_at,
                revocation_reason: one.revocation_reason,
            });
        }
        Ok(views)
    }

    /// Remembers what the authority says of a certificate.
    async fn learn(&self, one: &AccountCertificate) -> Result<Certificate, Failure> {
        let damaged = |error: &dyn std::fmt::Display| {
            Failure::new(FailureCode::AuthorityAnswerDamaged).with_detail(error)
        };
        let der = STANDARD.decode(&one.certificate);
        let der = der.map_err(|error| damaged(&error))?;
        let certificate = Certificate::from_der(&der).map_err(|error| damaged(&error))?;
        let since = one
            .revoked_at
            .map(|at| OffsetDateTime::from_unix_timestamp(at.0));
        if let Some(Ok(since)) = since {
            let reason = one.revocation_reason.unwrap_or_default();
            self.mark_revoked(&certificate, since, reason).await;
        }
        Ok(certificate)
    }

    /// The applications of the holder of a key, and for a head those of the staff.
    ///
    /// # Errors
    /// As [`Self::account_certificates`].
    pub async fn account_applications(
        &self,
        request: &AccountRequest,
        shell: &dyn Shell,
    ) -> Result<Vec<AccountApplication>, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        let all = client.account_applications(account.session.token()).await;
        all.map_err(|error| error.explain())
    }

    /// The settings of the holder of a key; with those of `change` from now on.
    ///
    /// # Errors
    /// As [`Self::account_certificates`].
    pub async fn account_settings(
        &self,
        request: &AccountRequest,
        change: &AccountSettingsChange,
        shell: &dyn Shell,
    ) -> Result<AccountSettings, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        let work = self.settings_in(&account.session, &client, change);
        unless_cancelled(shell, work).await
    }

    /// The same in a session.
    pub(crate) async fn settings_in(
        &self,
        session: &Session,
        client: &AuthorityClient,
        change: &AccountSettingsChange,
    ) -> Result<AccountSettings, Failure> {
        let before = client.account_settings(session.token()).await;
        let before = before.map_err(|error| error.explain())?;
        let wanted = AccountSettings {
            language: change.language.unwrap_or(before.language),
            email_reminders: change.email_reminders.unwrap_or(before.email_reminders),
        };
        if wanted == before {
            return Ok(before);
        }
        let kept = client.keep_account_settings(session.token(), &wanted).await;
        kept.map_err(|error| error.explain())
    }

    /// Logs in with a key.
    pub(crate) async fn enter(
        &self,
        request: &AccountRequest,
        shell: &dyn Shell,
    ) -> Result<(AuthorityClient, Account), Failure> {
        let client = self
            .authority_client(&request.authority, Patience::Needed)
            .await?;
        fetching(shell);
        unless_cancelled(shell, self.meet_authority(&client, None)).await?;
        let account = self
            .open_account(&client, &request.key, Secrets::default(), shell)
            .await?;
        Ok((client, account))
    }
}
