//! What needs the person now.

use std::sync::PoisonError;

use tanba_protocol::Failure;
use tanba_store::HistoryReport;

use super::remind::{holder, is_succeeded};
use super::{Desk, Home, KeyState, KeyView, Need};

/// How many entries of the history are at hand.
const RECENT: u32 = 5;

impl Desk {
    pub(super) async fn home(&self) -> Result<Home, Failure> {
        let keys = self.keys().await?;
        let known = self.with_remembered(&keys).await?;
        let mut needs = Vec::new();
        if !self.history_is_whole().await? {
            needs.push(Need::HistoryDamaged);
        }
        needs.extend(self.unfinished().await?.into_iter().map(Need::Unfinished));
        let enrolments = self.enrolment_needs().await?;
        let is_on_the_way = !enrolments.is_empty();
        needs.extend(enrolments);
        needs.extend(needs_of(&known, is_on_the_way));
        self.tell_attention(&known, self.agent.clock.now()).await?;
        let holder = keys.iter().find_map(|key| key.certificate.as_ref());
        Ok(Home {
            name: holder.and_then(|it| it.signer.common_name.clone()),
            needs,
            recent: self.agent.history_page(None, RECENT, "").await?.entries,
            keys,
        })
    }

    pub(super) async fn check_history(&self) -> Result<HistoryReport, Failure> {
        let report = self.agent.check_history().await?;
        *self.whole.lock().unwrap_or_else(PoisonError::into_inner) = Some(report.is_whole());
        Ok(report)
    }

    /// Whether the history was whole when it was last checked: once, and whenever a person asks.
    async fn history_is_whole(&self) -> Result<bool, Failure> {
        let known = *self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        match known {
            Some(whole) => Ok(whole),
            None => Ok(self.check_history().await?.is_whole()),
        }
    }
}

/// What the keys need, the most pressing first. A key that has a good successor needs nothing, and
/// whoever has one on the way needs none.
fn needs_of(keys: &[KeyView], is_on_the_way: bool) -> Vec<Need> {
    let mut needs: Vec<(u8, i64, Need)> = Vec::new();
    for key in keys.iter().filter(|key| !is_succeeded(key, keys)) {
        let (key_reference, days) = (key.reference.clone(), key.days_left.unwrap_or_default());
        let holder = holder(key);
        match key.state {
            KeyState::Revoked => needs.push((
                0,
                days,
                Need::KeyRevoked {
                    key: key_reference,
                    holder,
                },
            )),
            KeyState::Expired => needs.push((
                1,
                -days,
                Need::KeyExpired {
                    key: key_reference,
                    holder,
                },
            )),
            KeyState::Expiring => {
                let need = Need::KeyExpires {
                    key: key_reference,
                    holder,
                    days,
                };
                needs.push((2, days, need));
            }
            _ => {}
        }
    }
    needs.sort_by_key(|(urgency, days, _)| (*urgency, *days));
    let mut needs: Vec<Need> = needs.into_iter().map(|(.., need)| need).collect();
    if !is_on_the_way && keys.iter().all(|key| key.failure.is_some()) {
        needs.push(Need::NoKey);
    }
    needs
}
