//! What a shell hears while work goes on.

use serde::{Deserialize, Serialize};

use crate::warning::Warning;

/// What the work is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Stage {
    /// Reading and hashing the document.
    Hashing,
    /// Making a key, which takes a token up to minutes.
    MakingKey,
    /// Making the signature with the private key.
    Signing,
    /// Asking the time-stamping authority.
    TimeStamping,
    /// Checking signatures and certificates.
    Verifying,
    /// Fetching revocation lists, statuses and certificates.
    Fetching,
    /// Writing the result.
    Writing,
}

impl Stage {
    /// Every stage.
    pub const ALL: &[Self] = &[
        Self::Hashing,
        Self::MakingKey,
        Self::Signing,
        Self::TimeStamping,
        Self::Verifying,
        Self::Fetching,
        Self::Writing,
    ];

    /// The id of its name in the catalogue.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::Hashing => "stage-hashing",
            Self::MakingKey => "stage-making-key",
            Self::Signing => "stage-signing",
            Self::TimeStamping => "stage-time-stamping",
            Self::Verifying => "stage-verifying",
            Self::Fetching => "stage-fetching",
            Self::Writing => "stage-writing",
        }
    }
}

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Progress {
    /// What it is at.
    pub stage: Stage,
    /// Bytes done.
    pub bytes_done: u64,
    /// Bytes in all, where that is known.
    pub bytes_total: Option<u64>,
}

/// Something that happened while work went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "event", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Event {
    /// The next document of several.
    Document {
        /// Its name.
        name: String,
        /// Its place, from 1.
        number: u32,
        /// How many there are.
        count: u32,
    },
    /// Some more of the work is done.
    Progress(Progress),
    /// Something a person should know.
    Warned(Warning),
}

#[cfg(test)]
mod tests {
    use super::{Event, Progress, Stage};

    #[test]
    fn stage_ids_follow_their_names() {
        for stage in Stage::ALL {
            let json = serde_json::to_value(stage).unwrap();
            assert_eq!(
                format!("stage-{}", json.as_str().unwrap()),
                stage.message_id()
            );
        }
    }

    #[test]
    fn events_survive_json() {
        let event = Event::Progress(Progress {
            stage: Stage::Hashing,
            bytes_done: 1,
            bytes_total: None,
        });
        let json = serde_json::to_string(&event).unwrap();
        assert_eq!(
            json,
            r#"{"event":"progress","stage":"hashing","bytes_done":1,"bytes_total":null}"#
        );
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
    }
}
