//! Path validation against certificates and lists of our own making, by the chapters of RFC 5280.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

mod constraints;
mod deltas;
mod hostile;
mod make;
mod names;
mod ocsp;
mod openssl;
mod points;
mod policies;
mod real;
mod revocation;
mod scan;
mod self_issued;
mod signatures;
mod usage;
mod world;
