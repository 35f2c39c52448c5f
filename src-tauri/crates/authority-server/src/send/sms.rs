//! SMS by a gateway that takes JSON over HTTP: `{"id", "to", "text"}`.

use secrecy::SecretString;
use serde_json::json;
use tanba_authority::NewMessage;
use tanba_online::{ErrorKind, MessageGateway, Settings};

use super::Outcome;
use crate::error::Error;

/// A gateway that takes SMS.
#[derive(Debug)]
pub(crate) struct Sms(MessageGateway);

impl Sms {
    /// The gateway at this address.
    pub(crate) fn new(address: &str, token: Option<SecretString>) -> Result<Self, Error> {
        let gateway = MessageGateway::new(address, token, Settings::default());
        gateway.map(Self).map_err(|_| Error::SmsSettings)
    }

    pub(super) async fn send(&self, message: &NewMessage) -> Outcome {
        let body = json!({
            "id": message.key,
            "to": message.recipient,
            "text": message.text,
        });
        match self
            .0
            .offer(&message.key, body.to_string().as_bytes())
            .await
        {
            Ok(()) => Outcome::Sent,
            Err(error) => explain(&error),
        }
    }
}

fn explain(error: &ErrorKind) -> Outcome {
    match error {
        ErrorKind::Unreachable(_) | ErrorKind::Proxy(_) => Outcome::Later("no connection".into()),
        ErrorKind::Refused(status @ (425 | 429 | 503)) => Outcome::Later(format!("HTTP {status}")),
        ErrorKind::Refused(status @ 400..500) => Outcome::Never(format!("HTTP {status}")),
        ErrorKind::Problem(problem) if problem.status < 500 => {
            Outcome::Never(format!("HTTP {}", problem.status))
        }
        other => Outcome::Unsure(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_arrived_is_not_sent_again() {
        let later = |error| matches!(explain(&error), Outcome::Later(_));
        let unsure = |error| matches!(explain(&error), Outcome::Unsure(_));
        assert!(later(ErrorKind::Unreachable(String::new())));
        assert!(later(ErrorKind::Refused(429)));
        assert!(matches!(
            explain(&ErrorKind::Refused(404)),
            Outcome::Never(_)
        ));
        assert!(unsure(ErrorKind::TimedOut));
        assert!(unsure(ErrorKind::Interrupted(String::new())));
        assert!(unsure(ErrorKind::Refused(500)));
    }
}
