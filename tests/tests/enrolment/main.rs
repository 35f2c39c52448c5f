//! Journeys to keys through the real programs: a person with `tanba`, an authority for practice whose clock
//! the tests set, and an operator at its command line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what fails here fails a test"
)]

mod another_place;
mod broken_off;
mod employee;
mod grace;
mod head;
mod moved;
mod not_straight;
mod own_numbers;
mod token;
mod world;
