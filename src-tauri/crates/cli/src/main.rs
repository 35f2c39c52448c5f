//! The command line, tanba.

fn main() {}
