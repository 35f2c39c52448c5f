//! Warnings: things a person should know that stop nothing by themselves.

use serde::{Deserialize, Serialize};

use crate::message::{Argument, Message, Moment, RevocationReason};

/// Every warning. In the catalogue its message is `warning-<name>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(
    tag = "warning",
    rename_all = "kebab-case",
    rename_all_fields = "snake_case"
)]
#[non_exhaustive]
pub enum Warning {
    /// The certificate of the key has expired.
    KeyExpired {
        /// When.
        expired_at: Moment,
    },
    /// The certificate of the key expires within days.
    KeyExpiresSoon {
        /// Whole days left.
        days: i64,
        /// When.
        expires_at: Moment,
    },
    /// The certificate of the key begins later.
    KeyNotYetValid {
        /// When.
        begins_at: Moment,
    },
    /// The certificate of the key is known to be revoked.
    KeyRevoked {
        /// Since when.
        revoked_at: Moment,
        /// Why.
        reason: RevocationReason,
    },
    /// The key was issued for authentication, not for signatures.
    AuthenticationOnly,
    /// The key belongs to the test environment: its signatures bind nobody.
    TestKey,
    /// The practice authority issued the key: its signatures bind nobody.
    PracticeKey,
    /// The key lies in a file of this computer, where it can be copied.
    KeyOnComputer,
    /// The key lies on a program that acts as a token: it can be copied like a file.
    SoftwareToken,
    /// The token's user PIN was mistyped; few tries are left.
    PinCountLow,
    /// One more wrong user PIN locks the token.
    PinFinalTry,
    /// The PIN is the one from the factory, which everybody knows.
    FactoryPin,
    /// The new PIN is easily guessed.
    PinWeak,
    /// No time stamp could be had: the signature is of level B.
    TimeStampUnavailable {
        /// The code of the failure that was met.
        because: crate::FailureCode,
    },
    /// The certificates given as trusted replace the built-in ones.
    TrustReplaced {
        /// How many there are.
        count: i64,
    },
    /// The signature is made, and the history could not be written.
    HistoryNotWritten,
    /// The database could not be read; it was put aside and a new one begun.
    StoreReplaced {
        /// Where the old one is.
        path: String,
    },
}

impl Message for Warning {
    fn id(&self) -> String {
        let name = match self {
            Self::KeyExpired { .. } => "key-expired",
            Self::KeyExpiresSoon { .. } => "key-expires-soon",
            Self::KeyNotYetValid { .. } => "key-not-yet-valid",
            Self::KeyRevoked { .. } => "key-revoked",
            Self::AuthenticationOnly => "authentication-only",
            Self::TestKey => "test-key",
            Self::PracticeKey => "practice-key",
            Self::KeyOnComputer => "key-on-computer",
            Self::SoftwareToken => "software-token",
            Self::PinCountLow => "pin-count-low",
            Self::PinFinalTry => "pin-final-try",
            Self::FactoryPin => "factory-pin",
            Self::PinWeak => "pin-weak",
            Self::TimeStampUnavailable { .. } => "time-stamp-unavailable",
            Self::TrustReplaced { .. } => "trust-replaced",
            Self::HistoryNotWritten => "history-not-written",
            Self::StoreReplaced { .. } => "store-replaced",
        };
        format!("warning-{name}")
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::KeyExpired { expired_at } => vec![("expired_at", Argument::At(*expired_at))],
            Self::KeyExpiresSoon { days, expires_at } => {
                vec![
                    ("days", Argument::Number(*days)),
                    ("expires_at", Argument::At(*expires_at)),
                ]
            }
            Self::KeyNotYetValid { begins_at } => vec![("begins_at", Argument::At(*begins_at))],
            Self::KeyRevoked { revoked_at, reason } => vec![
                ("revoked_at", Argument::At(*revoked_at)),
                ("reason", Argument::Text(reason.as_str().to_owned())),
            ],
            Self::TrustReplaced { count } => vec![("count", Argument::Number(*count))],
            Self::StoreReplaced { path } => vec![("path", Argument::Text(path.clone()))],
            Self::TimeStampUnavailable { .. }
            | Self::AuthenticationOnly
            | Self::TestKey
            | Self::PracticeKey
            | Self::KeyOnComputer
            | Self::SoftwareToken
            | Self::PinCountLow
            | Self::PinFinalTry
            | Self::FactoryPin
            | Self::PinWeak
            | Self::HistoryNotWritten => Vec::new(),
        }
    }
}

impl Warning {
    /// One of each, for tests that go through all of them.
    #[doc(hidden)]
    pub fn samples() -> Vec<Self> {
        let at = Moment(1_795_183_500);
        vec![
            Self::KeyExpired { expired_at: at },
            Self::KeyExpiresSoon {
                days: 3,
                expires_at: at,
            },
            Self::KeyNotYetValid { begins_at: at },
            Self::KeyRevoked {
                revoked_at: at,
                reason: RevocationReason::KeyCompromise,
            },
            Self::AuthenticationOnly,
            Self::TestKey,
            Self::PracticeKey,
            Self::KeyOnComputer,
            Self::SoftwareToken,
            Self::PinCountLow,
            Self::PinFinalTry,
            Self::FactoryPin,
            Self::PinWeak,
            Self::TimeStampUnavailable {
                because: crate::FailureCode::TsaUnreachable,
            },
            Self::TrustReplaced { count: 2 },
            Self::HistoryNotWritten,
            Self::StoreReplaced {
                path: "/home/a/tanba.db.damaged-1".to_owned(),
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, Warning};

    #[test]
    fn warnings_survive_json_and_their_ids_follow_their_names() {
        for warning in Warning::samples() {
            let json = serde_json::to_value(&warning).unwrap();
            assert_eq!(
                format!("warning-{}", json["warning"].as_str().unwrap()),
                warning.id()
            );
            assert_eq!(serde_json::from_value::<Warning>(json).unwrap(), warning);
        }
    }
}
