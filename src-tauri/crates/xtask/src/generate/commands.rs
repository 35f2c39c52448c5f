//! `src-tauri/docs/commands.md`: what `tanba --help` says, for every command.

use std::process::{Command, Stdio};

use crate::Result;
use crate::build;

/// Asks the program for its help, command by command.
pub(super) fn make() -> Result<String> {
    let mut text = String::from(
        "# The command tanba\n\nMade from the program's own help by `cargo xtask generate`; change it in\n\
         `src-tauri/crates/cli`.\n",
    );
    describe(&[], &mut text)?;
    Ok(text)
}

fn describe(words: &[&str], text: &mut String) -> Result<()> {
    let help = help(words)?;
    let title = ["tanba"]
        .iter()
        .chain(words)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    let level = "#".repeat(2 + words.len().min(2));
    text.push_str(&format!(
        "\n{level} {title}\n\n```\n{}\n```\n",
        help.trim_end()
    ));
    for name in subcommands(&help) {
        describe(&[words, &[name]].concat(), text)?;
    }
    Ok(())
}

fn help(words: &[&str]) -> Result<String> {
    let output = Command::new(build::tanba(false))
        .args(words)
        .arg("--help")
        // The same width on every terminal and on none.
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("tanba --help: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "tanba {} --help: {}",
            words.join(" "),
            output.status
        ));
    }
    let text = String::from_utf8_lossy(&output.stdout).replace(".exe", "");
    Ok(text
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect())
}

/// The names under `Commands:`.
fn subcommands(help: &str) -> Vec<&str> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // What a description needs of further lines stands deeper.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::subcommands;

    #[test]
    fn finds_the_commands_of_a_help_text() {
        let help = "Sign and verify\n\nUsage: tanba <COMMAND>\n\nCommands:\n  keys  List\n        files\n  sign  Sign\n  \
                    help  Print\n\nOptions:\n  -h, --help\n";
        assert_eq!(subcommands(help), ["keys", "sign"]);
        assert!(subcommands("Usage: tanba sign\n").is_empty());
    }
}
