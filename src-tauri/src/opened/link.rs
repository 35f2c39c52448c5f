//! Links of the scheme `tanba`: `tanba://sign?file=/home/aliya/letter.pdf`.

use std::path::{Component, Path, PathBuf};

use tanba_agent::desk::Intent;
use tauri::Url;

use super::arguments::local_file;

/// No honest link is longer, in bytes.
const LENGTH_LIMIT: usize = 16 * 1024;
/// Nor does it name more files.
const FILES_LIMIT: usize = 64;
/// How much of a refused link is shown, in characters.
const SHOWN: usize = 80;

/// Whether an argument is such a link, good or not.
pub(super) fn is_link(argument: &str) -> bool {
    argument
        .get(..6)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("tanba:"))
}

/// What a link asks for; nothing when it asks for anything else than to list local files.
pub(super) fn parse(link: &str) -> Option<(Intent, Vec<PathBuf>)> {
    if link.len() > LENGTH_LIMIT {
        return None;
    }
    let link = Url::parse(link).ok()?;
    let intent = match link.host_str()? {
        "sign" => Intent::Sign,
        "verify" => Intent::Verify,
        _ => return None,
    };
    let bare = link.username().is_empty() && link.password().is_none() && link.port().is_none();
    if !bare || !matches!(link.path(), "" | "/") || link.fragment().is_some() {
        return None;
    }
    let files = link
        .query_pairs()
        .map(|(name, value)| (name == "file").then(|| local(&value)).flatten())
        .collect::<Option<Vec<_>>>()?;
    (1..=FILES_LIMIT)
        .contains(&files.len())
        .then_some((intent, files))
}

/// The path when it is of this computer, whole, and says plainly where it leads.
fn local(value: &str) -> Option<PathBuf> {
    let path = match value.starts_with("file:") {
        // Before the address is normalised, which would hide a `..`.
        true if value.contains("..") => return None,
        true => local_file(value)?,
        false => PathBuf::from(value),
    };
    let text = path.to_str()?;
    let elsewhere = text.starts_with("//") || text.starts_with("\\\\");
    let plain = path.is_absolute() && !elsewhere && !text.contains(char::is_control);
    (plain && !climbs(&path)).then_some(path)
}

fn climbs(path: &Path) -> bool {
    path.components().any(|part| part == Component::ParentDir)
}

/// So much of a link as a person can look at.
pub(super) fn shortened(link: &str) -> String {
    let mut shown: String = link
        .chars()
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .take(SHOWN)
        .collect();
    if link.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_lists_files_to_sign_or_to_verify() {
        assert_eq!(
            parse("tanba://sign?file=/home/a/letter%20one.pdf&file=/tmp/b.pdf"),
            Some((
                Intent::Sign,
                vec!["/home/a/letter one.pdf".into(), "/tmp/b.pdf".into()]
            ))
        );
        assert_eq!(
            parse("TANBA://verify/?file=file:///tmp/a.p7s"),
            Some((Intent::Verify, vec!["/tmp/a.p7s".into()]))
        );
    }

    #[test]
    fn whatever_else_a_link_asks_is_refused() {
        let long = format!("tanba://sign?file=/{}", "a".repeat(LENGTH_LIMIT));
        let many = format!("tanba://sign?{}", "file=/a&".repeat(FILES_LIMIT + 1));
        for link in [
            "tanba://sign",
            "tanba://sign?file=",
            "tanba:sign?file=/a",
            "tanba://open?file=/a",
            "tanba://sign/now?file=/a",
            "tanba://sign?file=/a#now",
            "tanba://user:secret@sign?file=/a",
            "tanba://sign:80?file=/a",
            "tanba://sign?file=letter.pdf",
            "tanba://sign?file=~/letter.pdf",
            "tanba://sign?file=/home/a/../b/letter.pdf",
            "tanba://sign?file=file:///home/a/../b/letter.pdf",
            "tanba://sign?file=file:///home/a/%2e%2e/b/letter.pdf",
            "tanba://sign?file=file://elsewhere/letter.pdf",
            "tanba://sign?file=//elsewhere/share/letter.pdf",
            "tanba://sign?file=\\\\elsewhere\\share\\letter.pdf",
            "tanba://sign?file=https://elsewhere/letter.pdf",
            "tanba://sign?file=/a%00b",
            "tanba://sign?file=/a%0Ab",
            "tanba://sign?file=/a&password=Qwerty12",
            "tanba://sign?file=/a&key=/b.p12",
            &long,
            &many,
        ] {
            assert_eq!(parse(link), None, "{link}");
        }
    }

    #[test]
    fn a_refused_link_is_shown_short_and_plain() {
        let link = format!("tanba://{}\u{1b}[31m", "ж".repeat(SHOWN));
        assert_eq!(shortened(&link).chars().count(), SHOWN + 1);
        assert_eq!(shortened("tanba://a\u{7}"), "tanba://a\u{fffd}");
    }
}
