//! Modules that a person adds and forgets, and how every module is.

use std::path::{Path, PathBuf};

use tanba_keystore::token::{ModuleInfo, ModuleSource, ModuleState, PROFILES, VendorProfile};
use tanba_protocol::{Failure, FailureCode};
use tanba_store::names;

use crate::agent::Agent;
use crate::desk::{ModuleView, ModuleViewState};
use crate::failure::Explain;

impl Agent {
    /// Adds a module by its file. It is kept once it was tried and works.
    ///
    /// # Errors
    /// [`FailureCode::ModuleMissing`], [`FailureCode::ModuleNoModule`],
    /// [`FailureCode::ModuleCrashed`], [`FailureCode::ModuleHung`], [`FailureCode::ModuleFailed`].
    pub async fn add_module(&self, path: &Path) -> Result<(), Failure> {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let real = absolute.canonicalize().unwrap_or_else(|_| absolute.clone());
        let tokens = self.tokens().await;
        tokens.add_module(&absolute, ModuleSource::Person);
        self.tokens_now().await;
        let modules = tokens.modules();
        let added = modules.iter().find(|module| module.path == real);
        let failure = match added {
            Some(module) => module_failure(module),
            // Known by another path, as one file.
            None => None,
        };
        if let Some(failure) = failure {
            tokens.forget_module(&absolute);
            return Err(failure);
        }
        let mut added = self.added_modules().await;
        if !added.contains(&absolute) {
            added.push(absolute);
        }
        self.keep_modules(&added).await
    }

    /// Forgets a module that was added.
    ///
    /// # Errors
    /// [`FailureCode::ModuleMissing`] when nobody added it.
    pub async fn forget_module(&self, path: &Path) -> Result<(), Failure> {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut added = self.added_modules().await;
        let count = added.len();
        added.retain(|other| *other != absolute && real(other) != real(&absolute));
        if added.len() == count {
            let subject = path.display().to_string();
            return Err(Failure::new(FailureCode::ModuleMissing).with_subject(subject));
        }
        self.tokens().await.forget_module(&absolute);
        self.keep_modules(&added).await
    }

    async fn keep_modules(&self, paths: &[PathBuf]) -> Result<(), Failure> {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        let settings = self.store().await?.settings();
        let kept = settings.set(&names::TOKEN_MODULES, &paths).await;
        kept.map_err(|error| error.explain())
    }

    /// Every module with its state.
    pub(super) async fn module_views(&self) -> Vec<ModuleView> {
        let tokens = self.tokens().await;
        let seen = tokens.tokens();
        let view = |module: ModuleInfo| {
            let profile = seen
                .iter()
                .find(|token| token.module == module.path)
                .and_then(|token| token.profile)
                .or_else(|| profile_of(&module.path));
            ModuleView {
                profile: profile.map(|profile| profile.name.to_owned()),
                tried_on_hardware: profile.is_some_and(|profile| profile.tried_on_hardware),
                own: module.source == ModuleSource::Person,
                state: match module.state {
                    ModuleState::Ready => ModuleViewState::Ready,
                    ModuleState::Pending => ModuleViewState::Pending,
                    ModuleState::Missing => ModuleViewState::Missing,
                    ModuleState::NoModule => ModuleViewState::NoModule,
                    ModuleState::Crashed => ModuleViewState::Crashed,
                    ModuleState::Hung => ModuleViewState::Hung,
                    _ => ModuleViewState::Failed,
                },
                failure: module_failure(&module),
                path: module.path,
            }
        };
        tokens.modules().into_iter().map(view).collect()
    }
}

/// Why a module is not used.
pub(super) fn module_failure(module: &ModuleInfo) -> Option<Failure> {
    let (code, detail) = match &module.state {
        ModuleState::Ready | ModuleState::Pending => return None,
        ModuleState::Missing => (FailureCode::ModuleMissing, None),
        ModuleState::NoModule => (FailureCode::ModuleNoModule, None),
        ModuleState::Crashed => (FailureCode::ModuleCrashed, None),
        ModuleState::Hung => (FailureCode::ModuleHung, None),
        ModuleState::Failed(reason) => (FailureCode::ModuleFailed, Some(reason.clone())),
        _ => (FailureCode::ModuleFailed, None),
    };
    let mut failure = Failure::new(code).with_subject(module.path.display().to_string());
    failure.detail = detail;
    Some(failure)
}

/// The family that a module is for, by the name of its file.
pub(super) fn profile_of(path: &Path) -> Option<&'static VendorProfile> {
    let name = path.file_name()?;
    PROFILES.iter().find(|profile| {
        let libraries = &profile.libraries;
        [libraries.linux, libraries.macos, libraries.windows]
            .into_iter()
            .flatten()
            .any(|library| Path::new(library).file_name() == Some(name))
    })
}
