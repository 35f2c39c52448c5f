//! Every use case once, for all shells.

pub mod text;
