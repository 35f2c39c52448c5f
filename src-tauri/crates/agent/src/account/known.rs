//! The authorities that this computer knows, and which of them a key belongs to.

use tanba_enrolment::{Fact, InstalledKey, Kind, OldKey, Outcome, Step, next};
use tanba_protocol::Failure;
use tanba_store::names;

use crate::agent::Agent;
use crate::desk::KeyView;
use crate::enrol::EnrolmentView;
use crate::failure::Explain;

/// Where keys came from, as far as it is known here.
pub(crate) struct Origins {
    /// What the journeys to keys brought, and from where.
    installed: Vec<(Vec<InstalledKey>, String)>,
    practice: Option<String>,
}

impl Origins {
    /// Address of the authority that renews a key.
    pub(crate) fn of(&self, key: &KeyView) -> Option<&String> {
        let brought = |(keys, _): &&(Vec<InstalledKey>, String)| {
            let mut identifiers = keys.iter().map(|it| it.key_identifier.as_str());
            identifiers.any(|of| key.key_identifier.as_deref() == Some(of))
        };
        let came = self.installed.iter().find(brought);
        let practice = self.practice.as_ref().filter(|_| key.practice);
        came.map(|(_, authority)| authority).or(practice)
    }
}

impl Agent {
    /// The addresses of the authorities that somebody logged in to or applied at, and that of practice.
    pub(crate) async fn account_authorities(&self) -> Result<Vec<String>, Failure> {
        let settings = self.store().await?.settings();
        let remembered = settings.value(&names::AUTHORITIES).await;
        let mut all = remembered
            .map_err(|error| error.explain())?
            .unwrap_or_default();
        all.extend(self.known_authorities().await?.into_iter().map(|it| it.url));
        let mut known = Vec::new();
        for address in all {
            if !known.contains(&address) {
                known.push(address);
            }
        }
        Ok(known)
    }

    /// Remembers where somebody logged in.
    pub(crate) async fn remember_authority(&self, address: &str) -> Result<(), Failure> {
        let settings = self.store().await?.settings();
        let remembered = settings.value(&names::AUTHORITIES).await;
        let mut all = remembered
            .map_err(|error| error.explain())?
            .unwrap_or_default();
        if all.iter().any(|known| known == address) {
            return Ok(());
        }
        all.push(address.to_owned());
        let done = settings.set(&names::AUTHORITIES, &all).await;
        done.map_err(|error| error.explain())
    }

    /// Where keys came from.
    pub(crate) async fn origins(&self) -> Result<Origins, Failure> {
        let enrolments = self.all_enrolments().await?.into_iter();
        let practice = self.practice_authority().await?;
        Ok(Origins {
            installed: enrolments
                .map(|enrolment| (enrolment.holdings().installed, enrolment.authority))
                .collect(),
            practice: practice.map(|known| known.url),
        })
    }

    /// The renewals that are not over or still hold something, each with the key that it renews.
    pub(crate) async fn open_renewals(&self) -> Result<Vec<(OldKey, EnrolmentView)>, Failure> {
        let mut open = Vec::new();
        for enrolment in self.all_enrolments().await? {
            let is_over = match next(&enrolment) {
                Step::Done(Outcome::Finished) => true,
                // What was given up is listed as long as it holds something.
                Step::Done(Outcome::Abandoned) => EnrolmentView::of(&enrolment).holds.is_empty(),
                _ => false,
            };
            if enrolment.kind != Kind::Renewal || is_over {
                continue;
            }
            let old = enrolment.facts().find_map(|fact| match fact {
                Fact::OldKeyChosen(old) => Some(old.clone()),
                _ => None,
            });
            open.extend(old.map(|old| (old, EnrolmentView::of(&enrolment))));
        }
        Ok(open)
    }
}
