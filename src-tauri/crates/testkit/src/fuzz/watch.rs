//! A thread that watches the running case: a hang or unbounded memory cannot be caught in the
//! thread that suffers it, so the watcher saves the input, names it and ends the process.

use std::fs;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::data::target_directory;

/// Resident memory at which a case is taken for unbounded, in bytes.
const MEMORY_LIMIT: u64 = 2 << 30;
/// How often the watcher looks.
const GLANCE: Duration = Duration::from_millis(200);

#[derive(Debug, Default)]
struct Running {
    case: Option<(Instant, Vec<u8>)>,
    over: bool,
}

#[derive(Debug, Default)]
struct Shared {
    running: Mutex<Running>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
pub(super) struct Watch {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    pub(super) fn start(name: &str, limit: Duration) -> Self {
        let shared = Arc::new(Shared::default());
        let (watched, name) = (Arc::clone(&shared), name.to_owned());
        // A little over the limit, so that a case which does end is reported by its own thread.
        let limit = limit + limit / 2;
        let thread = std::thread::spawn(move || observe(&watched, &name, limit));
        Self {
            shared,
            thread: Some(thread),
        }
    }

    pub(super) fn begin(&self, input: &[u8]) {
        self.shared.lock().case = Some((Instant::now(), input.to_vec()));
    }

    pub(super) fn end(&self) -> Duration {
        let case = self.shared.lock().case.take();
        case.map_or(Duration::ZERO, |(begun, _)| begun.elapsed())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.lock().over = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn observe(shared: &Shared, name: &str, limit: Duration) {
    let mut running = shared.lock();
    while !running.over {
        if let Some((begun, input)) = &running.case {
            let hangs = begun.elapsed() > limit;
            if hangs || resident().is_some_and(|bytes| bytes > MEMORY_LIMIT) {
                let what = if hangs {
                    "hangs"
                } else {
                    "grows without bound"
                };
                eprintln!("fuzz body {name} {what}; input: {}", save(name, input));
                std::process::exit(101);
            }
        }
        running = match shared.changed.wait_timeout(running, GLANCE) {
            Ok((running, _)) => running,
            Err(poisoned) => poisoned.into_inner().0,
        };
    }
}

/// Resident memory of this process, where the system tells.
fn resident() -> Option<u64> {
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

/// Saves an input as hex and tells where.
pub(super) fn save(name: &str, input: &[u8]) -> String {
    let directory = target_directory().join("fuzz-failures");
    let hex: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
    let digest = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let path = directory.join(format!("{name}-{digest:016x}.hex"));
    match fs::create_dir_all(&directory).and_then(|()| fs::write(&path, &hex)) {
        Ok(()) => format!("{} ({} bytes)", path.display(), input.len()),
        Err(_) => hex.chars().take(4096).collect(),
    }
}
