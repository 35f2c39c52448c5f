//! Where keys are looked for.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use tanba_keystore::file::{self, KeyFile};
use tanba_protocol::{Failure, FailureCode};
use tanba_store::{Setting, names};

use super::ncalayer::remembered_folders;
use super::{Looked, MAX_DEPTH};
use crate::agent::Agent;
use crate::desk::{KeyPlace, PlaceSource};
use crate::document::about;
use crate::failure::Explain;

/// A key file of one of the places, as far as it could be read.
pub(crate) struct FoundKey {
    pub(crate) path: PathBuf,
    pub(crate) looked: Result<Looked, Failure>,
}

impl Agent {
    /// Every place where keys could be looked for, whether or not they are, and how many files
    /// there have the name of a key file. Nothing is opened.
    pub(crate) async fn key_places(&self) -> Result<Vec<KeyPlace>, Failure> {
        let mut places = Vec::new();
        for path in self.added_keys().await? {
            places.push((path, PlaceSource::Added));
        }
        places.push((self.folders.practice_keys(), PlaceSource::Practice));
        for path in remembered_folders(&self.folders.home) {
            places.push((path, PlaceSource::NcaLayer));
        }
        for path in self.folders.usual_key_places() {
            places.push((path, PlaceSource::Usual));
        }
        let mut taken = HashSet::new();
        places.retain(|(path, source)| {
            let is_there = *source == PlaceSource::Added || path.is_dir();
            is_there && taken.insert(real(path))
        });
        Ok(places
            .into_iter()
            .map(|(path, source)| KeyPlace {
                count: names(&path, source).len(),
                path,
                source,
            })
            .collect())
    }

    /// The keys in the places that are looked at.
    pub(crate) async fn found_keys(&self) -> Result<Vec<FoundKey>, Failure> {
        let is_agreed = self.uses_key_places().await?;
        let mut found = Vec::new();
        let mut taken = HashSet::new();
        for place in self.key_places().await? {
            let is_looked_at = match place.source {
                PlaceSource::Added | PlaceSource::Practice => true,
                PlaceSource::Usual | PlaceSource::NcaLayer => is_agreed,
            };
            if !is_looked_at {
                continue;
            }
            for path in names(&place.path, place.source) {
                if !taken.insert(real(&path)) {
                    continue;
                }
                let looked = match tokio::task::block_in_place(|| KeyFile::open(&path)) {
                    Ok(file) => Ok(self.look(&file).await),
                    Err(error) => Err(error.explain_about(&path)),
                };
                found.push(FoundKey { path, looked });
            }
        }
        Ok(found)
    }

    /// Whether the usual places are looked at.
    pub(crate) async fn uses_key_places(&self) -> Result<bool, Failure> {
        let settings = self.store().await?.settings();
        let is_agreed = settings.value(&names::KEY_PLACES).await;
        Ok(is_agreed.map_err(|error| error.explain())? == Some(true))
    }

    /// Looks in the usual places from now on, or no more.
    pub(crate) async fn use_key_places(&self, on: bool) -> Result<(), Failure> {
        let settings = self.store().await?.settings();
        let done = settings.set(&names::KEY_PLACES, &on).await;
        done.map_err(|error| error.explain())
    }

    /// Adds key files or folders.
    ///
    /// # Errors
    /// [`FailureCode::KeyNotFound`], or why a file is no key file; then none is added.
    pub(crate) async fn add_keys(&self, paths: &[PathBuf]) -> Result<(), Failure> {
        let mut added = self.added_keys().await?;
        for path in paths {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            if !path.is_dir() {
                KeyFile::open(&path).map_err(|error| error.explain_about(&path))?;
            } else if names(&path, PlaceSource::Added).is_empty() {
                return Err(about(FailureCode::KeyNotFound, &path));
            }
            if !added.contains(&path) {
                added.push(path);
            }
        }
        let mut forgotten = self.forgotten_keys().await?;
        forgotten.retain(|path| !added.iter().any(|added| added.starts_with(path)));
        self.set_paths(&names::FORGOTTEN_KEYS, forgotten).await?;
        self.set_paths(&names::KEY_FOLDERS, added).await
    }

    /// Forgets a key file or a folder that was added.
    pub(crate) async fn forget_keys(&self, path: &Path) -> Result<(), Failure> {
        let mut added = self.added_keys().await?;
        added.retain(|other| other != path);
        let mut forgotten = self.forgotten_keys().await?;
        forgotten.push(path.to_owned());
        self.set_paths(&names::FORGOTTEN_KEYS, forgotten).await?;
        self.set_paths(&names::KEY_FOLDERS, added).await
    }

    async fn added_keys(&self) -> Result<Vec<PathBuf>, Failure> {
        self.paths(&names::KEY_FOLDERS).await
    }

    /// What the person wants to hear no more of.
    pub(crate) async fn forgotten_keys(&self) -> Result<Vec<PathBuf>, Failure> {
        self.paths(&names::FORGOTTEN_KEYS).await
    }

    async fn paths(&self, setting: &Setting<Vec<String>>) -> Result<Vec<PathBuf>, Failure> {
        let settings = self.store().await?.settings();
        let paths = settings.value(setting).await;
        let paths = paths.map_err(|error| error.explain())?.unwrap_or_default();
        Ok(paths.into_iter().map(PathBuf::from).collect())
    }

    async fn set_paths(
        &self,
        setting: &Setting<Vec<String>>,
        paths: Vec<PathBuf>,
    ) -> Result<(), Failure> {
        let paths: Vec<String> = paths
            .into_iter()
            .map(|path| path.display().to_string())
            .collect();
        let settings = self.store().await?.settings();
        let done = settings.set(setting, &paths).await;
        done.map_err(|error| error.explain())
    }
}

/// The key files of a place by their names. A file that was added is one even where it is gone:
/// the stick that it lies on may come back.
fn names(place: &Path, source: PlaceSource) -> Vec<PathBuf> {
    let is_added = source == PlaceSource::Added;
    if is_added && !place.is_dir() {
        let is_file = place.extension().is_some();
        return is_file.then(|| place.to_owned()).into_iter().collect();
    }
    // A home is large: only what was added is looked through.
    let depth = if is_added { MAX_DEPTH } else { 0 };
    file::find(&[place.to_owned()], depth).unwrap_or_default()
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
