//! The command line of the window's program.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tanba_agent::desk::Intent;
use tauri::Url;

use super::link;

/// What a start of the program asks for.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Given {
    /// Files, and what for.
    pub(crate) files: Vec<(Intent, Vec<PathBuf>)>,
    /// Links that ask for something else, shortened.
    pub(crate) refused: Vec<String>,
    /// To stay in the tray.
    pub(crate) hidden: bool,
}

impl Given {
    /// Reads arguments, without the program's name; names are relative to `folder`.
    pub(super) fn from_arguments(
        arguments: impl IntoIterator<Item = OsString>,
        folder: &Path,
    ) -> Self {
        let mut given = Self::default();
        let mut intent = Intent::Open;
        let mut files = Vec::new();
        let mut options = true;
        for argument in arguments {
            match argument.to_str() {
                Some("--") if options => options = false,
                Some("--sign") if options => intent = Intent::Sign,
                Some("--verify") if options => intent = Intent::Verify,
                Some("--hidden") if options => given.hidden = true,
                Some(other) if options && other.starts_with("--") => {
                    log::warn!("an unknown option is passed over");
                }
                Some(address) if link::is_link(address) => given.add_link(address),
                Some(address) if address.starts_with("file:") => match local_file(address) {
                    Some(file) => files.push(file),
                    None => given.refused.push(link::shortened(address)),
                },
                _ => files.push(folder.join(argument)),
            }
        }
        // With an option and no file the screen is opened, for files to be chosen there.
        if !files.is_empty() || intent != Intent::Open {
            given.files.push((intent, files));
        }
        given
    }

    /// Adds what a link asks for.
    pub(crate) fn add_link(&mut self, address: &str) {
        match link::parse(address) {
            Some(asked) => self.files.push(asked),
            None => self.refused.push(link::shortened(address)),
        }
    }
}

/// The file of a `file:` address, which file managers give.
pub(super) fn local_file(address: &str) -> Option<PathBuf> {
    Url::parse(address).ok()?.to_file_path().ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn given(arguments: &[&str]) -> Given {
        Given::from_arguments(arguments.iter().map(OsString::from), Path::new("/home/a"))
    }

    #[test]
    fn names_are_relative_to_where_the_program_was_started() {
        assert_eq!(
            given(&["letter.pdf", "/tmp/x.p7s"]).files,
            [(
                Intent::Open,
                vec!["/home/a/letter.pdf".into(), "/tmp/x.p7s".into()]
            )]
        );
    }

    #[test]
    fn an_option_says_what_for() {
        assert_eq!(given(&["--sign", "a"]).files[0].0, Intent::Sign);
        assert_eq!(given(&["--verify", "a"]).files[0].0, Intent::Verify);
        assert_eq!(given(&["--verify"]).files, [(Intent::Verify, vec![])]);
        assert!(given(&["--hidden"]).hidden);
        assert_eq!(given(&["--nonsense"]), Given::default());
        assert_eq!(
            given(&["--", "--sign"]).files[0].1,
            [PathBuf::from("/home/a/--sign")]
        );
    }

    #[test]
    fn a_file_manager_may_give_addresses() {
        assert_eq!(
            given(&["file:///tmp/%D2%9B%D2%B1%D0%B6%D0%B0%D1%82.pdf"]).files[0].1,
            [PathBuf::from("/tmp/құжат.pdf")]
        );
        assert_eq!(given(&["file://elsewhere/tmp/a"]).refused.len(), 1);
    }

    #[test]
    fn links_and_files_come_together() {
        let given = given(&["tanba://verify?file=/tmp/a.p7s", "b.pdf", "tanba://pay"]);
        assert_eq!(given.files.len(), 2);
        assert_eq!(given.refused, ["tanba://pay"]);
    }
}
