//! Every fuzz body of the house under libFuzzer; `TANBA_FUZZ_BODY` names the one to run.

#![no_main]

use std::process::exit;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

type Body = fn(&[u8]);

/// The bodies of each crate.
const CRATES: &[&[(&str, Body)]] = &[tanba_ades::fuzzing::BODIES, tanba_pki::fuzzing::BODIES];

static CHOSEN: OnceLock<Body> = OnceLock::new();

/// Finds the body that is asked for; for `list` prints the names of all.
fn choose() {
    let wanted = std::env::var("TANBA_FUZZ_BODY").unwrap_or_else(|_| "list".to_owned());
    let bodies = || CRATES.iter().flat_map(|bodies| bodies.iter());
    if wanted == "list" {
        bodies().for_each(|(name, _)| println!("{name}"));
        exit(0);
    }
    match bodies().find(|(name, _)| *name == wanted) {
        Some((_, body)) => drop(CHOSEN.set(*body)),
        None => {
            eprintln!("no body {wanted}");
            exit(64);
        }
    }
}

fuzz_target!(init: choose(), |data: &[u8]| {
    if let Some(body) = CHOSEN.get() {
        body(data);
    }
});
