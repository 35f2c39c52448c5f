//! Reminders of the end of keys, whether or not the authority sends any.
//!
//! When which reminder is due follows from the keys and the time alone; the database knows which ones were
//! given. So each is given once: after weeks switched off only the last one of those that were missed, and
//! none again when the clock is set back or another process asks as well.

use std::sync::Weak;

use serde::Serialize;
use tanba_pki::profile::KeyPurpose;
use tanba_protocol::Failure;
use time::{Duration, OffsetDateTime};

use super::{Changed, Desk, KeyState, KeyView, Notice};
use crate::describe::{CertificateView, Signer};
use crate::failure::Explain;

/// So many days before the end a person is reminded: when authorities send their letters and messages.
const STEPS: [i64; 4] = [30, 14, 10, 7];
/// The step after the end.
const ENDED: i64 = 0;
/// So long after the end an authority still renews a key, once it has looked: so long it is spoken of.
pub(super) const GRACE: Duration = Duration::days(30);
/// How often keys are looked at while nothing else happens.
const EVERY: Duration = Duration::hours(3);
/// How often the time is looked at: so soon a computer that slept finds out.
const TICK: std::time::Duration = std::time::Duration::from_secs(60);

/// That a key ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Reminder {
    /// The key, by its reference.
    pub key: String,
    /// Its holder.
    pub holder: String,
    /// The organisation that it signs for.
    pub organisation: Option<String>,
    /// Whole days left; negative after the end.
    pub days: i64,
}

/// A reminder that is due, unless it was given.
struct Due<'a> {
    ending: Ending<'a>,
    step: i64,
    /// Those before it, which nobody gives any more.
    passed: &'static [i64],
}

/// A key that ends, or has just ended, and has no successor.
#[derive(Clone, Copy)]
struct Ending<'a> {
    key: &'a KeyView,
    certificate: &'a CertificateView,
}

impl Ending<'_> {
    fn reminder(&self, now: OffsetDateTime) -> Reminder {
        let left = self.certificate.not_after_at - now;
        Reminder {
            key: self.key.reference.clone(),
            holder: holder(self.key),
            organisation: self.certificate.signer.organisation.clone(),
            days: left.whole_seconds().div_euclid(86_400),
        }
    }
}

/// The keys of which there is something to say.
fn endings(keys: &[KeyView], now: OffsetDateTime) -> impl Iterator<Item = Ending<'_>> {
    keys.iter().filter_map(move |key| {
        let certificate = key.certificate.as_ref()?;
        let left = certificate.not_after_at - now;
        let is_near = left < Duration::days(STEPS[0]) && left > -GRACE;
        let is_over = matches!(key.state, KeyState::Revoked | KeyState::NotYetValid);
        let is_spoken_of = is_near && !is_over && !is_succeeded(key, keys) && !is_second(key, keys);
        is_spoken_of.then_some(Ending { key, certificate })
    })
}

/// Which reminders are due.
fn due(keys: &[KeyView], now: OffsetDateTime) -> impl Iterator<Item = Due<'_>> {
    endings(keys, now).map(move |ending| {
        let left = ending.certificate.not_after_at - now;
        let reached = STEPS.iter().filter(|days| left < Duration::days(**days));
        let reached = reached.count();
        match left.is_positive() {
            true => Due {
                ending,
                step: STEPS[reached - 1],
                passed: &STEPS[..reached - 1],
            },
            false => Due {
                ending,
                step: ENDED,
                passed: &STEPS,
            },
        }
    })
}

/// Whether another key takes the place of this one.
pub(super) fn is_succeeded(key: &KeyView, keys: &[KeyView]) -> bool {
    let is_good = |other: &KeyView| other.failure.is_none() && other.state == KeyState::Valid;
    keys.iter()
        .any(|other| is_good(other) && is_same_holder(other, key))
}

/// Whether a key is that for authentication of a pair: they end together, and one of them is spoken of.
pub(super) fn is_second(key: &KeyView, keys: &[KeyView]) -> bool {
    let purpose = |key: &KeyView| key.certificate.as_ref()?.key_purpose;
    let begin = |key: &KeyView| Some(key.certificate.as_ref()?.not_before_at);
    purpose(key) == Some(KeyPurpose::Authentication)
        && keys.iter().any(|other| {
            purpose(other) == Some(KeyPurpose::Signature)
                && begin(other) == begin(key)
                && is_same_holder(other, key)
        })
}

fn signer(key: &KeyView) -> Option<&Signer> {
    key.certificate.as_ref().map(|it| &it.signer)
}

fn is_same_holder(one: &KeyView, other: &KeyView) -> bool {
    let (Some(a), Some(b)) = (signer(one), signer(other)) else {
        return false;
    };
    let is_named = a.iin.is_some() || a.common_name.is_some();
    is_named
        && one.practice == other.practice
        && (&a.iin, &a.bin, &a.common_name) == (&b.iin, &b.bin, &b.common_name)
}

pub(super) fn holder(key: &KeyView) -> String {
    signer(key)
        .and_then(|signer| signer.common_name.clone())
        .unwrap_or_else(|| key.name.clone())
}

impl Desk {
    /// Gives the reminders that are due, and says whether some were given that nobody has looked at.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn remind(&self) -> Result<(), Failure> {
        let now = self.agent.clock.now();
        let keys = self.known_keys().await?;
        let reminders = self.agent.store().await?.reminders();
        let mut given = Vec::new();
        for due in due(&keys, now) {
            let claimed = reminders
                .claim(&due.ending.certificate.sha256, due.step, due.passed, now)
                .await;
            if claimed.map_err(|error| error.explain())? {
                given.push(due.ending.reminder(now));
            }
        }
        if !given.is_empty() {
            self.window.notice(Notice::Reminded { reminders: given });
            self.changed(Changed::Reminders);
        }
        self.tell_attention(&keys, now).await
    }

    /// The person looks at the keys: the mark goes until there is something new.
    pub(super) async fn see_reminders(&self) -> Result<(), Failure> {
        let now = self.agent.clock.now();
        let seen = self.agent.store().await?.reminders().see(now).await;
        seen.map_err(|error| error.explain())?;
        self.window.notice(Notice::Attention { waits: false });
        Ok(())
    }

    pub(super) async fn tell_attention(
        &self,
        keys: &[KeyView],
        now: OffsetDateTime,
    ) -> Result<(), Failure> {
        let unseen = self.agent.store().await?.reminders().unseen().await;
        let unseen = unseen.map_err(|error| error.explain())?;
        let waits = endings(keys, now).any(|ending| unseen.contains(&ending.certificate.sha256));
        self.window.notice(Notice::Attention { waits });
        Ok(())
    }

    /// Looks after the keys for as long as the desk is there: now, every few hours, and when the computer
    /// wakes.
    pub async fn keep_reminding(desk: Weak<Self>) {
        let mut looked_at = None;
        while let Some(desk) = desk.upgrade() {
            let now = desk.agent.clock.now();
            let is_time = looked_at.is_none_or(|at| now - at >= EVERY || now < at);
            if is_time {
                looked_at = Some(now);
                if let Err(failure) = desk.remind().await {
                    tracing::warn!(%failure, "keys are not looked after");
                }
            }
            desk.close_expired_account();
            drop(desk);
            tokio::time::sleep(TICK).await;
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
