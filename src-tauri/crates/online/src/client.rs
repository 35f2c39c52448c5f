//! One request over HTTP, within the limits.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Response, StatusCode, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use tanba_protocol::Problem;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::time::timeout;
use url::{Host, Url};
use zeroize::Zeroizing;

use crate::error::ErrorKind;
use crate::provider::install_crypto_provider;
use crate::settings::{Proxy, Settings};

/// The longest address that is called, in bytes.
const LONGEST_ADDRESS: usize = 2_048;
/// The longest explanation of a refusal that is read, in bytes.
const LARGEST_PROBLEM: u64 = 16 << 10;

/// What is sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) url: Url,
    pub(crate) method: Method,
    pub(crate) headers: Vec<(HeaderName, String)>,
    /// A bearer token (RFC 6750).
    pub(crate) token: Option<SecretString>,
    pub(crate) body: Arc<[u8]>,
}

impl Request {
    pub(crate) fn get(url: Url) -> Self {
        Self {
            url,
            method: Method::GET,
            headers: Vec::new(),
            token: None,
            body: Arc::default(),
        }
    }

    pub(crate) fn post(url: Url, content_type: &str, body: &[u8]) -> Self {
        let headers = vec![(CONTENT_TYPE, content_type.to_owned())];
        Self {
            url,
            method: Method::POST,
            headers,
            token: None,
            body: body.into(),
        }
    }
}

/// What came back, its body aside.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
}

/// How long and how much one try may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) time: Duration,
    pub(crate) bytes: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Client {
    inner: reqwest::Client,
    /// For this machine itself, where no proxy leads.
    direct: reqwest::Client,
    silence: Duration,
    patience: Duration,
    proxies: Arc<Proxies>,
}

/// Whose fault it is when there is no connection.
#[derive(Debug)]
enum Proxies {
    Never,
    Always,
    /// As the system says for each address; read as reqwest reads it.
    System(Box<Matcher>),
}

impl Proxies {
    fn serve(&self, url: &Url) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::System(matcher) => url
                .as_str()
                .parse()
                .is_ok_and(|uri| matcher.intercept(&uri).is_some()),
        }
    }
}

/// Marks in the chain of a redirect's error.
#[derive(Debug, thiserror::Error)]
enum RedirectError {
    #[error("redirected too often")]
    TooOften,
    #[error("redirected to an unsuitable address")]
    Unsuitable,
}

/// An address that may be called.
pub(crate) fn parse_address(address: &str) -> Result<Url, ErrorKind> {
    if address.len() > LONGEST_ADDRESS {
        return Err(ErrorKind::Address);
    }
    let url = Url::parse(address.trim()).map_err(|_| ErrorKind::Address)?;
    if is_suitable(&url) {
        Ok(url)
    } else {
        Err(ErrorKind::Address)
    }
}

fn is_suitable(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// Whether nobody else reads what is sent there: https, or this machine itself.
pub(crate) fn is_private(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url)
}

/// Makes the path one that others are joined to.
pub(crate) fn end_with_slash(url: &mut Url) {
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
}

/// Whether an address is this machine itself.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

impl Client {
    pub(crate) fn new(settings: &Settings) -> Result<Self, ErrorKind> {
        install_crypto_provider();
        let build = |proxy: &Proxy, without_roots: bool| {
            let mut builder = builder()
                .connect_timeout(settings.connect_timeout)
                .user_agent(concat!("Tanba/", env!("CARGO_PKG_VERSION")))
                .referer(false)
                .retry(reqwest::retry::never())
                .redirect(redirect_policy(settings.redirects));
            builder = match proxy {
                Proxy::System => builder,
                Proxy::None => builder.no_proxy(),
                Proxy::Address(address) => {
                    // Whatever is wrong with it, its words may hold the password.
                    let proxy = reqwest::Proxy::all(address.as_str())
                        .map_err(|_| ErrorKind::Proxy("not a proxy address".to_owned()))?;
                    builder.no_proxy().proxy(proxy)
                }
            };
            if let Some(root) = &settings.root {
                let root = reqwest::Certificate::from_der(root)
                    .map_err(|error| ErrorKind::Client(chain(&error)))?;
                builder = builder.tls_certs_only([root]);
            } else if without_roots {
                builder = builder.tls_certs_only([]);
            }
            builder
                .build()
                .map_err(|error| ErrorKind::Client(chain(&error)))
        };
        // A machine without any trusted root still reaches plain http, which is
        // what the national services speak; https then fails by itself.
        let rooted = |proxy: &Proxy| match build(proxy, false) {
            Err(ErrorKind::Client(_)) => build(proxy, true),
            other => other,
        };
        let inner = rooted(&settings.proxy)?;
        let direct = match settings.proxy {
            Proxy::None => inner.clone(),
            _ => rooted(&Proxy::None)?,
        };
        let proxies = Arc::new(match settings.proxy {
            Proxy::System => Proxies::System(Box::new(Matcher::from_system())),
            Proxy::Address(_) => Proxies::Always,
            Proxy::None => Proxies::Never,
        });
        Ok(Self {
            inner,
            direct,
            silence: settings.silence_timeout,
            patience: settings.answer_timeout,
            proxies,
        })
    }

    /// Sends `request` once and writes the body of a success to `sink`. Statuses
    /// other than success and 304 are failures.
    pub(crate) async fn send(
        &self,
        request: Request,
        limits: Limits,
        sink: &mut (impl AsyncWrite + Unpin),
    ) -> Result<Answer, ErrorKind> {
        timeout(limits.time, self.send_untimed(request, limits.bytes, sink))
            .await
            .map_err(|_| ErrorKind::TimedOut)?
    }

