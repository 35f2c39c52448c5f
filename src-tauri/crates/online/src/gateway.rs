//! A gateway that takes short messages over HTTP. Each is offered once: what came of an offer without an
//! answer is not known, and whoever calls decides.

use reqwest::header::HeaderName;
use secrecy::SecretString;

use crate::client::Request;
use crate::endpoint::Endpoint;
use crate::error::ErrorKind;
use crate::settings::Settings;

/// Speaks to one gateway: https, or plain http on this machine itself.
#[derive(Debug)]
pub struct MessageGateway(Endpoint);

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
        Endpoint::new(address, token, settings).map(Self)
    }

    /// Offers a message: `POST` of JSON, with a key under which the gateway knows it again.
    ///
    /// # Errors
    /// What went wrong. Only after [`ErrorKind::Unreachable`] and a refusal is it certain that the gateway did
    /// not take it.
    pub async fn offer(&self, key: &str, json: &[u8]) -> Result<(), ErrorKind> {
        let mut request = Request::post(self.0.address.clone(), "application/json", json);
        let name = HeaderName::from_static("idempotency-key");
        request.headers.push((name, key.to_owned()));
        self.0.send(request).await.map(drop)
    }
}
