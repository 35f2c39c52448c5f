//! What a new PIN has to follow.

use serde::{Deserialize, Serialize};

use crate::message::{Argument, Message};

/// A rule for new PINs. It is never held against an old one: what opens the token is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PinRule {
    /// Fewest characters.
    pub min: u32,
    /// Most bytes in UTF-8, which for Latin letters and digits are characters.
    pub max: u32,
    /// Whether the rule of the banks holds: Latin letters and digits, at least one of each, and no
    /// runs such as 123, 678 or abc.
    pub strict: bool,
}

/// Why a PIN cannot be the new one. In the catalogue its text is `pin-fault-<name>`. It carries
/// nothing of the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "fault", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PinFault {
    /// Too few characters.
    TooShort {
        /// The fewest.
        min: u32,
    },
    /// Too many characters.
    TooLong {
        /// The most.
        max: u32,
    },
    /// A character other than Latin letters and digits.
    ForbiddenCharacter,
    /// No Latin letter.
    NoLetter,
    /// No digit.
    NoDigit,
    /// Three characters that follow each other, such as 123, 321 or abc, or are the same.
    Run,
    /// It is the one from the factory, which everybody knows.
    Factory,
    /// It is the old one.
    Unchanged,
    /// The token itself does not take it.
    Refused,
}

/// How long a run of characters is noticed.
const RUN: usize = 3;

impl PinRule {
    /// The fewest characters of the strict rule.
    pub const STRICT_MIN: u32 = 8;

    /// A rule for a token that takes PINs of `min` to `max` bytes.
    pub const fn new(min: u32, max: u32, strict: bool) -> Self {
        let min = if strict && min < Self::STRICT_MIN {
            Self::STRICT_MIN
        } else {
            min
        };
        Self { min, max, strict }
    }

    /// Holds a PIN against the rule.
    ///
    /// ```
    /// use tanba_protocol::{PinFault, PinRule};
    /// let rule = PinRule::new(4, 32, true);
    /// assert_eq!(rule.check("Qaz25wsx"), Ok(()));
    /// assert_eq!(rule.check("Qaz678ws"), Err(PinFault::Run));
    /// ```
    ///
    /// # Errors
    /// The first [`PinFault`] found.
    pub fn check(&self, pin: &str) -> Result<(), PinFault> {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        if count(pin.chars().count()) < self.min {
            return Err(PinFault::TooShort { min: self.min });
        }
        if count(pin.len()) > self.max {
            return Err(PinFault::TooLong { max: self.max });
        }
        if !self.strict {
            return Ok(());
        }
        if !pin.chars().all(|c| c.is_ascii_alphanumeric()) {
            Err(PinFault::ForbiddenCharacter)
        } else if !pin.chars().any(|c| c.is_ascii_alphabetic()) {
            Err(PinFault::NoLetter)
        } else if !pin.chars().any(|c| c.is_ascii_digit()) {
            Err(PinFault::NoDigit)
        } else if has_run(pin) {
            Err(PinFault::Run)
        } else {
            Ok(())
        }
    }

    /// What a person should know of a PIN that follows the rule and is easily guessed all the same.
    pub fn weakness(&self, pin: &str) -> Option<PinFault> {
        has_run(pin).then_some(PinFault::Run)
    }
}

/// Whether letters or digits follow each other up or down, or repeat.
fn has_run(pin: &str) -> bool {
    let codes: Vec<u32> = pin
        .chars()
        .map(|c| u32::from(c.to_ascii_lowercase()))
        .collect();
    codes.windows(RUN).any(|window| {
        let goes = |from: i64| {
            window
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if i64::from(*b) - i64::from(*a) == from))
        };
        let is_of_one_kind = |of: fn(&char) -> bool| {
            window
                .iter()
                .all(|code| char::from_u32(*code).is_some_and(|c| of(&c)))
        };
        (is_of_one_kind(char::is_ascii_digit) || is_of_one_kind(char::is_ascii_alphabetic))
            && [0, 1, -1].into_iter().any(goes)
    })
}

impl Message for PinFault {
    fn id(&self) -> String {
        let name = match self {
            Self::TooShort { .. } => "too-short",
            Self::TooLong { .. } => "too-long",
            Self::ForbiddenCharacter => "forbidden-character",
            Self::NoLetter => "no-letter",
            Self::NoDigit => "no-digit",
            Self::Run => "run",
            Self::Factory => "factory",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
        };
        format!("pin-fault-{name}")
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::TooShort { min } => vec![("min", Argument::Number(i64::from(*min)))],
            Self::TooLong { max } => vec![("max", Argument::Number(i64::from(*max)))],
            _ => Vec::new(),
        }
    }
}

impl PinFault {
    /// One of each, for tests that go through all of them.
    #[doc(hidden)]
    pub fn samples() -> Vec<Self> {
        vec![
            Self::TooShort { min: 8 },
            Self::TooLong { max: 16 },
            Self::ForbiddenCharacter,
            Self::NoLetter,
            Self::NoDigit,
            Self::Run,
            Self::Factory,
            Self::Unchanged,
            Self::Refused,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, PinFault, PinRule};

    #[test]
    fn the_rule_of_the_banks_holds_and_breaks() {
        let rule = PinRule::new(4, 16, true);
        for (pin, expected) in [
            ("Qaz25wsx", Ok(())),
            ("q1w2e3r4", Ok(())),
            ("Qaz25ws", Err(PinFault::TooShort { min: 8 })),
            ("Qaz25wsxQaz25wsx1", Err(PinFault::TooLong { max: 16 })),
            ("Қaz25wsx", Err(PinFault::ForbiddenCharacter)),
            ("Qaz25-wsx", Err(PinFault::ForbiddenCharacter)),
            ("25802580", Err(PinFault::NoLetter)),
            ("qazwsxed", Err(PinFault::NoDigit)),
            ("qazw123e", Err(PinFault::Run)),
            ("qazw678e", Err(PinFault::Run)),
            ("qazw876e", Err(PinFault::Run)),
            ("xABc2580", Err(PinFault::Run)),
            ("qaz77725", Err(PinFault::Run)),
            ("q98z1w2e", Ok(())),
        ] {
            assert_eq!(rule.check(pin), expected, "{pin}");
        }
    }

    #[test]
    fn elsewhere_the_length_alone_counts_and_a_run_is_told() {
        let rule = PinRule::new(4, 8, false);
        assert_eq!(rule.check("1234"), Ok(()));
        assert_eq!(rule.weakness("1234"), Some(PinFault::Run));
        assert_eq!(rule.weakness("8250"), None);
        assert_eq!(rule.check("123"), Err(PinFault::TooShort { min: 4 }));
        // Four letters, and eight bytes are the most that the token holds.
        assert_eq!(rule.check("құпи"), Ok(()));
        assert_eq!(rule.check("құпия"), Err(PinFault::TooLong { max: 8 }));
    }

    #[test]
    fn faults_survive_json_and_their_ids_follow_their_names() {
        for fault in PinFault::samples() {
            let json = serde_json::to_value(fault).unwrap();
            let name = json["fault"].as_str().unwrap();
            assert_eq!(format!("pin-fault-{name}"), fault.id());
            assert_eq!(serde_json::from_value::<PinFault>(json).unwrap(), fault);
        }
    }
}
