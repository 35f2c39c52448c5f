//! Every module and token of this computer.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::hotplug::Hotplug;
use super::identity::Identity;
use super::listing::Listing;
use super::module::{Module, ModuleState, Queued};
use super::profile::Quirk;
use super::session::Inside;
use super::slots::{SlotFailure, TokenId, TokenInfo};
use super::watch::{Listeners, TokenEvent, Watch, differences};
use super::{Options, Token};
use crate::Error;

/// How long the listing waits for a module before it shows what was seen last.
const LOOK_LIMIT: Duration = Duration::from_secs(2);

/// While PC/SC tells of cards, every so manyth look is a thorough one. To ask the tokens themselves each time
/// would keep them awake and stand in the way of other programs.
const THOROUGH: u32 = 10;

/// How often a PC/SC service is looked for where there is none.
const RETRY: Duration = Duration::from_millis(500);

/// Every module and token of this computer. Clones are the same.
#[derive(Clone)]
pub struct Tokens {
    shared: Arc<Shared>,
}

pub(super) struct Shared {
    options: Options,
    entries: Mutex<Vec<Entry>>,
    listeners: Listeners,
    /// Wakes the thread that looks at the slots.
    nudge: Sender<()>,
    /// What hears of readers and cards, and nudges.
    hotplug: Option<Hotplug>,
}

struct Entry {
    source: ModuleSource,
    identity: Identity,
    module: Arc<Module>,
    listing: Listing,
    /// The state that listeners know of.
    told: ModuleState,
    /// How many looks have been asked for, and the last that was answered.
    asked: u64,
    seen: u64,
}

/// How a module is looked at.
type Way = fn(&mut Inside) -> Result<Listing, Error>;

/// A look at a module that is under way.
struct Look {
    module: Arc<Module>,
    queued: Queued<Listing>,
    number: u64,
}

/// Where a module was heard of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ModuleSource {
    /// The usual place of a vendor's module.
    Profile,
    /// The configuration of p11-kit.
    P11Kit,
    /// The environment.
    Environment,
    /// Somebody chose the file.
    Person,
}

/// A module.
#[derive(Clone, Debug)]
pub struct ModuleInfo {
    /// Its canonical path; as it was given when there is no such file.
    pub path: PathBuf,
    /// Where it was heard of.
    pub source: ModuleSource,
    /// How it is.
    pub state: ModuleState,
    /// Slots whose token could not be read.
    pub failures: Vec<SlotFailure>,
}

impl Tokens {
    /// Nothing is loaded yet.
    pub fn new(options: Options) -> Self {
        let (nudge, nudged) = mpsc::channel();
        let poll = match options.poll {
            Duration::ZERO => Duration::MAX,
            poll => poll,
        };
        let hotplug = options.pcsc.then(|| {
            let nudge = nudge.clone();
            Hotplug::listen(RETRY, move || {
                let _ = nudge.send(());
            })
        });
        let shared = Arc::new(Shared {
            options,
            entries: Mutex::default(),
            listeners: Listeners::default(),
            nudge,
            hotplug,
        });
        let watched = Arc::downgrade(&shared);
        let body = move || {
            let mut glances = 0;
            loop {
                glances = match nudged.recv_timeout(poll) {
                    Ok(()) => THOROUGH,
                    Err(RecvTimeoutError::Timeout) => glances + 1,
                    Err(RecvTimeoutError::Disconnected) => break,
                };
                // Several nudges are one.
                while nudged.try_recv().is_ok() {}
                let Some(shared) = watched.upgrade() else {
                    break;
                };
                if glances >= THOROUGH || !shared.hears() {
                    shared.look(Some(LOOK_LIMIT), Inside::listing);
                    glances = 0;
                } else {
                    shared.look(Some(LOOK_LIMIT), Inside::glance);
                }
            }
        };
        // Without the thread nothing tells of changes; whoever asks is still answered.
        let _ = std::thread::Builder::new()
            .name("tokens".into())
            .spawn(body);
        Self { shared }
    }

