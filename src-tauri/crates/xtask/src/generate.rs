//! `generate`: files that are made from others. `--check` makes them and compares only.
//!
//! Generated files are committed, so that a build needs nothing but a compiler.

mod commands;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process::{read as read_output, root};
use crate::{Result, build};

/// A generated file, relative to the root, and what makes its text.
type Generator = (&'static str, fn() -> Result<String>);

const GENERATORS: &[Generator] = &[
    ("src-tauri/docs/commands.md", commands::make),
    ("ui/src/protocol/types.ts", window_types),
    ("ui/operator/protocol.ts", operator_types),
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let check = match arguments {
        [] => false,
        [only] if only == "--check" => true,
        other => {
            return Err(format!(
                "generate takes --check only, not {}",
                other.join(" ")
            ));
        }
    };
    build::everything()?;
    println!("{}", all(check)?);
    Ok(())
}

/// The words that the window and the core exchange, in TypeScript.
fn window_types() -> Result<String> {
    read_output(&mut Command::new(build::program("window_types", false)))
}

/// The same for the console of the operators and the authority.
fn operator_types() -> Result<String> {
    let program = build::program("window_types", false);
    read_output(Command::new(program).arg("operator"))
}

/// Makes every file with the programs that were built, or in a check names those that differ.
pub(crate) fn all(check: bool) -> Result<String> {
    let mut stale = Vec::new();
    for (path, make) in GENERATORS {
        let text = make()?;
        let file = root().join(path);
        let differs = read(&file) != text;
        if differs && check {
            stale.push(*path);
        } else if differs {
            fs::write(&file, &text).map_err(|error| format!("{path}: {error}"))?;
            println!("wrote {path}");
        }
    }
    match stale.is_empty() {
        true => Ok(format!(
            "{} generated files are as they should be",
            GENERATORS.len()
        )),
        false => Err(format!(
            "stale: {}; run `cargo xtask generate`",
            stale.join(", ")
        )),
    }
}

/// The text of a file with the line ends of this repository; empty when there is none.
fn read(file: &Path) -> String {
    fs::read_to_string(file)
        .unwrap_or_default()
        .replace("\r\n", "\n")
}
