//! The modules that p11-kit is configured for (pkcs11.conf(5)).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::token::places::Places;

/// Modules that hold no keys of people: lists of trusted roots, and p11-kit under another name.
const NOT_TOKENS: &[&str] = &["p11-kit-trust", "p11-kit-proxy", "p11-kit-client"];

/// The largest configuration that is read.
const LIMIT: u64 = 64 * 1024;

type Settings = BTreeMap<String, String>;

/// Paths of the configured modules that this program may use, whether or not they are there.
pub(super) fn modules(places: &Places) -> Vec<PathBuf> {
    let mut modules: BTreeMap<String, Settings> = BTreeMap::new();
    for folder in folders(places) {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".module") {
                // The same name in a later folder changes what it says and leaves the rest.
                modules.entry(name).or_default().extend(read(&entry.path()));
            }
        }
    }
    modules
        .values()
        .filter(|settings| is_meant(settings, &places.program))
        .filter_map(|settings| settings.get("module"))
        .filter(|module| !NOT_TOKENS.iter().any(|name| module.contains(name)))
        .filter_map(|module| {
            let candidates = places.candidates(module);
            candidates.iter().find(|path| path.is_file()).cloned()
        })
        .collect()
}

/// The packages' folder, the system's and the user's, as far as they count.
fn folders(places: &Places) -> Vec<PathBuf> {
    let of_user = |below: &str| {
        let settings = places.settings.as_ref()?;
        Some(settings.join("pkcs11").join(below))
    };
    let of_system = places.path("/etc/pkcs11");
    let system = vec![
        places.path("/usr/share/p11-kit/modules"),
        of_system.join("modules"),
    ];
    let user = of_user("modules");
    let word = |file: Option<PathBuf>| read(&file?).remove("user-config");
    let word = word(Some(of_system.join("pkcs11.conf")));
    match word.as_deref() {
        Some("none") => system,
        Some("only" | "override") => user.into_iter().collect(),
        // `merge`, which is also what holds when nothing is said.
        _ => system.into_iter().chain(user).collect(),
    }
}

fn is_meant(settings: &Settings, program: &str) -> bool {
    let names = |key: &str| -> Option<Vec<&str>> {
        let text = settings.get(key)?;
        Some(text.split([',', ' ', '\t']).collect())
    };
    let is_here = |key| names(key).map(|names| names.contains(&program));
    let is_trust = settings.get("trust-policy").map(String::as_str) == Some("yes");
    // A remote module is a program to be started and spoken to.
    !is_trust
        && !settings.contains_key("remote")
        && is_here("enable-in") != Some(false)
        && is_here("disable-in") != Some(true)
}

/// `key: value` a line, `#` before comments.
fn read(file: &Path) -> Settings {
    let is_small = fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() <= LIMIT);
    let text = match is_small {
        true => fs::read(file).unwrap_or_default(),
        false => Vec::new(),
    };
    String::from_utf8_lossy(&text)
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
        .collect()
}
