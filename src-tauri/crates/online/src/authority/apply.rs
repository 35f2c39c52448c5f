//! Applying for keys.

use std::sync::PoisonError;

use reqwest::header::HeaderName;
use tanba_protocol::authority::{
    Agreement, ApplicationOrder, ApplicationView, IDEMPOTENCY_HEADER, Language, LegalEntityView,
    PROOF_HEADER, ProofOfWork, Region,
};
use tanba_protocol::{IssuedCertificate, ProblemCode};

use super::{AuthorityClient, SERVICE, json_post, work};
use crate::client::Request;
use crate::error::{Error, ErrorKind};
use crate::fetcher::error;

/// How often a proof of work is made anew where the authority does not take it: it may have seen it
/// already, when its answer was lost.
const PROOFS: u32 = 3;

impl AuthorityClient {
    /// The user agreement in force.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn agreement(&self) -> Result<Agreement, Error> {
        self.ask(Request::get(self.at("agreement")?)).await
    }

    /// Regions and their cities.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn regions(&self) -> Result<Vec<Region>, Error> {
        self.ask(Request::get(self.at("regions")?)).await
    }

    /// Does the work for the next request that costs some, while a person still types.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn work_ahead(&self) -> Result<(), Error> {
        let proof = self.proof().await?;
        self.set_done(Some(proof));
        Ok(())
    }

    /// The legal entity of a BIN. Costs some work.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn legal_entity(&self, bin: &str) -> Result<LegalEntityView, Error> {
        // What people type must not lead anywhere else.
        if !bin.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(error(SERVICE, &self.address, ErrorKind::Address));
        }
        let url = self.at(&format!("legal-entities/{bin}"))?;
        self.proved(Request::get(url)).await
    }

    /// Hands in an application. Sent again with the same idempotency key (a UUID) its answer is the same
    /// application. Costs some work.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn apply(
        &self,
        idempotency_key: &str,
        order: &ApplicationOrder,
    ) -> Result<ApplicationView, Error> {
        let request = json_post(self.at("applications")?, order)?;
        self.proved(with(request, IDEMPOTENCY_HEADER, idempotency_key))
            .await
    }

    /// Where an application stands; nothing of it is personal.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn application(&self, number: &str) -> Result<ApplicationView, Error> {
        self.ask(Request::get(self.of_application(number, "")?))
            .await
    }

    /// What was issued to the application that was made with this idempotency key, in the order of its
    /// requests.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn application_certificates(
        &self,
        idempotency_key: &str,
        number: &str,
    ) -> Result<Vec<IssuedCertificate>, Error> {
        let request = Request::get(self.of_application(number, "/certificates")?);
        self.ask(with(request, IDEMPOTENCY_HEADER, idempotency_key))
            .await
    }

    /// The application on paper, a PDF.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn application_form(
        &self,
        idempotency_key: &str,
        number: &str,
        language: Language,
    ) -> Result<Vec<u8>, Error> {
        let mut url = self.of_application(number, "/form")?;
        url.query_pairs_mut()
            .append_pair("language", language.as_str());
        let request = with(Request::get(url), IDEMPOTENCY_HEADER, idempotency_key);
        self.bytes(request, "application/pdf, application/problem+json")
            .await
    }

    /// Says that the certificates are with their keys. It may be said again.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn report_installed(
        &self,
        idempotency_key: &str,
        number: &str,
    ) -> Result<ApplicationView, Error> {
        let url = self.of_application(number, "/installed")?;
        let request = Request::post(url, "application/json", b"");
        self.ask(with(request, IDEMPOTENCY_HEADER, idempotency_key))
            .await
    }

    pub(super) fn of_application(&self, number: &str, rest: &str) -> Result<url::Url, Error> {
        let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'-';
        if !number.bytes().all(is_number) {
            return Err(error(SERVICE, &self.address, ErrorKind::Address));
        }
        self.at(&format!("applications/{number}{rest}"))
    }

    async fn proof(&self) -> Result<String, Error> {
        let order = Request::post(self.at("proof-of-work")?, "application/json", b"");
        let task: ProofOfWork = self.ask(order).await?;
        let proof = work::solve(&task).await;
        proof.map_err(|kind| error(SERVICE, &self.address, kind))
    }

    /// What was done before.
    fn set_done(&self, proof: Option<String>) -> Option<String> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut done, proof)
    }

    /// Sends a request with work done for it.
    async fn proved<T: serde::de::DeserializeOwned>(&self, request: Request) -> Result<T, Error> {
        let mut left = PROOFS;
        loop {
            left -= 1;
            let proof = match self.set_done(None) {
                Some(done) => done,
                None => self.proof().await?,
            };
            match self.ask(with(request.clone(), PROOF_HEADER, &proof)).await {
                Err(Error {
                    kind: ErrorKind::Problem(problem),
                    ..
                }) if problem.code == ProblemCode::ProofRefused && left > 0 => {}
                other => return other,
            }
        }
    }
}

/// The request with one more header.
pub(super) fn with(mut request: Request, name: &str, value: &str) -> Request {
    if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
        request.headers.push((name, value.to_owned()));
    }
    request
}
