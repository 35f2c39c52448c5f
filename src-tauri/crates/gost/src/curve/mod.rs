//! The group of points and the two equations of GOST R 34.10-2012 over it.

mod domain;
mod engine;
mod fixed_base;
mod point;
mod public;
mod table;

pub(crate) use engine::Engine;

#[cfg(test)]
mod tests;
