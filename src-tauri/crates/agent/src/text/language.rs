//! Which language a person reads.

use serde::Serialize;

/// A language of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

/// The language in which an authority speaks to the same person.
impl From<Language> for tanba_protocol::authority::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Kk => Self::Kazakh,
            Language::Ru => Self::Russian,
            Language::En => Self::English,
        }
    }
}

impl Language {
    /// Every language of the catalogue.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// Its tag of ISO 639-1.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language of a tag or of a POSIX locale: `kk`, `ru-RU`, `kk_KZ.UTF-8`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language asked for, else that of the locale, else English. As POSIX
    /// has it, the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and
    /// not empty decides. `variable` reads the environment.
    pub fn negotiate(requested: Option<Self>, variable: impl Fn(&str) -> Option<String>) -> Self {
        requested
            .or_else(|| {
                ["LC_ALL", "LC_MESSAGES", "LANG"]
                    .into_iter()
                    .filter_map(variable)
                    .find(|value| !value.is_empty())
                    .and_then(|value| Self::from_tag(&value))
            })
            .unwrap_or(Self::En)
    }
}
