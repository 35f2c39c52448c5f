//! Where Tanba keeps its own things, by the custom of each system.

use std::path::{Path, PathBuf};

use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};
use tanba_protocol::{Failure, FailureCode};

/// The folders of one person on one machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// What must not be lost: history and settings.
    pub data: PathBuf,
    /// What can be fetched again: revocation lists.
    pub cache: PathBuf,
    /// The person's home, where keys are looked for.
    pub home: PathBuf,
}

impl Folders {
    /// The folders of whoever runs the program.
    ///
    /// # Errors
    /// [`FailureCode::PermissionDenied`] when the person has no home.
    pub fn of_user() -> Result<Self, Failure> {
        let strategy = choose_app_strategy(AppStrategyArgs {
            top_level_domain: "kz".into(),
            author: "Tanba".into(),
            app_name: "Tanba".into(),
        })
        .map_err(|error| Failure::new(FailureCode::PermissionDenied).with_detail(error))?;
        Ok(Self {
            data: strategy.data_dir(),
            cache: strategy.cache_dir(),
            home: strategy.home_dir().to_owned(),
        })
    }

    /// Everything below one folder, for tests and portable use.
    pub fn below(root: &Path) -> Self {
        Self {
            data: root.join("data"),
            cache: root.join("cache"),
            home: root.to_owned(),
        }
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.data.join("tanba.db")
    }

    /// Where the practice authority of this computer keeps its own.
    pub fn practice(&self) -> PathBuf {
        self.data.join("practice")
    }

    /// Where practice keys are put.
    pub fn practice_keys(&self) -> PathBuf {
        self.data.join("practice-keys")
    }

    /// Where key files usually are; only those that exist.
    pub fn usual_key_places(&self) -> Vec<PathBuf> {
        let within = [
            "Desktop",
            "Documents",
            "Downloads",
            "Рабочий стол",
            "Документы",
            "Загрузки",
            "keys",
            "ecp",
            "ЭЦП",
        ];
        std::iter::once(self.home.clone())
            .chain(within.map(|name| self.home.join(name)))
            .filter(|place| place.is_dir())
            .collect()
    }
}
