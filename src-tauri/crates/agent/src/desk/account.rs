//! The personal account at an authority. Its session stays here: the window sees what is in the account and
//! never what opens it.

use std::sync::{Arc, PoisonError};

use serde::Serialize;
use tanba_online::AuthorityClient;
use tanba_protocol::authority::{AccountApplication, AccountSettings, AccountSubject};
use tanba_protocol::{Failure, FailureCode, Moment, RevocationReason};

use super::task::Task;
use super::{Call, Changed, Desk, Reply};
use crate::account::{AccountRequest, Codes, OwnCertificateView, Session};
use crate::failure::Explain;
use crate::shell::unless_cancelled;

/// Whether somebody is logged in, and where one can be.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AccountState {
    /// The addresses of the authorities that this computer knows.
    pub authorities: Vec<String>,
    /// The account that is open.
    pub open: Option<AccountView>,
}

/// What is in an account.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AccountView {
    /// Address of the authority.
    pub authority: String,
    /// Who is logged in.
    pub subject: AccountSubject,
    /// Serial number of the certificate that logged in: of a pair, the one for authentication.
    pub serial_number: String,
    /// Until when the session lasts.
    pub expires_at: Moment,
    /// Everything issued to the person, and for a head for the legal entity.
    pub certificates: Vec<OwnCertificateView>,
    /// The person's applications, and for a head those of the staff.
    pub applications: Vec<AccountApplication>,
    /// The settings.
    pub settings: AccountSettings,
}

/// An account that is open.
#[derive(Debug)]
pub(super) struct OpenAccount {
    client: AuthorityClient,
    session: Session,
}

impl Desk {
    pub(super) async fn account(&self, call: Call, task: &Task) -> Result<Reply, Failure> {
        Ok(match call {
            Call::Account => Reply::Account(self.account_state(task).await?),
            Call::AccountOpen { authority, key } => {
                self.open_account(authority, key, task).await?;
                Reply::AccountOpen(self.account_state(task).await?)
            }
            Call::AccountClose => {
                self.close_account();
                Reply::AccountClose(self.account_state(task).await?)
            }
            Call::AccountRevoke { serial, reason } => {
                self.revoke(&serial, reason, task).await?;
                Reply::AccountRevoke(self.account_state(task).await?)
            }
            Call::AccountDecide { number, refusal } => {
                let open = self.opened()?;
                let agent = &self.agent;
                let decided = agent.decide_in(&open.session, &open.client, &number, refusal, task);
                self.in_session(decided.await)?;
                Reply::AccountDecide(self.account_state(task).await?)
            }
            Call::AccountSettings { change } => {
                let open = self.opened()?;
                let kept = self.agent.settings_in(&open.session, &open.client, &change);
                self.in_session(kept.await)?;
                Reply::AccountSettings(self.account_state(task).await?)
            }
            _ => return Err(Failure::new(FailureCode::Internal)),
        })
    }

    /// Logs out: the screen is locked, or the window closed.
    pub fn close_account(&self) {
        let open = self.open.lock();
        let was_open = open.unwrap_or_else(PoisonError::into_inner).take();
        if was_open.is_some() {
            self.changed(Changed::Account);
        }
    }

    /// Logs out when the session is over.
    pub(super) fn close_expired_account(&self) {
        if let Err(failure) = self.opened()
            && failure.code == FailureCode::AccountSessionExpired
        {
            self.close_account();
        }
    }

    async fn open_account(
        &self,
        authority: String,
        key: String,
        task: &Task,
    ) -> Result<(), Failure> {
        self.close_account();
        let authority = self.agent.awake(authority).await?;
        let request = AccountRequest { authority, key };
        let (client, account) = self.agent.enter(&request, task).await?;
        self.agent.remember_authority(client.address()).await?;
        // The key is closed again; whatever is signed with it later is asked for.
        let session = account.session;
        let opened = Arc::new(OpenAccount { client, session });
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = Some(opened);
        self.changed(Changed::Account);
        Ok(())
    }

    async fn revoke(
        &self,
        serial: &str,
        reason: RevocationReason,
        task: &Task,
    ) -> Result<(), Failure> {
        let open = self.opened()?;
        let order = (serial, reason);
        let revoked = self
            .agent
            .revoke_in(&open.session, &open.client, order, &Codes::Ask, task)
            .await;
        self.in_session(revoked)?;
        self.agent.settle_renewals(serial).await?;
        self.changed(Changed::Keys);
        Ok(())
    }

    /// The account that is open, unless its session is over.
    fn opened(&self) -> Result<Arc<OpenAccount>, Failure> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let open = open
            .as_ref()
            .filter(|open| self.agent.clock.now().unix_timestamp() < open.session.expires_at.0);
        open.cloned()
            .ok_or_else(|| Failure::new(FailureCode::AccountSessionExpired))
    }

    /// Logs out where the authority says that the session is over.
    fn in_session<T>(&self, done: Result<T, Failure>) -> Result<T, Failure> {
        if let Err(failure) = &done
            && failure.code == FailureCode::AccountSessionExpired
        {
            self.close_account();
        }
        done
    }

    async fn account_state(&self, task: &Task) -> Result<AccountState, Failure> {
        let open = match self.opened() {
            Ok(open) => {
                let view = unless_cancelled(task, self.account_view(&open)).await;
                match self.in_session(view) {
                    // Whoever revokes the key with which they are in is out.
                    Err(failure) if failure.code == FailureCode::AccountSessionExpired => None,
                    view => Some(view?),
                }
            }
            Err(_) => None,
        };
        Ok(AccountState {
            authorities: self.agent.account_authorities().await?,
            open,
        })
    }

    async fn account_view(&self, open: &OpenAccount) -> Result<AccountView, Failure> {
        let OpenAccount { client, session } = open;
        let applications = client.account_applications(session.token()).await;
        let settings = client.account_settings(session.token()).await;
        Ok(AccountView {
            authority: client.address().to_owned(),
            subject: session.subject.clone(),
            serial_number: session.serial.clone(),
            expires_at: session.expires_at,
            certificates: self.agent.certificates_in(session, client).await?,
            applications: applications.map_err(|error| error.explain())?,
            settings: settings.map_err(|error| error.explain())?,
        })
    }
}
