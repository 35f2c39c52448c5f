//! A gateway that takes short messages over HTTP. Each is offered once: what came of an offer without an
//! answer is not known, and whoever calls decides.

use std::fmt;

use reqwest::header::{ACCEPT, HeaderName};
use secrecy::SecretString;
use url::Url;

use crate::client::{Client, Limits, Request, is_loopback, parse_address};
use crate::error::ErrorKind;
use crate::settings::Settings;

/// Speaks to one gateway: https, or plain http on this machine itself.
pub struct MessageGateway {
    client: Client,
    address: Url,
    token: Option<SecretString>,
    limits: Limits,
}

impl fmt::Debug for MessageGateway {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MessageGateway")
            .field("host", &self.address.host_str())
            .finish_non_exhaustive()
    }
}

impl MessageGateway {
    /// The gateway at `address`, which knows us by a bearer token if there is one.
    ///
    /// # Errors
    /// [`ErrorKind::Address`] for any other address; when TLS cannot be set up.
    pub fn new(
        address: &str,
        token: Option<SecretString>,
        settings: Settings,
    ) -> Result<Self, ErrorKind> {
        let address = parse_address(address)?;
        if address.scheme() != "https" && !is_loopback(&address) {
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

    /// Offers a message: `POST` of JSON, with a key under which the gateway knows it again.
    ///
    /// # Errors
    /// What went wrong. Only after [`ErrorKind::Unreachable`] and a refusal is it certain that the gateway did
    /// not take it.
    pub async fn offer(&self, key: &str, json: &[u8]) -> Result<(), ErrorKind> {
        let mut request = Request::post(self.address.clone(), "application/json", json);
        request.token.clone_from(&self.token);
        request
            .headers
            .push((ACCEPT, "application/json".to_owned()));
        let name = HeaderName::from_static("idempotency-key");
        request.headers.push((name, key.to_owned()));
        let mut answer = Vec::new();
        self.client.send(request, self.limits, &mut answer).await?;
        Ok(())
    }
}
