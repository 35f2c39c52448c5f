//! The records of personal accounts: sessions, one-time codes, settings.

use std::future::Future;

use tanba_protocol::authority::AccountSettings;
use time::OffsetDateTime;

use super::{NewMessage, Stored};
use crate::account::Caller;
use crate::audit::Event;
use crate::record::CertificateRecord;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// SHA-256 of its token in lower-case hex.
    pub token_hash: String,
    /// Who it is.
    pub caller: Caller,
    /// Until when.
    pub expires_at: OffsetDateTime,
}

/// A one-time code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRecord {
    /// Random.
    pub id: String,
    /// Whose: an IIN, or a BIN.
    pub holder: String,
    /// What for.
    pub purpose: String,
    /// HMAC of it under the pepper, in lower-case hex.
    pub hash: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Until when it is taken.
    pub expires_at: OffsetDateTime,
}

/// Challenges that were answered.
pub trait Tickets: Send + Sync {
    /// Notes that a ticket is used; `false` when it was before. After `until` nobody takes it anyhow, and it
    /// may be forgotten.
    fn spend(
        &self,
        ticket: &str,
        until: OffsetDateTime,
        now: OffsetDateTime,
    ) -> impl Future<Output = Stored<bool>> + Send;
}

/// Personal accounts.
pub trait Accounts: Send + Sync {
    /// Stores a session.
    fn open_session(
        &self,
        session: &SessionRecord,
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// The session with this hash of a token.
    fn session(
        &self,
        token_hash: &str,
    ) -> impl Future<Output = Stored<Option<SessionRecord>>> + Send;

    /// The certificates that name this IIN or this BIN, published, the newest first.
    fn certificates_naming(
        &self,
        iin: Option<&str>,
        bin: Option<&str>,
    ) -> impl Future<Output = Stored<Vec<CertificateRecord>>> + Send;

    /// The newest e-mail address that somebody applied with: a person by IIN, an information system by BIN.
    fn email(&self, holder: &str) -> impl Future<Output = Stored<Option<String>>> + Send;

    /// What somebody chose; without a choice the language of the newest application, and every reminder.
    fn settings(
        &self,
        holder: &str,
    ) -> impl Future<Output = Stored<Option<AccountSettings>>> + Send;

    /// Keeps what somebody chose.
    fn keep_settings(
        &self,
        holder: &str,
        settings: &AccountSettings,
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// Stores a code and the message that carries it; codes of the same holder and purpose are over then.
    fn keep_code(
        &self,
        code: &CodeRecord,
        message: &NewMessage,
        event: &Event,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// The code of a holder and purpose that is not used up: there is one at most. Looking counts as a try: `None` once
    /// there were `most` of them.
    fn try_code(
        &self,
        holder: &str,
        purpose: &str,
        most: u32,
    ) -> impl Future<Output = Stored<Option<CodeRecord>>> + Send;

    /// Uses up a code; `false` when it was before.
    fn use_code(&self, id: &str, now: OffsetDateTime) -> impl Future<Output = Stored<bool>> + Send;

    /// How many codes a holder was sent since then.
    fn codes_since(
        &self,
        holder: &str,
        since: OffsetDateTime,
    ) -> impl Future<Output = Stored<u32>> + Send;
}
