//! The ways out: e-mail, SMS, and in practice neither, but a local outbox that can be read.

use tanba_authority::{Channel, NewMessage};

mod sms;
mod smtp;

pub(crate) use sms::Sms;
pub(crate) use smtp::Smtp;

/// What came of sending. The words are for the log and name nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It stays here, where people who practise read it.
    Kept,
    /// It was handed over.
    Sent,
    /// It was not, and may be another time.
    Later(String),
    /// It never will be.
    Never(String),
    /// Nobody knows: it is not sent again.
    Unsure(String),
}

/// The way of each channel.
#[derive(Debug, Default)]
pub(crate) struct Senders {
    /// Mail goes this way; without one it stays here.
    pub(crate) email: Option<Smtp>,
    /// SMS go this way; without one they stay here.
    pub(crate) sms: Option<Sms>,
    /// Whether what has no way out is read here: in practice. In earnest it is not sent, and says so.
    pub(crate) keeps: bool,
}

impl Senders {
    pub(crate) async fn send(&self, message: &NewMessage) -> Outcome {
        match (message.channel, &self.email, &self.sms) {
            (Channel::Email, Some(smtp), _) => smtp.send(message).await,
            (Channel::Sms, _, Some(sms)) => sms.send(message).await,
            (Channel::Email, None, _) | (Channel::Sms, _, None) if self.keeps => Outcome::Kept,
            (Channel::Email, None, _) => Outcome::Never("there is no mail server".to_owned()),
            (Channel::Sms, _, None) => Outcome::Never("there is no SMS gateway".to_owned()),
        }
    }
}