    /// Takes a module into use, tried in a child first where [`Options::probe`] says how. Returns at once.
    /// A module that is known by any other path stays one; one that failed is tried again.
    pub fn add_module(&self, path: &Path, source: ModuleSource) {
        let identity = Identity::of(path);
        let nudge = self.shared.nudge.clone();
        self.shared.with(|entries| {
            let known = entries
                .iter()
                .position(|entry| entry.identity.is(&identity));
            if let Some(known) = known {
                match entries[known].module.state() {
                    ModuleState::Pending | ModuleState::Ready | ModuleState::Hung => return,
                    _ => drop(entries.remove(known)),
                }
            }
            let module = Module::start(&identity.path, &self.shared.options, move || {
                let _ = nudge.send(());
            });
            entries.push(Entry {
                source,
                identity,
                module,
                listing: Listing::default(),
                told: ModuleState::Pending,
                asked: 0,
                seen: 0,
            });
        });
        let path = Identity::of(path).path;
        self.shared
            .listeners
            .tell(&[TokenEvent::ModuleChanged(path)]);
    }

    /// Leaves a module out of use. It stays loaded until the process ends.
    pub fn forget_module(&self, path: &Path) {
        let identity = Identity::of(path);
        let forgotten = self.shared.with(|entries| {
            let known = entries
                .iter()
                .position(|entry| entry.identity.is(&identity));
            known.map(|known| entries.remove(known))
        });
        if let Some(entry) = forgotten {
            let mut events = differences(&entry.listing, &Listing::default());
            events.push(TokenEvent::ModuleChanged(entry.identity.path));
            self.shared.listeners.tell(&events);
        }
    }

    /// Waits until every module is tried and loaded or has failed, and its slots are read again. A module
    /// that is at a long call, as making a key, is left at it.
    pub fn refresh(&self) {
        self.shared.look(None, Inside::listing);
    }

    /// As [`Self::refresh`], and has the modules that read their tokens once read them again: a token that
    /// another program made since, or wrote to just then, is not seen otherwise. One whose keys are in use is
    /// left at it.
    pub fn refresh_thoroughly(&self) {
        let modules: Vec<Arc<Module>> = self.shared.with(|entries| {
            let reads_once = |entry: &&Entry| {
                let mut tokens = entry.listing.tokens.iter();
                tokens.any(|token| token.has(Quirk::ReadsTokensOnce))
            };
            let modules = entries.iter().filter(reads_once);
            modules.map(|entry| Arc::clone(&entry.module)).collect()
        });
        for module in modules {
            // One that does not begin again shows no tokens, which the look tells.
            let _ = module.call(Inside::begin_anew);
        }
        self.refresh();
    }

    /// Has the slots looked at soon, without waiting: something has told of a change.
    pub fn nudge(&self) {
        let _ = self.shared.nudge.send(());
    }

    /// Every module with its state.
    pub fn modules(&self) -> Vec<ModuleInfo> {
        self.shared.with(|entries| {
            let info = |entry: &Entry| ModuleInfo {
                path: entry.identity.path.clone(),
                source: entry.source,
                state: entry.module.state(),
                failures: entry.listing.failures.clone(),
            };
            entries.iter().map(info).collect()
        })
    }

    /// The tokens that are present, as they were seen last: at most [`Options::poll`] ago. Never waits for
    /// a module. A device that two modules reach is listed by the vendor's own.
    pub fn tokens(&self) -> Vec<TokenInfo> {
        let mut all: Vec<TokenInfo> = self.shared.with(|entries| {
            let listings = entries.iter().map(|entry| &entry.listing.tokens);
            listings.flatten().cloned().collect()
        });
        let (back, front): (Vec<_>, Vec<_>) =
            all.iter().partition(|token| token.has(Quirk::StandsBack));
        let doubles: Vec<TokenId> = back
            .into_iter()
            .filter(|token| front.iter().any(|other| other.is_the_device_of(token)))
            .map(|token| token.id.clone())
            .collect();
        all.retain(|token| !doubles.contains(&token.id));
        all
    }

