//! The modules of this computer, loaded when tokens are first asked for.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use tanba_keystore::token::{
    ModuleSource, ModuleState, Options, Places, Probe, Tokens, find_modules, probe_here,
};
use tanba_store::names;
use tokio::sync::OnceCell;

use crate::agent::Agent;

/// The hidden first argument of every program that can try a module in a process of its own.
const PROBE: &str = "--probe-pkcs11-module";
/// How long a call into a module may take before it counts as hung.
const CALL_LIMIT: Duration = Duration::from_secs(15);
/// How long a window waits for modules that are still being tried; it hears of them later.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where modules are looked for, and what tries them.
#[derive(Clone, Debug, Default)]
pub struct ModulePlaces {
    /// Where they lie; none are looked for without it.
    pub places: Option<Places>,
    /// Whether PC/SC is listened to.
    pub pcsc: bool,
    /// The program that tries a module before it is loaded here; it has to call [`probe_module`].
    pub program: Option<PathBuf>,
}

impl ModulePlaces {
    /// Those of this computer, tried by this program.
    pub fn here() -> Self {
        Self {
            places: Some(Places::here()),
            pcsc: true,
            program: std::env::current_exe().ok(),
        }
    }

    /// Those alone that `TANBA_PKCS11_MODULES` names, tried by this program.
    pub fn named() -> Self {
        let modules = Places::here().modules;
        Self {
            places: Some(Places {
                modules,
                ..Places::at(&PathBuf::from("/nonexistent"))
            }),
            pcsc: false,
            program: std::env::current_exe().ok(),
        }
    }
}

/// Tries a module where the arguments of a program ask for that. A program calls it before anything
/// else and ends with what it gives.
pub fn probe_module(arguments: impl IntoIterator<Item = OsString>) -> Option<ExitCode> {
    let mut arguments = arguments.into_iter().skip(1);
    if arguments.next()? != PROBE {
        return None;
    }
    let path = PathBuf::from(arguments.next()?);
    Some(probe_here(&path))
}

/// The tokens of an [`Agent`].
#[derive(Debug, Default)]
pub(crate) struct Access {
    pub(crate) places: ModulePlaces,
    tokens: OnceCell<Tokens>,
}

impl Access {
    pub(crate) fn new(places: ModulePlaces) -> Self {
        Self {
            places,
            tokens: OnceCell::new(),
        }
    }
}

impl Agent {
    /// The tokens, perhaps still being looked for.
    pub(crate) async fn tokens(&self) -> &Tokens {
        self.access
            .tokens
            .get_or_init(|| async {
                let places = &self.access.places;
                let tokens = Tokens::new(Options {
                    probe: places.program.clone().map(|program| Probe {
                        program,
                        arguments: vec![PROBE.into()],
                    }),
                    call_limit: CALL_LIMIT,
                    pcsc: places.pcsc,
                    ..Options::default()
                });
                for (path, source) in places.places.iter().flat_map(find_modules) {
                    tokens.add_module(&path, source);
                }
                for path in self.added_modules().await {
                    tokens.add_module(&path, ModuleSource::Person);
                }
                tokens
            })
            .await
    }

    /// The tokens, once every module was tried and every slot was read.
    pub(crate) async fn tokens_now(&self) -> &Tokens {
        let tokens = self.tokens().await;
        tokio::task::block_in_place(|| tokens.refresh());
        tokens
    }

    /// The tokens as they were last seen, which is a moment ago; waits only for modules that are
    /// still being tried, and not long.
    pub(crate) async fn tokens_seen(&self) -> &Tokens {
        let tokens = self.tokens().await;
        let modules = tokens.modules();
        let is_begun = modules
            .iter()
            .all(|module| module.state != ModuleState::Pending);
        match is_begun {
            true => tokens,
            false => self.tokens_soon().await,
        }
    }

    /// The tokens, as far as they are known soon.
    pub(crate) async fn tokens_soon(&self) -> &Tokens {
        let tokens = self.tokens().await;
        let refreshing = tokens.clone();
        let refreshed = tokio::task::spawn_blocking(move || refreshing.refresh());
        // What comes later is told to those who watch.
        let _ = tokio::time::timeout(PATIENCE, refreshed).await;
        tokens
    }

    /// The modules that the person added; none where nothing can be read.
    pub(super) async fn added_modules(&self) -> Vec<PathBuf> {
        if !self.folders.database().is_file() {
            return Vec::new();
        }
        let Ok(store) = self.store().await else {
            return Vec::new();
        };
        let paths = store.settings().value(&names::TOKEN_MODULES).await;
        let paths = paths.ok().flatten().unwrap_or_default();
        paths.into_iter().map(PathBuf::from).collect()
    }
}
