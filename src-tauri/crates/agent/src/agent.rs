//! The one value that every shell holds: where things are kept, what time it is, how the outside
//! is reached.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tanba_keystore::SystemRandom;
use tanba_online::{AuthorityClient, ErrorKind, Fetcher, Proxy, Settings};
use tanba_protocol::{Event, Failure, FailureCode, PromptId, Warning};
use tanba_store::{Keyring, Store, SystemKeyring, names};
use tokio::sync::OnceCell;

use crate::clock::{Clock, SystemClock};
use crate::failure::Explain;
use crate::folders::Folders;
use crate::practice::Practice;
use crate::shell::Shell;
use crate::tokens::{Access, ModulePlaces};

/// Every use case once, for all shells.
pub struct Agent {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) folders: Folders,
    keyring: Arc<dyn Keyring>,
    store: OnceCell<Opened>,
    prompts: AtomicU64,
    pub(crate) practice: Practice,
    pub(crate) access: Access,
    pub(crate) authority_root: Option<PathBuf>,
}

struct Opened {
    store: Store,
    /// Where a damaged database was put, until somebody is told.
    aside: Mutex<Option<PathBuf>>,
}

/// How long a person waits for a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// What was asked for needs the service: try again when it fails.
    Needed,
    /// There is something to fall back on: once, and briefly.
    Optional,
}

impl Agent {
    /// The agent of whoever runs the program, which has to call [`probe_module`](crate::probe_module)
    /// before anything else.
    ///
    /// # Errors
    /// When the person has no home.
    pub fn of_user() -> Result<Self, Failure> {
        Ok(Self::new(
            Arc::new(SystemClock),
            Folders::of_user()?,
            Arc::new(SystemKeyring),
        )
        .with_modules(ModulePlaces::here()))
    }

    /// An agent with everything given.
    pub fn new(clock: Arc<dyn Clock>, folders: Folders, keyring: Arc<dyn Keyring>) -> Self {
        Self {
            clock,
            folders,
            keyring,
            store: OnceCell::new(),
            prompts: AtomicU64::new(1),
            practice: Practice::default(),
            access: Access::default(),
            authority_root: None,
        }
    }

    /// The same, knowing where the program `tanba-authority` is: it is started for practice.
    #[must_use]
    pub fn with_authority_program(mut self, program: PathBuf) -> Self {
        self.practice = Practice::with_program(program);
        self
    }

    /// The same, believing no authority over TLS but one that the root in this file vouches for: for this
    /// time, whatever the setting says.
    #[must_use]
    pub fn with_authority_root(mut self, file: PathBuf) -> Self {
        self.authority_root = Some(file);
        self
    }

    /// The same, looking for tokens there; otherwise it knows of none.
    #[must_use]
    pub fn with_modules(mut self, places: ModulePlaces) -> Self {
        self.access = Access::new(places);
        self
    }

    /// A name for one more prompt.
    pub(crate) fn next_prompt(&self) -> PromptId {
        PromptId(self.prompts.fetch_add(1, Ordering::Relaxed))
    }

    /// The database, opened when it is first needed. A damaged one is put aside and begun anew.
    pub(crate) async fn store(&self) -> Result<&Store, Failure> {
        let opened = self
            .store
            .get_or_try_init(|| async {
                let path = self.folders.database();
                let keyring = Arc::clone(&self.keyring);
                Store::open_or_replace(&path, keyring, self.clock.now())
                    .await
                    .map(|(store, aside)| Opened {
                        store,
                        aside: Mutex::new(aside),
                    })
            })
            .await
            .map_err(|error| error.explain())?;
        Ok(&opened.store)
    }

    /// The database for what may fail without stopping the work: then a warning is all.
    pub(crate) async fn store_or_warn(&self, shell: &dyn Shell) -> Option<&Store> {
        match self.store().await {
            Ok(store) => {
                let opened = self.store.get();
                let aside = opened.and_then(|opened| opened.aside.lock().ok()?.take());
                if let Some(aside) = aside {
                    shell.event(Event::Warned(Warning::StoreReplaced {
                        path: aside.display().to_string(),
                    }));
                }
                Some(store)
            }
            Err(_) => {
                shell.event(Event::Warned(Warning::HistoryNotWritten));
                None
            }
        }
    }

    /// The outside, with the settings of the person.
    pub(crate) async fn fetcher(&self, patience: Patience) -> Result<Fetcher, Failure> {
        tanba_online::install_crypto_provider();
        let settings = self.online_settings(patience).await;
        let cache = self.folders.cache.join("crl");
        Fetcher::new(settings, Some(cache), Box::new(SystemRandom)).map_err(|error| {
            let code = match error {
                ErrorKind::Client(_) => FailureCode::Internal,
                _ => FailureCode::ProxyFailed,
            };
            Failure::new(code).with_detail(error)
        })
    }

    /// A certification authority of ours, likewise.
    pub(crate) async fn authority_client(
        &self,
        address: &str,
        patience: Patience,
    ) -> Result<AuthorityClient, Failure> {
        tanba_online::install_crypto_provider();
        let settings = Settings {
            root: self.root_of(address).await?,
            ..self.online_settings(patience).await
        };
        AuthorityClient::new(address, settings, Box::new(SystemRandom))
            .map_err(|error| error.explain())
    }

    async fn online_settings(&self, patience: Patience) -> Settings {
        let proxy = match self.setting(&names::PROXY).await {
            None => Proxy::System,
            Some(address) if address.is_empty() => Proxy::None,
            Some(address) => Proxy::Address(address),
        };
        let mut settings = Settings {
            proxy,
            ..Settings::default()
        };
        if patience == Patience::Optional {
            settings.tries = 1;
            settings.connect_timeout = Duration::from_secs(3);
            settings.answer_timeout = Duration::from_secs(8);
        }
        settings
    }
}

impl std::fmt::Debug for Agent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Agent")
            .field("folders", &self.folders)
            .finish_non_exhaustive()
    }
}
