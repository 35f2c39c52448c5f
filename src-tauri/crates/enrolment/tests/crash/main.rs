//! Enrolments in a world of the tests' own, in which the process can be killed at every moment: before
//! and after every line of the journal, before and after everything that is done to the world.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what fails here fails a test"
)]

mod authority;
mod everywhere;
mod journeys;
mod keys;
mod named;
mod places;
mod transfer;
mod world;
