//! A certification authority of ours: who it is, and a certificate for a request.

use std::fmt;

use rand_core::CryptoRngCore;
use reqwest::header::ACCEPT;
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use tanba_protocol::{AuthorityDescription, AuthorityHealth, IssuedCertificate};
use url::Url;

use crate::client::{Limits, Request, is_loopback};
use crate::error::{Error, ErrorKind, Service};
use crate::fetcher::{Fetcher, error, parse};
use crate::settings::Settings;

const SERVICE: Service = Service::Authority;

/// Speaks to one authority. Redirects are not followed: a token is for this address alone.
pub struct AuthorityClient {
    fetcher: Fetcher,
    address: Url,
}

impl fmt::Debug for AuthorityClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AuthorityClient")
            .field("address", &self.address.as_str())
            .finish_non_exhaustive()
    }
}

impl AuthorityClient {
    /// A client of the authority at `address`: https, or plain http on this machine itself. `rng` spreads
    /// the pauses between tries.
    ///
    /// # Errors
    /// [`ErrorKind::Address`] for any other address, and as [`Fetcher::new`].
    pub fn new(
        address: &str,
        settings: Settings,
        rng: Box<dyn CryptoRngCore + Send>,
    ) -> Result<Self, Error> {
        let mut address = parse(SERVICE, address)?;
        let is_plain = address.username().is_empty()
            && address.password().is_none()
            && address.query().is_none()
            && address.fragment().is_none();
        if !is_plain || (address.scheme() != "https" && !is_loopback(&address)) {
            return Err(error(SERVICE, &address, ErrorKind::Address));
        }
        if !address.path().ends_with('/') {
            let path = format!("{}/", address.path());
            address.set_path(&path);
        }
        let settings = Settings {
            redirects: 0,
            ..settings
        };
        match Fetcher::new(settings, None, rng) {
            Ok(fetcher) => Ok(Self { fetcher, address }),
            Err(kind) => Err(error(SERVICE, &address, kind)),
        }
    }

    /// Its address without a slash at the end: one authority has one.
    pub fn address(&self) -> &str {
        self.address.as_str().trim_end_matches('/')
    }

    /// Whether it is well.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn health(&self) -> Result<AuthorityHealth, Error> {
        self.ask(Request::get(self.at("health")?)).await
    }

    /// Who it is, and what to trust where it is trusted.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn description(&self) -> Result<AuthorityDescription, Error> {
        self.ask(Request::get(self.at("authority")?)).await
    }

    /// Sends a CertificationRequest (PKCS#10, DER) with its one-time token. The same request may be sent
    /// again with the same token: the answer is the same certificate.
    ///
    /// # Errors
    /// [`Error`], after all tries; [`ErrorKind::Problem`] says why it was refused.
    pub async fn request_certificate(
        &self,
        token: &SecretString,
        request_der: &[u8],
    ) -> Result<IssuedCertificate, Error> {
        let url = self.at("certificates")?;
        let mut request = Request::post(url, "application/pkcs10", request_der);
        request.token = Some(token.clone());
        self.ask(request).await
    }

    fn at(&self, path: &str) -> Result<Url, Error> {
        let joined = self.address.join(path);
        joined.map_err(|_| error(SERVICE, &self.address, ErrorKind::Address))
    }

    async fn ask<T: DeserializeOwned>(&self, mut request: Request) -> Result<T, Error> {
        request.headers.push((
            ACCEPT,
            "application/json, application/problem+json".to_owned(),
        ));
        let limits = Limits {
            time: self.fetcher.settings.answer_timeout,
            bytes: self.fetcher.settings.largest_answer,
        };
        let url = request.url.clone();
        let (_, body) = self.fetcher.fetch(SERVICE, request, limits).await?;
        serde_json::from_slice(&body)
            .map_err(|cause| error(SERVICE, &url, ErrorKind::WrongContent(cause.to_string())))
    }
}
