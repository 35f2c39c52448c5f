//! Developer commands: run, build, test, generate, bench and fuzz.

fn main() {}