    /// A token by name.
    ///
    /// # Errors
    /// [`Error::TokenNotFound`]; [`Error::ModuleHung`] and its like when its module is out of use.
    pub fn token(&self, id: &TokenId) -> Result<Token, Error> {
        let is_here = || self.tokens().iter().any(|token| token.id == *id);
        if !is_here() {
            self.shared.look(Some(LOOK_LIMIT), Inside::listing);
        }
        let module = self.shared.with(|entries| {
            let mut entries = entries.iter();
            let entry = entries.find(|entry| entry.identity.path == id.module);
            entry.map(|entry| Arc::clone(&entry.module))
        });
        match module {
            Some(module) if is_here() => Ok(Token {
                module,
                id: id.clone(),
            }),
            _ => Err(Error::TokenNotFound(id.to_string())),
        }
    }

    /// The present tokens of a serial number, or, where none has it, of a label.
    pub fn find(&self, name: &str) -> Vec<TokenInfo> {
        let (serial, others): (Vec<_>, Vec<_>) = self
            .tokens()
            .into_iter()
            .partition(|token| token.serial == name);
        match serial.is_empty() {
            false => serial,
            true => others
                .into_iter()
                .filter(|token| token.label == name)
                .collect(),
        }
    }

    /// Tells of tokens and modules that come, go and change, from another thread. What listens must not
    /// take long.
    pub fn watch(&self, heard: impl Fn(TokenEvent) + Send + Sync + 'static) -> Watch {
        self.shared.listeners.add(heard)
    }
}

impl Shared {
    fn hears(&self) -> bool {
        self.hotplug.as_ref().is_some_and(Hotplug::hears)
    }

    fn with<T>(&self, work: impl FnOnce(&mut Vec<Entry>) -> T) -> T {
        work(&mut self.entries.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the slots of every module anew, all at the same time, and tells of what is different. With a
    /// patience, modules that do not answer within it are shown as they were.
    fn look(&self, patience: Option<Duration>, way: Way) {
        let looks: Vec<Look> = self.with(|entries| {
            entries
                .iter_mut()
                .filter_map(|entry| ask(entry, way))
                .collect()
        });
        for look in looks {
            let answer = loop {
                match look
                    .module
                    .wait(&look.queued, patience.unwrap_or(LOOK_LIMIT))
                {
                    None if patience.is_none() => {}
                    other => break other,
                }
            };
            let events = match answer {
                Some(Ok(listing)) => self.take(&look, listing),
                // Without an answer what was seen last stands; a failure shows no tokens.
                Some(Err(Error::ModuleHung(_))) | None => {
                    look.queued.give_up();
                    Vec::new()
                }
                Some(Err(_)) => self.take(&look, Listing::default()),
            };
            self.listeners.tell(&events);
        }
        let events = self.with(|entries| {
            let changed = entries.iter_mut().filter_map(|entry| {
                let state = entry.module.state();
                (state != entry.told).then(|| {
                    entry.told = state;
                    TokenEvent::ModuleChanged(entry.identity.path.clone())
                })
            });
            changed.collect::<Vec<_>>()
        });
        self.listeners.tell(&events);
    }

    fn take(&self, look: &Look, listing: Listing) -> Vec<TokenEvent> {
        self.with(|entries| {
            let mut entries = entries.iter_mut();
            let entry = entries.find(|entry| Arc::ptr_eq(&entry.module, &look.module));
            match entry {
                // A later look may have been answered first.
                Some(entry) if entry.seen < look.number => {
                    entry.seen = look.number;
                    let events = differences(&entry.listing, &listing);
                    entry.listing = listing;
                    events
                }
                _ => Vec::new(),
            }
        })
    }
}

fn ask(entry: &mut Entry, way: Way) -> Option<Look> {
    if entry.module.is_at_length() {
        return None;
    }
    let queued = entry.module.post_usual(way).ok()?;
    entry.asked += 1;
    Some(Look {
        module: Arc::clone(&entry.module),
        queued,
        number: entry.asked,
    })
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}
