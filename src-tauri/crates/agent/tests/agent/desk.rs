//! The desk with a window of the tests and a person who answers.

mod documents;
mod enrolments;
mod keys;
mod prompts;
mod remind;
mod settings;
mod sign;
mod tokens;
mod unfinished;
mod verify;
mod window;
