//! What the benches of the authority share: callers, rounds, keys, and a folder full of certificates.

mod caller;
mod keys;
mod records;

use std::collections::VecDeque;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Barrier, Mutex, OnceLock};
use std::time::Instant;

pub use caller::{Caller, Connections};
pub use keys::{BareKey, RequestMaker};
pub use records::{Known, Records};

/// Bytes that are written before each time the disk is waited for: about what a transaction of the authority
/// writes.
const WRITTEN: usize = 32 << 10;

/// Shares tasks out among `callers`, each on a thread of its own with what `make` gives it; how many of them are
/// done in a second.
///
/// # Panics
/// When a caller does.
pub fn rate<T: Send, C>(
    callers: usize,
    tasks: Vec<T>,
    make: impl Fn() -> C + Sync,
    work: impl Fn(&mut C, T) + Sync,
) -> f64 {
    let count = tasks.len();
    let tasks = Mutex::new(VecDeque::from(tasks));
    let ready = Barrier::new(callers);
    // By the first caller who begins: on few processors nobody else may get to look before all is done.
    let begun = OnceLock::new();
    std::thread::scope(|scope| {
        for _ in 0..callers {
            scope.spawn(|| {
                let mut caller = make();
                ready.wait();
                begun.get_or_init(Instant::now);
                loop {
                    let task = tasks.lock().unwrap().pop_front();
                    let Some(task) = task else { break };
                    work(&mut caller, task);
                }
            });
        }
    });
    let begun = begun.into_inner().unwrap_or_else(Instant::now);
    count as f64 / begun.elapsed().as_secs_f64()
}

/// How often in a second a write into this folder reaches the disk: what bounds whoever acknowledges nothing that
/// could be lost.
///
/// # Panics
/// When the folder cannot be written to.
#[must_use]
pub fn disk_writes(folder: &Path, count: usize) -> f64 {
    let path = folder.join("disk-writes");
    let mut file = File::create(&path).expect("a file");
    let begun = Instant::now();
    for _ in 0..count {
        file.write_all(&[0x5a; WRITTEN]).expect("a write");
        file.sync_data().expect("it reaches the disk");
    }
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    std::fs::remove_file(&path).expect("the file goes");
    rate
}

/// The median; 0 of nothing.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Whether one JSON object is asked for instead of a table.
#[must_use]
pub fn wants_json() -> bool {
    std::env::args().any(|argument| argument == "--json")
}

/// The number behind an option, 0 not among them; `default` without the option.
///
/// # Panics
/// When there is something else behind it.
#[must_use]
pub fn number_after(name: &str, default: usize) -> usize {
    let word = std::env::args().skip_while(|word| word != name).nth(1);
    word.map_or(default, |word| {
        let number = word.parse().ok().filter(|number| *number > 0);
        number.unwrap_or_else(|| panic!("{name} takes a number"))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn every_task_is_done_once() {
        let (made, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let tasks: Vec<usize> = (1..=100).collect();
        let per_second = rate(
            4,
            tasks,
            || made.fetch_add(1, Ordering::Relaxed),
            |_, task| {
                done.fetch_add(task, Ordering::Relaxed);
            },
        );
        assert!(per_second > 0.0);
        assert_eq!(made.into_inner(), 4);
        assert_eq!(done.into_inner(), 5050);
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![9.0, 1.0, 5.0]), 5.0);
        assert_eq!(median(Vec::new()), 0.0);
    }
}
