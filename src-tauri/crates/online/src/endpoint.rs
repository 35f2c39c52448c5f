//! A service with an address and a bearer token, asked for JSON and answered once.

use std::fmt;

use reqwest::header::ACCEPT;
use secrecy::SecretString;
use url::Url;

use crate::client::{Client, Limits, Request, is_private, parse_address};
use crate::error::ErrorKind;
use crate::settings::Settings;

/// Where a service is, and how it is spoken to: https, or plain http on this machine itself. Redirects
/// are not followed: the token is for this address alone.
pub(crate) struct Endpoint {
    client: Client,
    pub(crate) address: Url,
    token: Option<SecretString>,
    limits: Limits,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Endpoint")
            .field("host", &self.address.host_str())
            .finish_non_exhaustive()
    }
}

impl Endpoint {
    /// The service at `address`, which knows us by a bearer token if there is one.
    ///
    /// # Errors
    /// [`ErrorKind::Address`] for any other address; when TLS cannot be set up.
    pub(crate) fn new(
        address: &str,
        token: Option<SecretString>,
        settings: Settings,
    ) -> Result<Self, ErrorKind> {
        let address = parse_address(address)?;
        if !is_private(&address) {
            return Err(ErrorKind::Address);
        }
        let settings = Settings {
            redirects: 0,
            ..settings
        };
        let limits = Limits {
            time: settings.answer_timeout,
            bytes: settings.largest_answer,
        };
        Ok(Self {
            client: Client::new(&settings)?,
            address,
            token,
            limits,
        })
    }

    /// Sends a request, once, and gives the body of the answer.
    ///
    /// # Errors
    /// [`ErrorKind`]: what went wrong.
    pub(crate) async fn send(&self, mut request: Request) -> Result<Vec<u8>, ErrorKind> {
        request.token.clone_from(&self.token);
        request
            .headers
            .push((ACCEPT, "application/json".to_owned()));
        let mut body = Vec::new();
        self.client.send(request, self.limits, &mut body).await?;
        Ok(body)
    }
}
