//! Where NCALayer's person keeps keys: NCALayer remembers the key file that was used last.
//!
//! What this rests on: NCALayer 1.4 keeps `settings.json` in its folder (`%APPDATA%\\NCALayer`,
//! `~/.config/NCALayer`), and `recentPath` in it names the key file opened last. The NCA documents
//! neither; both are as open programs that stand in for NCALayer read them. A file that is not so
//! tells nothing.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::document;

/// Larger than any honest settings, in bytes.
const MAX_SETTINGS: u64 = 1 << 20;

#[derive(Deserialize)]
struct Settings {
    #[serde(rename = "recentPath")]
    recent_path: Option<PathBuf>,
}

/// The folders of the key files that NCALayer remembers; only those that exist.
pub(super) fn remembered_folders(home: &Path) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for place in [
        ".config/NCALayer",
        "AppData/Roaming/NCALayer",
        "Library/Application Support/NCALayer",
        "NCALayer",
    ] {
        let folder = remembered(&home.join(place).join("settings.json"));
        folders.extend(folder.filter(|folder| !folders.contains(folder)));
    }
    folders
}

fn remembered(settings: &Path) -> Option<PathBuf> {
    let bytes = document::read(settings, MAX_SETTINGS).ok()?;
    let settings: Settings = serde_json::from_slice(&bytes).ok()?;
    let recent = settings.recent_path.filter(|path| path.is_absolute())?;
    if recent.is_dir() {
        return Some(recent);
    }
    let folder = recent.parent()?;
    folder.is_dir().then(|| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::remembered_folders;

    #[test]
    fn the_folder_of_the_last_key_is_found_and_nonsense_tells_nothing() {
        let home = tempfile::tempdir().unwrap();
        let keys = home.path().join("my keys");
        fs::create_dir_all(&keys).unwrap();
        let settings = home.path().join(".config/NCALayer/settings.json");
        fs::create_dir_all(settings.parent().unwrap()).unwrap();
        let recent = keys.join("GOST512_1.p12");
        let text = serde_json::json!({ "locale": "kk", "recentPath": recent }).to_string();
        fs::write(&settings, text).unwrap();
        assert_eq!(remembered_folders(home.path()), [keys]);
        for nonsense in [
            "{",
            "[]",
            "{}",
            r#"{"recentPath":null}"#,
            r#"{"recentPath":"../x.p12"}"#,
            r#"{"recentPath":"/nowhere/at all/x.p12"}"#,
        ] {
            fs::write(&settings, nonsense).unwrap();
            assert!(remembered_folders(home.path()).is_empty(), "{nonsense}");
        }
    }
}
