//! A registry of the state that answers over HTTP: `GET ADDRESS/KIND/NUMBER`.

use secrecy::SecretString;
use serde::de::DeserializeOwned;

use crate::client::{Request, end_with_slash};
use crate::endpoint::Endpoint;
use crate::error::ErrorKind;
use crate::settings::Settings;

/// Asks one registry: https, or plain http on this machine itself.
#[derive(Debug)]
pub struct RegistryClient(Endpoint);

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
        let mut endpoint = Endpoint::new(address, token, settings)?;
        let address = &mut endpoint.address;
        if address.query().is_some() || address.fragment().is_some() {
            return Err(ErrorKind::Address);
        }
        end_with_slash(address);
        Ok(Self(endpoint))
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
        let url = self.0.address.join(&format!("{kind}/{number}"));
        let request = Request::get(url.map_err(|_| ErrorKind::Address)?);
        match self.0.send(request).await {
            Ok(body) => serde_json::from_slice(&body)
                .map(Some)
                .map_err(|error| ErrorKind::WrongContent(error.to_string())),
            Err(ErrorKind::Refused(404)) => Ok(None),
            Err(ErrorKind::Problem(problem)) if problem.status == 404 => Ok(None),
            Err(error) => Err(error),
        }
    }
}
