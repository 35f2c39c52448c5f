//! The records of what is sent to people.

use std::future::Future;

use tanba_protocol::authority::Language;
use time::OffsetDateTime;

use super::Stored;
use crate::record::CertificateRecord;

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// E-mail.
    Email,
    /// SMS.
    Sms,
}

impl Channel {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// The channel of this name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Email, Self::Sms]
            .into_iter()
            .find(|channel| channel.as_str() == text)
    }
}

/// A message that is to be sent once.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Names what it tells: of two messages with one name the second is not stored.
    pub key: String,
    /// What it is: `application-received`, `code-renew`, `reminder-30`.
    pub kind: String,
    /// Which way it goes.
    pub channel: Channel,
    /// The address or phone number.
    pub recipient: String,
    /// Its language.
    pub language: Language,
    /// Its subject; SMS have none.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The one-time code in it. Such a message forgets its text when it is sent.
    pub code: Option<String>,
    /// When it was written.
    pub created_at: OffsetDateTime,
}

/// A code is a secret, and so is the text that it stands in.
impl std::fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewMessage")
            .field("key", &self.key)
            .field("channel", &self.channel)
            .finish_non_exhaustive()
    }
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// It waits to be sent, or to be sent again.
    Waiting,
    /// It is being sent.
    Sending,
    /// It was sent.
    Sent,
    /// It cannot be sent.
    Failed,
    /// Sending it was cut off: it may have arrived, so it is not sent again.
    Unsure,
}

impl MessageState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Sending,
        Self::Sent,
        Self::Failed,
        Self::Unsure,
    ];

    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unsure => "unsure",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A stored message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRecord {
    /// Its number, in the order of writing.
    pub id: i64,
    /// The message.
    pub message: NewMessage,
    /// How far it has come.
    pub state: MessageState,
    /// How often it was tried.
    pub attempts: u32,
    /// When its state changed last.
    pub changed_at: OffsetDateTime,
}

/// The outbox.
pub trait Outbox: Send + Sync {
    /// Stores a message that belongs to no other change.
    fn put_message(&self, message: &NewMessage) -> impl Future<Output = Stored<()>> + Send;

    /// Takes the next message that is due and marks it as being sent: nobody else is given it.
    fn take_message(
        &self,
        now: OffsetDateTime,
    ) -> impl Future<Output = Stored<Option<MessageRecord>>> + Send;

    /// Says what became of it; one that waits is due again at `again_at`.
    fn settle_message(
        &self,
        id: i64,
        state: MessageState,
        again_at: OffsetDateTime,
        now: OffsetDateTime,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// At a start: what was being sent when the process ended is unsure; how many.
    fn recover_messages(&self, now: OffsetDateTime) -> impl Future<Output = Stored<u64>> + Send;

    /// Every message, in the order of writing.
    fn messages(&self) -> impl Future<Output = Stored<Vec<MessageRecord>>> + Send;
}

/// A certificate whose owner is to be reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueReminder {
    /// The certificate.
    pub certificate: CertificateRecord,
    /// The application that it was issued for: the certificates of a pair are one thing to be reminded of.
    pub application: Option<String>,
    /// Since when it is due.
    pub due_at: OffsetDateTime,
    /// Whether a renewal of it, or of the pair, was issued.
    pub is_renewed: bool,
}

/// Reminders before certificates expire.
pub trait Reminders: Send + Sync {
    /// Certificates whose owners are to be reminded by now, so many at most.
    fn due_reminders(
        &self,
        now: OffsetDateTime,
        most: u32,
    ) -> impl Future<Output = Stored<Vec<DueReminder>>> + Send;

    /// Stores the reminders of a certificate, and when the next is due. Nothing happens unless they are
    /// still due since then.
    fn remind(
        &self,
        due: &DueReminder,
        letters: &[NewMessage],
        next_at: Option<OffsetDateTime>,
    ) -> impl Future<Output = Stored<()>> + Send;
}
