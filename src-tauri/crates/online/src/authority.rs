//! A certification authority of ours: who it is, certificates, applications, accounts.

mod account;
mod apply;
mod work;

use std::fmt;
use std::net::Ipv4Addr;

use rand_core::CryptoRngCore;
use reqwest::header::ACCEPT;
use secrecy::SecretString;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tanba_protocol::{AuthorityDescription, AuthorityHealth, IssuedCertificate};
use url::{Host, Url};
use zeroize::Zeroizing;

use crate::client::{Limits, Request, end_with_slash, is_private};
use crate::error::{Error, ErrorKind, Service};
use crate::fetcher::{Fetcher, error, parse};
use crate::settings::Settings;

const SERVICE: Service = Service::Authority;

/// Speaks to one authority. Redirects are not followed: a token is for this address alone.
pub struct AuthorityClient {
    fetcher: Fetcher,
    address: Url,
    /// Work that was done ahead of the request that will need it.
    done: std::sync::Mutex<Option<String>>,
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
        if !is_plain || !is_private(&address) {
            return Err(error(SERVICE, &address, ErrorKind::Address));
        }
        if address.scheme() == "http" && matches!(address.host(), Some(Host::Domain(_))) {
            // `localhost`: what an authority signs for names its address.
            let _ = address.set_ip_host(Ipv4Addr::LOCALHOST.into());
        }
        end_with_slash(&mut address);
        let settings = Settings {
            redirects: 0,
            ..settings
        };
        match Fetcher::new(settings, None, rng) {
            Ok(fetcher) => Ok(Self {
                fetcher,
                address,
                done: std::sync::Mutex::default(),
            }),
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

    async fn ask<T: DeserializeOwned>(&self, request: Request) -> Result<T, Error> {
        let url = request.url.clone();
        let body = self
            .bytes(request, "application/json, application/problem+json")
            .await?;
        serde_json::from_slice(&body)
            .map_err(|cause| error(SERVICE, &url, ErrorKind::WrongContent(cause.to_string())))
    }

    async fn bytes(&self, mut request: Request, accepted: &str) -> Result<Vec<u8>, Error> {
        request.headers.push((ACCEPT, accepted.to_owned()));
        let limits = Limits {
            time: self.fetcher.settings.answer_timeout,
            bytes: self.fetcher.settings.largest_answer,
        };
        let (_, body) = self.fetcher.fetch(SERVICE, request, limits).await?;
        Ok(body)
    }
}

/// A value as the body of a request. It may hold a one-time code, so it is wiped here.
fn json_post(url: Url, value: &impl Serialize) -> Result<Request, Error> {
    let body = serde_json::to_vec(value).map(Zeroizing::new);
    match body {
        Ok(body) => Ok(Request::post(url, "application/json", &body)),
        Err(cause) => Err(error(SERVICE, &url, ErrorKind::Client(cause.to_string()))),
    }
}
