//! Hearing from PC/SC that a reader or a card came or went.
//!
//! It tells that there is something to look at and not what: which token it is, the modules know. Where no
//! PC/SC service runs it is tried again and again, as one that is installed later shall be heard without
//! a new start.

use std::collections::HashMap;
use std::ffi::CString;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use pcsc::{Context, Error, PNP_NOTIFICATION, ReaderState, Scope, State};

/// How long to wait for a change in one go. macOS does not tell of new readers: they are listed anew instead.
const PATIENCE: Duration = Duration::from_secs(if cfg!(target_os = "macos") { 1 } else { 60 });

/// How often the end of a wait is asked for, and how long between. A wait that is just about to begin
/// does not hear the first.
const CANCELS: u32 = 100;
const BETWEEN_CANCELS: Duration = Duration::from_millis(5);

/// What of a reader's state is about its card. Whether somebody uses it is left out: asking the modules
/// for their slots uses it, which would be heard in turn.
const OF_THE_CARD: State = State::EMPTY
    .union(State::PRESENT)
    .union(State::MUTE)
    .union(State::UNAVAILABLE);

/// A thread that listens until this is dropped.
pub(super) struct Hotplug {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    ends: AtomicBool,
    /// Whether there is a reader that would be heard.
    has_readers: AtomicBool,
    /// Where the thread waits, to be called off.
    waiting: Mutex<Option<Context>>,
}

impl Hotplug {
    /// Calls `changed` on a thread of its own for every reader and card that comes or goes, and each time
    /// when the service itself does; without a service, it is looked for every `retry`.
    pub(super) fn listen(retry: Duration, changed: impl Fn() + Send + 'static) -> Self {
        let shared = Arc::new(Shared::default());
        let of_thread = Arc::clone(&shared);
        let body = move || {
            while !of_thread.ends() {
                if let Ok(context) = Context::establish(Scope::User) {
                    of_thread.waits_in(Some(context.clone()));
                    // Whatever ended it, the service is asked for anew.
                    let _ = of_thread.hear(&context, &changed);
                    of_thread.waits_in(None);
                    of_thread.has_readers.store(false, Ordering::SeqCst);
                    changed();
                }
                if !of_thread.ends() {
                    thread::park_timeout(retry);
                }
            }
        };
        // Without the thread, tokens are still looked for by polling.
        let thread = thread::Builder::new().name("readers".into()).spawn(body);
        Self {
            shared,
            thread: thread.ok(),
        }
    }

    /// Whether cards that come and go are heard.
    pub(super) fn hears(&self) -> bool {
        self.shared.has_readers.load(Ordering::SeqCst)
    }
}

impl Shared {
    fn ends(&self) -> bool {
        self.ends.load(Ordering::SeqCst)
    }

    fn waits_in(&self, context: Option<Context>) {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = context;
    }

    /// Listens until the service fails or the end is near.
    fn hear(&self, context: &Context, changed: &impl Fn()) -> Result<(), Error> {
        let mut states = vec![ReaderState::new(PNP_NOTIFICATION(), State::UNAWARE)];
        let mut known = HashMap::new();
        while !self.ends() {
            let names = readers(context)?;
            self.has_readers.store(!names.is_empty(), Ordering::SeqCst);
            states.retain(|state| {
                state.name() == PNP_NOTIFICATION()
                    || names.iter().any(|name| name.as_c_str() == state.name())
            });
            for name in names {
                if !states.iter().any(|state| state.name() == name.as_c_str()) {
                    states.push(ReaderState::new(name, State::UNAWARE));
                }
            }
            for state in &mut states {
                state.sync_current_state();
            }
            match context.get_status_change(PATIENCE, &mut states) {
                Ok(()) | Err(Error::Timeout) => {}
                Err(error) => return Err(error),
            }
            let seen = cards(&states);
            if seen != known {
                known = seen;
                changed();
            }
        }
        Ok(())
    }
}

/// The readers there are.
fn readers(context: &Context) -> Result<Vec<CString>, Error> {
    match context.list_readers_owned() {
        Err(Error::NoReadersAvailable) => Ok(Vec::new()),
        other => other,
    }
}

/// What is in each reader, and how often that has changed: a card can be exchanged between two looks.
fn cards(states: &[ReaderState]) -> HashMap<CString, (State, u32)> {
    states
        .iter()
        .filter(|state| state.name() != PNP_NOTIFICATION())
        .map(|state| {
            let seen = (state.event_state() & OF_THE_CARD, state.event_count());
            (state.name().to_owned(), seen)
        })
        .collect()
}

impl Drop for Hotplug {
    fn drop(&mut self) {
        self.shared.ends.store(true, Ordering::SeqCst);
        let Some(thread) = self.thread.take() else {
            return;
        };
        thread.thread().unpark();
        // A service that does not even answer to this keeps its thread; the process does not wait for it.
        for _ in 0..CANCELS {
            if thread.is_finished() || thread.thread().id() == thread::current().id() {
                return;
            }
            let waiting = self.shared.waiting.lock();
            if let Some(context) = &*waiting.unwrap_or_else(PoisonError::into_inner) {
                let _ = context.cancel();
            }
            thread::park_timeout(BETWEEN_CANCELS);
        }
    }
}

impl std::fmt::Debug for Hotplug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hotplug").finish_non_exhaustive()
    }
}
