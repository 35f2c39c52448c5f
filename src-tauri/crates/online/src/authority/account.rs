//! The personal account: a session, and what may be done in it.

use reqwest::Method;
use secrecy::SecretString;
use tanba_protocol::authority::{
    AccountApplication, AccountCertificate, AccountChallenge, AccountSession, AccountSettings,
    ApplicationView, CodeOrder, CodePurpose, CodeSent, DecisionOrder, IDEMPOTENCY_HEADER,
    RenewalOrder, RenewalView, RevocationOrder, SessionOrder,
};

use super::apply::with;
use super::{AuthorityClient, SERVICE, json_post};
use crate::client::Request;
use crate::error::{Error, ErrorKind};
use crate::fetcher::error;

impl AuthorityClient {
    /// A challenge to be signed, which names the authority. That it names this one is for the caller to
    /// see.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_challenge(&self) -> Result<AccountChallenge, Error> {
        let url = self.at("account/challenges")?;
        self.ask(Request::post(url, "application/json", b"")).await
    }

    /// A session for a signed challenge.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_session(&self, order: &SessionOrder) -> Result<AccountSession, Error> {
        self.ask(json_post(self.at("account/sessions")?, order)?)
            .await
    }

    /// Everything issued to the person.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_certificates(
        &self,
        session: &SecretString,
    ) -> Result<Vec<AccountCertificate>, Error> {
        let request = Request::get(self.at("account/certificates")?);
        self.ask(inside(request, session)).await
    }

    /// The person's applications, and for a head those of the staff.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_applications(
        &self,
        session: &SecretString,
    ) -> Result<Vec<AccountApplication>, Error> {
        let request = Request::get(self.at("account/applications")?);
        self.ask(inside(request, session)).await
    }

    /// Has a one-time code sent.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_code(
        &self,
        session: &SecretString,
        purpose: CodePurpose,
    ) -> Result<CodeSent, Error> {
        let request = json_post(self.at("account/codes")?, &CodeOrder { purpose })?;
        self.ask(inside(request, session)).await
    }

    /// Renews. Sent again with the same idempotency key (a UUID) its answer is the same application.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_renewal(
        &self,
        session: &SecretString,
        idempotency_key: &str,
        order: &RenewalOrder,
    ) -> Result<RenewalView, Error> {
        let request = json_post(self.at("account/renewals")?, order)?;
        let request = with(request, IDEMPOTENCY_HEADER, idempotency_key);
        self.ask(inside(request, session)).await
    }

    /// Revokes a certificate.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_revocation(
        &self,
        session: &SecretString,
        order: &RevocationOrder,
    ) -> Result<AccountCertificate, Error> {
        let request = json_post(self.at("account/revocations")?, order)?;
        self.ask(inside(request, session)).await
    }

    /// The person's settings.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_settings(&self, session: &SecretString) -> Result<AccountSettings, Error> {
        let request = Request::get(self.at("account/settings")?);
        self.ask(inside(request, session)).await
    }

    /// Keeps the person's settings.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn keep_account_settings(
        &self,
        session: &SecretString,
        settings: &AccountSettings,
    ) -> Result<AccountSettings, Error> {
        let mut request = json_post(self.at("account/settings")?, settings)?;
        request.method = Method::PUT;
        self.ask(inside(request, session)).await
    }

    /// A head's decision about an employee's application.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn account_decision(
        &self,
        session: &SecretString,
        number: &str,
        order: &DecisionOrder,
    ) -> Result<ApplicationView, Error> {
        if !number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
        {
            return Err(error(SERVICE, &self.address, ErrorKind::Address));
        }
        let url = self.at(&format!("account/applications/{number}/decision"))?;
        self.ask(inside(json_post(url, order)?, session)).await
    }
}

fn inside(mut request: Request, session: &SecretString) -> Request {
    request.token = Some(session.clone());
    request
}
