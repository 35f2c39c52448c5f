//! The use cases with a shell of the tests, a folder of their own and a clock that stands still.

#![allow(clippy::unwrap_used, clippy::panic)]

mod desk;
mod environments;
mod keys;
mod memory;
mod revocation;
mod sign;
mod world;
