//! The commands beside `serve`. They work while it runs.

pub(crate) mod audit;
pub(crate) mod ceremony;
pub(crate) mod invite;
pub(crate) mod list;
pub(crate) mod operator;
pub(crate) mod operators;
pub(crate) mod outbox;
pub(crate) mod registry;
pub(crate) mod revoke;
