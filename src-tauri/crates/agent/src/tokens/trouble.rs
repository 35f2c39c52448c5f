//! What keeps a token from being seen, as something to do.

use tanba_keystore::token::{ModuleState, PcscService, Sandbox, Trouble, troubles};
use tanba_protocol::{Failure, FailureCode};

use super::modules::module_failure;
use crate::agent::Agent;
use crate::doctor::{Check, Health};

impl Agent {
    /// What is in the way. Where a token is seen, a reader that is missing is none.
    pub(super) fn token_trouble(&self, has_tokens: bool) -> Vec<Check> {
        let places = &self.access.places;
        let (Some(places), true) = (&places.places, places.pcsc) else {
            return Vec::new();
        };
        let service = tokio::task::block_in_place(PcscService::ask);
        let found = troubles(places, &service).into_iter();
        found
            .filter_map(check)
            .filter(|check| !has_tokens || check.health == Health::Trouble)
            .collect()
    }

    /// The part of the doctor that is about tokens.
    pub(crate) async fn token_checks(&self) -> Vec<Check> {
        let tokens = self.tokens_now().await;
        let (modules, here) = (tokens.modules(), tokens.tokens());
        let ready = modules
            .iter()
            .filter(|module| module.state == ModuleState::Ready)
            .map(|module| module.path.display().to_string());
        let ready: Vec<String> = ready.collect();
        let mut checks = vec![Check {
            name: "modules",
            health: match ready.is_empty() {
                true => Health::Missing,
                false => Health::Good,
            },
            detail: match ready.is_empty() {
                true => "none".to_owned(),
                false => ready.join(", "),
            },
            failure: None,
        }];
        checks.extend(modules.iter().filter_map(|module| {
            let failure = module_failure(module)?;
            Some(Check {
                name: "module",
                // Software that is installed and not set up is no fault of this computer.
                health: match module.state {
                    ModuleState::Failed(_) => Health::Missing,
                    _ => Health::Trouble,
                },
                detail: failure.detail.clone().unwrap_or_else(|| {
                    let path = module.path.display();
                    format!("{path}: {}", failure.code)
                }),
                failure: Some(failure),
            })
        }));
        let names: Vec<String> = here.iter().map(|info| info.id.to_string()).collect();
        checks.push(Check {
            name: "tokens",
            health: Health::Good,
            detail: match names.is_empty() {
                true => "none".to_owned(),
                false => names.join(", "),
            },
            failure: None,
        });
        checks.extend(self.token_trouble(false));
        checks
    }
}

/// One trouble as something that was looked at; none for what concerns other programs alone.
fn check(trouble: Trouble) -> Option<Check> {
    let (name, health, code, detail) = match trouble {
        Trouble::Confined { by, name } => {
            let by = match by {
                Sandbox::Snap => "snap",
                Sandbox::Flatpak => "flatpak",
            };
            let detail = format!("{by} {name}");
            (
                "confinement",
                Health::Trouble,
                FailureCode::Confined,
                detail,
            )
        }
        Trouble::ServiceNotInstalled { looked_for } => {
            let looked_for: Vec<_> = looked_for
                .iter()
                .map(|it| it.display().to_string())
                .collect();
            let detail = looked_for.join(", ");
            (
                "pcscd",
                Health::Missing,
                FailureCode::PcscdNotRunning,
                detail,
            )
        }
        Trouble::ServiceNotRunning { socket, .. } => {
            let detail = socket.display().to_string();
            (
                "pcscd",
                Health::Missing,
                FailureCode::PcscdNotRunning,
                detail,
            )
        }
        Trouble::ServiceRefuses => {
            let detail = String::new();
            ("pcscd", Health::Trouble, FailureCode::PolkitRefused, detail)
        }
        Trouble::ServiceFails { detail } => (
            "pcscd",
            Health::Trouble,
            FailureCode::PcscdNotRunning,
            detail,
        ),
        Trouble::NoDriver { .. } => {
            let detail = "libccid".to_owned();
            (
                "reader",
                Health::Missing,
                FailureCode::ReaderMissing,
                detail,
            )
        }
        Trouble::NoReader { devices } => {
            let names: Vec<_> = devices.into_iter().map(|device| device.name).collect();
            let detail = names.join(", ");
            (
                "reader",
                Health::Missing,
                FailureCode::ReaderMissing,
                detail,
            )
        }
        Trouble::ModuleMissing {
            device, profiles, ..
        } => {
            let names: Vec<_> = profiles.iter().map(|profile| profile.name).collect();
            let detail = format!("{}: {}", device.name, names.join(", "));
            (
                "module",
                Health::Trouble,
                FailureCode::ModuleMissing,
                detail,
            )
        }
        _ => return None,
    };
    let failure = match detail.is_empty() {
        true => Failure::new(code),
        false => Failure::new(code).with_detail(&detail),
    };
    Some(Check {
        name,
        health,
        detail,
        failure: Some(failure),
    })
}
