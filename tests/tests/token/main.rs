//! Tokens through the real program: `tanba token …`, and signing with what they hold, over SoftHSM
//! and kryoptic.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests")]

mod bad;
mod life;
mod pins;
mod world;
