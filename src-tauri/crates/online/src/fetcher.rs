//! The services by name.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rand_core::CryptoRngCore;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use url::Url;

use crate::cache::Cache;
use crate::client::{Answer, Client, Limits, Request, parse_address};
use crate::error::{Error, ErrorKind, Service};
use crate::retry;
use crate::settings::Settings;

/// Fetches from services. Cheap to share by reference; connections are reused.
pub struct Fetcher {
    pub(crate) client: Client,
    pub(crate) settings: Settings,
    pub(crate) cache: Option<Cache>,
    rng: Mutex<Box<dyn CryptoRngCore + Send>>,
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Fetcher")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Fetcher {
    /// A fetcher that keeps revocation lists in `cache` where that is given
    /// (the folder is made when first needed). `rng` spreads the pauses.
    ///
    /// # Errors
    /// When the proxy's address is wrong or TLS cannot be set up.
    pub fn new(
        settings: Settings,
        cache: Option<PathBuf>,
        rng: Box<dyn CryptoRngCore + Send>,
    ) -> Result<Self, ErrorKind> {
        let client = Client::new(&settings)?;
        let cache = cache.map(|folder| Cache::new(folder, settings.largest_cache));
        Ok(Self {
            client,
            settings,
            cache,
            rng: Mutex::new(rng),
        })
    }

    /// Asks a time-stamping authority over HTTP (RFC 3161 §3.4): a DER
    /// TimeStampReq goes out, the DER of what it answered comes back.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn time_stamp(&self, address: &str, request_der: &[u8]) -> Result<Vec<u8>, Error> {
        let service = Service::TimeStamp;
        let media = ("application/timestamp-query", "application/timestamp-reply");
        self.ask(service, address, media, request_der).await
    }

    /// Asks a certificate status responder over HTTP (RFC 6960 appendix A.1): a
    /// DER OCSPRequest goes out, the DER of what it answered comes back.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn ocsp(&self, address: &str, request_der: &[u8]) -> Result<Vec<u8>, Error> {
        let media = ("application/ocsp-request", "application/ocsp-response");
        self.ask(Service::Ocsp, address, media, request_der).await
    }

    /// Fetches what is at a caIssuers address: one certificate, or a bag of
    /// them, in DER or PEM, as it came.
    ///
    /// # Errors
    /// [`Error`], after all tries.
    pub async fn certificate(&self, address: &str) -> Result<Vec<u8>, Error> {
        let service = Service::Certificate;
        let url = parse(service, address)?;
        let limits = Limits {
            time: self.settings.answer_timeout,
            bytes: self.settings.largest_certificate,
        };
        let (answer, body) = self
            .fetch(service, Request::get(url.clone()), limits)
            .await?;
        refuse_pages(&answer, &body).map_err(|kind| error(service, &url, kind))?;
        Ok(body)
    }

    async fn ask(
        &self,
        service: Service,
        address: &str,
        (sent, expected): (&str, &str),
        request_der: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let url = parse(service, address)?;
        let mut request = Request::post(url.clone(), sent, request_der);
        request.headers.push((ACCEPT, expected.to_owned()));
        let limits = Limits {
            time: self.settings.answer_timeout,
            bytes: self.settings.largest_answer,
        };
        let (answer, body) = self.fetch(service, request, limits).await?;
        refuse_pages(&answer, &body).map_err(|kind| error(service, &url, kind))?;
        Ok(body)
    }

    /// Tries until it succeeds, fails for good or all tries are used up.
    pub(crate) async fn fetch(
        &self,
        service: Service,
        request: Request,
        limits: Limits,
    ) -> Result<(Answer, Vec<u8>), Error> {
        let mut tried = 0;
        loop {
            tried += 1;
            let mut body = Vec::new();
            match self.client.send(request.clone(), limits, &mut body).await {
                Ok(answer) => return Ok((answer, body)),
                Err(kind) => {
                    self.pause_or_fail(service, &request.url, tried, kind)
                        .await?
                }
            }
        }
    }

    /// Waits before the next try, or gives the failure back when there is none.
    pub(crate) async fn pause_or_fail(
        &self,
        service: Service,
        url: &Url,
        tried: u32,
        kind: ErrorKind,
    ) -> Result<(), Error> {
        if tried >= self.settings.tries || !kind.is_passing() {
            return Err(error(service, url, kind));
        }
        tracing::debug!(%service, tried, cause = %kind, "trying again");
        let pause = {
            let mut rng = self.rng.lock().unwrap_or_else(PoisonError::into_inner);
            retry::pause(&self.settings, tried, &mut **rng)
        };
        tokio::time::sleep(pause).await;
        Ok(())
    }
}

pub(crate) fn parse(service: Service, address: &str) -> Result<Url, Error> {
    parse_address(address).map_err(|kind| {
        let shown = address
            .chars()
            .filter(|letter| !letter.is_control())
            .take(200)
            .collect();
        Error {
            service,
            address: shown,
            kind,
        }
    })
}

pub(crate) fn error(service: Service, url: &Url, kind: ErrorKind) -> Error {
    let mut shown = url.clone();
    // Fails only for addresses that cannot carry one.
    let _ = shown.set_password(None);
    Error {
        service,
        address: shown.to_string(),
        kind,
    }
}

/// Portals and error pages come as success too; they are no answer. The media
/// type is not insisted on otherwise: servers of national services vary.
pub(crate) fn refuse_pages(answer: &Answer, start: &[u8]) -> Result<(), ErrorKind> {
    let media = answer
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if start.is_empty() {
        return Err(ErrorKind::WrongContent("empty".to_owned()));
    }
    if start.first() == Some(&b'<')
        || media.is_some_and(|media| {
            media
                .trim_start()
                .to_ascii_lowercase()
                .starts_with("text/html")
        })
    {
        return Err(ErrorKind::WrongContent("a web page".to_owned()));
    }
    Ok(())
}
