//! Reminders before a certificate expires: by e-mail 30, 14 and 7 days before, by SMS 10 days before. Each
//! once, also after weeks in which nobody ran this: what was missed is made up for while it is of use.

use time::{Duration, OffsetDateTime};

use crate::account::settings_of;
use crate::letter::{self, Letter};
use crate::registry::{Registry, RegistryError};
use crate::storage::{Accounts, Channel, DueReminder, NewMessage, Reminders, StorageError};

/// Days before the end, and which way; the earliest first.
const TIMES: &[(i64, Channel)] = &[
    (30, Channel::Email),
    (14, Channel::Email),
    (10, Channel::Sms),
    (7, Channel::Email),
];
/// So many certificates at once.
const MOST: u32 = 200;

/// Why nobody was reminded.
#[derive(Debug, thiserror::Error)]
pub enum RemindError {
    /// The records failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A registry failed.
    #[error(transparent)]
    Registry(#[from] RegistryError),
}

/// When the first reminder of a certificate is due.
pub(crate) fn first_at(not_after_at: OffsetDateTime) -> Option<OffsetDateTime> {
    TIMES
        .first()
        .map(|(days, _)| not_after_at - Duration::days(*days))
}

/// Writes every reminder that is due; how many certificates were looked at. Until it is zero there may be
/// more.
///
/// # Errors
/// [`RemindError`].
pub async fn remind<S: Reminders + Accounts, R: Registry>(
    storage: &S,
    registry: &R,
    now: OffsetDateTime,
) -> Result<usize, RemindError> {
    let due = storage.due_reminders(now, MOST).await?;
    for one in &due {
        let new = &one.certificate.prepared;
        let next_at = TIMES
            .iter()
            .map(|(days, _)| new.not_after_at - Duration::days(*days))
            .find(|at| *at > now);
        let letters = match is_of_use(one, now) {
            true => letters(storage, registry, one, now).await?,
            false => Vec::new(),
        };
        storage.remind(one, &letters, next_at).await?;
    }
    Ok(due.len())
}

/// Nobody needs to hear that a certificate expires which is revoked, renewed or over.
fn is_of_use(due: &DueReminder, now: OffsetDateTime) -> bool {
    !due.is_renewed
        && due.certificate.published_at.is_some()
        && due.certificate.revocation.is_none()
        && now < due.certificate.prepared.not_after_at
}

async fn letters<S: Accounts, R: Registry>(
    storage: &S,
    registry: &R,
    due: &DueReminder,
    now: OffsetDateTime,
) -> Result<Vec<NewMessage>, RemindError> {
    let new = &due.certificate.prepared;
    let holder = new
        .iin
        .as_deref()
        .or(new.bin.as_deref())
        .unwrap_or_default();
    let settings = settings_of(storage, holder).await?;
    let email = storage.email(holder).await?;
    let email = email.filter(|_| settings.email_reminders);
    let phone = registry.phone(holder).await?;
    let letter = Letter::Expires {
        until: new.not_after_at,
        name: &due.certificate.common_name(),
    };
    let about = due.application.clone();
    let about = about.unwrap_or_else(|| format!("{}:{}", new.issuer, new.serial_number));
    let mut letters = Vec::new();
    for (days, channel) in TIMES {
        let at = new.not_after_at - Duration::days(*days);
        if at < due.due_at || at > now {
            continue;
        }
        let to = match channel {
            Channel::Email => email.as_deref(),
            Channel::Sms => phone.as_deref(),
        };
        let Some(to) = to else { continue };
        let key = format!("reminder-{days}:{about}");
        let mut message = letter::write(&letter, key, *channel, to, settings.language, now);
        message.kind = format!("reminder-{days}");
        letters.push(message);
    }
    Ok(letters)
}
