//! Journeys to keys through the real programs: a person with `tanba`, an authority for practice whose clock
//! the tests set, and an operator at its command line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what fails here fails a test"
)]

mod broken_off;
mod employee;
mod head;
mod moved;
mod not_straight;
mod token;
mod world;
