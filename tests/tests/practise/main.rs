//! Practice: a key from the real authority, what it is good for, and what it is not.

#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

mod broken_off;
mod key;
mod on_token;
mod refused;
mod window;
mod world;
