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
        ErrorKind::Refused(status) => refused(*status),
        ErrorKind::Problem(problem) => refused(problem.status),
        other => Outcome::Unsure(other.to_string()),
    }
}

/// A gateway that failed says so before it sends, and if it did send, it knows the message by its key. One
/// that waited for another in vain does not know.
fn refused(status: u16) -> Outcome {
    let words = format!("HTTP {status}");
    match status {
        504 => Outcome::Unsure(words),
        408 | 425 | 429 | 500.. => Outcome::Later(words),
        _ => Outcome::Never(words),
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
        assert!(later(ErrorKind::Refused(429)) && later(ErrorKind::Refused(500)));
        assert!(matches!(
            explain(&ErrorKind::Refused(404)),
            Outcome::Never(_)
        ));
        assert!(unsure(ErrorKind::TimedOut));
        assert!(unsure(ErrorKind::Interrupted(String::new())));
        assert!(unsure(ErrorKind::Refused(504)));
    }

    #[tokio::test]
    async fn silence_ends_and_the_log_does_not_tell_the_token() {
        tanba_online::install_crypto_provider();
        // It takes the connection, and says nothing.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/send", listener.local_addr().unwrap());
        let settings = Settings {
            answer_timeout: std::time::Duration::from_millis(50),
            ..Settings::default()
        };
        let token = Some(SecretString::from("gateway-token-5150"));
        let sms = Sms(MessageGateway::new(&address, token, settings).unwrap());
        assert!(!format!("{sms:?}").contains("5150"));
        let message = NewMessage {
            key: "code:1".into(),
            kind: "code-renew".into(),
            channel: tanba_authority::Channel::Sms,
            recipient: "+77000000001".into(),
            language: tanba_protocol::authority::Language::Kazakh,
            subject: String::new(),
            text: "123456".into(),
            code: Some("123456".into()),
            created_at: time::OffsetDateTime::UNIX_EPOCH,
        };
        let Outcome::Unsure(words) = sms.send(&message).await else {
            panic!("not unsure")
        };
        for secret in ["5150", "123456", "+7700"] {
            assert!(!words.contains(secret), "{words}");
        }
    }
}
