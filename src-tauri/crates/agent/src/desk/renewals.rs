//! When every key ends, and what can be done about it.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tanba_enrolment::Storage;
use tanba_protocol::{Failure, FailureCode};
use time::{Duration, OffsetDateTime};

use super::remind::{GRACE, is_second, is_succeeded};
use super::task::Task;
use super::{Call, Changed, Desk, KeyState, KeyView, Reply};
use crate::account::{AccountRequest, Codes};
use crate::calendar;
use crate::enrol::{Answers, EnrolmentState, EnrolmentView};

/// The keys of this computer by their ends.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RenewalsView {
    /// Those whose end is known, what ends first before the rest.
    pub keys: Vec<RenewalView>,
    /// Renewals that are not over, of keys that are not here any more; those that were given up and still
    /// hold something.
    pub others: Vec<EnrolmentView>,
    /// How many keys there are that were never opened here: nobody knows when they end.
    pub unopened: usize,
    /// The addresses of the authorities that this computer knows.
    pub authorities: Vec<String>,
}

/// When a key ends, and what comes next.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RenewalView {
    /// The key.
    pub key: KeyView,
    /// Whether it is within reach: its file is there, or its token is connected.
    pub is_here: bool,
    /// How it is renewed.
    pub way: RenewalWay,
    /// Address of the authority that renews it, as far as it is known.
    pub authority: Option<String>,
    /// Its renewal that is not over.
    pub renewal: Option<EnrolmentView>,
}

/// How a key is renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RenewalWay {
    /// By signing with it, any day.
    Sign,
    /// By signing with it, and the authority looks first: it has ended not long ago.
    Check,
    /// By a new application: it is revoked, or has ended too long ago.
    Apply,
    /// At whoever issued it, who is not reached from here.
    Elsewhere,
    /// Not at all: another key took its place, or nobody issued it.
    Nothing,
}

impl Desk {
    pub(super) async fn renewals(&self, call: Call, task: &Task) -> Result<Reply, Failure> {
        let agent = &self.agent;
        Ok(match call {
            Call::Renewals => Reply::Renewals(self.renewals_view().await?),
            Call::Renew {
                key,
                authority,
                storage,
            } => {
                let authority = agent.awake(authority).await?;
                let request = AccountRequest { authority, key };
                let storage = storage.map(Storage::from);
                let renewed = agent
                    .account_renew(&request, storage, None, Codes::Ask, task)
                    .await;
                Reply::Renew(self.renewed(renewed)?)
            }
            Call::GoOnRenewing {
                id,
                revoke_old,
                storage,
            } => {
                let _work = self.work_at(&id).await?;
                let answers = Answers {
                    revoke_old,
                    storage: storage.map(Storage::from),
                    ..Answers::default()
                };
                let renewed = agent.resume_enrolment(&id, answers, Codes::Ask, task).await;
                Reply::GoOnRenewing(self.renewed(renewed)?)
            }
            Call::StopRenewing { id, left } => {
                self.applying.wanted.notify_waiters();
                let _work = self.applying.work.read().await;
                let stopped = self.give_up(&id, left, task).await?;
                self.changed(Changed::Keys);
                Reply::StopRenewing(stopped)
            }
            Call::SaveCalendar { path } => {
                Reply::SaveCalendar(self.save_calendar(Path::new(&path)).await?)
            }
            _ => return Err(Failure::new(FailureCode::Internal)),
        })
    }

    /// Whatever became of a renewal, things are not as they were.
    fn renewed(&self, renewed: Result<EnrolmentView, Failure>) -> Result<EnrolmentView, Failure> {
        self.changed(Changed::Keys);
        self.changed(Changed::Enrolments);
        renewed
    }

