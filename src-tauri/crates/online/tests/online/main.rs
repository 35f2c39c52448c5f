//! Services that answer slowly, never, wrongly, too much, or well after all.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop on what it does not expect"
)]

mod answers;
mod authority;
mod lists;
mod server;
mod tls;

use std::time::Duration;

use rand_core::{CryptoRng, RngCore};
use tanba_online::{Fetcher, Proxy, Settings};

/// Always zero: pauses are half of their most.
struct Zero;

impl RngCore for Zero {
    fn next_u32(&mut self) -> u32 {
        0
    }
    fn next_u64(&mut self) -> u64 {
        0
    }
    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        bytes.fill(0);
        Ok(())
    }
}

impl CryptoRng for Zero {}

/// Generous with time, so that a busy machine fails no test; stingy with size.
fn settings() -> Settings {
    Settings {
        connect_timeout: Duration::from_secs(30),
        answer_timeout: Duration::from_secs(60),
        crl_timeout: Duration::from_secs(60),
        silence_timeout: Duration::from_secs(60),
        pause: Duration::from_millis(1),
        proxy: Proxy::None,
        largest_answer: 10_000,
        largest_certificate: 1_000,
        largest_crl: 100_000,
        ..Settings::default()
    }
}

fn fetcher(settings: Settings) -> Fetcher {
    Fetcher::new(settings, None, Box::new(Zero)).unwrap()
}