    async fn send_untimed(
        &self,
        request: Request,
        limit: u64,
        sink: &mut (impl AsyncWrite + Unpin),
    ) -> Result<Answer, ErrorKind> {
        let mut headers = HeaderMap::new();
        for (name, value) in request.headers {
            let value = HeaderValue::from_str(&value)
                .map_err(|_| ErrorKind::Client("a header cannot be sent".to_owned()))?;
            headers.insert(name, value);
        }
        if let Some(token) = &request.token {
            let value = Zeroizing::new(format!("Bearer {}", token.expose_secret()));
            let mut value = HeaderValue::from_str(&value)
                .map_err(|_| ErrorKind::Client("the token cannot be sent".to_owned()))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let client = if is_loopback(&request.url) {
            &self.direct
        } else {
            &self.inner
        };
        let mut builder = client.request(request.method, request.url).headers(headers);
        if !request.body.is_empty() {
            builder = builder.body(request.body.to_vec());
        }
        // A list may take long to come, but not to begin.
        let response = timeout(self.patience, builder.send())
            .await
            .map_err(|_| ErrorKind::TimedOut)?
            .map_err(|error| self.explain(&error))?;
        let status = response.status();
        if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
            return Err(ErrorKind::Proxy("wants a name and a password".to_owned()));
        }
        let answer = Answer {
            status,
            headers: response.headers().clone(),
        };
        if status == StatusCode::NOT_MODIFIED {
            return Ok(answer);
        }
        let is_taken = [
            StatusCode::CREATED,
            StatusCode::ACCEPTED,
            StatusCode::NO_CONTENT,
        ];
        if status != StatusCode::OK && !is_taken.contains(&status) {
            return Err(self.refusal(response).await);
        }
        self.receive(response, limit, sink).await?;
        Ok(answer)
    }

    /// Why the server refused, where it says so in a way that is known.
    async fn refusal(&self, response: Response) -> ErrorKind {
        let status = response.status().as_u16();
        let media = response.headers().get(CONTENT_TYPE);
        let is_problem =
            media.is_some_and(|media| media.as_bytes().starts_with(b"application/problem+json"));
        let mut body = Vec::new();
        if is_problem
            && self
                .receive(response, LARGEST_PROBLEM, &mut body)
                .await
                .is_ok()
            && let Ok(problem) = serde_json::from_slice::<Problem>(&body)
        {
            return ErrorKind::Problem(Box::new(Problem { status, ..problem }));
        }
        ErrorKind::Refused(status)
    }

    async fn receive(
        &self,
        mut response: Response,
        limit: u64,
        sink: &mut (impl AsyncWrite + Unpin),
    ) -> Result<(), ErrorKind> {
        if response
            .content_length()
            .is_some_and(|length| length > limit)
        {
            return Err(ErrorKind::TooLarge { limit });
        }
        let mut received = 0u64;
        loop {
            let chunk = timeout(self.silence, response.chunk())
                .await
                .map_err(|_| ErrorKind::TimedOut)?;
            let Some(chunk) = chunk.map_err(|error| ErrorKind::Interrupted(chain(&error)))? else {
                break;
            };
            received = received.saturating_add(chunk.len() as u64);
            if received > limit {
                return Err(ErrorKind::TooLarge { limit });
            }
            sink.write_all(&chunk).await?;
        }
        sink.flush().await?;
        Ok(())
    }

    fn explain(&self, error: &reqwest::Error) -> ErrorKind {
        if error.is_redirect() {
            return match find::<RedirectError>(error) {
                Some(RedirectError::Unsuitable) => ErrorKind::RedirectUnsuitable,
                _ => ErrorKind::RedirectedTooOften,
            };
        }
        let through_proxy = |url: &Url| !is_loopback(url) && self.proxies.serve(url);
        if error.is_connect() && error.url().is_some_and(through_proxy) {
            return ErrorKind::Proxy(chain(error));
        }
        if error.is_timeout() {
            return ErrorKind::TimedOut;
        }
        if is_untrusted(error) {
            return ErrorKind::Untrusted(chain(error));
        }
        if error.is_connect() {
            return ErrorKind::Unreachable(chain(error));
        }
        ErrorKind::Interrupted(chain(error))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the only HTTP client of the house"
)]
fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
}

fn redirect_policy(most: usize) -> redirect::Policy {
    redirect::Policy::custom(move |attempt| {
        let from_https = attempt
            .previous()
            .last()
            .is_some_and(|url| url.scheme() == "https");
        if attempt.previous().len() > most {
            attempt.error(RedirectError::TooOften)
        } else if !is_suitable(attempt.url()) || (from_https && attempt.url().scheme() != "https") {
            attempt.error(RedirectError::Unsuitable)
        } else {
            attempt.follow()
        }
    })
}

/// The words of the causes, without the address: it may hold a password.
fn chain(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut source = error.source();
    while let Some(cause) = source {
        words.push(cause.to_string());
        source = cause.source();
    }
    words.dedup();
    if words.is_empty() {
        "no cause given".to_owned()
    } else {
        words.join(": ")
    }
}

/// Whether the server could not prove who it is.
fn is_untrusted(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(cause) = source {
        // An error of input and output hides what is inside it.
        let inner = cause
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        let tls = match inner {
            Some(inner) => inner.downcast_ref::<rustls::Error>(),
            None => cause.downcast_ref::<rustls::Error>(),
        };
        if matches!(tls, Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        source = match inner {
            Some(inner) => Some(inner),
            None => cause.source(),
        };
    }
    false
}

fn find<E: std::error::Error + 'static>(error: &reqwest::Error) -> Option<&E> {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(found) = cause.downcast_ref() {
            return Some(found);
        }
        source = cause.source();
    }
    None
}
