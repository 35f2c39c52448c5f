//! One-time codes: six digits, ten minutes, five tries, kept as a hash under the pepper.

use rand_core::CryptoRngCore;
use tanba_protocol::Moment;
use tanba_protocol::authority::{AccountSettings, CodeChannel, CodePurpose, CodeSent, Language};
use time::{Duration, OffsetDateTime};

use super::{AccountRefusal as Refusal, Caller};
use crate::audit::{Event, EventKind};
use crate::letter::{self, Letter};
use crate::pepper::Pepper;
use crate::registry::Registry;
use crate::storage::{Accounts, Channel, CodeRecord, Stored};

const LIFETIME: Duration = Duration::minutes(10);
const MOST_TRIES: u32 = 5;
/// Codes that a person is sent in [`SPAN`] at most.
const MOST_CODES: u32 = 5;
const SPAN: Duration = Duration::hours(1);
const USAGE: &str = "one-time-code";

/// What holds for somebody who chose nothing.
pub(crate) const DEFAULT_SETTINGS: AccountSettings = AccountSettings {
    language: Language::Kazakh,
    email_reminders: true,
};

/// Sends the caller a code: by SMS to the number in the mobile citizens database, else by e-mail to the
/// address of the newest application.
///
/// # Errors
/// [`super::AccountRefusal`].
pub async fn send_code<S: Accounts, R: Registry>(
    storage: &S,
    registry: &R,
    pepper: &Pepper,
    caller: &Caller,
    purpose: CodePurpose,
    now: OffsetDateTime,
    rng: &mut (dyn CryptoRngCore + Send),
) -> Result<CodeSent, Refusal> {
    let holder = caller.identity.holder();
    if storage.codes_since(holder, now - SPAN).await? >= MOST_CODES {
        return Err(Refusal::TooManyCodes(SPAN));
    }
    let (channel, to) = match registry.phone(holder).await? {
        Some(phone) => (Channel::Sms, phone),
        None => {
            let email = storage.email(holder).await?;
            (Channel::Email, email.ok_or(Refusal::ContactUnknown)?)
        }
    };
    let settings = storage.settings(holder).await?.unwrap_or(DEFAULT_SETTINGS);
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let id = hex::encode(id);
    let digits = make_digits(rng);
    let record = CodeRecord {
        hash: derive_hash(pepper, &id, holder, purpose, &digits),
        holder: holder.to_owned(),
        purpose: purpose.as_str().to_owned(),
        created_at: now,
        expires_at: now + LIFETIME,
        id,
    };
    let letter = Letter::Code {
        purpose,
        code: &digits,
        lifetime: LIFETIME,
    };
    let key = format!("code:{}", record.id);
    let message = letter::write(&letter, key, channel, &to, settings.language, now);
    let event = Event::new(
        now,
        EventKind::CodeSent,
        &[
            ("purpose", purpose.as_str()),
            ("channel", channel.as_str()),
            ("certificate", &caller.serial_number),
        ],
    );
    storage.keep_code(&record, &message, &event).await?;
    Ok(CodeSent {
        channel: match channel {
            Channel::Sms => CodeChannel::Sms,
            Channel::Email => CodeChannel::Email,
        },
        to: hide(&to),
        expires_at: Moment(record.expires_at.unix_timestamp()),
    })
}

/// Holds a code against the one that was sent; its id, to be used up.
pub(super) async fn check<S: Accounts>(
    storage: &S,
    pepper: &Pepper,
    caller: &Caller,
    purpose: CodePurpose,
    code: &str,
    now: OffsetDateTime,
) -> Result<String, Refusal> {
    let holder = caller.identity.holder();
    let tried = storage.try_code(holder, purpose.as_str(), MOST_TRIES);
    let record = tried.await?.filter(|record| now < record.expires_at);
    let record = record.ok_or(Refusal::CodeExpired)?;
    let parts = [record.id.as_str(), holder, purpose.as_str(), code.trim()];
    match pepper.holds(USAGE, &parts, &record.hash) {
        true => Ok(record.id),
        false => Err(Refusal::CodeWrong),
    }
}

/// The settings of a holder.
pub(crate) async fn settings_of<S: Accounts>(storage: &S, holder: &str) -> Stored<AccountSettings> {
    Ok(storage.settings(holder).await?.unwrap_or(DEFAULT_SETTINGS))
}

fn derive_hash(
    pepper: &Pepper,
    id: &str,
    holder: &str,
    purpose: CodePurpose,
    digits: &str,
) -> String {
    pepper.derive(USAGE, &[id, holder, purpose.as_str(), digits])
}

/// Six digits, every number equally often.
fn make_digits(rng: &mut dyn CryptoRngCore) -> String {
    loop {
        let number = rng.next_u32();
        if number < u32::MAX - u32::MAX % 1_000_000 {
            return format!("{:06}", number % 1_000_000);
        }
    }
}

/// All but the ends of a phone number or address.
fn hide(to: &str) -> String {
    match to.split_once('@') {
        Some((local, domain)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}***@{domain}")
        }
        None => {
            let end = to.len().saturating_sub(2);
            let (begin, end) = (
                to.get(..5).unwrap_or_default(),
                to.get(end..).unwrap_or_default(),
            );
            format!("{begin} *** ** {end}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ends_show() {
        assert_eq!(hide("+77001234512"), "+7700 *** ** 12");
        assert_eq!(hide("ulzhan@example.kz"), "u***@example.kz");
        assert_eq!(hide("ұлжан@example.kz"), "ұ***@example.kz");
        assert_eq!(hide(""), " *** ** ");
    }

    #[test]
    fn codes_are_six_digits_and_hashed_with_everything() {
        let pepper = Pepper::make(&mut rand_core::OsRng);
        let mut seen = std::collections::HashSet::new();
        for _ in 0..100 {
            let digits = make_digits(&mut rand_core::OsRng);
            assert!(digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()));
            seen.insert(digits);
        }
        assert!(seen.len() > 90);
        let hash = |id, holder, purpose| derive_hash(&pepper, id, holder, purpose, "123456");
        let one = hash("a", "b", CodePurpose::Renew);
        assert_ne!(one, hash("x", "b", CodePurpose::Renew));
        assert_ne!(one, hash("a", "x", CodePurpose::Renew));
        assert_ne!(one, hash("a", "b", CodePurpose::Revoke));
    }
}
