//! Finding the modules of this computer without being told.

use std::collections::BTreeSet;
use std::env;
use std::path::PathBuf;

use super::places::Places;
use super::profile::PROFILES;
use super::registry::ModuleSource;

mod p11_kit;

/// The modules that are there, each once and by its canonical path: those of the environment, those that
/// p11-kit is configured for, and those in the usual places of vendors. None is loaded.
///
/// What the environment names is listed even where no such file is: somebody meant it.
pub fn find_modules(places: &Places) -> Vec<(PathBuf, ModuleSource)> {
    let named = places.modules.iter().flat_map(env::split_paths);
    let named = named
        .filter(|path| !path.as_os_str().is_empty())
        .map(|path| (path, ModuleSource::Environment));
    let configured = p11_kit::modules(places)
        .into_iter()
        .map(|path| (path, ModuleSource::P11Kit));
    let usual = PROFILES
        .iter()
        .flat_map(|profile| profile.libraries.candidates(places))
        .map(|path| (path, ModuleSource::Profile));
    let mut seen = BTreeSet::new();
    named
        .chain(configured)
        .chain(usual)
        .filter_map(|(path, source)| match path.canonicalize() {
            Ok(path) => Some((path, source)),
            Err(_) if source == ModuleSource::Environment => Some((path, source)),
            Err(_) => None,
        })
        .filter(|(path, _)| seen.insert(path.clone()))
        .collect()
}

#[cfg(test)]
mod tests;
