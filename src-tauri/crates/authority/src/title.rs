//! What an authority calls itself: for practice, or in earnest.

use crate::registry::is_name;

/// What every practice authority calls itself, in Kazakh and in English: nobody shall take one for another. By this
/// people's programs know practice.
const PRACTICE: &str = "TANBA ТӘЖІРИБЕ / PRACTICE";
/// The most characters of an organisation's name: a role, a branch and a number stand behind it in a CN of 64.
const LONGEST: usize = 40;

/// What an authority calls itself in its certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    text: String,
    is_practice: bool,
}

impl Title {
    /// For practice.
    #[must_use]
    pub fn practice() -> Self {
        Self {
            text: PRACTICE.to_owned(),
            is_practice: true,
        }
    }

    /// In earnest, by the name of whoever keeps the authority: 1 to 40 characters that a certificate can carry, and
    /// that do not say practice. `None` for others.
    #[must_use]
    pub fn in_earnest(organisation: &str) -> Option<Self> {
        let upper = organisation.to_uppercase();
        let says_practice = ["ТӘЖІРИБЕ", "PRACTICE"]
            .iter()
            .any(|word| upper.contains(word));
        let fits = is_name(organisation) && organisation.chars().count() <= LONGEST;
        (fits && !says_practice).then(|| Self {
            text: organisation.to_owned(),
            is_practice: false,
        })
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether its certificates bind nobody to anything.
    #[must_use]
    pub const fn is_practice(&self) -> bool {
        self.is_practice
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_earnest_nothing_says_practice() {
        let name = "«ҮЛГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҒЫ» ЖШС";
        let title = Title::in_earnest(name).unwrap();
        assert_eq!((title.as_str(), title.is_practice()), (name, false));
        assert!(Title::practice().is_practice());
        let long = "Ү".repeat(41);
        for bad in [
            "",
            " A",
            "A\nB",
            &long,
            "Tanba Practice CA",
            "Тәжірибе орталығы",
        ] {
            assert_eq!(Title::in_earnest(bad), None, "{bad:?}");
        }
    }
}
