//! Developer commands: run, build, test, generate, bench and fuzz.
//!
//! Started as `cargo xtask <command>`. It knows how the repository is laid out and which outside
//! programs the work needs; it knows nothing of signatures, and depends on no other crate of the
//! house, so that it starts within seconds on a machine that has only Rust.

mod arrows;
mod bench;
mod build;
mod dist;
mod fuzz;
mod generate;
mod process;
mod run;
mod steps;
mod system;
mod test;
mod tools;
mod ui;
mod wasm;

use std::process::ExitCode;

/// What goes wrong here is told to a developer and to nobody else, so words suffice.
type Result<T> = std::result::Result<T, String>;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [--headless]         the application; with no display the same way, step by step
  test [STEP…]             everything that must hold before a change lands
  build [--release]        every program, into target/debug or target/release
  dist [--debug] [--out DIR]
                           the .deb, into target/dist
  generate [--check]       files made from others; --check compares only
  bench gost|cms|pades|token|issuance|ocsp|tsa|window [--json] [OPTION…]
                           one bench beside its peer, in the same run
  fuzz [BODY] [--seconds N]
                           one fuzz body, or each in turn, under libFuzzer

internals, steps of `test`:
  system [--check]         system packages: say which are missing, install them
  arrows                   which crate may use which
  wasm                     the pure crates built for WebAssembly";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = match command {
        "run" => run::run(rest),
        "build" => build::run(rest),
        "dist" => dist::run(rest),
        "test" => test::run(rest),
        "generate" => generate::run(rest),
        "bench" => bench::run(rest),
        "fuzz" => fuzz::run(rest),
        "system" => system::run(rest),
        "arrows" => arrows::check().map(|note| println!("{note}")),
        "wasm" => wasm::run(),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("no such command: {other}\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
