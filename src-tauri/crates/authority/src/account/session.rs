//! Logging in: a challenge that names this authority and is good once, signed with the authentication key
//! of a pair or with the single key.

use rand_core::CryptoRngCore;
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::Moment;
use tanba_protocol::authority::{AccountChallenge, AccountSession};
use time::{Duration, OffsetDateTime};

use super::{AccountRefusal as Refusal, Caller, GRACE, signed};
use crate::audit::{Event, EventKind};
use crate::invitation::{Token, hash_token};
use crate::pepper::Pepper;
use crate::storage::{Accounts, Applications, SessionRecord, Storage, Stored, Tickets};
use crate::{Authority, ticket};

/// How long a challenge waits for its signature: time to find the token and type the PIN.
const CHALLENGE_LIFETIME: Duration = Duration::minutes(5);
/// How long a session lasts.
const SESSION_LIFETIME: Duration = Duration::minutes(30);
const USAGE: &str = "account-challenge";
/// What stands above the facts: a person who reads it knows what the signature does.
const HEADING: &str =
    "Tanba: жеке кабинетке кіру / вход в личный кабинет / log in to the personal account";

/// Makes a challenge for the authority at `origin`.
pub fn make_challenge(
    pepper: &Pepper,
    origin: &str,
    now: OffsetDateTime,
    rng: &mut dyn CryptoRngCore,
) -> AccountChallenge {
    let (nonce, until) = ticket::make(pepper, USAGE, now, CHALLENGE_LIFETIME, rng);
    AccountChallenge {
        challenge: text(origin, &nonce),
        expires_at: Moment(until.unix_timestamp()),
    }
}

fn text(origin: &str, nonce: &str) -> String {
    format!("{HEADING}\norigin: {origin}\nnonce: {nonce}\n")
}

impl<S: Storage + Applications + Accounts + Tickets> Authority<S> {
    /// Opens a session for whoever signed a challenge of ours (CMS in DER, the challenge inside).
    ///
    /// # Errors
    /// [`super::AccountRefusal`].
    pub async fn log_in(
        &self,
        pepper: &Pepper,
        signature: &[u8],
        now: OffsetDateTime,
        rng: &mut (dyn CryptoRngCore + Send),
    ) -> Result<AccountSession, Refusal> {
        let signed = signed::open(self.storage(), signature, GRACE, now).await?;
        let content =
            std::str::from_utf8(&signed.content).map_err(|_| Refusal::ChallengeRefused)?;
        let nonce = content
            .lines()
            .find_map(|line| line.strip_prefix("nonce: "));
        let nonce = nonce.ok_or(Refusal::ChallengeRefused)?;
        // The whole text is ours, and so is its origin: a challenge of another site does not log in here.
        if content != text(self.site().front(), nonce) {
            return Err(Refusal::ChallengeRefused);
        }
        let until = ticket::check(pepper, USAGE, nonce, now).ok_or(Refusal::ChallengeRefused)?;
        if signed.purpose == KeyPurpose::Signature && self.is_of_pair(&signed.caller).await? {
            return Err(Refusal::CertificateUnsuitable(
                "the other key of the pair is the one to log in with",
            ));
        }
        if !self.storage().spend(nonce, until, now).await? {
            return Err(Refusal::ChallengeRefused);
        }
        let token = Token::make(rng);
        let session = SessionRecord {
            token_hash: hash_token(token.expose()),
            caller: signed.caller,
            expires_at: now + SESSION_LIFETIME,
        };
        let event = Event::new(
            now,
            EventKind::SessionOpened,
            &[
                ("issuer", &session.caller.issuer),
                ("certificate", &session.caller.serial_number),
            ],
        );
        self.storage().open_session(&session, &event).await?;
        Ok(AccountSession {
            token: token.expose().to_owned(),
            expires_at: Moment(session.expires_at.unix_timestamp()),
            subject: session.caller.subject(),
        })
    }

    /// Who a token belongs to. A certificate that was revoked meanwhile ends its sessions.
    ///
    /// # Errors
    /// [`super::AccountRefusal::SessionExpired`].
    pub async fn caller(&self, token: &str, now: OffsetDateTime) -> Result<Caller, Refusal> {
        let session = self.storage().session(&hash_token(token)).await?;
        let session = session.filter(|session| now < session.expires_at);
        let caller = session.ok_or(Refusal::SessionExpired)?.caller;
        let record = self
            .storage()
            .certificate(&caller.issuer, &caller.serial_number)
            .await?;
        match record {
            Some(record) if record.revocation.is_none() => Ok(caller),
            _ => Err(Refusal::SessionExpired),
        }
    }

    /// Whether the certificate is one of a pair.
    async fn is_of_pair(&self, caller: &Caller) -> Stored<bool> {
        let storage = self.storage();
        let of = storage.application_of_certificate(&caller.issuer, &caller.serial_number);
        match of.await? {
            Some(record) => Ok(storage.application_keys(&record.number).await?.len() == 2),
            None => Ok(false),
        }
    }
}
