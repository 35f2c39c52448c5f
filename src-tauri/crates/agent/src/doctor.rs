//! What signing needs on this computer, looked at one by one.

use std::path::Path;

use serde::Serialize;
use tanba_pki::anchor::{Environment, builtin};
use tanba_protocol::Failure;
use tanba_store::{KeyringState, names};
use time::macros::datetime;

use crate::agent::Agent;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    /// In order.
    Good,
    /// Not there, and some things will not work without it.
    Missing,
    /// Needs attention.
    Trouble,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Check {
    /// Its name in the catalogue, without `doctor-`.
    pub name: &'static str,
    /// How it is.
    pub health: Health,
    /// What was found, in technical words.
    pub detail: String,
    /// What is wrong, for people.
    pub failure: Option<Failure>,
}

impl Agent {
    /// Looks at everything; nothing is changed and nothing is asked of the network.
    pub async fn doctor(&self) -> Vec<Check> {
        let mut checks = vec![
            good("version", env!("CARGO_PKG_VERSION").to_owned()),
            self.clock_check(),
            folder("folders", &self.folders.data),
        ];
        checks.push(trust_check());
        match self.store().await {
            Ok(store) => {
                checks.push(good("store", self.folders.database().display().to_string()));
                checks.extend(self.history_checks().await);
                let set = store.settings().value(&names::TSA).await.ok().flatten();
                checks.push(good("tsa", set.unwrap_or_else(|| "by environment".into())));
            }
            Err(failure) => checks.push(bad("store", failure)),
        }
        let proxy = [
            "HTTPS_PROXY",
            "https_proxy",
            "HTTP_PROXY",
            "http_proxy",
            "ALL_PROXY",
        ]
        .into_iter()
        .find(|name| std::env::var_os(name).is_some());
        checks.push(good("proxy", proxy.unwrap_or("none").to_owned()));
        checks.extend(self.token_checks().await);
        checks
    }

    /// A clock that is years off makes every certificate look expired or not yet valid.
    fn clock_check(&self) -> Check {
        let now = self.clock.now();
        let health =
            if (datetime!(2026-01-01 0:00 UTC)..datetime!(2046-01-01 0:00 UTC)).contains(&now) {
                Health::Good
            } else {
                Health::Trouble
            };
        Check {
            name: "time",
            health,
            detail: now.to_string(),
            failure: None,
        }
    }

    async fn history_checks(&self) -> Vec<Check> {
        let report = match self.check_history().await {
            Ok(report) => report,
            Err(failure) => return vec![bad("history", failure)],
        };
        let history = Check {
            name: "history",
            health: if report.is_whole() {
                Health::Good
            } else {
                Health::Trouble
            },
            detail: format!("{} entries, {} faults", report.entries, report.fault_count),
            failure: None,
        };
        let keyring = Check {
            name: "keyring",
            health: match report.keyring {
                KeyringState::Absent { .. } => Health::Missing,
                _ => Health::Good,
            },
            detail: match &report.keyring {
                KeyringState::Absent { reason } => reason.clone(),
                state => format!("{state:?}").to_lowercase(),
            },
            failure: None,
        };
        vec![history, keyring]
    }
}

fn trust_check() -> Check {
    let counts =
        [Environment::Production, Environment::Test].map(|environment| builtin(environment).len());
    good(
        "trust",
        format!("production {}, test {}", counts[0], counts[1]),
    )
}

/// Whether something can be written into a folder, which may not exist yet.
fn folder(name: &'static str, path: &Path) -> Check {
    let existing = path.ancestors().find(|folder| folder.is_dir());
    let result = match existing {
        Some(folder) => tempfile::tempfile_in(folder).map(drop),
        None => Err(std::io::ErrorKind::NotFound.into()),
    };
    match result {
        Ok(()) => good(name, path.display().to_string()),
        Err(error) => bad(name, crate::output::write_failure(&error, path)),
    }
}

fn good(name: &'static str, detail: String) -> Check {
    Check {
        name,
        health: Health::Good,
        detail,
        failure: None,
    }
}

fn bad(name: &'static str, failure: Failure) -> Check {
    Check {
        name,
        health: Health::Trouble,
        detail: failure.detail.clone().unwrap_or_default(),
        failure: Some(failure),
    }
}
