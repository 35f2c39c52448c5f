//! What needs the person now.

use std::sync::PoisonError;

use tanba_protocol::Failure;
use tanba_store::HistoryReport;

use super::{Desk, Home, KeyState, KeyView, Need};
use crate::describe::Signer;

/// How many entries of the history are at hand.
const RECENT: u32 = 5;

impl Desk {
    pub(super) async fn home(&self) -> Result<Home, Failure> {
        let keys = self.keys().await?;
        let mut needs = Vec::new();
        if !self.history_is_whole().await? {
            needs.push(Need::HistoryDamaged);
        }
        needs.extend(self.unfinished().await?.into_iter().map(Need::Unfinished));
        needs.extend(needs_of(&keys));
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

/// What the keys need, the most pressing first. A key that has a good successor needs nothing.
fn needs_of(keys: &[KeyView]) -> Vec<Need> {
    let is_good = |key: &KeyView| key.failure.is_none() && key.state == KeyState::Valid;
    let is_succeeded = |key: &KeyView| {
        keys.iter()
            .any(|other| is_good(other) && is_same_holder(other, key))
    };
    let mut needs: Vec<(u8, i64, Need)> = Vec::new();
    for key in keys.iter().filter(|key| !is_succeeded(key)) {
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
    if keys.iter().all(|key| key.failure.is_some()) {
        needs.push(Need::NoKey);
    }
    needs
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

fn holder(key: &KeyView) -> String {
    signer(key)
        .and_then(|signer| signer.common_name.clone())
        .unwrap_or_else(|| key.name.clone())
}
