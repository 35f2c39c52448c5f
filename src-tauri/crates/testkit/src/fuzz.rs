//! A fuzz runner that needs nothing but std: seeds, deterministic mutations of them, and a watch
//! over time and memory.
//!
//! A fuzz body is a plain function over bytes. It calls a parser and ignores what that returns;
//! it may assert invariants. A panic, a hang or unbounded memory fails the test, which then names
//! the input, saved as hex in `target/fuzz-failures`.
//!
//! | variable | is |
//! |---|---|
//! | `TANBA_FUZZ_CASES` | how many mutations to try, with no limit of time |
//! | `TANBA_FUZZ_SEED` | a number that starts another sequence of mutations |
//! | `TANBA_FUZZ_EXPORT` | a directory: write the seeds to `<directory>/<name>/` and try nothing |
//!
//! Inputs found by other means (`cargo xtask fuzz` keeps them in `target/fuzz/corpus/<name>`)
//! join the seeds.

mod mutate;
mod watch;

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::time::{Duration, Instant};

pub use mutate::Mutator;

use crate::data::target_directory;
use crate::note::note;
use watch::Watch;

/// Mutations tried when nothing else is asked for.
const CASES: u64 = 4000;
/// Mutations tried however long they take.
const LEAST: u64 = 1000;
/// Time after which no further mutation is tried, unless a number of cases was asked for.
const PATIENCE: Duration = Duration::from_secs(3);
/// One case may not take longer than this.
const CASE_LIMIT: Duration = Duration::from_secs(10);
/// A mutated input is never longer than this, in bytes.
const LENGTH_LIMIT: usize = 1 << 20;
/// Inputs taken from the corpus on disk.
const CORPUS_LIMIT: usize = 2000;

/// Runs `body` over the seeds, the corpus on disk and some thousand mutations of them.
///
/// # Panics
///
/// When a case panics, takes longer than ten seconds, or makes the process grow beyond 2 GiB.
#[allow(clippy::panic)]
pub fn run(name: &str, body: fn(&[u8]), seeds: &[Vec<u8>]) {
    if let Some(directory) = std::env::var_os("TANBA_FUZZ_EXPORT") {
        export(&Path::new(&directory).join(name), seeds);
        return;
    }
    let begun = Instant::now();
    let (seeds, tried) = explore(name, body, seeds);
    note(&format!(
        "fuzz body {name}: {seeds} seeds, {tried} mutations in {:.1} s",
        begun.elapsed().as_secs_f64()
    ));
}

/// Tries the seeds, then mutations of them; returns how many there were of each.
fn explore(name: &str, body: fn(&[u8]), seeds: &[Vec<u8>]) -> (usize, u64) {
    let asked = number("TANBA_FUZZ_CASES");
    let cases = asked.unwrap_or(CASES);
    let mut corpus = seeds.to_vec();
    corpus.extend(stored(&target_directory().join("fuzz/corpus").join(name)));

    let watch = Watch::start(name, CASE_LIMIT);
    let begun = Instant::now();
    for input in &corpus {
        attempt(name, body, input, &watch);
    }
    let mut mutator = Mutator::from_seed(name, number("TANBA_FUZZ_SEED").unwrap_or(0));
    let mut tried = 0;
    while tried < cases && (asked.is_some() || tried < LEAST || begun.elapsed() < PATIENCE) {
        let input = mutator.mutate(&corpus, LENGTH_LIMIT);
        attempt(name, body, &input, &watch);
        tried += 1;
    }
    (corpus.len(), tried)
}

#[allow(clippy::panic)]
fn attempt(name: &str, body: fn(&[u8]), input: &[u8], watch: &Watch) {
    watch.begin(input);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| body(input)));
    let took = watch.end();
    if outcome.is_err() {
        panic!(
            "fuzz body {name} panicked; input: {}",
            watch::save(name, input)
        );
    }
    if took > CASE_LIMIT {
        panic!(
            "fuzz body {name} took {took:?}; input: {}",
            watch::save(name, input)
        );
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn stored(directory: &Path) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .iter()
        .take(CORPUS_LIMIT)
        .filter_map(|path| fs::read(path).ok())
        .collect()
}

#[allow(clippy::panic)]
fn export(directory: &Path, seeds: &[Vec<u8>]) {
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(directory)?;
        for (index, seed) in seeds.iter().enumerate() {
            fs::write(directory.join(format!("seed-{index:03}")), seed)?;
        }
        Ok(())
    };
    if let Err(error) = write() {
        panic!("cannot write seeds to {}: {error}", directory.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_parser_passes() {
        explore(
            "sound",
            |data| drop(String::from_utf8_lossy(data)),
            &[b"seed".to_vec()],
        );
    }

    #[test]
    fn no_seeds_are_no_obstacle() {
        explore("seedless", |data| assert!(data.len() < 1 << 21), &[]);
    }

    #[test]
    #[should_panic(expected = "fuzz body indexing panicked")]
    fn a_panic_is_reported_by_name() {
        explore(
            "indexing",
            |data| assert_eq!(data[3], data[3]),
            &[vec![0; 8]],
        );
    }
}
