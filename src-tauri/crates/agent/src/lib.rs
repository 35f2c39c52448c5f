//! Every use case once, for all shells.
