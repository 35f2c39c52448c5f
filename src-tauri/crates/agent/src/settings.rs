//! What a person sets once: services, proxy, trust and language.

use std::path::Path;

use tanba_protocol::{Failure, FailureCode};
use tanba_store::{Setting, names};
use time::UtcOffset;
use time::macros::offset;

use crate::agent::Agent;
use crate::failure::Explain;
use crate::root::read_root;
use crate::text::{Language, Texts};

/// The time of Kazakhstan since 1 March 2024, in which sheets and stamps are printed.
pub(crate) const KAZAKHSTAN: UtcOffset = offset!(+5);

/// Settings that concern a window alone.
const WINDOW_SETTINGS: [&Setting<String>; 2] = [&names::THEME, &names::STARTED];

/// The settings that a person may change, by name.
const SETTINGS: [&Setting<String>; 5] = [
    &names::LANGUAGE,
    &names::TSA,
    &names::ENVIRONMENT,
    &names::PROXY,
    &names::AUTHORITY_ROOT,
];

impl Agent {
    /// Every setting by name, with its value where it is set.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn settings(&self) -> Result<Vec<(&'static str, Option<String>)>, Failure> {
        let mut all = Vec::new();
        for setting in SETTINGS {
            let value = self.store().await?.settings().value(setting).await;
            all.push((setting.name(), value.map_err(|error| error.explain())?));
        }
        Ok(all)
    }

    /// Sets a setting, or clears it with `None`.
    ///
    /// # Errors
    /// [`FailureCode::SettingUnsuitable`] for a name that is none or a value that does not fit.
    pub async fn set_setting(&self, name: &str, value: Option<&str>) -> Result<(), Failure> {
        self.set_one_of(&SETTINGS, name, value).await
    }

    /// The same, for those that concern a window too.
    pub(crate) async fn set_any_setting(
        &self,
        name: &str,
        value: Option<&str>,
    ) -> Result<(), Failure> {
        let known: Vec<_> = SETTINGS.into_iter().chain(WINDOW_SETTINGS).collect();
        self.set_one_of(&known, name, value).await
    }

    async fn set_one_of(
        &self,
        known: &[&Setting<String>],
        name: &str,
        value: Option<&str>,
    ) -> Result<(), Failure> {
        let unsuitable = || Failure::new(FailureCode::SettingUnsuitable).with_subject(name);
        let setting = known
            .iter()
            .find(|setting| setting.name() == name)
            .ok_or_else(unsuitable)?;
        let settings = self.store().await?.settings();
        let done = match value {
            None => settings.clear(setting).await,
            Some(value) if self.fits(name, value).await? => {
                settings.set(setting, &value.to_owned()).await
            }
            Some(_) => return Err(unsuitable()),
        };
        done.map_err(|error| error.explain())
    }

    async fn fits(&self, name: &str, value: &str) -> Result<bool, Failure> {
        let is_address = value.starts_with("http://") || value.starts_with("https://");
        Ok(if name == names::LANGUAGE.name() {
            Language::from_tag(value).is_some()
        } else if name == names::TSA.name() {
            is_address
        } else if name == names::PROXY.name() {
            value.is_empty() || is_address
        } else if name == names::AUTHORITY_ROOT.name() {
            Path::new(value).is_absolute() && read_root(Path::new(value)).await.is_ok()
        } else if name == names::THEME.name() {
            ["light", "dark", "contrast"].contains(&value)
        } else if name == names::STARTED.name() {
            ["true", "false"].contains(&value)
        } else {
            let known = self.environments().await?;
            known.iter().any(|(known, _)| known == value)
        })
    }

    /// One setting, for what goes on without it when the database cannot be read.
    pub(crate) async fn setting(&self, setting: &Setting<String>) -> Option<String> {
        // A database is not made only to find nothing in it.
        if !self.folders.database().is_file() {
            return None;
        }
        let store = self.store().await.ok()?;
        store.settings().value(setting).await.ok().flatten()
    }

    /// Texts for what is printed, in the person's language.
    pub(crate) async fn texts(&self) -> Texts {
        let language = self.language().await.unwrap_or(Language::Kk);
        Texts::new(language).with_offset(KAZAKHSTAN)
    }

    /// The language that the person set.
    pub async fn language(&self) -> Option<Language> {
        Language::from_tag(&self.setting(&names::LANGUAGE).await?)
    }
}
