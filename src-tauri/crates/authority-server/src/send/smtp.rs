//! E-mail over SMTP (RFC 5321).

use std::error::Error as _;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::Error as SmtpError;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use tanba_authority::NewMessage;

use super::Outcome;
use crate::error::Error;

/// How long a server may take for a command.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A server that takes mail.
#[derive(Debug)]
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// The server at `smtps://user@host`, `smtp://user@host?tls=required` or, on this machine, plain
    /// `smtp://localhost:2525`. The password is in no argument.
    pub(crate) fn new(url: &str, from: &str, password: Option<&str>) -> Result<Self, Error> {
        let wrong = || Error::MailSettings;
        let mut url: url::Url = url.parse().map_err(|_| wrong())?;
        let plain = url.scheme() == "smtp" && !url.query_pairs().any(|(key, _)| key == "tls");
        let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.password().is_some() || (plain && !local) {
            return Err(wrong());
        }
        url.set_password(password.filter(|_| !url.username().is_empty()))
            .map_err(|()| wrong())?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str());
        Ok(Self {
            transport: builder.map_err(|_| wrong())?.timeout(Some(TIMEOUT)).build(),
            from: from.parse().map_err(|_| wrong())?,
        })
    }

    pub(super) async fn send(&self, message: &NewMessage) -> Outcome {
        let Ok(to) = message.recipient.parse::<Mailbox>() else {
            return Outcome::Never("the address cannot be written to".to_owned());
        };
        // The same message has the same identifier, so that whoever gets it twice can tell.
        let host = self.from.email.domain();
        let id = format!("<{}@{host}>", message.key.replace(':', "."));
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&message.subject)
            .message_id(Some(id))
            .date(std::time::SystemTime::from(message.created_at))
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone());
        match mail {
            Ok(mail) => self.hand_over(mail).await,
            Err(_) => Outcome::Never("it cannot be written as mail".to_owned()),
        }
    }

    async fn hand_over(&self, mail: Message) -> Outcome {
        match self.transport.send(mail).await {
            Ok(_) => Outcome::Sent,
            Err(error) => explain(&error),
        }
    }
}

/// A refusal is an answer. Without one, mail that was on its way may have arrived, unless there was not even a
/// connection.
fn explain(error: &SmtpError) -> Outcome {
    let code = error.status().map(|code| code.to_string());
    let words = code.map_or_else(|| "no answer".to_owned(), |code| format!("SMTP {code}"));
    if error.is_permanent() {
        Outcome::Never(words)
    } else if error.is_transient() || is_before_mail(error) {
        Outcome::Later(words)
    } else {
        Outcome::Unsure(words)
    }
}

fn is_before_mail(error: &SmtpError) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        let broken = error.downcast_ref::<std::io::Error>();
        let is_refused =
            |error: &std::io::Error| error.kind() == std::io::ErrorKind::ConnectionRefused;
        if broken.is_some_and(|error| is_refused(error) || is_stranger(error)) {
            return true;
        }
        cause = error.source();
    }
    error.is_client() || error.is_tls()
}

/// Whether nobody vouches for the server, which shows in the handshake.
fn is_stranger(error: &std::io::Error) -> bool {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}
