//! One module, and the thread on which every call into it is made.
//!
//! Calls of PKCS#11 block, cannot be stopped, and many modules bear only one at a time. So a module has a
//! thread with a queue; who calls waits outside, no longer than a limit, and holds no lock meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error as Cryptoki, RvError as Rv};

use super::error::{nonsense, refused};
use super::session::Inside;
use super::{Options, Probe, probe};
use crate::Error;

/// How a module is.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ModuleState {
    /// It is being tried and loaded.
    Pending,
    /// It is in use.
    Ready,
    /// There is no such file.
    Missing,
    /// The file is no PKCS#11 module.
    NoModule,
    /// It ended the process that tried it.
    Crashed,
    /// It does not come back from a call; it is asked again once it does.
    Hung,
    /// It refused to be initialised; the name of the return value.
    Failed(String),
}

/// How long either side of the queue looks again before it sleeps: to be woken takes a thread nearly as long
/// as a fast module takes to sign.
const LINGER: Duration = Duration::from_micros(200);

type Work = Box<dyn FnOnce(&mut Inside, &Pulse) + Send>;

struct Job {
    work: Work,
    ticket: Arc<AtomicU8>,
    limit: Duration,
}

// States of a ticket.
const WAITING: u8 = 0;
const TAKEN: u8 = 1;
const GIVEN_UP: u8 = 2;

/// A call that has been queued.
pub(super) struct Queued<T> {
    answer: Receiver<Result<T, Error>>,
    ticket: Arc<AtomicU8>,
}

pub(super) struct Module {
    path: PathBuf,
    queue: Sender<Job>,
    pulse: Arc<Pulse>,
    limit: Duration,
}

/// What the thread is at, seen from outside.
struct Pulse {
    inner: Mutex<Beat>,
}

struct Beat {
    state: ModuleState,
    /// When the call that is under way began, and how long it may take.
    running: Option<(Instant, Duration)>,
}

impl Pulse {
    fn with<T>(&self, look: impl FnOnce(&mut Beat) -> T) -> T {
        look(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A call has ended, however late.
    fn rest(&self) {
        self.with(|beat| {
            beat.running = None;
            if beat.state == ModuleState::Hung {
                beat.state = ModuleState::Ready;
            }
        });
    }
}

impl Module {
    /// Starts the thread, which first tries the module in a child and then loads it. `settled` is called
    /// when its state is known.
    pub(super) fn start(
        path: &Path,
        options: &Options,
        settled: impl FnOnce() + Send + 'static,
    ) -> Arc<Self> {
        let (queue, jobs) = mpsc::channel();
        let first = options.call_limit * 3;
        let pulse = Arc::new(Pulse {
            inner: Mutex::new(Beat {
                state: ModuleState::Pending,
                running: Some((Instant::now(), first)),
            }),
        });
        let module = Arc::new(Self {
            path: path.to_path_buf(),
            queue,
            pulse: Arc::clone(&pulse),
            limit: options.call_limit,
        });
        let (path, probe, limit) = (
            path.to_path_buf(),
            options.probe.clone(),
            options.call_limit,
        );
        let body = move || {
            let opened = open(&path, probe.as_ref(), limit);
            let (state, pkcs11) = match opened {
                Ok(pkcs11) => (ModuleState::Ready, Some(pkcs11)),
                Err(state) => (state, None),
            };
            pulse.with(|beat| {
                beat.state = state;
                beat.running = None;
            });
            settled();
            if let Some(pkcs11) = pkcs11 {
                // Neither finalised nor unloaded: another part of this process may use it, and many a
                // module does not survive being unloaded.
                let mut inside = Inside::new(pkcs11.clone(), path);
                std::mem::forget(pkcs11);
                run(&jobs, &pulse, &mut inside);
            }
        };
        let name = format!("token {}", module.path.display());
        let spawned = std::thread::Builder::new().name(name).spawn(body);
        if let Err(error) = spawned {
            module.pulse.with(|beat| {
                beat.state = ModuleState::Failed(error.to_string());
                beat.running = None;
            });
        }
        module
    }

    pub(super) fn state(&self) -> ModuleState {
        self.overdue();
        self.pulse.with(|beat| beat.state.clone())
    }

    /// Whether it is at a call that may take longer than usual: making a key.
    pub(super) fn is_at_length(&self) -> bool {
        self.pulse.with(|beat| {
            let usual = |(_, limit): (Instant, Duration)| limit <= self.limit;
            beat.state == ModuleState::Ready && !beat.running.is_none_or(usual)
        })
    }

    /// Calls into the module and waits for the answer.
    ///
    /// # Errors
    /// Why the module cannot be used, [`Error::ModuleHung`], [`Error::ModuleBusy`] when its turn does not come
    /// in time, and what `work` gives.
    pub(super) fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Inside) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let queued = self.post_usual(work)?;
        loop {
            if let Some(answer) = self.wait(&queued, self.limit) {
                return answer;
            }
            // Its turn has not come: a key is being made, perhaps one that nobody waits for any longer.
            if queued.give_up() {
                return Err(Error::ModuleBusy(self.path.clone()));
            }
        }
    }