    async fn renewals_view(&self) -> Result<RenewalsView, Failure> {
        let agent = &self.agent;
        let now = agent.clock.now();
        let listed = self.keys().await?;
        let known = self.with_remembered(&listed).await?;
        let unopened = |key: &&KeyView| key.state == KeyState::Unopened;
        let mut renewals = agent.open_renewals().await?;
        let origins = agent.origins().await?;
        let mut keys = Vec::new();
        for key in known.iter().filter(|key| !is_second(key, &known)) {
            let Some(certificate) = &key.certificate else {
                continue;
            };
            let of_key = renewals.iter().position(|(old, view)| {
                view.state != EnrolmentState::Abandoned
                    && key.key_identifier.as_deref() == Some(&old.key_identifier)
            });
            let authority = origins.of(key).cloned();
            let way = match certificate.subject == certificate.issuer {
                true => RenewalWay::Nothing,
                false => way(key, &known, authority.is_some(), now),
            };
            keys.push(RenewalView {
                is_here: listed.iter().any(|other| other.reference == key.reference)
                    || key.file.as_ref().is_some_and(|file| file.is_file()),
                way,
                authority,
                renewal: of_key.map(|place| renewals.swap_remove(place).1),
                key: key.clone(),
            });
        }
        keys.sort_by_key(|view| view.key.certificate.as_ref().map(|it| it.not_after_at));
        Ok(RenewalsView {
            keys,
            others: renewals.into_iter().map(|(_, view)| view).collect(),
            unopened: listed.iter().filter(unopened).count(),
            authorities: agent.account_authorities().await?,
        })
    }

    async fn save_calendar(&self, path: &Path) -> Result<PathBuf, Failure> {
        let keys = self.known_keys().await?;
        let spoken_of = keys.iter().filter(|key| {
            let is_over = matches!(key.state, KeyState::Revoked | KeyState::Expired);
            !is_over && !is_second(key, &keys)
        });
        let certificates = spoken_of.filter_map(|key| key.certificate.as_ref());
        let ends = certificates.map(calendar::End::of);
        let text = calendar::write(ends, self.agent.clock.now(), &self.agent.texts().await);
        self.save(path, text.as_bytes())
    }
}

fn way(key: &KeyView, known: &[KeyView], is_reached: bool, now: OffsetDateTime) -> RenewalWay {
    let ended_for = key
        .certificate
        .as_ref()
        .map_or(Duration::ZERO, |it| now - it.not_after_at);
    match key.state {
        KeyState::NotYetValid => RenewalWay::Nothing,
        KeyState::Revoked | KeyState::Expired if is_succeeded(key, known) => RenewalWay::Nothing,
        _ if !is_reached => RenewalWay::Elsewhere,
        KeyState::Revoked => RenewalWay::Apply,
        KeyState::Expired if ended_for > GRACE => RenewalWay::Apply,
        KeyState::Expired => RenewalWay::Check,
        _ => RenewalWay::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyState, KeyView, RenewalWay, way};
    use crate::desk::remind::tests::{NOW, key};

    #[test]
    fn how_a_key_is_renewed_follows_from_its_state_and_its_end() {
        let of = |key: &KeyView, known: &[KeyView]| way(key, known, true, NOW);
        for (days, expected) in [
            (300, RenewalWay::Sign),
            (5, RenewalWay::Sign),
            (-5, RenewalWay::Check),
            (-40, RenewalWay::Apply),
        ] {
            assert_eq!(of(&key("a", days), &[]), expected, "{days} days");
            let elsewhere = way(&key("a", days), &[], false, NOW);
            assert_eq!(elsewhere, RenewalWay::Elsewhere);
        }
        let revoked = KeyView {
            state: KeyState::Revoked,
            ..key("a", 50)
        };
        assert_eq!(of(&revoked, &[]), RenewalWay::Apply);
        for over in [revoked, key("a", -5)] {
            assert_eq!(of(&over, &[key("b", 300)]), RenewalWay::Nothing);
        }
        // A key that is still good may be renewed although there is another.
        assert_eq!(of(&key("a", 5), &[key("b", 300)]), RenewalWay::Sign);
    }
}
