//! A registry of the state that answers over HTTP: `GET ADDRESS/KIND/NUMBER`.

use std::fmt;

use reqwest::header::ACCEPT;
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use url::Url;

use crate::client::{Client, Limits, Request, is_loopback, parse_address};
use crate::error::ErrorKind;
use crate::settings::Settings;

/// Asks one registry: https, or plain http on this machine itself.
pub struct RegistryClient {
    client: Client,
    address: Url,
    token: Option<SecretString>,
    limits: Limits,
}

impl fmt::Debug for RegistryClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RegistryClient")
            .field("host", &self.address.host_str())
            .finish_non_exhaustive()
    }
}

impl RegistryClient {
    /// The registry at `address`, which knows us by a bearer token if there is one.
    ///
    /// # Errors
    /// [`ErrorKind::Address`] for any other address; when TLS cannot be set up.
    pub fn new(
        address: &str,
        token: Option<SecretString>,
        settings: Settings,
    ) -> Result<Self, ErrorKind> {
        let mut address = parse_address(address)?;
        let is_plain = address.query().is_none() && address.fragment().is_none();
        if !is_plain || (address.scheme() != "https" && !is_loopback(&address)) {
            return Err(ErrorKind::Address);
        }
        if !address.path().ends_with('/') {
            let path = format!("{}/", address.path());
            address.set_path(&path);
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

    /// What the registry has under this number, or nothing when it says 404. Nothing is asked about what is
    /// no number.
    ///
    /// # Errors
    /// [`ErrorKind`]: the registry is out of reach, refuses, or says nonsense.
    pub async fn look_up<T: DeserializeOwned>(
        &self,
        kind: &str,
        number: &str,
    ) -> Result<Option<T>, ErrorKind> {
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(None);
        }
        let url = self.address.join(&format!("{kind}/{number}"));
        let mut request = Request::get(url.map_err(|_| ErrorKind::Address)?);
        request.token.clone_from(&self.token);
        request
            .headers
            .push((ACCEPT, "application/json".to_owned()));
        let mut body = Vec::new();
        match self.client.send(request, self.limits, &mut body).await {
            Ok(_) => serde_json::from_slice(&body)
                .map(Some)
                .map_err(|error| ErrorKind::WrongContent(error.to_string())),
            Err(ErrorKind::Refused(404)) => Ok(None),
            Err(ErrorKind::Problem(problem)) if problem.status == 404 => Ok(None),
            Err(error) => Err(error),
        }
    }
}
