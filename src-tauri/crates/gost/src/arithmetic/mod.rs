//! Integers of fixed length and the fields over them. Nothing here knows of curves.

mod field;
mod fold;
mod inverse;
mod montgomery;
pub(crate) mod words;

pub(crate) use field::Field;
pub(crate) use fold::Fold;
pub(crate) use montgomery::Montgomery;

#[cfg(test)]
mod tests;
