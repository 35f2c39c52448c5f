//! The group of points and the two equations of GOST R 34.10-2012 over it.

mod domain;
mod engine;
mod point;

pub(crate) use engine::Engine;