    /// Queues a call of the usual limit.
    pub(super) fn post_usual<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Inside) -> Result<T, Error> + Send + 'static,
    ) -> Result<Queued<T>, Error> {
        self.post(self.limit, work)
    }

    /// Queues a call that may take `limit` once it has begun.
    pub(super) fn post<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl FnOnce(&mut Inside) -> Result<T, Error> + Send + 'static,
    ) -> Result<Queued<T>, Error> {
        self.overdue();
        self.pulse.with(|beat| self.usable(&beat.state))?;
        let (sender, answer) = mpsc::sync_channel(1);
        let ticket = Arc::new(AtomicU8::new(WAITING));
        let job = Job {
            work: Box::new(move |inside, pulse| {
                let answer = work(inside);
                // Whoever has the answer finds the module free.
                pulse.rest();
                // Nobody may be waiting any longer.
                let _ = sender.send(answer);
            }),
            ticket: Arc::clone(&ticket),
            limit,
        };
        self.queue.send(job).map_err(|_| nonsense("PKCS#11"))?;
        Ok(Queued { answer, ticket })
    }

    /// Waits for an answer, at most `patience`; `None` when there is none yet. A call that hangs, this one
    /// or one before it in the queue, is an answer.
    pub(super) fn wait<T>(
        &self,
        queued: &Queued<T>,
        patience: Duration,
    ) -> Option<Result<T, Error>> {
        let answer = soon(|| queued.answer.try_recv().ok());
        match answer.map_or_else(|| queued.answer.recv_timeout(patience), Ok) {
            Ok(answer) => Some(answer),
            Err(RecvTimeoutError::Disconnected) => {
                let state = self.pulse.with(|beat| self.usable(&beat.state));
                Some(Err(state.err().unwrap_or_else(|| nonsense("PKCS#11"))))
            }
            Err(RecvTimeoutError::Timeout) => self.overdue().then(|| {
                queued.give_up();
                Err(Error::ModuleHung(self.path.clone()))
            }),
        }
    }

    /// Whether the call under way has taken longer than it may; the module then counts as hung.
    fn overdue(&self) -> bool {
        self.pulse.with(|beat| {
            let overdue = beat
                .running
                .is_some_and(|(since, limit)| since.elapsed() >= limit);
            if overdue {
                beat.state = ModuleState::Hung;
            }
            overdue
        })
    }

    fn usable(&self, state: &ModuleState) -> Result<(), Error> {
        let path = || self.path.clone();
        match state {
            ModuleState::Ready | ModuleState::Pending => Ok(()),
            ModuleState::Missing => Err(Error::ModuleMissing(path())),
            ModuleState::NoModule => Err(Error::NoModule(path())),
            ModuleState::Crashed => Err(Error::ModuleCrashed(path())),
            ModuleState::Hung => Err(Error::ModuleHung(path())),
            ModuleState::Failed(reason) => Err(Error::ModuleFailed {
                function: "C_Initialize".into(),
                reason: reason.clone(),
            }),
        }
    }
}

impl<T> Queued<T> {
    /// Takes the call out of the queue; `false` when it has begun. A PIN whose owner has turned away is
    /// not sent.
    pub(super) fn give_up(&self) -> bool {
        let swapped =
            self.ticket
                .compare_exchange(WAITING, GIVEN_UP, Ordering::AcqRel, Ordering::Acquire);
        swapped.is_ok()
    }
}

fn run(jobs: &Receiver<Job>, pulse: &Pulse, inside: &mut Inside) {
    let next = || soon(|| jobs.try_recv().ok()).map_or_else(|| jobs.recv(), Ok);
    while let Ok(job) = next() {
        let taken =
            job.ticket
                .compare_exchange(WAITING, TAKEN, Ordering::AcqRel, Ordering::Acquire);
        if taken.is_err() {
            continue;
        }
        pulse.with(|beat| beat.running = Some((Instant::now(), job.limit)));
        // A count that makes no sense ends in a panic of the binding. The waiting side learns of it by the
        // answer that does not come.
        if catch_unwind(AssertUnwindSafe(|| (job.work)(inside, pulse))).is_err() {
            pulse.rest();
        }
    }
}

/// What comes in a moment.
fn soon<T>(look: impl Fn() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    while begun.elapsed() < LINGER {
        let found = look();
        if found.is_some() {
            return found;
        }
        std::thread::yield_now();
    }
    None
}

fn open(path: &Path, probe: Option<&Probe>, limit: Duration) -> Result<Pkcs11, ModuleState> {
    if !path.is_file() {
        return Err(ModuleState::Missing);
    }
    if let Some(probe) = probe {
        match probe::run(probe, path, limit) {
            ModuleState::Ready => {}
            other => return Err(other),
        }
    }
    catch_unwind(|| load(path)).unwrap_or_else(|_| Err(ModuleState::Crashed))
}

/// Loads and initialises a module in this process.
pub(super) fn load(path: &Path) -> Result<Pkcs11, ModuleState> {
    let pkcs11 = Pkcs11::new(path).map_err(|_| ModuleState::NoModule)?;
    initialise(&pkcs11).map_err(|error| match refused(error) {
        Error::ModuleFailed { reason, .. } => ModuleState::Failed(reason),
        other => ModuleState::Failed(other.to_string()),
    })?;
    Ok(pkcs11)
}

pub(super) fn initialise(pkcs11: &Pkcs11) -> Result<(), Cryptoki> {
    let initialise = |flags| match pkcs11.initialize(CInitializeArgs::new(flags)) {
        // Another path to the same library, or another part of this process, was first.
        Err(Cryptoki::Pkcs11(Rv::CryptokiAlreadyInitialized, _)) => Ok(()),
        other => other,
    };
    initialise(CInitializeFlags::OS_LOCKING_OK).or_else(|error| match error {
        // One thread alone calls it.
        Cryptoki::Pkcs11(Rv::CantLock | Rv::ArgumentsBad, _) => {
            initialise(CInitializeFlags::empty())
        }
        other => Err(other),
    })
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Module")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
