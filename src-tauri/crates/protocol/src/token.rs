//! Tokens and their PINs, as prompts and windows speak of them.

mod rule;

use serde::{Deserialize, Serialize};

pub use rule::{PinFault, PinRule};

/// Whose PIN it is (PKCS#11 user types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PinKind {
    /// The holder's: it opens the keys.
    User,
    /// The administrator's (security officer's): it unblocks and formats.
    So,
}

/// How a PIN is, as far as the token tells: PKCS#11 has flags, and no count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PinState {
    /// None was ever set.
    NotSet,
    /// Every try is left, or the token does not tell.
    Good,
    /// It was wrong at least once since it was last right.
    CountLow,
    /// One more wrong one locks it.
    FinalTry,
    /// Locked.
    Locked,
    /// It works, and the token asks for another one.
    ToBeChanged,
}

impl PinState {
    /// The stable name, as in JSON; in the catalogue its text is `pin-state-<name>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSet => "not-set",
            Self::Good => "good",
            Self::CountLow => "count-low",
            Self::FinalTry => "final-try",
            Self::Locked => "locked",
            Self::ToBeChanged => "to-be-changed",
        }
    }
}

/// A token, as much as tells it from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TokenSummary {
    /// Serial number.
    pub serial: String,
    /// The name that its holder gave it; may be empty.
    pub label: String,
    /// Model, as its maker names it.
    pub model: String,
    /// Whether it is no hardware but a program that acts as a token: what it holds can be copied.
    pub is_software: bool,
}

/// What a PIN is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PinPurpose {
    /// To log in.
    Open,
    /// To be the PIN from now on; a shell asks for it twice.
    New,
}

/// What is asked when a token needs a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PinPrompt {
    /// Names this prompt.
    pub id: crate::PromptId,
    /// The token.
    pub token: TokenSummary,
    /// Whose PIN.
    pub kind: PinKind,
    /// What for.
    pub purpose: PinPurpose,
    /// How the PIN is now: what one more wrong one would do is said before it is asked.
    pub state: PinState,
    /// What a new PIN has to follow; for an old one, its length alone counts.
    pub rule: PinRule,
    /// The last answer was the wrong PIN.
    pub was_wrong: bool,
    /// The PIN in use is still the one from the factory, which everybody knows: this prompt offers
    /// to change it.
    pub factory_pin_in_use: bool,
    /// Why the last answer cannot be the new PIN.
    pub reason: Option<PinFault>,
}

#[cfg(test)]
mod tests {
    use super::PinState;

    #[test]
    fn states_have_the_same_name_in_json() {
        for state in [
            PinState::NotSet,
            PinState::Good,
            PinState::CountLow,
            PinState::FinalTry,
            PinState::Locked,
            PinState::ToBeChanged,
        ] {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }
}
