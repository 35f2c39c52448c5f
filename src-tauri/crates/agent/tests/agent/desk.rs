//! The desk with a window of the tests and a person who answers.

mod documents;
mod keys;
mod prompts;
mod settings;
mod sign;
mod tokens;
mod unfinished;
mod verify;
mod window;
