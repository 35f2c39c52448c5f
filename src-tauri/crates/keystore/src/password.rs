//! What the NCA demands of a password.

use secrecy::{ExposeSecret, SecretString};

/// A rule for new passwords. It is never held against an old one: what opens the file is right.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PasswordRule {
    /// 6 to 32 characters: Latin letters and digits, at least one of each, and `#$^+=!*()@%&_?-.`.
    Classic,
    /// The newer one: an uppercase and a lowercase Latin letter and a digit, of the characters of the classic
    /// rule. The newer check would let any other stand beside them, but not every program takes such a password.
    Current,
}

/// How a password breaks a rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Violation {
    /// Fewer than 6 characters.
    #[error("shorter than 6 characters")]
    TooShort,
    /// More than 32 characters.
    #[error("longer than 32 characters")]
    TooLong,
    /// No Latin letter.
    #[error("no Latin letter")]
    NoLetter,
    /// No uppercase Latin letter.
    #[error("no uppercase Latin letter")]
    NoUppercase,
    /// No lowercase Latin letter.
    #[error("no lowercase Latin letter")]
    NoLowercase,
    /// No digit.
    #[error("no digit")]
    NoDigit,
    /// A character outside the list, a Cyrillic letter for instance.
    #[error("a character that is not allowed")]
    ForbiddenCharacter,
}

/// Characters that may stand beside letters and digits.
const SPECIAL: &str = "#$^+=!*()@%&_?-.";

impl PasswordRule {
    /// Holds a password against the rule.
    ///
    /// ```
    /// use tanba_keystore::password::{PasswordRule, Violation};
    /// assert_eq!(PasswordRule::Current.check(&"Qwerty12".into()), Ok(()));
    /// assert_eq!(PasswordRule::Current.check(&"qwerty12".into()), Err(Violation::NoUppercase));
    /// ```
    ///
    /// # Errors
    /// The first [`Violation`] found.
    pub fn check(self, password: &SecretString) -> Result<(), Violation> {
        let text = password.expose_secret();
        let has = |of_kind: fn(char) -> bool| text.chars().any(of_kind);
        match text.chars().count() {
            0..6 => return Err(Violation::TooShort),
            6..=32 => {}
            _ => return Err(Violation::TooLong),
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || SPECIAL.contains(c);
        if !text.chars().all(allowed) {
            return Err(Violation::ForbiddenCharacter);
        }
        match self {
            Self::Classic => {
                if !has(|c| c.is_ascii_alphabetic()) {
                    return Err(Violation::NoLetter);
                }
            }
            Self::Current => {
                if !has(|c| c.is_ascii_uppercase()) {
                    return Err(Violation::NoUppercase);
                }
                if !has(|c| c.is_ascii_lowercase()) {
                    return Err(Violation::NoLowercase);
                }
            }
        }
        if !has(|c| c.is_ascii_digit()) {
            return Err(Violation::NoDigit);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::PasswordRule::{Classic, Current};
    use super::Violation::*;

    #[test]
    fn both_rules_hold_and_break() {
        for (rule, password, expected) in [
            (Classic, "Qwerty12", Ok(())),
            (Classic, "qwerty1#$^+=!*()@%&_?-.", Ok(())),
            (Classic, "qwert", Err(TooShort)),
            (Classic, "қазақстан1q", Err(ForbiddenCharacter)),
            (Classic, "qwerty 12", Err(ForbiddenCharacter)),
            (Classic, "123456", Err(NoLetter)),
            (Classic, "qwerty", Err(NoDigit)),
            (Classic, "q1234567890123456789012345678901", Ok(())),
            (Classic, "q12345678901234567890123456789012", Err(TooLong)),
            (Current, "Qwerty12", Ok(())),
            (Current, "Qwerty12#$^+=!*()@%&_?-.", Ok(())),
            (Current, "Qwerty 12", Err(ForbiddenCharacter)),
            (Current, "Qwerty12ә", Err(ForbiddenCharacter)),
            (Current, "\u{feff}Qwerty12", Err(ForbiddenCharacter)),
            (Current, "qwerty12", Err(NoUppercase)),
            (Current, "QWERTY12", Err(NoLowercase)),
            (Current, "Qwertyui", Err(NoDigit)),
            (Current, "Aa1", Err(TooShort)),
        ] {
            assert_eq!(rule.check(&password.into()), expected, "{password}");
        }
    }
}
